"""The numbers that rules share stand in one place: nobody asks another rule for its numbers."""

from __future__ import annotations

import ast
from collections.abc import Iterator

from package_tree import modules

OWN = {
    ("luanchuyen.optimizer.program.pool", "planning_pool"),
    ("luanchuyen.optimizer.explain.readiness", "family"),
}
"""Ask a rule for its telling, not for a number: candidates are drawn from the pool, rows it does not judge are told."""


def asked(tree: ast.AST) -> Iterator[str]:
    """The rules that are looked up by name: ``rules_of(situation)["fill"]``."""
    for node in ast.walk(tree):
        if isinstance(node, ast.Subscript) and isinstance(node.slice, ast.Constant):
            of = node.value
            called = isinstance(of, ast.Call) and isinstance(of.func, ast.Name) and of.func.id == "rules_of"
            if called and isinstance(node.slice.value, str):
                yield node.slice.value


def test_no_module_asks_another_rule_for_its_numbers() -> None:
    assert list(asked(ast.parse('x = rules_of(situation)["fill"].horizon_months'))) == ["fill"]
    found = {
        (module.name, rule)
        for module in modules().values()
        if module.room in ("optimizer", "sheets", "reports")
        for rule in asked(module.tree)
    }
    assert found == OWN
