"""How high a wrapped text stands: row heights are written, as not every program fits them on opening."""

from __future__ import annotations

import unicodedata
from collections.abc import Iterator
from functools import lru_cache

_WIDTHS = {
    **dict.fromkeys("'|", 200),
    **dict.fromkeys(" ,.", 250),
    **dict.fromkeys("/:;\\ijlt!()-I[]`fr", 333),
    **dict.fromkeys("Js?acez", 444),
    **dict.fromkeys('#$*0123456789_bdghknopquvxy"^{}~', 500),
    **dict.fromkeys("+<=>ELTZFPS", 611),
    **dict.fromkeys("ABCDGHKNOQRUVXYwĐ", 722),
    **dict.fromkeys("&mM%@", 889),
    **dict.fromkeys("W—…→", 1000),
}
"""Thousandths of the font's height by letter, as Times New Roman has them; 600 for the rest."""
_USUAL, _FOREIGN = 600, 150
_HORN = "\u031b"
"""``_FOREIGN``: what a letter of Vietnamese alone may be wider. Where Times New Roman is not there, the font in its
place may lack those letters, and a wider one lends them.
"""

TOP_AND_BOTTOM = 6
"""Pixels that a cell leaves free."""
INDENT = 11
"""Pixels of one step of indentation: three spaces of the workbook's font."""
_BOLD, _LINE, _TALLEST = 1.07, 1.65, 540
"""``_LINE``: pixels a point of a line. Times New Roman takes 1.53, a font that lends letters 1.57."""
_PIXELS_A_POINT = 96 / 72


@lru_cache(maxsize=1 << 14)
def needed(text: str, width: int, points: int, bold: bool = False) -> int:
    """Pixels of height for ``text`` wrapped into ``width`` pixels; at most Excel's tallest row."""
    room = (width - TOP_AND_BOTTOM) / (points * _PIXELS_A_POINT) * 1000 / (_BOLD if bold else 1)
    lines = sum(1 for paragraph in text.split("\n") for _ in _lines(paragraph, room))
    return min(_TALLEST, round(lines * points * _LINE) + TOP_AND_BOTTOM)


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
    return sum(map(_width, unicodedata.normalize("NFC", word)))


@lru_cache(maxsize=1 << 10)
def _width(letter: str) -> int:
    parts = unicodedata.normalize("NFD", letter)
    bare, marks = parts[0], parts[1:]
    foreign = len(marks) > 1 or _HORN in marks or "Ạ" <= letter <= "ỹ"
    return _WIDTHS.get(bare, _USUAL) + (_FOREIGN if foreign else 0)
