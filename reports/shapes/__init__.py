"""The shapes of all JSON that leaves the program, as types: docs/json.md is made of them, tests hold output to them.

A field's meaning stands beside its type; a dataclass that is told field by field is its own shape.
"""
