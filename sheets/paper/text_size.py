"""How high a wrapped text stands: row heights are written, as not every program fits them on opening."""

from __future__ import annotations

import unicodedata
from collections.abc import Iterator
from functools import lru_cache

_WIDTHS = {
    **dict.fromkeys("iIjltrf.,;:'!|/()[]- ", 290),
    **dict.fromkeys("acezsJ?", 450),
    **dict.fromkeys("mwMW%@—", 880),
    **dict.fromkeys("ABCDEFGHKLNOPQRSTUVXYZĐ&+=<>●", 710),
}
"""Thousandths of the font's height by letter; 505 for the rest. Times New Roman, rounded up."""

TOP_AND_BOTTOM = 6
"""Pixels that a cell leaves free."""
_USUAL, _BOLD, _LINE, _TALLEST = 505, 1.06, 1.75, 540
_PIXELS_A_POINT = 96 / 72


@lru_cache(maxsize=1 << 14)
def needed(text: str, width: int, points: int, bold: bool = False) -> int:
    """Pixels of height for ``text`` wrapped into ``width`` pixels; at most Excel's tallest row."""
    room = (width - TOP_AND_BOTTOM) / (points * _PIXELS_A_POINT) * 1000 / (_BOLD if bold else 1)
    lines = sum(1 for paragraph in text.split("\n") for _ in _lines(paragraph, room))
    return min(_TALLEST, int(lines * points * _LINE) + TOP_AND_BOTTOM)


def _lines(paragraph: str, room: float) -> Iterator[None]:
    """One item a line, words kept whole where they fit."""
    used, gap = 0.0, _WIDTHS[" "]
    yield None
    for word in paragraph.split(" "):
        length = _length(word)
        if used and used + gap + length > room:
            yield None
            used = 0.0
        while length > room:
            yield None
            length -= int(room)
        used += length + (gap if used else 0)


@lru_cache(maxsize=1 << 14)
def _length(word: str) -> int:
    bare = (mark for mark in unicodedata.normalize("NFD", word) if not unicodedata.combining(mark))
    return sum(_WIDTHS.get(letter, _USUAL) for letter in bare)
