"""The package's own source, as the tests about its shape see it."""

from __future__ import annotations

import ast
import importlib.util
from collections.abc import Iterator
from dataclasses import dataclass
from functools import cache
from pathlib import Path
from types import ModuleType

ROOT = Path(__file__).parents[2]
ROOMS = ("models", "optimizer", "scenarios", "sheets", "wording", "reports", "page", "commands", "messages")
AT_ROOT = ("__init__.py", "__main__.py", "cli.py")


@dataclass(frozen=True)
class Import:
    """One import of a module; ``typing``: only under TYPE_CHECKING."""

    target: str
    typing: bool


@dataclass(frozen=True)
class Module:
    """A source file of the package under the name it is imported by."""

    name: str
    path: Path
    tree: ast.Module
    lines: int

    @property
    def room(self) -> str:
        """The first folder, or the file itself for the three at the root: "" is the package."""
        return self.name.split(".")[1] if "." in self.name else ""

    def imports(self) -> Iterator[Import]:
        """Every import, ``from a import b`` as a.b."""
        yield from _imports(self.tree, typing=False)


def _imports(node: ast.AST, *, typing: bool) -> Iterator[Import]:
    for child in ast.iter_child_nodes(node):
        if isinstance(child, ast.Import):
            yield from (Import(alias.name, typing) for alias in child.names)
        elif isinstance(child, ast.ImportFrom):
            yield from (Import(f"{child.module}.{alias.name}", typing) for alias in child.names)
        else:
            checking = isinstance(child, ast.If) and ast.unparse(child.test) == "TYPE_CHECKING"
            yield from _imports(child, typing=typing or checking)


@cache
def modules() -> dict[str, Module]:
    """Every module of the package by its dotted name."""
    found = {}
    for path in (*(ROOT / name for name in AT_ROOT), *(p for room in ROOMS for p in (ROOT / room).rglob("*.py"))):
        parts = path.relative_to(ROOT).with_suffix("").parts
        name = ".".join(("luanchuyen", *(part for part in parts if part != "__init__")))
        text = path.read_text(encoding="utf-8")
        found[name] = Module(name, path, ast.parse(text), len(text.splitlines()))
    return found


def module_of(target: str) -> str | None:
    """The module of the package that an import names: ``luanchuyen.models.plan.Plan`` is ...plan."""
    while target and target not in modules():
        target = target.rpartition(".")[0]
    return target or None


def reached(start: str) -> set[str]:
    """Everything a module imports, directly or not, TYPE_CHECKING aside; outside modules by their full name."""
    assert start in modules()
    seen: set[str] = set()
    waiting = [start]
    while waiting:
        name = waiting.pop()
        if name in seen:
            continue
        seen.add(name)
        if name in modules():
            found = (i for i in modules()[name].imports() if not i.typing)
            waiting += [module_of(i.target) or i.target for i in found]
    return seen


def generator() -> ModuleType:
    """docs/generate.py, which is not part of the package."""
    spec = importlib.util.spec_from_file_location("docs_generate", ROOT / "docs" / "generate.py")
    assert spec is not None and spec.loader is not None
    module = importlib.util.module_from_spec(spec)
    spec.loader.exec_module(module)
    return module
