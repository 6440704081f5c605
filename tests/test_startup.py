"""Help and usage errors come at once: nothing heavy is imported for them."""

from __future__ import annotations

import subprocess
import sys

import pytest

HEAVY = ("pandas", "numpy", "openpyxl", "xlsxwriter", "ortools", "jinja2")
SCRIPT = """
import sys
from luanchuyen.cli import main
code = main({arguments!r})
print("heavy:", [name for name in {heavy!r} if name in sys.modules])
sys.exit(code)
"""


@pytest.mark.parametrize("arguments", [["--help"], ["plan", "--help"], ["--version"], ["lap"], ["khong-co"]], ids=str)
def test_nothing_heavy_is_imported(arguments: list[str]) -> None:
    script = SCRIPT.format(arguments=arguments, heavy=HEAVY)
    ran = subprocess.run([sys.executable, "-c", script], capture_output=True, encoding="utf-8", timeout=60)
    assert ran.returncode in (0, 2), ran.stderr
    assert ran.stdout.splitlines()[-1] == "heavy: []"


def test_the_package_itself_is_light() -> None:
    script = f"import sys, luanchuyen; print([name for name in {HEAVY!r} if name in sys.modules])"
    ran = subprocess.run([sys.executable, "-c", script], capture_output=True, encoding="utf-8", timeout=60)
    assert ran.stdout.strip() == "[]"
