"""What is shipped: one name in site-packages, every folder that holds code or data, nothing else."""

from __future__ import annotations

import shutil
import subprocess
import sys
import tomllib
import zipfile
from fnmatch import fnmatch
from pathlib import Path

import pytest
from package_tree import AT_ROOT, ROOMS, ROOT

PROJECT = tomllib.loads((ROOT / "pyproject.toml").read_text(encoding="utf-8"))
SETTINGS = PROJECT["tool"]["setuptools"]
DATA = (".css", ".csv", ".html", ".toml")


def shipped_files() -> list[Path]:
    """The code and data of the rooms, relative to the root."""
    found = [p.relative_to(ROOT) for room in ROOMS for p in (ROOT / room).rglob("*")]
    return [p for p in found if p.suffix in (".py", *DATA) and not any(part.startswith(".") for part in p.parts)]


def package(folder: Path) -> str:
    """The dotted name of a folder."""
    return ".".join(("luanchuyen", *folder.parts))


def covered(file: Path) -> bool:
    """Whether a data file is named by package-data of the nearest listed package."""
    for folder in file.parents:
        patterns = SETTINGS["package-data"].get(package(folder), ())
        if any(fnmatch(file.relative_to(folder).as_posix(), pattern) for pattern in patterns):
            return True
    return False


def test_packages_are_the_folders_with_code() -> None:
    assert set(SETTINGS["packages"]) == {package(p.parent) for p in shipped_files() if p.suffix == ".py"} | {
        "luanchuyen"
    }
    assert len(SETTINGS["packages"]) == len(set(SETTINGS["packages"]))


def test_every_data_file_is_shipped() -> None:
    data = [file for file in shipped_files() if file.suffix in DATA]
    assert data
    assert not [file for file in data if not covered(file)]


def test_the_root_holds_only_the_package_s_own_modules() -> None:
    assert sorted(path.name for path in ROOT.glob("*.py")) == sorted(AT_ROOT)


def test_the_version_is_one() -> None:
    from luanchuyen import __version__

    assert PROJECT["project"]["version"] == __version__
    assert f"## {__version__}" in (ROOT / "CHANGELOG.md").read_text(encoding="utf-8")


@pytest.mark.slow
def test_a_wheel_holds_one_name_and_all_the_data(tmp_path: Path) -> None:
    source = tmp_path / "source"
    for file in (
        *shipped_files(),
        *map(Path, (*AT_ROOT, "py.typed", "pyproject.toml", "README.md", "LICENSE", "NOTICE")),
    ):
        (source / file).parent.mkdir(parents=True, exist_ok=True)
        shutil.copyfile(ROOT / file, source / file)
    build = [sys.executable, "-m", "pip", "wheel", str(source), "--no-deps", "--no-build-isolation", "-q"]
    subprocess.run([*build, "-w", str(tmp_path)], check=True, timeout=300)
    (wheel,) = tmp_path.glob("*.whl")
    names = zipfile.ZipFile(wheel).namelist()
    version = PROJECT["project"]["version"]
    assert {name.split("/")[0] for name in names} == {"luanchuyen", f"luanchuyen-{version}.dist-info"}
    wanted = {f"luanchuyen/{file.as_posix()}" for file in shipped_files()} | {f"luanchuyen/{name}" for name in AT_ROOT}
    assert wanted | {"luanchuyen/py.typed"} == {name for name in names if name.startswith("luanchuyen/")}
