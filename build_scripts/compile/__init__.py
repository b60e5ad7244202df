"""Content records → the plain JSON that the rule engine reads."""

from .browser import Browser, browser_files
from .rules import Rules, compile_rules, facts_used, mentioned, only

__all__ = [
    "Browser",
    "Rules",
    "browser_files",
    "compile_rules",
    "facts_used",
    "mentioned",
    "only",
]
