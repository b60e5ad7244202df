"""Hand-written pages: content/pages/<name>.md becomes the page ``<name>/``.

Ordinary Markdown with two conventions: the first line is the title (``# …``), and a link that
starts with ``/`` is meant from the site root, wherever the site is published. A line
``<!-- mingce:field-reference -->`` is replaced by the reference of all content fields.
"""

from collections.abc import Iterator

from markdown import Markdown
from markupsafe import Markup

from build_scripts.load.schemas import field_reference

from .context import Site
from .page import Page, root_of

_TABLE_START = '<div class="mc-table-scroll"><table class="mc-table">'
_FIELD_REFERENCE = "<!-- mingce:field-reference -->"


def prose_pages(site: Site) -> Iterator[Page]:
    """All hand-written pages, in the order of their names."""
    converter = Markdown(extensions=["tables", "fenced_code"], output_format="html")
    for path in sorted((site.collection.root / "pages").glob("*.md")):
        site_path = f"{path.stem}/"
        heading, _, body = path.read_text("utf-8").lstrip().partition("\n")
        title = heading.removeprefix("#").strip()
        html = converter.reset().convert(body).replace('href="/', f'href="{root_of(site_path)}')
        html = html.replace("<table>", _TABLE_START).replace("</table>", "</table></div>")
        if _FIELD_REFERENCE in html:
            reference = site.render("field_reference.html", site_path, records=field_reference())
            html = html.replace(_FIELD_REFERENCE, reference)
        page = site.render("prose.html", site_path, title=title, name=path.stem, body=Markup(html))
        yield Page(site_path, title, page)
