"""What content is made of: one class per kind of record an editor writes.

The classes are the only description of the content format. The loader validates
with them, the published JSON Schemas and the editors' page are generated from
them, and every later stage receives instances of them.
"""
