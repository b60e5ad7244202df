"""The finder page: results come from the browser; without scripts it lists the ways in."""

from .context import Site
from .listings import Listings
from .page import Page, root_of

_SITE_PATH = "search/"
_STYLESHEET = "assets/stylesheets/finder.css"
#: Modules that other pages load only when someone searches: named here, they load side by side.
_MODULES = tuple(f"assets/javascripts/search/{name}.js" for name in ("finder", "engine"))
#: Documents listed for readers without scripts; the table of all of them is elsewhere.
_LISTED = 50


def finder_page(site: Site, listings: Listings) -> Page:
    """The page at ``search/``."""
    root = root_of(_SITE_PATH)
    html = site.render(
        "finder.html",
        _SITE_PATH,
        listings=listings,
        rows=[listings.row(key, root) for key in listings.newest[:_LISTED]],
        total=len(listings.newest),
    )
    return Page(
        _SITE_PATH,
        "查找",
        html,
        "搜政策、文号、说法，按地区、主题、对象、效力筛选",
        stylesheets=(_STYLESHEET,),
        modules=_MODULES,
    )
