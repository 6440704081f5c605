"""Run as a program: every module of ours is imported, and a workbook judged, as on a system with Windows' Python.

Ours alone see Windows: the libraries and Python's own modules have the system that is there. Names that Windows lacks
are read off typeshed, which mypy brings.
"""

from __future__ import annotations

import ast
import builtins
import importlib
import json
import os
import pkgutil
import signal
import sys
from collections.abc import Iterator, Mapping
from importlib.resources import files
from types import ModuleType, SimpleNamespace
from typing import Any

LACKING = {"fcntl", "resource", "pwd", "grp", "termios", "tty", "pty", "posix", "syslog", "crypt", "spwd", "readline"}
"""Modules that Python has on POSIX systems alone."""
WINDOWS = SimpleNamespace(platform="win32", version_info=sys.version_info)


def stub_names(body: list[ast.stmt]) -> Iterator[str]:
    """The names that a stub gives on Windows."""
    for node in body:
        if isinstance(node, ast.If):
            holds = eval(compile(ast.Expression(node.test), "", "eval"), {"sys": WINDOWS})
            yield from stub_names(node.body if holds else node.orelse)
        elif isinstance(node, ast.FunctionDef | ast.ClassDef):
            yield node.name
        elif isinstance(node, ast.AnnAssign | ast.Assign):
            targets = [node.target] if isinstance(node, ast.AnnAssign) else node.targets
            yield from (target.id for target in targets if isinstance(target, ast.Name))
        elif isinstance(node, ast.Import | ast.ImportFrom):
            yield from (alias.asname or alias.name for alias in node.names)


def lacking(module: ModuleType, stub: str) -> set[str]:
    """The public names of a module that Windows has not."""
    text = files("mypy").joinpath("typeshed", "stdlib", stub).read_text(encoding="utf-8")
    has = {*stub_names(ast.parse(text).body)}
    return {name for name in dir(module) if not name.startswith("_") and name not in has}


class Seen(ModuleType):
    """A module as our code sees it."""

    def __init__(self, real: ModuleType, without: set[str], instead: Mapping[str, object]) -> None:
        super().__init__(real.__name__)
        self.__dict__.update({name: value for name, value in vars(real).items() if name not in without} | instead)


def hide() -> None:
    """From here on our modules import what Windows has."""
    real_import = builtins.__import__
    on_posix = lacking(os, "os/__init__.pyi")
    signals = lacking(signal, "signal.pyi")
    assert {"fork", "getuid", "fchown", "killpg"} <= on_posix and not {"link", "open", "fsync", "path"} & on_posix
    assert {"SIGKILL", "SIGPIPE", "SIGHUP", "alarm"} <= signals and not {"SIGINT", "SIGTERM", "signal"} & signals
    shown = {
        "os": Seen(os, on_posix, {"name": "nt"}),
        "sys": Seen(sys, set(), {"platform": "win32"}),
        "signal": Seen(signal, signals, {}),
        "msvcrt": ModuleType("msvcrt"),
    }

    def importing(name: str, globals: Any = None, locals: Any = None, fromlist: Any = (), level: int = 0) -> ModuleType:
        if (globals or {}).get("__name__", "").partition(".")[0] == "luanchuyen":
            if name.partition(".")[0] in LACKING:
                raise ModuleNotFoundError(f"No module named {name!r} on Windows", name=name)
            if name in shown:
                return shown[name]
        return real_import(name, globals, locals, fromlist, level)

    builtins.__import__ = importing


def main() -> None:
    """Print how many modules were imported, and what ``check`` gave."""
    hide()
    import luanchuyen

    names = [module.name for module in pkgutil.walk_packages(luanchuyen.__path__, "luanchuyen.")]
    ours = [name for name in names if not name.endswith("__main__")]
    for name in ours:
        importlib.import_module(name)
    locks = sys.modules["luanchuyen.reports.writing.locks"]
    from luanchuyen.cli import main as program

    code = program(["check", sys.argv[1], "--quiet"])
    print(json.dumps({"modules": ours, "code": code, "locks": [m for m in ("msvcrt", "fcntl") if m in vars(locks)]}))


if __name__ == "__main__":
    main()
