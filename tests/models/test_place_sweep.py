"""Every unit of both eras in ten ways of writing: read right or asked about, never another unit, never in silence
one of another era. All of them where LUANCHUYEN_SOAK is set, else a sample of fixed seed."""

from __future__ import annotations

import os
import re
import unicodedata
from collections import Counter
from collections.abc import Callable
from datetime import date
from random import Random

from luanchuyen.models.folding import fold_plain
from luanchuyen.models.gazetteer import Place
from luanchuyen.models.place_tables import LENGTHS, national_tables

TODAY = date(2026, 7, 1)
TABLES = national_tables()
SAMPLE = 150
"""Units a kind that the sample takes."""

KINDS = {
    "thị trấn": "TT.", "thành phố": "TP.", "thị xã": "TX.", "phường": "P.", "huyện": "H.", "quận": "Q.", "xã": "X.",
    "tỉnh": "T.", "đặc khu": "đặc khu",
}  # fmt: skip
TONES = (("òa", "oà"), ("óa", "oá"), ("ỏa", "oả"), ("ọa", "oạ"), ("ủy", "uỷ"), ("úy", "uý"), ("ùy", "uỳ"), ("ụy", "uỵ"))


def split(name: str) -> tuple[str, str]:
    kind = next(kind for kind in KINDS if name.lower().startswith(kind + " "))
    return name[: len(kind)], name[len(kind) + 1 :]


def in_name(change: Callable[[str, Random], str]) -> Callable[[list[str], Random], str]:
    """The whole name, its smallest unit's own name changed."""

    def written(names: list[str], random: Random) -> str:
        kind, bare = split(names[0])
        return ", ".join([f"{kind} {change(bare, random)}", *names[1:]])

    return written


def at_one_space(mark: str) -> Callable[[str, Random], str]:
    def change(bare: str, random: Random) -> str:
        spaces = [at for at, letter in enumerate(bare) if letter == " "]
        at = random.choice(spaces) if spaces else len(bare)
        return bare[:at] + (mark if spaces else "") + bare[at + 1 :]

    return change


def other_tones(text: str) -> str:
    for one, other in TONES:
        text = text.replace(one, "\0").replace(other, one).replace("\0", other)
    return text


def highland(bare: str, random: Random) -> str:
    return re.sub(r"Đ[ắăa]k", lambda _: random.choice(("Đắk", "Đăk", "Đak")), bare)


WAYS: dict[str, Callable[[list[str], Random], str]] = {
    "no tones": lambda names, random: fold_plain(", ".join(names)).title(),
    "tone placement": lambda names, random: other_tones(", ".join(names)),
    "hyphen": in_name(at_one_space("-")),
    "apostrophes": lambda names, random: re.sub("['’]", random.choice("'’`´"), ", ".join(names)),
    "space dropped": in_name(at_one_space("")),
    "spaces doubled": lambda names, random: " , ".join(names).replace(" ", random.choice(("  ", " \u00a0"))),
    "Đắk, Đăk, Đak": in_name(highland),
    "case": lambda names, random: random.choice((str.upper, str.lower))(", ".join(names)),
    "decomposed": lambda names, random: unicodedata.normalize("NFD", ", ".join(names).replace("Đ", "Ð")),
    "short kinds": lambda names, random: ", ".join(f"{KINDS[k.lower()]} {bare}" for k, bare in map(split, names)),
}


def units(era: str, level: str) -> list[Place]:
    codes = [code for code in TABLES.names[era] if len(code) == LENGTHS[level]]
    if "LUANCHUYEN_SOAK" not in os.environ and len(codes) > SAMPLE:
        codes = Random(2026).sample(codes, SAMPLE)
    return [Place.of(era, code) for code in codes]


def verdict(found: object, place: Place) -> str:
    if not isinstance(found, Place):
        return "asked"
    return "right" if found == place else "wrong" if found.era == place.era else "another era"


def swept(read: Callable[[str], object], places: list[Place], way: str) -> Counter[str]:
    random, spell = Random(way), WAYS[way]
    names = ([TABLES.names[place.era][code] for code in TABLES.upwards(place.era, place.code)] for place in places)
    return Counter(verdict(read(spell(of, random)), place) for of, place in zip(names, places, strict=True))
