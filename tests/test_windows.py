"""Nothing that Windows lacks is needed: every module loads, and a workbook is judged, without what POSIX alone has."""

from __future__ import annotations

import json
import subprocess
import sys
from pathlib import Path

from package_tree import modules

from luanchuyen.cli import main

PROGRAM = Path(__file__).parent / "makers" / "as_windows.py"


def test_every_module_loads_and_a_workbook_is_judged_without_what_windows_lacks(tmp_path: Path) -> None:
    book = tmp_path / "số liệu.xlsx"
    assert main(["new", "--example", "doi-chu-tich-xa", "--out", str(book)]) == 0
    ran = subprocess.run([sys.executable, PROGRAM, book], capture_output=True, encoding="utf-8", timeout=120)
    assert ran.returncode == 0, ran.stderr
    told = json.loads(ran.stdout.splitlines()[-1])
    assert {*told["modules"]} == modules().keys() - {"luanchuyen", "luanchuyen.__main__"}
    assert (told["code"], told["locks"]) == (0, ["msvcrt"])
