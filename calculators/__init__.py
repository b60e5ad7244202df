"""The rule engine: pure functions from JSON to JSON.

The same sources run on CPython, Pyodide and MicroPython, so every module here keeps to
the part of Python that all three have (see ``docs/decisions/0007-portable-engine.md``) and
imports nothing but the standard library. ``calculators.calls.respond`` is the one
entry point that the browser uses; ``python -m calculators`` is the same call on the
command line.
"""
