"""Content records → the plain JSON that the rule engine reads."""

from .browser import Browser, browser_files
from .rules import (
    Rules,
    amount_facts,
    compile_rules,
    facts_used,
    mentioned,
    only,
    timeline_facts_used,
)

__all__ = [
    "Browser",
    "Rules",
    "amount_facts",
    "browser_files",
    "compile_rules",
    "facts_used",
    "mentioned",
    "only",
    "timeline_facts_used",
]
