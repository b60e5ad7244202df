"""Leaves out of the published site what the theme brings along and no page loads."""

import shutil
from pathlib import Path

#: Material's script bundle (with addresses of other sites in it), its search and its source maps.
_UNUSED = (
    "assets/javascripts/bundle.*",
    "assets/javascripts/lunr",
    "assets/javascripts/workers",
    "assets/stylesheets/palette.*",
    "assets/stylesheets/*.map",
    "assets/images/favicon.png",
)


def prune_theme(site: Path) -> None:
    """Delete the unused theme files of a freshly built ``site``."""
    for pattern in _UNUSED:
        for path in site.glob(pattern):
            if path.is_dir():
                shutil.rmtree(path)
            else:
                path.unlink()
