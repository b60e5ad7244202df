"""Stage 1 rendering: a checked, masked and linked collection becomes pages and data files."""
