"""Every unit of both eras in the ways people write it: found, or reported; never another one."""

from __future__ import annotations

import unicodedata
from collections import Counter
from collections.abc import Callable
from datetime import date

import pytest

from luanchuyen.models.places.gazetteer import Gazetteer, Unresolved
from luanchuyen.models.places.tables import LENGTHS, NEW, OLD, Place, national_tables
from luanchuyen.models.text.folding import fold_plain

TODAY, BEFORE = date(2026, 7, 1), date(2025, 6, 30)
TABLES = national_tables()
SHORT = {
    "xã": "x.",
    "phường": "P.",
    "thị trấn": "TT",
    "huyện": "H.",
    "quận": "Q.",
    "thành phố": "TP.",
    "thị xã": "TX",
    "tỉnh": "T.",
}
TWICE = {"16387", "16408"}
"""Hai đơn vị cùng ghi Xã Đông Khê, Thành phố Thanh Hóa: the one name that occurs twice."""
OTHER_TONES = {"òa": "oà", "óa": "oá", "ủy": "uỷ", "úy": "uý", "oà": "òa", "oá": "óa", "uỷ": "ủy", "uý": "úy"}

Names = list[str]


def places(era: str, level: str) -> list[Place]:
    codes = (code for code in TABLES.names[era] if len(code) == LENGTHS[level])
    return [Place.of(era, code) for code in codes]


def names(place: Place) -> Names:
    return [TABLES.names[place.era][code] for code in TABLES.upwards(place.era, place.code)]


def other_tones(text: str) -> str:
    for one, other in OTHER_TONES.items():
        if one in text:
            return text.replace(one, other)
    return text


def abbreviated(name: str) -> str:
    kind = next((kind for kind in SHORT if name.lower().startswith(kind + " ")), "")
    return f"{SHORT[kind]} {name[len(kind) + 1 :]}" if kind else name


def bare(name: str) -> str:
    kind = next((kind for kind in (*SHORT, "đặc khu") if name.lower().startswith(kind + " ")), "")
    return name[len(kind) :].strip()


SPELLINGS: dict[str, Callable[[Names], str]] = {
    "capitals": lambda parts: ", ".join(parts).upper(),
    "short kinds": lambda parts: ", ".join(map(abbreviated, parts)),
    "hyphens": lambda parts: " - ".join(parts),
    "hyphens without spaces": lambda parts: "-".join(parts),
    "no commas": lambda parts: " ".join(parts),
    "decomposed, Ð for Đ": lambda parts: unicodedata.normalize("NFD", ", ".join(parts).replace("Đ", "Ð")),
    "spaces": lambda parts: ",".join(parts).replace(" ", "  \u00a0"),
    "tones": lambda parts: other_tones(", ".join(parts)),
}
LOOSER: dict[str, Callable[[Names], str]] = {
    "no kinds": lambda parts: ", ".join(map(bare, parts)),
    "no kinds, hyphens": lambda parts: " - ".join(map(bare, parts)),
    "no accents": lambda parts: fold_plain(", ".join(parts)).title(),
    "no accents, no kinds": lambda parts: fold_plain(", ".join(map(bare, parts))),
}
ALL = [(OLD, "xã"), (OLD, "huyện"), (NEW, "xã")]


@pytest.fixture(scope="module")
def gazetteer() -> Gazetteer:
    return Gazetteer.load()


def verdicts(gazetteer: Gazetteer, among: list[Place], spell: Callable[[Names], str], day: date) -> Counter[str]:
    """How many are right, ambiguous (the right one among those meant), unknown or wrong."""
    found: Counter[str] = Counter()
    for place in among:
        met = gazetteer.resolve(spell(names(place)), day)
        found["right" if met == place else met.reason if isinstance(met, Unresolved) else "wrong"] += 1
    return found


@pytest.mark.parametrize(("era", "level"), ALL)
@pytest.mark.parametrize("spelling", SPELLINGS)
def test_whole_names_are_found_however_they_are_typed(
    gazetteer: Gazetteer, era: str, level: str, spelling: str
) -> None:
    among = places(era, level)
    expected = Counter({"right": len(among)})
    if (era, level) == (OLD, "xã"):
        expected = Counter({"right": len(among) - 2, "ambiguous": 2})
    assert verdicts(gazetteer, among, SPELLINGS[spelling], TODAY) == expected


@pytest.mark.parametrize(("era", "level"), ALL)
@pytest.mark.parametrize("spelling", LOOSER)
def test_less_than_the_whole_name_is_right_or_reported(
    gazetteer: Gazetteer, era: str, level: str, spelling: str
) -> None:
    found = verdicts(gazetteer, places(era, level), LOOSER[spelling], TODAY)
    assert found.keys() <= {"right", "ambiguous"}
    share = 0.3 if (level, spelling[:8]) == ("huyện", "no kinds") or spelling == "no accents, no kinds" else 0.89
    assert found["right"] >= share * found.total()


def test_the_one_name_that_occurs_twice(gazetteer: Gazetteer) -> None:
    met = gazetteer.resolve("xã Đông Khê, thành phố Thanh Hóa, tỉnh Thanh Hóa", TODAY)
    assert isinstance(met, Unresolved)
    assert {name.partition(" (")[2].removesuffix("@2024)") for name in met.nearest} == TWICE
    assert {str(gazetteer.resolve(f"{code}@2024", TODAY)) for code in TWICE} == {f"{code}@2024" for code in TWICE}


@pytest.mark.parametrize("spelling", [*SPELLINGS, "no kinds", "no accents"])
def test_every_province_on_its_day(gazetteer: Gazetteer, spelling: str) -> None:
    spell = {**SPELLINGS, **LOOSER}[spelling]
    assert verdicts(gazetteer, places(OLD, "tỉnh"), spell, BEFORE) == {"right": 63}
    today = verdicts(gazetteer, places(NEW, "tỉnh"), spell, TODAY)
    city = 0 if spelling == "no kinds" else 1
    assert today == Counter({"right": 34 - city, "ambiguous": city})  # thành phố Bắc Ninh: of the province, or new


def test_a_former_province_keeps_its_name_after_the_merger(gazetteer: Gazetteer) -> None:
    kept = {bare(name) for code, name in TABLES.names[NEW].items() if len(code) == LENGTHS["tỉnh"]}
    merged = [place for place in places(OLD, "tỉnh") if bare(names(place)[0]) not in kept]
    assert len(merged) == 29
    assert verdicts(gazetteer, merged, ", ".join, TODAY) == {"right": 29}


def test_former_communes_in_the_province_of_today(gazetteer: Gazetteer) -> None:
    """Their district tells that they are former ones, whatever the province was called."""
    carried = [place for place in places(OLD, "xã") if gazetteer.carry(place.code)]
    province = {place: TABLES.above[NEW][gazetteer.carry(place.code)[0]] for place in carried}
    found: Counter[str] = Counter()
    for place in carried:
        met = gazetteer.resolve(", ".join((*names(place)[:-1], TABLES.names[NEW][province[place]])), TODAY)
        found["right" if met == place else met.reason if isinstance(met, Unresolved) else "wrong"] += 1
    assert found == {"right": 10_018, "ambiguous": 5}  # two huyện Châu Thành with the same name of a commune, twice


@pytest.mark.parametrize(
    ("text", "code"),
    [
        ("tỉnh Hà Giang (nay là Tuyên Quang)", "02@2024"),
        ("tỉnh Hà Giang cũ", "02@2024"),
        ("Tuyên Quang (cũ)", "08@2024"),
        ("xã Đồng Yên, huyện Bắc Quang, tỉnh Hà Giang (nay là Tuyên Quang)", "01216@2024"),
        ("xã Đồng Yên (nay là xã Đồng Yên), huyện Bắc Quang, tỉnh Hà Giang", "01216@2024"),
        ("xã Đồng Yên, huyện Bắc Quang, tỉnh Hà Giang, nay thuộc tỉnh Tuyên Quang", "01216@2024"),
        ("xã Húc Động (nay là xã Bình Liêu)", "06859@2024"),
        ("xã Bình Liêu, tỉnh Quảng Ninh (trước đây là xã Húc Động)", "06838"),
        ("xã Húc Động huyện Bình Liêu, Quảng Ninh", "06859@2024"),
        ("xa Huc Dong huyen Binh Lieu tinh Quang Ninh", "06859@2024"),
        ("xã Bắc Quang, tỉnh Hà Giang", "01153"),
        ("P 12 Q.Gò Vấp TPHCM", "26881@2024"),
        ("tỉnh Đắc Lắc", "66"),
        ("Bắc Cạn", "06@2024"),
    ],
)
def test_remarks_and_looser_writings(gazetteer: Gazetteer, text: str, code: str) -> None:
    assert str(gazetteer.resolve(text, TODAY)) == code


@pytest.mark.parametrize(
    ("text", "reason", "offered"),
    [
        ("tỉnh Hà Giang (nay là Lào Cai)", "ambiguous", ("Tỉnh Lào Cai", "Tỉnh Hà Giang")),
        (
            "xã Húc Động, huyện Bình Liêu (theo hồ sơ gốc)",
            "unknown",
            ("Xã Húc Động, Huyện Bình Liêu, Tỉnh Quảng Ninh",),
        ),
        ("tỉnh Hà Giang (nay là Tuyên Quagn)", "unknown", ("Tỉnh Hà Giang",)),
        ("Xã Huc Động, huyện Bình Liêu", "unknown", ("Xã Húc Động, Huyện Bình Liêu, Tỉnh Quảng Ninh",)),
    ],
)
def test_remarks_that_do_not_hold(gazetteer: Gazetteer, text: str, reason: str, offered: tuple[str, ...]) -> None:
    met = gazetteer.resolve(text, TODAY)
    assert isinstance(met, Unresolved)
    assert met.reason == reason
    assert set(offered) <= set(met.nearest)


def test_successors_are_as_recorded(gazetteer: Gazetteer) -> None:
    for place in places(OLD, "xã"):
        for code in gazetteer.carry(place.code):
            assert place.code in gazetteer.sources(code)
    without = [place for place in places(OLD, "xã") if not gazetteer.carry(place.code)]
    assert len(without) == 28
    assert all(not gazetteer.has_successor(place) for place in without)
    assert gazetteer.has_successor(Place.of(NEW, "06838"))


def test_every_former_province_is_found_by_its_name_with_its_code(gazetteer: Gazetteer) -> None:
    for place in places(OLD, "tỉnh"):
        for day in (date(2020, 1, 1), date(2026, 7, 1)):
            assert gazetteer.resolve(f"{gazetteer.name(place)} ({place})", day) == place


def test_what_is_offered_for_a_province_of_another_kind_can_be_pasted(gazetteer: Gazetteer) -> None:
    met = gazetteer.resolve("tỉnh Hải Phòng", date(2026, 7, 1))
    assert isinstance(met, Unresolved) and "Thành phố Hải Phòng (31@2024)" in met.nearest
    pasted = [gazetteer.resolve(name, date(2026, 7, 1)) for name in met.nearest]
    assert len(set(pasted)) == len(met.nearest) and all(isinstance(place, Place) for place in pasted)
