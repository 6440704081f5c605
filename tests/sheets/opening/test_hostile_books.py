"""Books made to harm: refused or read within a second and 200 MB, in time that grows with their size alone."""

from __future__ import annotations

import json
import subprocess
import sys
import time
from pathlib import Path
from typing import Any

import pytest
from hostile_books import HARMLESS, HOSTILE, book, makers

from luanchuyen.sheets.opening.preflight import inspect

pytest.importorskip("resource", reason="measures children as Unix does")

MOST_SECONDS, MOST_KB = 1.0, 200 * 1024
CHILD = """
import json, os, sys
from luanchuyen.sheets.opening.opening import open_book
for path in sys.stdin.read().splitlines():
    told, tell = os.pipe()
    child = os.fork()
    if not child:
        book = open_book(path)
        os.write(tell, json.dumps([problem.key for problem in book.problems]).encode())
        os._exit(0)
    os.close(tell)
    keys = json.loads(os.read(told, 10_000) or b'["died"]')
    _, _, used = os.wait4(child, 0)
    print(json.dumps([keys, used.ru_utime + used.ru_stime, used.ru_maxrss]))
"""
"""Opens each file in a child of its own, as a process that has opened nothing yet, and says what that took."""


@pytest.fixture(scope="module")
def opened(tmp_path_factory: pytest.TempPathFactory) -> dict[str, Any]:
    """What opening each book said, by what the book is: keys of problems, seconds, kilobytes."""
    folder = tmp_path_factory.mktemp("hostile")
    paths: dict[str, Path] = {}
    for number, (name, maker) in enumerate(makers()):
        paths[name] = folder / f"{number}.xlsx"
        paths[name].write_bytes(maker())
    lines = "\n".join(map(str, paths.values()))
    done = subprocess.run([sys.executable, "-c", CHILD], input=lines, capture_output=True, text=True, check=True)
    return dict(zip(paths, map(json.loads, done.stdout.splitlines()), strict=True))


@pytest.mark.parametrize("name", HOSTILE)
def test_it_is_refused_by_what_it_does(opened: dict[str, Any], name: str) -> None:
    assert opened[name][0] == [f"check.{HOSTILE[name][0]}"]


@pytest.mark.parametrize("name", HARMLESS)
def test_what_only_looks_strange_is_not_called_hostile(opened: dict[str, Any], name: str) -> None:
    assert set(opened[name][0]) <= {"check.truncated"}


def test_none_takes_more_than_a_second_or_200_mb(opened: dict[str, Any]) -> None:
    assert not {name: cost for name, (_, *cost) in opened.items() if cost[0] > MOST_SECONDS or cost[1] > MOST_KB}


@pytest.mark.parametrize(
    "pattern",
    ["<row r=", "<row r='1' ", "<x:row ", '<row r="', "<c><f>[", "<f>[1", "<!--", "<![CDATA[", "&#", "</row>"],
)
def test_time_grows_with_the_size_alone(pattern: str) -> None:
    def seconds(count: int) -> float:
        data = book("<row>" + pattern * count)
        started = time.process_time()
        inspect(data)
        return time.process_time() - started

    once, hundredfold = min(seconds(1_000) for _ in range(3)), seconds(100_000)
    assert hundredfold < 200 * once + 0.05
