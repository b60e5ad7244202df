"""Content to model to site.

Stages, each a subpackage that imports only those before it:
``model`` -> ``load`` -> ``check`` / ``link`` -> ``compile`` -> ``render`` -> ``package``.
``importer`` turns plain text into draft content and stands beside them.
"""
