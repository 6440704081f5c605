"""Words around the names of places: what lies below a commune, the bodies that lead a place, lands abroad.

Lists of places/words.csv, read when the first of them is asked for.
"""

from __future__ import annotations

import re
from functools import cache

from luanchuyen.models.places.spelling import loose_key, name_key, split_kind
from luanchuyen.models.places.tables import table_lines
from luanchuyen.models.text.folding import clean, fold, fold_plain

_PARTED = re.compile(r"\s*[,;]\s*")
_LAST_NAME = re.compile(r"(.+)(?: ?[,;] ?| [-–—] )([^,;]+)")
_NUMBER = re.compile(r"\d+[a-zđ]?(?:[/.-]\d+[a-zđ]?)*\b")
_COMMUNE = r"(?:xã|phường|thị trấn|xa|phuong|thi tran|[xp]\.|t\.?t\.|tt )"
_KINDS_ALONE = ("xã", "phường", "thị trấn", "đặc khu", "huyện", "quận", "thị xã", "thành phố", "tỉnh")
_BESIDE = re.compile(r"\bvà\b|[,&;/]")
_EMPTY = re.compile(r"\( *\)")
_UNPARTED = re.compile(rf"(.+?)(?: [-–—] (?!\d)| ?[-–—] ?(?={_COMMUNE})| (?={_COMMUNE}))(.+)", re.IGNORECASE)


def without_parts_below(text: str) -> tuple[str, str]:
    """Take away what is said below the commune, in front; ("", text) where nothing is.

    >>> without_parts_below("Thôn Nà Nùng, xã Hoàng Văn Thụ, Lạng Sơn")
    ('Thôn Nà Nùng', 'xã Hoàng Văn Thụ, Lạng Sơn')
    """
    text = clean(text).strip(" ,;")
    parts = [part for part in _PARTED.split(text) if part]
    dropped = []
    while len(parts) > 1 or (parts and _UNPARTED.fullmatch(parts[0])):
        if not lies_below(parts[0]):
            break
        unparted = _UNPARTED.fullmatch(parts[0])
        dropped.append(unparted[1] if unparted else parts[0])
        parts[:1] = [unparted[2]] if unparted else []
    return ", ".join(dropped), ", ".join(parts) if dropped else text


def lies_below(part: str) -> bool:
    """Whether one part of a written place says a village, a street, a house and the like."""
    key = fold(part)
    if _NUMBER.match(key):
        return True
    words = _begins("below", key.isascii())
    return bool(words.match(key))


def is_a_land(name: str) -> bool:
    """Whether one name is a whole country's, abroad or this one: no unit is meant by it."""
    return any(name_key(name) in _folded(use) for use in ("abroad", "country"))


def without_country(text: str) -> str:
    """The text without Viet Nam as its last name.

    >>> without_country("xã Cao Lâu, tỉnh Lạng Sơn, Việt Nam")
    'xã Cao Lâu, tỉnh Lạng Sơn'
    """
    last = _LAST_NAME.fullmatch(clean(text).rstrip(" ,;."))
    return last[1] if last and name_key(last[2]) in _folded("country") else text


@cache
def body_key(name: str) -> tuple[str, str]:
    """The (kind, key) of what a unit's name says beside the body: of equal key, units may lead one place.

    >>> body_key("Đảng ủy xã A Vương") == body_key("HĐND, UBND Xã Avương") == ("xã", "avuong")
    True
    """
    kind, bare = split_kind(name_beside_body(name))
    return kind, loose_key("" if bare in _KINDS_ALONE else bare)


def name_beside_body(name: str) -> str:
    """The `name_key` of what a unit's name says beside the words of its body: "xã a vương".

    Without the larger unit that is said behind it: "xã A Vương, thành phố Đà Nẵng".
    """
    kinds = _folded("body")
    bare = _anywhere("body").sub(lambda word: f" {kinds[word[0]]} ", fold(name))
    parts = (" ".join(part.split()) for part in _BESIDE.split(_EMPTY.sub(" ", bare)))
    names = [part for part in parts if part and part not in _KINDS_ALONE]
    last = next((at for at, part in enumerate(names) if split_kind(part)[0]), len(names))
    return name_key(" ".join(names[: last + 1]))


@cache
def _folded(use: str) -> dict[str, str]:
    """The words of one use, each with the kind of unit that it says besides: Huyện ủy, huyện."""
    return {name_key(word): kind for used, word, kind in table_lines("words.csv") if used == use}


@cache
def _begins(use: str, plain: bool) -> re.Pattern[str]:
    words = (fold_plain(word) if plain else word for word in _folded(use))
    return re.compile(rf"(?:{_either(words)})\b")


@cache
def _anywhere(use: str) -> re.Pattern[str]:
    return re.compile(rf"\b(?:{_either(_folded(use))})\b")


def _either(words: object) -> str:
    return "|".join(map(re.escape, sorted(set(words), key=len, reverse=True)))  # type: ignore[call-overload]
