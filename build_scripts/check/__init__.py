"""Checks across content files: the full text is lossless, quotes are verbatim, ids agree."""
