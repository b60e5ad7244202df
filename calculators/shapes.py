"""Names for JSON values in annotations.

The type checker reads ``shapes.pyi`` instead: the portable subset has no ``typing``
module, and MicroPython does not evaluate annotations.
"""

Json = object
Node = dict
