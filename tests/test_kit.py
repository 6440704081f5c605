"""The kit for Windows: the wheels that it holds, the two .bat files, the set-up itself, the guide."""

from __future__ import annotations

import hashlib
import importlib.util
import json
import re
import shutil
import subprocess
import sys
import tomllib
import zipfile
from importlib.metadata import distribution
from pathlib import Path
from types import ModuleType

import kit
import pytest
import wheels
from package_tree import ROOT
from packaging.requirements import Requirement
from packaging.utils import canonicalize_name
from test_packaging import shipped_files

from luanchuyen.messages import sentences

LISTED = wheels.locked(kit.LOCK.read_text(encoding="utf-8"))
BATS = sorted(kit.PARTS.glob("*.bat"))
SAID = kit.spoken("vi")


# ---- The wheels


@pytest.mark.parametrize("python", wheels.PYTHONS)
def test_every_python_finds_a_wheel_of_all_that_running_needs(python: str) -> None:
    chosen = wheels.chosen(LISTED, python)
    project = tomllib.loads((ROOT / "pyproject.toml").read_text(encoding="utf-8"))["project"]
    waiting = [*project["dependencies"], *project["optional-dependencies"]["page"]]
    needed: set[str] = set()
    system = {"python_version": python, "python_full_version": f"{python}.0", "sys_platform": "win32", "os_name": "nt"}
    while waiting:
        requirement = Requirement(waiting.pop())
        name = canonicalize_name(requirement.name)
        if requirement.marker and not requirement.marker.evaluate(
            {**system, "platform_system": "Windows", "extra": ""}
        ):
            continue
        assert chosen[name].version in requirement.specifier, (name, python)
        if name not in needed:
            needed.add(name)
            waiting += distribution(name).requires or []
    assert needed == chosen.keys() and {"pandas", "tzdata", "starlette"} <= needed
    assert all("win_amd64" in wheel.file or "-none-any" in wheel.file for wheel in chosen.values())


def test_the_lock_holds_what_some_python_takes_and_only_what_the_whole_lock_holds() -> None:
    taken = {wheel for python in wheels.PYTHONS for wheel in wheels.chosen(LISTED, python).values()}
    assert {*LISTED} == taken
    whole = (ROOT / "requirements.lock").read_text(encoding="utf-8")
    blocks = {block.split(" ")[0]: block for block in re.split(r"^(?=[a-z])", whole, flags=re.MULTILINE)}
    assert all(f"sha256:{wheel.sha256}" in blocks[f"{wheel.package}=={wheel.version}"] for wheel in LISTED)


def test_a_lock_is_read_as_it_was_written_and_the_closest_wheel_wins() -> None:
    assert wheels.lock_text(LISTED) == kit.LOCK.read_text(encoding="utf-8")
    files = ("a-1-cp311-abi3-win_amd64.whl", "a-1-cp312-cp312-win_amd64.whl", "a-1-py3-none-any.whl")
    several = [wheels.Wheel(file, str(at) * 64, "a", "1") for at, file in enumerate(files)]
    best = {python: wheels.chosen(several, python)["a"].file for python in wheels.PYTHONS}
    assert best == {"3.11": files[0], "3.12": files[1], "3.13": files[0]}
    old = [wheels.Wheel("a-2-py3-none-any.whl", "f" * 64, "a", "2", "python_version < '3.12'")]
    assert {*wheels.chosen(old, "3.11")} == {"a"} and not wheels.chosen(old, "3.13")


def test_the_wheel_of_the_kit_is_made_of_what_is_shipped() -> None:
    others = {"__init__.py", "__main__.py", "cli.py", "py.typed", "pyproject.toml", "README.md", "LICENSE", "NOTICE"}
    assert {*kit.package_files()} == {*shipped_files(), *map(Path, others)}


def test_a_zip_tells_nothing_but_names_and_contents(tmp_path: Path) -> None:
    kit.zip_bytes(tmp_path / "a.zip", {"b": b"2", "a": b"1"})
    kit.zip_bytes(tmp_path / "b.zip", {"a": b"1", "b": b"2"})
    assert (tmp_path / "a.zip").read_bytes() == (tmp_path / "b.zip").read_bytes()
    with zipfile.ZipFile(tmp_path / "a.zip") as packed:
        assert [(one.filename, one.date_time[0]) for one in packed.infolist()] == [("a", 1980), ("b", 1980)]


# ---- The .bat files


def test_windows_reads_every_script_alike() -> None:
    found = kit.scripts(SAID)
    assert all(name.isascii() for name in found) and len(BATS) == 2
    for name, content in found.items():
        assert not content.startswith(b"\xef\xbb\xbf"), name
        assert content.count(b"\r\n") == content.count(b"\n") > 0, name
        text = content.decode("utf-8")
        assert name.endswith(".py") or "{" not in text, name
        assert not name.endswith(".txt") or max(map(len, text.splitlines())) < 80


@pytest.mark.parametrize("path", BATS, ids=lambda path: path.name)
def test_a_bat_file_keeps_its_head_with_any_path_and_never_closes_in_a_flash(path: Path) -> None:
    raw = path.read_bytes()
    assert raw.isascii() and raw.count(b"\r\n") == raw.count(b"\n")
    lines = [line for line in raw.decode("ascii").splitlines() if line and not line.startswith("rem ")]
    assert lines[:3] == ["@echo off", "setlocal EnableExtensions DisableDelayedExpansion", "chcp 65001 >nul"]
    for line in lines:
        bare = re.sub(r'"[^"]*"', "", line)  # a path stands between quotes; what is known to be a word need not
        assert {*re.findall(r"%~?(\w+)%?", bare)} <= {"PY", "CODE", "1", "V", "P"}, line
        assert not re.search(r"!(?!CODE!)\w+", bare), line
    labels = {line[1:] for line in lines if line.startswith(":")}
    assert {*re.findall(r"(?:goto|call :)\s*(\w+)", "\n".join(lines))} == labels
    for at, line in enumerate(lines):  # every end of the file itself; a subroutine ends without a code
        if re.search(r"\bexit (/b )?[%!]", line):
            assert "pause >nul" in lines[at - 2 : at], line
    typed = {*re.findall(r"he-thong\\([\w-]+\.txt)", "\n".join(lines))}
    assert typed and typed <= kit.TEXTS.keys()


def test_between_them_the_bat_files_type_every_text() -> None:
    typed = {name for path in BATS for name in re.findall(r"he-thong\\([\w-]+\.txt)", path.read_text(encoding="ascii"))}
    assert typed == kit.TEXTS.keys()


def test_where_python_is_missing_the_installer_is_named_with_its_hash() -> None:
    found = {name: content.decode("utf-8") for name, content in kit.scripts(SAID).items()}
    for name in ("Cai dat.bat", "he-thong/khong-co-python.txt"):
        assert all(kit.INSTALLER[key] in found[name] for key in ("installer", "sha256")), name
    assert re.fullmatch(r"[0-9a-f]{64}", kit.INSTALLER["sha256"])
    assert kit.INSTALLER["installer"] == f"python-{kit.INSTALLER['python']}-amd64.exe"
    assert kit.INSTALLER["python"].rpartition(".")[0] in wheels.PYTHONS


def script(name: str) -> ModuleType:
    """A script of the kit, loaded."""
    spec = importlib.util.spec_from_file_location(name, kit.PARTS / f"{name}.py")
    assert spec is not None and spec.loader is not None
    module = importlib.util.module_from_spec(spec)
    spec.loader.exec_module(module)
    return module


BAT = r'C:\Windows\system32\cmd.exe /c ""D:\Bộ cài\Lap phuong an.bat"'


@pytest.mark.parametrize(
    ("line", "path"),
    [
        (rf'{BAT} "D:\Ban tổ chức\số liệu.xlsx""', r"D:\Ban tổ chức\số liệu.xlsx"),
        (rf'{BAT} D:\a&b.xlsx"', r"D:\a&b.xlsx"),
        (rf'{BAT} D:\100%^!.xlsx"', r"D:\100%^!.xlsx"),
        (rf'{BAT} "D:\a b.xlsx" D:\c.xlsx"', r"D:\a b.xlsx"),
        (f'{BAT} "', None),
        (BAT + '"', None),
        (r"C:\Windows\system32\cmd.exe", None),
        ("", None),
    ],
)
def test_the_workbook_dropped_is_read_off_the_line_of_explorer(line: str, path: str | None) -> None:
    assert script("lap_phuong_an").dropped(line) == path


def test_of_two_files_dropped_the_first_is_taken(tmp_path: Path) -> None:
    for name in ("a&b.xlsx", "c.xlsx"):
        (tmp_path / name).touch()
    line = f'{BAT} {tmp_path}/a&b.xlsx {tmp_path}/c.xlsx"'
    assert script("lap_phuong_an").dropped(line) == f"{tmp_path}/a&b.xlsx"


def test_the_page_is_opened_with_the_workbook_and_an_error_is_said(tmp_path: Path) -> None:
    here = tmp_path / "he-thong"
    small_kit(here)
    book = tmp_path / "không có.xlsx"
    environment = {"LUANCHUYEN_TEP": str(book), "PATH": "/usr/bin:/bin"}
    command = [sys.executable, "-I", "-X", "utf8", here / "lap_phuong_an.py"]
    ran = subprocess.run(command, env=environment, capture_output=True, encoding="utf-8", timeout=60)
    assert ran.returncode not in (0, 1) and "không có.xlsx" in ran.stdout
    assert SAID["failed"].partition("{")[0] in ran.stdout and "→" in ran.stderr and "Traceback" not in ran.stderr


# ---- The set-up


def small_kit(here: Path, **changes: object) -> Path:
    """A kit whose program is one empty module; its wheel."""
    (here / "wheels").mkdir(parents=True)
    for name in ("cai_dat.py", "lap_phuong_an.py"):
        shutil.copyfile(kit.PARTS / name, here / name)
    wheel = here / "wheels" / "luanchuyen-9-py3-none-any.whl"
    told = {"METADATA": b"Metadata-Version: 2.1\nName: luanchuyen\nVersion: 9\n"}
    told["WHEEL"] = b"Wheel-Version: 1.0\nGenerator: t\nRoot-Is-Purelib: true\nTag: py3-none-any\n"
    content = {"luanchuyen/__init__.py": b""} | {f"luanchuyen-9.dist-info/{name}": data for name, data in told.items()}
    record = "".join(f"{name},,\n" for name in (*content, "luanchuyen-9.dist-info/RECORD"))
    kit.zip_bytes(wheel, content | {"luanchuyen-9.dist-info/RECORD": record.encode()})
    digest = hashlib.sha256(wheel.read_bytes()).hexdigest()
    (here / "requirements.lock").write_text(f"luanchuyen==9 \\\n    --hash=sha256:{digest}\n", encoding="utf-8")
    settings = {"version": "9", "pythons": wheels.PYTHONS, "letters": 9, "megabytes": 1, "sentences": SAID, **changes}
    (here / "bo-cai.json").write_text(json.dumps(settings, ensure_ascii=False), encoding="utf-8")
    return wheel


def set_up(here: Path, *arguments: str) -> tuple[int, str]:
    """(exit code, what was said) of the set-up, run as the .bat runs it."""
    command = [sys.executable, "-I", "-X", "utf8", here / "cai_dat.py", *arguments]
    ran = subprocess.run(command, capture_output=True, encoding="utf-8", timeout=120)
    assert not ran.stderr, ran.stderr
    return ran.returncode, " ".join(ran.stdout.split())


def begins(key: str) -> str:
    """The first words of a sentence, as far as nothing is filled in."""
    return SAID[key].partition("{")[0].strip()


WHOLE = pytest.mark.skipif(script("cai_dat").bundled_pip() is None, reason="this Python brings no pip of its own")


@WHOLE
@pytest.mark.parametrize(("system", "does"), [("win-amd64", True), ("win32", False), ("win-arm64", False)])
def test_only_a_python_that_the_wheels_are_for_will_do(
    monkeypatch: pytest.MonkeyPatch, system: str, does: bool
) -> None:
    setting = script("cai_dat")
    monkeypatch.setattr(setting.sysconfig, "get_platform", lambda: system)
    ours = "{}.{}".format(*sys.version_info)
    assert setting.fits({"pythons": [ours]}) is does and not setting.fits({"pythons": ["3.10", "2.7"]})


@WHOLE
@pytest.mark.slow
def test_a_set_up_is_offline_by_hash_and_repeats_without_harm(tmp_path: Path) -> None:
    here = tmp_path / "Bộ cài & 100% (thử) a^b!" / "he-thong"
    wheel = small_kit(here)
    whole = wheel.read_bytes()
    wheel.write_bytes(whole + b"x")
    code, said = set_up(here)
    assert (
        code == 1 and begins("damaged") in said and "hash" in (here / "nhat-ky-cai-dat.txt").read_text("utf-8").lower()
    )
    wheel.write_bytes(whole)
    code, said = set_up(here)
    assert (code, begins("done") in said) == (0, True), said
    assert sorted(path.name for path in here.parent.iterdir()) == ["he-thong", "moi-truong"]
    code, said = set_up(here)
    assert (code, begins("already").split()[0] in said and "từ trước" in said) == (0, True), said


@pytest.mark.parametrize(("changes", "key"), [({"letters": 259}, "too_deep"), ({"megabytes": 2**40}, "no_room")])
def test_a_place_that_cannot_hold_the_program_is_told_before_anything_is_written(
    tmp_path: Path, changes: dict[str, int], key: str
) -> None:
    here = tmp_path / "he-thong"
    small_kit(here, **changes)
    code, said = set_up(here)
    assert code == 1 and begins(key) in said and "→" in said
    assert [path.name for path in tmp_path.iterdir()] == ["he-thong"]


def test_a_set_up_in_use_is_left_as_it_is(tmp_path: Path) -> None:
    here = tmp_path / "he-thong"
    small_kit(here)
    (tmp_path / "moi-truong").mkdir()
    (tmp_path / "moi-truong-cu").touch()  # so that the folder cannot be set aside, as where a program runs from it
    code, said = set_up(here)
    assert code == 1 and begins("held") in said
    assert (tmp_path / "moi-truong").is_dir()


def test_a_python_that_is_not_of_windows_will_not_do(tmp_path: Path) -> None:
    small_kit(tmp_path / "he-thong")
    assert set_up(tmp_path / "he-thong", "--hop") == (1, "")


# ---- What it says


def test_every_sentence_of_the_kit_is_used() -> None:
    sources = "".join(path.read_text(encoding="utf-8") for path in (*kit.PARTS.glob("*.*"), Path(kit.__file__)))
    unused = [key for key in sentences("vi", "kit") if not re.search(rf'(?:"{key}"|said\.{key}\b)', sources)]
    assert not unused


def test_the_guide_needs_nothing_beside_it_and_says_all(tmp_path: Path) -> None:
    page = kit.guide(SAID)
    assert not re.findall(r'(?:src|href)="(?!data:)', page) and "url(" not in page and "<script" not in page
    assert all(text.split("{")[0].split('"')[0] in page for key, text in SAID.items() if key.startswith("guide_"))
    assert kit.INSTALLER["sha256"] in page


@pytest.mark.slow
@pytest.mark.skipif(not (shutil.which("chromium") and shutil.which("pdfinfo")), reason="no Chromium to print with")
def test_the_guide_prints_on_one_page(tmp_path: Path) -> None:
    (tmp_path / "guide.html").write_text(kit.guide(SAID), encoding="utf-8")
    quiet = ["--headless", "--no-sandbox", "--disable-gpu", "--no-pdf-header-footer"]
    command = ["chromium", *quiet, f"--print-to-pdf={tmp_path / 'guide.pdf'}", str(tmp_path / "guide.html")]
    subprocess.run(command, check=True, capture_output=True, timeout=60)
    told = subprocess.run(["pdfinfo", tmp_path / "guide.pdf"], check=True, capture_output=True, encoding="utf-8").stdout
    assert re.search(r"^Pages: +1$", told, re.MULTILINE)
