"""Builds the kit for Windows: a folder, and the same as a zip, with which an office sets the program up offline.

``docs/kit.py lock PYLOCK`` writes docs/windows/wheels.lock, the wheels of the kit, from what uv resolved (`make lock`);
``docs/kit.py build FOLDER`` fetches them and makes the kit (`make kit`): the same sources give the same bytes.
"""

from __future__ import annotations

import base64
import contextlib
import hashlib
import io
import json
import os
import re
import shutil
import subprocess
import sys
import tempfile
import textwrap
import tomllib
import zipfile
from collections.abc import Iterable, Iterator, Mapping
from pathlib import Path

from jinja2 import Environment, StrictUndefined
from wheels import PYTHONS, Wheel, chosen, lock_text, locked, resolved

from luanchuyen.cli import program
from luanchuyen.messages import sentences
from luanchuyen.models.version import __version__

ROOT = Path(__file__).parents[1]
PARTS = ROOT / "docs" / "windows"
LOCK = PARTS / "wheels.lock"
PICTURE = ROOT / "docs" / "images" / "review.png"
INSTALLER = {
    "python": "3.13.15",
    "installer": "python-3.13.15-amd64.exe",
    # As Microsoft's winget-pkgs gives it, which checks it against python.org: manifests/p/Python/Python/3/13/3.13.15.
    "sha256": "edec09c4853aeae9ac36efb8c9f95b6b8e2fee65eee56d9767a8b7c69c574403",
}
TEXTS = {
    "khong-co-python.txt": "no_python",
    "dung-tep.txt": "installer_right",
    "sai-tep.txt": "installer_wrong",
    "nhan-phim.txt": "press_a_key",
    "chua-cai.txt": "not_set_up",
}
"""What the .bat files type, by the sentence."""
SPARE = 3
"""Times the installed size that the drive must have free: the earlier set-up, this one, and the compiled files."""


def write_lock(pylock: Path) -> None:
    """Write docs/windows/wheels.lock. Ends with a sentence where a package has no wheel for a Python."""
    wheels = [*resolved(tomllib.loads(pylock.read_text(encoding="utf-8")))]
    kept = {wheel for python in PYTHONS for wheel in chosen(wheels, python).values()}
    for python in PYTHONS:
        missing = {w.package for w in wheels if w.meant_by(python)} - chosen(wheels, python).keys()
        if missing:
            sys.exit(f"no wheel for Windows and Python {python}: {', '.join(sorted(missing))}")
    LOCK.write_text(lock_text(kept), encoding="utf-8", newline="\n")


def fetch(wheels: list[Wheel], into: Path) -> None:
    """Download the wheels, each by its hash, for every Python."""
    for python in PYTHONS:
        asked = into.parent / f"python-{python}.txt"
        wanted = chosen(wheels, python).values()  # pip would read the markers as of the Python that runs here
        lines = (f"{wheel.package}=={wheel.version} --hash=sha256:{wheel.sha256}\n" for wheel in wanted)
        asked.write_text("".join(lines), encoding="utf-8")
        pip = [sys.executable, "-m", "pip", "download", "--quiet", "--no-deps", "--require-hashes", "-r", str(asked)]
        system = ["--platform", "win_amd64", "--implementation", "cp", "--python-version", python]
        subprocess.run([*pip, *system, "--only-binary=:all:", "--dest", str(into)], check=True)
    got = {path.name: sha256(path.read_bytes()) for path in into.iterdir()}
    assert got == {wheel.file: wheel.sha256 for wheel in wheels}, "pip brought other files than the lock names"


def sha256(data: bytes) -> str:
    """The hash in hex."""
    return hashlib.sha256(data).hexdigest()


def zip_bytes(target: Path, files: Mapping[str, bytes]) -> None:
    """Write a zip whose bytes tell nothing but names and contents: sorted, undated, stored as they are."""
    with zipfile.ZipFile(target, "w") as made:
        for name in sorted(files):
            made.writestr(zipfile.ZipInfo(name, (1980, 1, 1, 0, 0, 0)), files[name])


def package_files() -> Iterator[Path]:
    """What the wheel is made of, relative to the root: as pyproject.toml lists it."""
    settings = tomllib.loads((ROOT / "pyproject.toml").read_text(encoding="utf-8"))["tool"]["setuptools"]
    for package in settings["packages"]:
        folder = ROOT.joinpath(*package.split(".")[1:])
        patterns = ("*.py", *settings["package-data"].get(package, ()))
        found = (path for pattern in patterns for path in folder.glob(pattern) if path.is_file())
        yield from (path.relative_to(ROOT) for path in found)
    yield from map(Path, ("pyproject.toml", "README.md", "LICENSE", "NOTICE"))


def build_wheel(into: Path) -> Path:
    """The package's own wheel, from a clean copy: of no earlier build, and the same bytes anywhere."""
    with tempfile.TemporaryDirectory() as work:
        source, made = Path(work, "source"), Path(work, "made")
        for file in package_files():
            (source / file).parent.mkdir(parents=True, exist_ok=True)
            (source / file).write_bytes((ROOT / file).read_bytes())
        pip = [sys.executable, "-m", "pip", "wheel", "--quiet", "--no-deps", "--no-build-isolation", "--no-index"]
        undated = {**os.environ, "SOURCE_DATE_EPOCH": "315532800", "PYTHONWARNINGS": "ignore"}
        subprocess.run([*pip, "--wheel-dir", str(made), str(source)], check=True, env=undated)
        (wheel,) = made.glob("*.whl")
        with zipfile.ZipFile(wheel) as packed:
            zip_bytes(into / wheel.name, {name: packed.read(name) for name in packed.namelist()})
        return into / wheel.name


def installed(wheels: Path, python: str, wanted: Iterable[str]) -> tuple[int, int]:
    """(letters of the longest path within the environment, megabytes) of the wheels once they are in place."""
    longest = size = 0
    for file in wanted:
        with zipfile.ZipFile(wheels / file) as packed:
            for member in packed.infolist():
                path = Path("Lib/site-packages", member.filename)
                compiled = path.parent / "__pycache__" / f"{path.stem}.cpython-{python.replace('.', '')}.pyc"
                longest = max(longest, len(str(compiled if path.suffix == ".py" else path)))
                size += member.file_size
    return longest, size // 2**20


def spoken(language: str) -> dict[str, str]:
    """The kit's sentences, with what is known when it is built."""
    known = {**INSTALLER, "version": __version__}
    return {key: _filled(text, known) for key, text in sentences(language, "kit").items()}


def _filled(text: str, known: Mapping[str, str]) -> str:
    return re.sub(r"\{(\w+)\}", lambda found: known.get(found[1], found[0]), text)


def wrapped(text: str) -> str:
    """A sentence as a window of 80 letters shows it whole."""
    return textwrap.fill(text, 78, break_long_words=False, break_on_hyphens=False) + "\n"


def for_windows(text: str) -> bytes:
    """UTF-8 without a mark, lines ended as Windows does."""
    return text.replace("\r\n", "\n").replace("\n", "\r\n").encode()


def scripts(said: Mapping[str, str]) -> dict[str, bytes]:
    """The two .bat files, what they type and what they run, by their path in the kit."""
    found = {}
    for path in sorted(PARTS.glob("*.bat")):
        found[path.name] = for_windows(_filled(path.read_bytes().decode("ascii"), INSTALLER))
    for name, key in TEXTS.items():
        found[f"he-thong/{name}"] = for_windows(wrapped(said[key]))
    for path in sorted(PARTS.glob("*.py")):
        found[f"he-thong/{path.name}"] = for_windows(path.read_text(encoding="utf-8"))
    return found


def guide(said: Mapping[str, str]) -> str:
    """The guide: one page that holds its picture, and shows the window as the sentences fill it."""
    template = (PARTS / "guide.html").read_text(encoding="utf-8")
    picture = base64.b64encode(PICTURE.read_bytes()).decode("ascii")
    window = "\n".join(wrapped(said[key]) for key in ("begin", "working", "done"))
    shown = Environment(autoescape=True, undefined=StrictUndefined).from_string(template)
    return shown.render(said=said, picture=picture, window=window, **INSTALLER) + "\n"


def workbooks(folder: Path) -> None:
    """The template and an example to try, as the program itself writes them."""
    for name, options in {"Mau so lieu.xlsx": (), "Vi du.xlsx": ("--example", "dien-bien")}.items():
        with contextlib.redirect_stdout(io.StringIO()):
            assert program.main(["new", *options, "--out", str(folder / name)], standalone_mode=False) == 0


def build(kit: Path) -> None:
    """Make the kit anew in ``kit``, and ``kit``.zip beside it."""
    shutil.rmtree(kit, ignore_errors=True)
    wheels = kit / "he-thong" / "wheels"
    wheels.mkdir(parents=True)
    listed = locked(LOCK.read_text(encoding="utf-8"))
    with tempfile.TemporaryDirectory() as work:
        fetched = Path(work, "wheels")
        fetched.mkdir()
        fetch(listed, fetched)
        for path in fetched.iterdir():
            shutil.move(path, wheels / path.name)
    own = build_wheel(wheels)
    for name, content in written(listed, wheels, own).items():
        (kit / name).write_bytes(content)
    workbooks(kit)
    contents = {path.relative_to(kit).as_posix(): path.read_bytes() for path in kit.rglob("*") if path.is_file()}
    sums = "".join(f"{sha256(content)}  {name}\n" for name, content in sorted(contents.items()))
    (kit / "SHA256SUMS.txt").write_bytes(for_windows(sums))
    contents["SHA256SUMS.txt"] = for_windows(sums)
    zip_bytes(kit.with_name(f"{kit.name}.zip"), {f"{kit.name}/{name}": data for name, data in contents.items()})
    print(f"{kit}.zip: {len(contents)} files, {sum(map(len, contents.values())) // 2**20} MB")


def written(listed: list[Wheel], wheels: Path, own: Path) -> dict[str, bytes]:
    """What the kit holds beside wheels and workbooks, by path."""
    requirement = f"luanchuyen=={__version__} \\\n    --hash=sha256:{sha256(own.read_bytes())}\n    # {own.name}\n"
    said = spoken("vi")
    measured = [
        installed(wheels, python, [own.name, *(wheel.file for wheel in chosen(listed, python).values())])
        for python in PYTHONS
    ]
    told = {"version": __version__, "pythons": PYTHONS, "letters": max(letters for letters, _ in measured)}
    told |= {"megabytes": SPARE * max(size for _, size in measured), "sentences": said}
    return scripts(said) | {
        "Huong dan.html": guide(said).encode(),
        "he-thong/requirements.lock": for_windows(LOCK.read_text(encoding="utf-8") + requirement),
        "he-thong/bo-cai.json": for_windows(json.dumps(told, ensure_ascii=False, indent=1) + "\n"),
        **{name: (ROOT / name).read_bytes() for name in ("LICENSE", "NOTICE")},
    }


def main(arguments: list[str]) -> None:
    """Do what the first word says with the path that follows."""
    {"lock": write_lock, "build": build}[arguments[0]](Path(arguments[1]))


if __name__ == "__main__":
    main(sys.argv[1:])
