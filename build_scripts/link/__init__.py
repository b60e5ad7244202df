"""References between documents: recognised in the texts, resolved, gathered both ways."""

from .graph import Edge, Links, Mention, Target, TargetedAmendment, link_collection
from .recognise import NamedItem
from .stubs import Backlink, Repeal, Stub

__all__ = [
    "Backlink",
    "Edge",
    "Links",
    "Mention",
    "NamedItem",
    "Repeal",
    "Stub",
    "Target",
    "TargetedAmendment",
    "link_collection",
]
