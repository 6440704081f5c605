"""Functions of the product with one thing changed, put in their place for a while."""

from __future__ import annotations

import ast
import copy
import importlib
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from types import CodeType, FunctionType
from typing import Any

from package_tree import modules
from shared_helpers import Function

FLIPPED: dict[type[ast.cmpop], type[ast.cmpop]] = {
    ast.Eq: ast.NotEq, ast.NotEq: ast.Eq, ast.Lt: ast.GtE, ast.GtE: ast.Lt, ast.Gt: ast.LtE, ast.LtE: ast.Gt,
    ast.Is: ast.IsNot, ast.IsNot: ast.Is, ast.In: ast.NotIn, ast.NotIn: ast.In,
}  # fmt: skip
SHIFTED: dict[type[ast.cmpop], type[ast.cmpop]] = {ast.Lt: ast.LtE, ast.LtE: ast.Lt, ast.Gt: ast.GtE, ast.GtE: ast.Gt}
SWAPPED = {"min": "max", "max": "min", "any": "all", "all": "any"}


def mutations(node: ast.FunctionDef) -> Iterator[tuple[str, ast.FunctionDef]]:
    """(what was changed, the function so changed): a comparison, min or max, any or all, a number, and or or, an
    arithmetic sign, a condition, or all of it by a constant.
    """
    for at, part in enumerate(ast.walk(node)):
        for what, change in _changes(part):
            changed = copy.deepcopy(node)
            target = next(p for n, p in enumerate(ast.walk(changed)) if n == at)
            change(target)
            yield f"{what} in line {getattr(part, 'lineno', 0)}", changed
    if node.name != "__init__":
        nothing = copy.deepcopy(node)
        nothing.body = [ast.Return(ast.Constant(None), lineno=node.lineno, col_offset=0)]
        yield "returns None", nothing


def _changes(part: ast.AST) -> Iterator[tuple[str, Callable[[Any], None]]]:
    if isinstance(part, ast.Compare):
        for table in (FLIPPED, SHIFTED):
            for n, op in enumerate(part.ops):
                if type(op) in table:
                    new = table[type(op)]
                    yield f"{type(op).__name__} to {new.__name__}", lambda p, n=n, new=new: _put(p.ops, n, new())
    elif isinstance(part, ast.BoolOp):
        new_op = ast.Or if isinstance(part.op, ast.And) else ast.And
        yield f"to {new_op.__name__}", lambda p: setattr(p, "op", new_op())
    elif isinstance(part, ast.Name) and part.id in SWAPPED:
        yield f"{part.id} to {SWAPPED[part.id]}", lambda p: setattr(p, "id", SWAPPED[p.id])
    elif isinstance(part, ast.Constant) and isinstance(part.value, int):
        yield f"{part.value} changed", lambda p: setattr(p, "value", not p.value if p.value is True else p.value + 1)
    elif isinstance(part, ast.BinOp) and isinstance(part.op, ast.Add | ast.Sub):
        sign = ast.Sub if isinstance(part.op, ast.Add) else ast.Add
        yield f"to {sign.__name__}", lambda p: setattr(p, "op", sign())
    elif isinstance(part, ast.UnaryOp) and isinstance(part.op, ast.Not):
        yield "not dropped", lambda p: setattr(p, "op", ast.UAdd()) or setattr(p, "operand", _truth(p.operand))


def _put(ops: list[ast.cmpop], n: int, new: ast.cmpop) -> None:
    ops[n] = new


def _truth(operand: ast.expr) -> ast.expr:
    return ast.Call(ast.Name("bool", ast.Load()), [operand], [])


@contextmanager
def mutated(function: Function, node: ast.FunctionDef) -> Iterator[None]:
    """The function runs as ``node`` says: its code is changed in place, so that whoever imported it sees it."""
    victim = _function(function)
    before = victim.__code__
    victim.__code__ = _code(function, node)
    try:
        yield
    finally:
        victim.__code__ = before


def _function(function: Function) -> FunctionType:
    found: Any = importlib.import_module(function[0])
    for name in function[1].split("."):
        found = vars(found)[name]
    for inner in ("func", "fget", "__func__", "__wrapped__"):
        found = getattr(found, inner, None) or found
    assert isinstance(found, FunctionType)
    return found


def _code(function: Function, node: ast.FunctionDef) -> CodeType:
    """The code of the function, compiled in its module and its class with ``node`` in its place."""
    module, name = function
    tree = copy.copy(modules()[module].tree)
    owner, _, own = name.rpartition(".")
    bare = copy.copy(node)
    bare.decorator_list = []
    body: list[ast.stmt] = [bare]
    if owner:
        body = [ast.ClassDef(owner, [], [], body, [], lineno=1, col_offset=0)]
    tree = ast.Module([ast.parse("from __future__ import annotations").body[0], *body], [])
    code = compile(ast.fix_missing_locations(tree), modules()[module].path, "exec")
    for part in name.split("."):
        code = next(c for c in code.co_consts if isinstance(c, CodeType) and c.co_name == part)
    assert code.co_name == own
    return code
