"""Units that lead places: bodies of one commune, and units that are no more."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Callable
from typing import Any

import pytest

from luanchuyen.models.places.gazetteer import Gazetteer
from luanchuyen.models.places.tables import NEW, Place, national_tables
from luanchuyen.models.places.words import body_key

COMMUNES = {code: name for era, code, name in national_tables().units() if era == NEW and len(code) == 5}
Tables = dict[str, list[dict[str, str]]]
Read = Callable[[Any], Any]
Said = Callable[[Any], dict[str, tuple[str, tuple[str, ...]]]]

MUONG_PHANG, THANH_NUA = "xã Mường Phăng, tỉnh Điện Biên", "xã Thanh Nưa, tỉnh Điện Biên"


def with_body(tables: Tables, name: str, parent: str, place: str) -> Tables:
    body = {"unit_id": "UMP", "name": name, "level": "xã", "bloc": "chính quyền", "parent_id": parent, "place": place}
    tables["units"].append(body)
    return tables


@pytest.mark.parametrize("parent", ["TU", "XMP"])
@pytest.mark.parametrize("name", ["UBND xã Mường Phăng", "Hội đồng nhân dân xã Mường-Phăng", "HĐND, UBND Muong Phang"])
def test_bodies_of_one_commune_lead_one_place(tables: Tables, read: Read, said: Said, parent: str, name: str) -> None:
    assert said(read(with_body(tables, name, parent, THANH_NUA)))["bodies_apart"] == ("error", ("E3", "E4"))
    tables["units"][-1]["place"] = MUONG_PHANG
    assert read(tables).errors == ()
    tables["units"][-1]["place"] = ""
    assert str(read(tables).instance.units["UMP"].place) == "03325"


@pytest.mark.parametrize(
    ("name", "parent"), [("UBND phường Mường Phăng", "TU"), ("UBND xã Mường Phăng", ""), ("UBND xã Thanh Nưa", "TU")]
)
def test_others_may_lead_another(tables: Tables, read: Read, said: Said, name: str, parent: str) -> None:
    assert "bodies_apart" not in said(read(with_body(tables, name, parent, THANH_NUA)))


@pytest.mark.parametrize(
    "name", ["Xã Mường Phăng (chính quyền)", "UBND xã Mường Phăng, tỉnh Điện Biên", "HĐND; UBND X. Mường Phăng"]
)
def test_what_else_a_name_says_does_not_make_another_place(tables: Tables, read: Read, said: Said, name: str) -> None:
    assert said(read(with_body(tables, name, "TU", THANH_NUA)))["bodies_apart"] == ("error", ("E3", "E4"))


@pytest.mark.parametrize("name", ["Văn phòng HĐND, UBND {}", "Trạm Y tế ({})"])
def test_offices_of_several_places_are_no_bodies_of_one(tables: Tables, read: Read, said: Said, name: str) -> None:
    with_body(tables, name.format("xã Mường Phăng"), "TU", MUONG_PHANG)
    tables["units"].append(tables["units"][-1] | {"unit_id": "V2", "name": name.format("xã Thanh Nưa")})
    tables["units"][-1]["place"] = THANH_NUA
    assert "bodies_apart" not in said(read(tables))


@pytest.mark.parametrize("place", ["tỉnh Điện Biên", "198@2024", "Lai Châu"])
def test_a_unit_does_not_lead_a_place_of_another_level(tables: Tables, read: Read, said: Said, place: str) -> None:
    tables["units"][1]["place"] = place
    assert said(read(tables))["place_level"] == ("warning", ("E3",))


def test_several_communes_in_one_cell_are_named_one_by_one(tables: Tables, read: Read, said: Said) -> None:
    for between in ("; ", " và ", " + "):
        tables["units"][1]["place"] = f"xã Bình Liêu{between}xã Lục Hồn"
        reading = read(tables)
        assert said(reading)["place_ambiguous"] == ("error", ("E3",))
        offered = next(p for p in reading.problems if p.key.endswith("place_ambiguous")).values["nearest"]
        assert offered == "Xã Bình Liêu, Thành phố Quảng Ninh; Xã Lục Hồn, Thành phố Quảng Ninh"


@pytest.mark.parametrize("code", ["06859@2024", "03325@2024"])
def test_a_former_unit_is_led_where_its_code_says_so(tables: Tables, read: Read, said: Said, code: str) -> None:
    tables["units"][1] |= {"place": code, "name": "Đảng ủy xã"}
    reading = read(tables)
    assert said(reading)["place_meant_former"] == ("warning", ("E3",))
    assert str(reading.instance.units["XMP"].place) == code


def test_a_former_unit_is_not_led_by_its_name_nor_by_the_sheet_of_places(
    tables: Tables, read: Read, said: Said
) -> None:
    tables["units"][1]["place"] = "xã Húc Động, huyện Bình Liêu, tỉnh Quảng Ninh"
    assert said(read(tables))["place_former"] == ("error", ("E3",))
    tables["units"][1]["place"] = "chỗ ấy"
    tables["places"] = [{"as_written": "chỗ ấy", "place": "06859@2024"}]
    assert said(read(tables))["place_former"] == ("error", ("E3",))
    tables["settings"][0]["value"] = "01/06/2025"
    assert "place_former" not in said(read(tables))


@pytest.mark.parametrize(
    ("name", "level", "key", "cell", "today"),
    [
        ("UBND huyện Tủa Chùa", "huyện", "level_abolished", "C4", "Xã Tủa Chùa, Tỉnh Điện Biên"),
        ("UBND xã Nà Tấu", "xã", "unit_abolished", "B4", "Xã Nà Tấu"),
        ("Đảng ủy thị trấn Tủa Chùa", "xã", "unit_abolished", "B4", "Xã Tủa Chùa, Tỉnh Điện Biên"),
        ("Trạm Y tế", "huyện", "level_abolished_bare", "C4", ""),
    ],
)
def test_units_that_are_no_more(
    tables: Tables, read: Read, name: str, level: str, key: str, cell: str, today: str
) -> None:
    tables["units"].append({"unit_id": "X", "name": name, "level": level, "parent_id": "TU"})
    found = {p.key: p for p in read(tables).problems}
    problem = found.get(f"check.{key}")
    if name == "UBND xã Nà Tấu":
        assert problem is None  # today has one of this name in the province
        return
    assert problem is not None, found
    assert (problem.severity, problem.cells) == ("warning", (cell,))
    assert today in str(problem.values["today"])
    tables["settings"][0]["value"] = "01/06/2025"
    assert not {p.key for p in read(tables).problems} & {f"check.{key}"}


def told_apart_by_a_tone() -> list[tuple[str, str]]:
    """Two communes of today in one province whose names differ by a tone: full names, by pairs."""
    gazetteer, alike = Gazetteer.load(), defaultdict(list)
    for code, name in COMMUNES.items():
        full = gazetteer.name(Place.of(NEW, code))
        alike[full.rpartition(", ")[2], body_key(name)].append(full)
    return [(names[0], names[1]) for names in alike.values() if len(names) > 1]


@pytest.mark.parametrize("blank", [False, True])
@pytest.mark.parametrize("pair", told_apart_by_a_tone())
def test_two_communes_that_a_tone_tells_apart_are_two(
    tables: Tables, read: Read, said: Said, pair: tuple[str, str], blank: bool
) -> None:
    for code, full in zip(("V1", "V2"), pair, strict=True):
        place = "" if blank and code == "V2" else full
        name = f"Đảng ủy {full.partition(', ')[0]}"
        tables["units"].append({"unit_id": code, "name": name, "level": "xã", "parent_id": "TU", "place": place})
    reading = read(tables)
    assert "bodies_apart" not in said(reading)
    first, second = (reading.instance.units[code].place for code in ("V1", "V2"))
    assert first is not None and first != second and (second is None) == blank
