"""Plain text of official documents → draft content files and a list of what to check.

Stages, one module each: ``read`` (bytes → lines), ``numbering`` and ``spacing`` (what a line
says), ``layout`` (lines → paragraphs), ``split`` (paragraphs → documents), ``structure``
(paragraphs → clause tree), ``ids``, ``metadata``, ``write``. ``run`` joins them.

Nothing is dropped: a line that no stage can place becomes a paragraph, and every guess is
listed for the editor.
"""

from .run import DraftExists, import_text, load_regions, run_import

__all__ = ["DraftExists", "import_text", "load_regions", "run_import"]
