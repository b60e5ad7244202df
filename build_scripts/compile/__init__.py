"""Content records → the plain JSON that the rule engine reads."""

from .rules import compile_rules, only

__all__ = ["compile_rules", "only"]
