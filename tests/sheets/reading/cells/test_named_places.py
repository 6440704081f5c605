"""Places that the tables do not know: reported with offers, resolved once in the sheet Địa danh."""

from __future__ import annotations

import io
from collections.abc import Callable
from datetime import date
from pathlib import Path
from random import Random
from typing import Any

import openpyxl
import pytest

from luanchuyen.messages import speak_in
from luanchuyen.models.places.gazetteer import Gazetteer, Unresolved
from luanchuyen.models.places.tables import OLD, Place, national_tables
from luanchuyen.sheets.marking.marking import marked_copy
from luanchuyen.wording.check.check_report import report
from luanchuyen.wording.check.unresolved_places import unresolved_places

Tables = dict[str, list[dict[str, str]]]
Read = Callable[[Any], Any]
Said = Callable[[Any], dict[str, tuple[str, tuple[str, ...]]]]
Written = Callable[..., Path]

TODAY = date(2026, 7, 1)
TWO_TOWNS = "Đông Khê, Thanh Hóa, Thanh Hóa"
MISSPELT = "xã Mường Phăn, tỉnh Điện Biên"


@pytest.fixture(autouse=True)
def vietnamese() -> None:
    speak_in("vi")


def named(*rows: tuple[str, str]) -> list[dict[str, str]]:
    return [{"as_written": written, "place": place} for written, place in rows]


@pytest.mark.parametrize("column", ["ancestral_home", "birthplace", "raised_in"])
def test_a_writing_means_its_place_in_every_column_of_a_cadre(tables: Tables, read: Read, column: str) -> None:
    tables["cadres"][0][column] = "bản Nà  Nghè"
    tables["places"] = named(("BẢN NÀ NGHÈ", "xã Mường Phăng, tỉnh Điện Biên"))
    reading = read(tables)
    assert reading.problems == ()
    assert str(getattr(reading.instance.cadres["001"], column)) == "03325"


def test_a_writing_means_its_place_in_units_and_careers(tables: Tables, read: Read) -> None:
    tables["units"][1]["place"] = "Mường Phăng"
    tables["career"] = [{"cadre_id": "001", "place": "Mường Phăng", "from": "01/01/2010", "to": "31/12/2012"}]
    tables["places"] = named(("Mường Phăng", "03325"))
    reading = read(tables)
    assert reading.problems == ()
    assert str(reading.instance.units["XMP"].place) == "03325"
    assert str(reading.instance.cadres["001"].career[0].place) == "03325"


@pytest.mark.parametrize(
    ("rows", "name", "severity", "cells"),
    [
        ([("bản Nà Nghè", "xã Mường Phăn")], "named_place_unknown", "error", ("B2",)),
        ([("bản Nà Nghè", "xã Tân Lập")], "named_place_ambiguous", "error", ("B2",)),
        ([("bản Nà Nghè", "03325"), ("Bản Nà Nghè ", "11")], "named_place_twice", "error", ("A2", "A3")),
        ([("bản Nà Nghè", "03325"), ("bản khác", "11"), ("bản nữa", "11")], "named_place_unused", "info", ("A3", "A4")),
    ],
)
def test_what_is_wrong_with_the_rows_themselves(
    tables: Tables,
    read: Read,
    said: Said,
    rows: list[tuple[str, str]],
    name: str,
    severity: str,
    cells: tuple[str, ...],
) -> None:
    tables["cadres"][0]["birthplace"] = "bản Nà Nghè"
    tables["places"] = named(*rows)
    assert said(read(tables))[name] == (severity, cells)


def test_one_writing_twice_with_one_place_is_nothing(tables: Tables, read: Read) -> None:
    tables["cadres"][0]["birthplace"] = "bản Nà Nghè"
    tables["places"] = named(("bản Nà Nghè", "03325"), ("bản Nà Nghè", "xã Mường Phăng, tỉnh Điện Biên"))
    assert read(tables).problems == ()


def test_a_former_commune_without_successor_is_warned_of(tables: Tables, read: Read, said: Said) -> None:
    tables["cadres"][0]["birthplace"] = "thị trấn Phù Yên, huyện Phù Yên, tỉnh Sơn La"
    reading = read(tables)
    assert said(reading) == {"place_without_successor": ("warning", ("G2",))}
    assert str(reading.instance.cadres["001"].birthplace) == "03898@2024"
    tables["settings"][0]["value"] = "01/06/2025"
    tables["units"][0]["place"] = tables["units"][1]["place"] = ""
    assert "place_without_successor" not in said(read(tables))


def test_each_writing_is_listed_once_with_its_offers_and_cells(tables: Tables, read: Read) -> None:
    tables["cadres"][0] |= {"ancestral_home": MISSPELT, "birthplace": TWO_TOWNS}
    tables["cadres"][1] |= {"ancestral_home": MISSPELT.upper()}
    misspelt, towns = unresolved_places(read(tables).problems)
    assert (misspelt.as_written, misspelt.cells) == (MISSPELT, ["Cán bộ!G2", "Cán bộ!G3"])
    assert misspelt.offers[0] == "Xã Mường Phăng, Tỉnh Điện Biên"
    assert (towns.offer, len(towns.offers)) == ("", 2)


def test_check_ends_with_lines_to_paste(tables: Tables, read: Read) -> None:
    tables["cadres"][0] |= {"ancestral_home": MISSPELT, "birthplace": TWO_TOWNS}
    reading = read(tables)
    *_, blank, head, misspelt, towns = report(reading.problems, "a.xlsx", reading.rows)
    assert (blank, head.partition(".")[0]) == ("", "Địa danh cần ghi rõ (2)")
    written, offers = misspelt.split("\t")
    assert (written, offers.split(" | ")[0]) == (MISSPELT, "Xã Mường Phăng, Tỉnh Điện Biên")
    assert towns.startswith(f"{TWO_TOWNS}\tXã Đông Khê, Thành phố Thanh Hóa, Tỉnh Thanh Hóa (16387@2024) | ")


def test_a_pasted_line_with_one_name_kept_resolves(tables: Tables, read: Read) -> None:
    tables["cadres"][0] |= {"ancestral_home": MISSPELT, "birthplace": TWO_TOWNS}
    lines = report((first := read(tables)).problems, "a.xlsx", first.rows)[-2:]
    tables["places"] = named(
        *((written, offers.split(" | ")[0]) for written, offers in (li.split("\t") for li in lines))
    )
    cadre = read(tables).instance.cadres["001"]
    assert (str(cadre.ancestral_home), str(cadre.birthplace)) == ("03325", "16387@2024")
    tables["places"] = named(*((written, offers) for written, offers in (line.split("\t") for line in lines)))
    assert {problem.sheet for problem in read(tables).errors} == {"Địa danh"}


def test_the_marked_copy_has_them_ready_to_copy(tables: Tables, read: Read, xlsx: Written, tmp_path: Path) -> None:
    tables["cadres"][0] |= {"ancestral_home": MISSPELT, "birthplace": TWO_TOWNS}
    source, marked = xlsx(tables), tmp_path / "đánh dấu.xlsx"
    first = read(source)
    marked_copy(source, first.problems, marked)
    page = openpyxl.load_workbook(marked)["Địa danh cần ghi rõ"]
    rows = [[cell.value or "" for cell in row] for row in page.iter_rows(min_row=3)]
    assert rows[0][:2] == ["Cách ghi", "Mã địa bàn"]
    assert [row[0] for row in rows[1:]] == [MISSPELT, TWO_TOWNS]
    assert rows[2][1] == "" and "(16387@2024)\n" in rows[2][2]
    assert rows[1][3] == "Cán bộ!G2"
    again = read(marked)
    assert unresolved_places(again.problems) == unresolved_places(first.problems)
    assert {problem.key for problem in again.problems} == {*(p.key for p in first.problems), "check.comments"}
    stream = io.BytesIO()
    marked_copy(marked, (), stream)
    assert "Địa danh cần ghi rõ" not in openpyxl.load_workbook(stream).sheetnames


def test_whatever_is_offered_resolves_to_one_unit() -> None:
    gazetteer, random, tables = Gazetteer.load(), Random(1), national_tables()
    codes = [code for code in tables.names[OLD] if len(code) == 5]
    offered = 0
    for code in random.sample(codes, 150):
        name = list(gazetteer.name(Place.of(OLD, code)))
        del name[random.randrange(3, len(name))]
        for text in ("".join(name), tables.names[OLD][code]):
            found = gazetteer.resolve(text, TODAY)
            if isinstance(found, Unresolved):
                offered += len(found.nearest)
                assert all(isinstance(gazetteer.resolve(offer, TODAY), Place) for offer in found.nearest), found
    assert offered > 300
