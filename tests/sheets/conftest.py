"""A small sound set of tables that each test bends a little, and ways to write it down and read it."""

from __future__ import annotations

import copy
import tomllib
from collections.abc import Callable, Mapping
from importlib.resources import files
from pathlib import Path
from typing import Any

import pytest
from tables_read import read_tables

from luanchuyen.messages import speak_in
from luanchuyen.models.places.gazetteer import Gazetteer
from luanchuyen.models.vocabulary import Vocabulary
from luanchuyen.scenarios.rulebook import words
from luanchuyen.scenarios.rulebook.objections import Objections
from luanchuyen.sheets.form.facts import BIRTH_BY_SEX
from luanchuyen.sheets.form.tables import BY_ID
from luanchuyen.sheets.opening.opening import open_book
from luanchuyen.sheets.reading.reader import Reading, lay_out, read_instance
from luanchuyen.wording.check.problems import sentence

Tables = dict[str, list[dict[str, str]]]

SOUND: Tables = {
    "settings": [{"key": "as_of", "value": "01/07/2026"}],
    "units": [
        {"unit_id": "TU", "name": "Tỉnh ủy", "level": "tỉnh", "bloc": "Đảng", "place": "tỉnh Điện Biên"},
        {"unit_id": "XMP", "name": "Đảng ủy xã Mường Phăng", "level": "xã", "bloc": "Đảng",
         "parent_id": "TU", "place": "xã Mường Phăng, tỉnh Điện Biên"},
    ],
    "posts": [
        {"post_id": "P1", "title": "Bí thư Đảng ủy xã", "unit_id": "XMP", "kind": "Bí thư",
         "status": "trống"},
        {"post_id": "P2", "title": "Chủ tịch UBND xã", "unit_id": "XMP", "kind": "Chủ tịch UBND"},
    ],
    "cadres": [
        {"cadre_id": "001", "name": "Lò Thị Hoà", "birth": "05/03/1980", "sex": "Nữ", "unit_id": "TU",
         "in_post_since": "01/06/2021"},
        {"cadre_id": "C2", "name": "Vàng A Sinh", "birth": "20/10/1979", "sex": "Nam", "unit_id": "XMP",
         "post_id": "P2", "in_post_since": "01/06/2020"},
    ],
}  # fmt: skip


@pytest.fixture(scope="session")
def gazetteer() -> Gazetteer:
    return Gazetteer.load()


@pytest.fixture(scope="session")
def vocabulary() -> Vocabulary:
    text = files("luanchuyen.scenarios.rulebook").joinpath("common.toml").read_text(encoding="utf-8")
    objections = Objections()
    table = words.checked(tomllib.loads(text)["vocabulary"], objections)
    return words.vocabulary(table, objections)


@pytest.fixture
def tables() -> Tables:
    return copy.deepcopy(SOUND)


@pytest.fixture
def read(vocabulary: Vocabulary, gazetteer: Gazetteer) -> Callable[[Tables], Reading]:
    """Read tables of text, or a path; every problem must have its sentence."""

    def reading(what: Tables | Path) -> Reading:
        if isinstance(what, dict):
            return told(read_tables(what, vocabulary, gazetteer))
        return told(read_instance(lay_out(open_book(what)), vocabulary, gazetteer))

    def told(reading: Reading) -> Reading:
        for language in ("en", "vi"):
            speak_in(language)
            assert all(map(sentence, reading.problems))
        return reading

    return reading


@pytest.fixture
def xlsx(tmp_path: Path) -> Callable[..., Path]:
    """Write tables as a workbook with Vietnamese headings; ``bend(workbook)`` changes it before saving."""
    from openpyxl import Workbook

    def written(tables: Tables, bend: Callable[[Any], None] = lambda book: None) -> Path:
        book = Workbook()
        book.remove(book.worksheets[0])
        for sheet_id, rows in tables.items():
            page = book.create_sheet(BY_ID[sheet_id].title)
            ids = list(dict.fromkeys(key for row in rows for key in row))
            page.append([headings(sheet_id)[column_id] for column_id in ids])
            for row in rows:
                page.append([row.get(column_id) for column_id in ids])
        bend(book)
        path = tmp_path / "sổ luân chuyển.xlsx"
        book.save(path)
        return path

    return written


def headings(sheet_id: str) -> Mapping[str, str]:
    return {column.id: column.heading for column in (*BY_ID[sheet_id], *BIRTH_BY_SEX)}


@pytest.fixture
def said() -> Callable[[Reading], dict[str, tuple[str, tuple[str, ...]]]]:
    """The problems of a reading by name, each with its severity and cells."""

    def by_name(reading: Reading) -> dict[str, tuple[str, tuple[str, ...]]]:
        return {p.key.removeprefix("check."): (p.severity, p.cells) for p in reading.problems}

    return by_name
