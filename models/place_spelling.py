"""How places are written: separators, kinds of unit and their abbreviations."""

from __future__ import annotations

import itertools
import re
from collections.abc import Iterator

from luanchuyen.models.folding import fold

_KINDS = "thị trấn|đặc khu|thị xã|thành phố|phường|xã|huyện|quận|tỉnh"
_KIND = re.compile(rf"({_KINDS}) (.+)")
_SHORT_KIND = re.compile(r"(?:(t\.?t|t\.?x|t\.?p|x|p|h|q|t)\. ?|(t[txp]) |([pq])(?=\d))(.+)")
_MEANT = {
    "x": "xã",
    "p": "phường",
    "tt": "thị trấn",
    "h": "huyện",
    "q": "quận",
    "tx": "thị xã",
    "tp": "thành phố",
    "t": "tỉnh",
}
_SEPARATOR = re.compile(r"[,;]")
_DASH = re.compile(r" [-–—‐] ?|[-–—‐] ")
_IN_NAME_DASH = re.compile(r" ?[-–—‐] ?")
_APOSTROPHE = re.compile(r" ?['’‘ʼ`´] ?")
_LEADING_ZERO = re.compile(r"\b0+(?=\d)")
_MOST_DASHES = 5


def name_key(name: str) -> str:
    """Return the key of one name: as `fold`, whatever dashes, apostrophes and leading zeros were typed."""
    key = fold(name)
    if not key.replace(" ", "").isalpha():
        key = _APOSTROPHE.sub("'", _IN_NAME_DASH.sub(" ", key))
        key = _LEADING_ZERO.sub("", key).strip(" .")
    return key


def split_kind(key: str) -> tuple[str, str]:
    """Return the kind of unit ("" where none is said) and the name of a `name_key`."""
    kind = _KIND.fullmatch(key)
    if kind:
        return kind[1], kind[2]
    short = _SHORT_KIND.fullmatch(key)
    if short:
        said = (short[1] or short[2] or short[3]).replace(".", "")
        return _MEANT[said], short[4]
    return "", key


def parts(text: str) -> tuple[str, ...]:
    """Return the names in a written place, small to large, parted by commas and semicolons alone."""
    keys = (name_key(part) for part in _SEPARATOR.split(fold(text)))
    return tuple(key for key in keys if key)


def divisions(text: str) -> Iterator[tuple[str, ...]]:
    """Yield each way to part the text, a dash being a separator or within a name ("Bà Rịa - Vũng Tàu")."""
    yield parts(text)
    pieces = [_DASH.split(part) for part in _SEPARATOR.split(fold(text)) if name_key(part)]
    dashes = sum(len(piece) - 1 for piece in pieces)
    if not 0 < dashes <= _MOST_DASHES:
        return
    for cuts in itertools.product((True, False), repeat=dashes):
        if any(cuts):
            yield tuple(key for key in map(name_key, _cut(pieces, cuts)) if key)


def _cut(pieces: list[list[str]], cuts: tuple[bool, ...]) -> Iterator[str]:
    decided = iter(cuts)
    for first, *rest in pieces:
        name = first
        for word in rest:
            if next(decided):
                yield name
                name = word
            else:
                name += " " + word
        yield name
