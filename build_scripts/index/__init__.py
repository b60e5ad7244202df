"""The search index: static files that a browser reads piece by piece.

``items`` says what can be found, ``tokens`` cuts text, ``postings`` turns items into postings,
``shards`` writes them; :func:`write_index` does the whole.
"""

from .build import SEARCH_FOLDER, IndexReport, write_index
from .catalogue import search_catalogue
from .items import Item, Passage, search_items
from .words import search_synonyms, search_words

__all__ = [
    "SEARCH_FOLDER",
    "IndexReport",
    "Item",
    "Passage",
    "search_catalogue",
    "search_items",
    "search_synonyms",
    "search_words",
    "write_index",
]
