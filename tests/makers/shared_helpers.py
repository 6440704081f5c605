"""Which functions both tellings of a rule reach, read off the source.

A name in a function's body that stands for a function of these rooms is followed: of its own module, an imported
one, or a method by what its receiver is called (``situation.``, ``moves.`` ...). Calls by any other way are not seen.
"""

from __future__ import annotations

import ast
from collections.abc import Iterator
from dataclasses import dataclass
from functools import cache
from typing import TypeAlias

from package_tree import modules

from luanchuyen.optimizer.rules.rule import register

SCOPE = tuple(f"luanchuyen.optimizer.{room}" for room in ("rules", "situation", "columns"))
PLAIN, ARRAYS = ("judge", "judge_within", "breaches", "brought", "limit"), ("amounts", "excess")
CALLED = {
    "situation": "Situation", "bare": "Situation", "lineup": "Lineup", "moves": "Moves", "pairs": "Pairs",
    "leads": "Pairs", "columns": "Columns", "territory": "Territory", "waivers": "Waivers", "_locality": "Locality",
    "bundling": "Bundling", "definitions": "Definitions",
}  # fmt: skip
"""What a receiver of each name is an instance of."""

Function: TypeAlias = tuple[str, str]
"""A function by its module and its name there, a method as Class.method."""


@dataclass(frozen=True)
class Source:
    """The functions and classes of the rooms, and what each module imports of them."""

    functions: dict[Function, ast.FunctionDef]
    classes: dict[str, tuple[str, ast.ClassDef]]
    names: dict[str, dict[str, str]]


@cache
def source() -> Source:
    """The source of the rooms."""
    found = Source({}, {}, {})
    for name, module in modules().items():
        if not name.startswith(SCOPE):
            continue
        names = found.names.setdefault(name, {})
        for node in ast.walk(module.tree):
            if isinstance(node, ast.ImportFrom):
                names.update({alias.asname or alias.name: f"{node.module}:{alias.name}" for alias in node.names})
        for node in module.tree.body:
            if isinstance(node, ast.FunctionDef):
                found.functions[name, node.name] = node
                names[node.name] = f"{name}:{node.name}"
            elif isinstance(node, ast.ClassDef):
                found.classes[node.name] = name, node
                names[node.name] = f"{name}:{node.name}"
                methods = (n for n in node.body if isinstance(n, ast.FunctionDef))
                found.functions.update({(name, f"{node.name}.{method.name}"): method for method in methods})
    return found


def reached_from(function: Function) -> set[Function]:
    """The function, and every function of the rooms that it reaches."""
    seen: set[Function] = set()
    waiting = [function]
    while waiting:
        one = waiting.pop()
        if one not in seen and one in source().functions:
            seen.add(one)
            waiting += _named_in(one)
    return seen


@cache
def _named_in(function: Function) -> tuple[Function, ...]:
    module, name = function
    own = name.partition(".")[0]
    return tuple(f for node in ast.walk(source().functions[function]) for f in _meant(node, module, own))


def _meant(node: ast.AST, module: str, own: str) -> Iterator[Function]:
    if isinstance(node, ast.Attribute):
        receiver = node.value
        called = receiver.attr if isinstance(receiver, ast.Attribute) else getattr(receiver, "id", "")
        of_class = own if called in ("self", "cls") else CALLED.get(called)
        yield from (f for f in (method_of(of_class, node.attr),) if f)
    elif isinstance(node, ast.Name):
        target, _, name = source().names[module].get(node.id, "").partition(":")
        if name in source().classes and source().classes[name][0] == target:
            methods = (n.name for n in source().classes[name][1].body if isinstance(n, ast.FunctionDef))
            yield from (
                (target, f"{name}.{method}") for method in methods if name not in ("Situation", "Incumbency", "Rule")
            )
        elif name:
            yield target, name


def method_of(class_name: str | None, method: str) -> Function | None:
    """The method of a class of the rooms, its own or inherited."""
    while class_name in source().classes:
        module, node = source().classes[str(class_name)]
        for name in (method, f"_{method}"):  # self.spot = cache(self._spot)
            if (module, f"{class_name}.{name}") in source().functions:
                return module, f"{class_name}.{name}"
        bases = [base.id for base in node.bases if isinstance(base, ast.Name)]
        class_name = bases[0] if bases else None
    return None


@cache
def shared_helpers() -> dict[str, frozenset[Function]]:
    """For every rule the functions that both of its tellings reach."""
    found = {}
    for name, rule in register().items():
        tellings = []
        for methods in (PLAIN, ARRAYS):
            starts = (f for f in (method_of(rule.__name__, m) for m in methods) if f and ".Rule." not in f".{f[1]}")
            tellings.append({f for start in starts for f in reached_from(start)})
        found[name] = frozenset(tellings[0] & tellings[1])
    return found
