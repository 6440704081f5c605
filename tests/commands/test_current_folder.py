"""Nothing in the folder where a clerk works is ever run, whatever it is called."""

from __future__ import annotations

import os
import subprocess
import sys
from importlib.metadata import packages_distributions
from pathlib import Path

import pytest

from luanchuyen import __main__
from luanchuyen.models.errors import ExitCode
from luanchuyen.optimizer.processes.children import _environment

OURS = "luanchuyen"
"""Under ``python -m luanchuyen`` this name is looked up by Python itself, before anything of ours runs."""
MODULE = """
import os
with open(os.path.join({marks!r}, {name!r}), "w"):
    pass
raise ImportError("a file of the clerk's folder was run")
"""


@pytest.fixture
def planted(tmp_path: Path) -> tuple[Path, Path]:
    """A folder with a module of every standard and third-party name, and the folder where each leaves its mark."""
    folder, marks = tmp_path / "hồ sơ", tmp_path / "marks"
    folder.mkdir()
    marks.mkdir()
    names = {*sys.stdlib_module_names, *packages_distributions(), "sitecustomize", "usercustomize", "six"} - {OURS}
    assert {"pickle", "__future__", "numpy", "ortools", "click", "distributed"} <= names and len(names) > 300
    for name in names:
        (folder / f"{name}.py").write_text(MODULE.format(marks=str(marks), name=name), encoding="utf-8")
    return folder, marks


@pytest.mark.slow
def test_no_module_of_the_current_folder_is_run(board: Path, planted: tuple[Path, Path]) -> None:
    folder, marks = planted
    environment = {name: value for name, value in os.environ.items() if name not in ("PYTHONPATH", "PYTHONSAFEPATH")}
    lines = (
        ["plan", str(board), "--out", "kq", "--jobs", "2"],
        ["whatif", str(board), "--out", "kb", "--off", "release", "--jobs", "2"],
        ["check", str(board)],
        ["verify", str(board), "kq"],
        ["compare", "kq#1", "kq#2"],
    )
    for arguments in lines:
        ran = subprocess.run(
            [sys.executable, "-m", OURS, *arguments], cwd=folder, env=environment, capture_output=True, encoding="utf-8"
        )
        assert ran.returncode == ExitCode.DONE, ran.stderr
        assert not [mark.name for mark in marks.iterdir()], arguments


def test_a_child_inherits_no_path_to_the_current_folder(monkeypatch: pytest.MonkeyPatch, tmp_path: Path) -> None:
    folder = tmp_path / "hồ sơ"
    folder.mkdir()
    monkeypatch.chdir(folder)
    given = {"": None, os.pathsep: None, f".{os.pathsep}{folder}": None, f"{tmp_path}{os.pathsep}": str(tmp_path)}
    for paths, kept in given.items():
        monkeypatch.setenv("PYTHONPATH", paths)
        inherited = _environment()
        assert (inherited.get("PYTHONPATH"), inherited["PYTHONSAFEPATH"]) == (kept, "1")


def test_the_program_leaves_the_current_folder_out(monkeypatch: pytest.MonkeyPatch, tmp_path: Path) -> None:
    monkeypatch.chdir(tmp_path)
    monkeypatch.setattr(sys, "path", ["", ".", str(tmp_path), f"{tmp_path}/sub", "/python.zip"])
    __main__.leave_out_the_current_folder()
    assert sys.path == [f"{tmp_path}/sub", "/python.zip"]
    monkeypatch.setattr(sys, "path", [os.path.dirname(os.__file__)])
    monkeypatch.chdir(sys.path[0])
    __main__.leave_out_the_current_folder()
    assert sys.path
