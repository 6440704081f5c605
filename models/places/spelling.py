"""How places are written: separators, kinds of unit and their abbreviations."""

from __future__ import annotations

import itertools
import re
from collections.abc import Iterator

from luanchuyen.models.text.folding import fold, fold_plain

_KINDS = ("thị trấn", "đặc khu", "thị xã", "thành phố", "phường", "xã", "huyện", "quận", "tỉnh")
_KIND = re.compile(rf"({'|'.join(_KINDS)}) (.+)")
_WITHOUT_ACCENTS = {fold_plain(kind): kind for kind in _KINDS}
_PLAIN_KIND = re.compile(rf"({'|'.join(_WITHOUT_ACCENTS)}) (.+)")
_SHORT_KIND = re.compile(r"(?:(t\.?t|t\.?x|t\.?p|x|p|h|q|t)\. ?|(t[txp]|[xphqt]) |([pq])(?=\d))(.+)")
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
LEVEL_OF_KIND = {
    **dict.fromkeys(("xã", "phường", "thị trấn"), "xã"),
    **dict.fromkeys(("huyện", "quận", "thị xã"), "huyện"),
    "tỉnh": "tỉnh",
}
"""The level of a kind of unit; of "thành phố" and "đặc khu" there are several."""

_SEPARATOR = re.compile(r"[,;]")
_DASH = re.compile(r" [-–—‐] ?|[-–—‐] ")
_AFTER_SPACE = "|".join(kind for kind in (*_KINDS, *_WITHOUT_ACCENTS) if kind not in ("xã", "xa"))
_LOOSE = re.compile(
    r" ?[-–—‐] ?"
    rf"| (?=(?:{_AFTER_SPACE}) )|(?<!thị)(?<!thi) (?=x[aã] )"
    r"| (?=(?:t\.?[txp]|[xphqt])\.)| (?=t[txp] )| (?=[pq]\d)| (?=tphcm)"
)
_IN_NAME_DASH = re.compile(r" ?[-–—‐] ?")
_APOSTROPHE = re.compile(r" ?['’‘ʼ`´] ?")
_HIGHLAND = re.compile(r"đ[ăắa]k|đ[ăắ]c")
_LEADING_ZERO = re.compile(r"\b0+(?=\d)")
_MOST_PLACES = 6


def name_key(name: str) -> str:
    """Return the key of one name: as `fold`, whatever dashes, apostrophes and leading zeros were typed."""
    key = fold(name)
    if not key.replace(" ", "").isalpha():
        key = _APOSTROPHE.sub("'", _IN_NAME_DASH.sub(" ", key))
        key = _LEADING_ZERO.sub("", key).strip(" .")
    return key


def tight_key(key: str) -> str:
    """Return the letters of a `name_key` alone: "A Vương" and "Avương" are the same, as are Đắk, Đăk and Đak."""
    return _HIGHLAND.sub("đăk", key.replace(" ", "").replace("'", "").replace("-", ""))


def loose_key(key: str) -> str:
    """Return the `tight_key` without accents."""
    return fold_plain(tight_key(key)).replace("dac", "dak")


def split_kind(key: str) -> tuple[str, str]:
    """Return the kind of unit ("" where none is said) and the name of a `name_key`."""
    kind = _KIND.fullmatch(key)
    if kind:
        return kind[1], kind[2]
    plain = _PLAIN_KIND.fullmatch(key) if key.isascii() else None
    if plain:
        return _WITHOUT_ACCENTS[plain[1]], plain[2]
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
    yield from _parted(text, _DASH)


def loose_divisions(text: str) -> Iterator[tuple[str, ...]]:
    """Yield each way to part a text that lacks its commas: at dashes without spaces, before the kinds of unit."""
    yield from _parted(text, _LOOSE)


def _parted(text: str, mark: re.Pattern[str]) -> Iterator[tuple[str, ...]]:
    pieces = [mark.split(part) for part in map(str.strip, _SEPARATOR.split(fold(text))) if name_key(part)]
    places = sum(len(piece) - 1 for piece in pieces)
    if not 0 < places <= _MOST_PLACES:
        return
    for cuts in itertools.product((True, False), repeat=places):
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
