"""The Markdown extension: marked pages untouched, other pages ordinary Markdown."""

import markdown
import pytest

from build_scripts.passthrough import MARKER

#: Everything Markdown would change: entities, tabs, trailing blanks, asterisks, indented lines.
HTML = "<article>\n\n<p>*a*  &amp;\tb \n    <code># c</code></p>\n\n</article>"


@pytest.fixture
def converter() -> markdown.Markdown:
    """As the site generator sets it up."""
    return markdown.Markdown(extensions=["build_scripts.passthrough", "toc", "tables"])


def test_marked_page_is_untouched(converter: markdown.Markdown) -> None:
    assert converter.convert(f"{MARKER}\n{HTML}") == HTML


def test_converter_can_be_used_again(converter: markdown.Markdown) -> None:
    converter.convert(f"{MARKER}\n{HTML}")
    assert converter.reset().convert("**a**") == "<p><strong>a</strong></p>"
    assert converter.reset().convert(f"{MARKER}\n<p>b</p>") == "<p>b</p>"


def test_marker_counts_only_at_the_start(converter: markdown.Markdown) -> None:
    html = converter.convert(f"# 标题\n\n{MARKER}\n\n**a**")
    assert "<h1" in html
    assert "<strong>a</strong>" in html


def test_page_is_valid_without_the_extension() -> None:
    html = markdown.markdown(f"{MARKER}\n{HTML}")
    assert html.startswith(MARKER)
    assert "<p>*a*" in html
    assert "<em>" not in html
