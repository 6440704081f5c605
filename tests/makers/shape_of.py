"""Whether a plain value has the shape that docs/json.md tells."""

from __future__ import annotations

import types
from collections.abc import Mapping
from typing import Any, Literal, Union, get_args, get_origin

import shapes

SIMPLE: Mapping[Any, tuple[type, ...]] = {
    str: (str,), int: (int,), float: (int, float), bool: (bool,), type(None): (type(None),),
}  # fmt: skip


def unlike(told: Any, hint: Any, where: str = "$") -> list[str]:
    """Where a value is not of a type, or a field too many or too few."""
    origin, parts = get_origin(hint), get_args(hint)
    if hint is object:
        return []
    if hint in SIMPLE:
        return [] if type(told) in SIMPLE[hint] else [f"{where}: {told!r}"]
    if origin is Literal:
        return [] if told in parts else [f"{where}: {told!r}"]
    if origin in (Union, types.UnionType):
        tried = [unlike(told, part, where) for part in parts]
        return [] if [] in tried else min(tried, key=len)
    if shapes.is_shape(hint):
        known = shapes.fields(hint)
        optional = getattr(hint, "__optional_keys__", frozenset())
        if not isinstance(told, dict) or not known.keys() - optional <= told.keys() <= known.keys():
            return [f"{where}: {told!r:.200} is no {hint.__name__}"]
        return [fault for key, value in told.items() for fault in unlike(value, known[key][0], f"{where}.{key}")]
    if issubclass(origin, Mapping):
        rows = told.items() if isinstance(told, dict) else [("?", None)]
        return [fault for key, value in rows for fault in unlike(value, parts[1], f"{where}.{key}")]
    if not isinstance(told, list):
        return [f"{where}: {told!r:.200} is no list"]
    return [fault for at, value in enumerate(told) for fault in unlike(value, parts[0], f"{where}[{at}]")]
