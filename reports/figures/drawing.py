"""A drawing in the making: texts broken into lines by their width, boxes, lines; SVG that needs nothing else."""

from __future__ import annotations

import unicodedata
from collections.abc import Sequence
from functools import cache
from html import escape
from importlib.resources import files

WIDTH = 700
"""Pixels across: what an A4 page holds between its margins."""
LINE = 16
"""Pixels from one line of text to the next."""
_NARROW, _WIDE = frozenset("ijltfrI.,;:'|!()[] -/"), frozenset("mwMW@%—")


def width_of(text: str, size: float = 13) -> float:
    """About how wide a text is in the type of the papers, a little more rather than less."""
    return size * sum(_em(letter) for letter in unicodedata.normalize("NFC", text))


@cache
def _em(letter: str) -> float:
    base = unicodedata.normalize("NFD", letter)[0]
    if base in _NARROW:
        return 0.34
    if base in _WIDE:
        return 0.92
    return 0.74 if base.isupper() else 0.53


def broken(text: str, width: float, size: float = 13) -> list[str]:
    """The text in lines that fit; a word wider than a line is cut."""
    lines: list[str] = []
    for paragraph in text.splitlines():
        line = ""
        for word in paragraph.split():
            joined = f"{line} {word}" if line else word
            if line and width_of(joined, size) > width:
                lines.append(line)
                joined = word
            while width_of(joined, size) > width:
                at = next(n for n in range(len(joined), 0, -1) if n == 1 or width_of(joined[:n], size) <= width)
                lines.append(joined[:at])
                joined = joined[at:]
            line = joined
        lines.append(line)
    return [line for line in lines if line] or [""]


def cut(text: str, width: float, size: float = 13) -> str:
    """The text in one line; of a longer one what fits, and that there is more."""
    lines = broken(text, width, size)
    return lines[0] if len(lines) == 1 else f"{broken(text, width - width_of('…', size), size)[0]}…"


class Drawing:
    """Elements in order. Numbers are whole pixels."""

    def __init__(self, label: str, width: int = WIDTH) -> None:
        self.label, self.width, self.height = label, width, 0
        self._parts: list[str] = []

    def text(self, x: int, y: int, said: str, look: str = "") -> None:
        """One line of text, its foot at ``y``."""
        self._parts.append(f'<text x="{x}" y="{y}"{_look(look)}>{escape(said, quote=False)}</text>')

    def texts(self, x: int, y: int, lines: Sequence[str], look: str = "") -> None:
        """Lines below each other, the first with its foot at ``y``."""
        for at, line in enumerate(lines):
            self.text(x, y + at * LINE, line, look)

    def box(self, x: int, y: int, width: int, height: int, look: str) -> None:
        """A rectangle."""
        self._parts.append(f'<rect x="{x}" y="{y}" width="{width}" height="{height}"{_look(look)}/>')

    def line(self, x1: int, y1: int, x2: int, y2: int, look: str) -> None:
        """A straight line."""
        self._parts.append(f'<path d="M{x1} {y1}L{x2} {y2}"{_look(look)}/>')

    def arrow(self, x1: int, x2: int, y: int) -> None:
        """A level arrow to the right."""
        self.line(x1, y, x2 - 7, y, "rung")
        self._parts.append(f'<path d="M{x2 - 9} {y - 4}L{x2} {y}L{x2 - 9} {y + 4}Z" class="f-tip"/>')

    def dot(self, x: int, y: int, look: str) -> None:
        """A small circle."""
        self._parts.append(f'<circle cx="{x}" cy="{y}" r="5"{_look(look)}/>')

    def svg(self, height: int) -> str:
        """The whole, to stand within a page that has ``style()``."""
        self.height = height
        head = f'<svg xmlns="http://www.w3.org/2000/svg" class="figure" role="img" width="{self.width}"'
        head += f' height="{height}" viewBox="-1 -1 {self.width + 2} {height + 2}" aria-label="{escape(self.label)}">'
        return head + "".join(self._parts) + "</svg>"


def _look(look: str) -> str:
    """The classes of an element, named so that no page's own style means them."""
    return f' class="{" ".join(f"f-{name}" for name in look.split())}"' if look else ""


@cache
def style() -> str:
    """The style of every figure."""
    return files(__package__).joinpath("figures.css").read_text(encoding="utf-8")


def standalone(svg: str) -> bytes:
    """A figure as a file of its own, its style within."""
    head, close, rest = svg.partition(">")
    return f'<?xml version="1.0" encoding="UTF-8"?>\n{head}{close}<style>{style()}</style>{rest}\n'.encode()
