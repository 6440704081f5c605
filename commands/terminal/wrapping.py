"""Lines cut to the width of a terminal; a pipe without one gets every sentence whole."""

from __future__ import annotations

import os
import re
import textwrap
from typing import TextIO

_NARROWEST = 30
_FARTHEST = 18
_WORD = re.compile(r"(\S+)\s+")


def width_of(stream: TextIO | None) -> int:
    """The columns of the terminal, or what COLUMNS says; 0 where there is neither, and lines stay whole."""
    asked = os.environ.get("COLUMNS", "")
    if asked.isascii() and asked.isdecimal() and int(asked):
        return max(_NARROWEST, int(asked))
    try:
        if stream is None or not stream.isatty():
            return 0
        return max(_NARROWEST, os.get_terminal_size(stream.fileno()).columns)
    except (OSError, ValueError):
        return 0


def wrapped(line: str, width: int) -> str:
    """The line within so many columns, what follows the first one under its text; a word too long, a path, stays.

    A line with a tab is to be pasted into a sheet, and stays whole.
    """
    if not width or "\t" in line:
        return line
    return "\n".join(_cut(part, width) if len(part) > width else part for part in line.split("\n"))


def shortened_to(line: str, width: int) -> str:
    """The line, cut where it would go on in a second one: it is written over."""
    return line if width <= 0 or len(line) <= width else line[: width - 1] + "…"


def _cut(line: str, width: int) -> str:
    cutter = textwrap.TextWrapper(
        width, subsequent_indent=" " * _under(line), break_long_words=False, break_on_hyphens=False,
        replace_whitespace=False, expand_tabs=False,
    )  # fmt: skip
    return cutter.fill(line)


def _under(line: str) -> int:
    """Where the text of a line begins: behind its blanks, its mark in capitals, its arrow, a first column."""
    indent = at = len(line) - len(line.lstrip(" "))
    while (found := _WORD.match(line, at)) and _is_mark(found[1], found.end() - found.end(1), at > indent):
        at = found.end()
    return at if indent < at <= _FARTHEST else indent + 2


def _is_mark(word: str, blanks: int, goes_on: bool) -> bool:
    """Whether a word, with so many blanks behind it, stands before a text: a mark may be of several words."""
    return word == "→" or blanks > 1 or (word.isupper() and (len(word) > 1 or goes_on))
