"""Opens the review page with a workbook: run by ``Lap phuong an.bat``, by the Python of the kit's own environment.

The workbook is the one that was dropped on the .bat, or is chosen in a window.
"""

from __future__ import annotations

import json
import os
import subprocess
import sys
import textwrap
from pathlib import Path
from typing import Any

HERE = Path(__file__).absolute().parent
ITSELF = "lap phuong an.bat"


def settings() -> dict[str, Any]:
    """What the kit's builder wrote."""
    return json.loads((HERE / "bo-cai.json").read_text(encoding="utf-8"))


def dropped(line: str) -> str | None:
    """The first path after the .bat on the line by which Explorer started it, None where there is none.

    Explorer quotes a path that holds a space, not one that holds an ``&``; around all of it cmd /c wants quotes.
    """
    at = line.lower().rfind(ITSELF)
    if at < 0:
        return None
    rest = line[at + len(ITSELF) :].removeprefix('"').strip()
    if rest.count('"') % 2:  # the one that closes the whole line
        rest = rest.removesuffix('"').strip()
    if rest.startswith('"'):
        return rest[1:].partition('"')[0] or None
    parts = rest.split(" ")  # of several files the first: the longest beginning that is there
    heads = (" ".join(parts[:number]) for number in range(len(parts), 0, -1))
    return next((head for head in heads if head and os.path.exists(head)), rest or None)


def chosen(said: dict[str, str]) -> str:
    """A workbook chosen in a window; where Python has no windows, typed or dropped on this one. "" = none."""
    try:
        from tkinter import Tk, filedialog

        root = Tk()
        root.withdraw()
        root.attributes("-topmost", True)
        kinds = [(said["workbooks"], "*.xlsx *.xlsm *.xls *.xlsb *.ods *.csv"), (said["all_files"], "*.*")]
        path = filedialog.askopenfilename(title=said["choose"], filetypes=kinds)
        root.destroy()
        return str(path)
    except Exception:  # no tcl/tk in this Python, or no screen: whatever it raises
        try:
            return input(said["type_path"]).strip().strip('"')
        except EOFError:
            return ""


def main() -> int:
    """Open the page and wait for its end; the exit code."""
    said = settings()["sentences"]
    book = dropped(os.environ.get("LUANCHUYEN_DONG", "")) or os.environ.get("LUANCHUYEN_TEP", "") or chosen(said)
    if not book:
        print(textwrap.fill(said["nothing_chosen"], 78))
        return 1
    print(textwrap.fill(said["opening"].format(book=Path(book).name), 78), flush=True)
    print(flush=True)
    command = [sys.executable, "-I", "-X", "utf8", "-m", "luanchuyen", "review", os.path.abspath(book)]
    try:
        code = subprocess.run(command, check=False).returncode
    except KeyboardInterrupt:
        code = 130
    if code not in (0, 130):
        print()
        print(textwrap.fill(said["failed"].format(code=code), 78))
    return code


if __name__ == "__main__":
    sys.exit(main())
