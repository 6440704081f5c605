"""Small workbooks of careers: a district, two of its communes, people with the rows that a test gives them."""

from __future__ import annotations

from cases_of import default_book
from tables_read import read_tables

from luanchuyen.models.places.gazetteer import Gazetteer
from luanchuyen.optimizer.rules.in_force import situation_of
from luanchuyen.optimizer.situation.situation import Situation

Row = dict[str, str]
PROVINCE = "tỉnh Quảng Ninh"
FIRST, SECOND = "xã Húc Động, huyện Bình Liêu, tỉnh Quảng Ninh", "xã Lục Hồn, huyện Bình Liêu, tỉnh Quảng Ninh"
AWAY, NEAR = "tỉnh Điện Biên", FIRST
UNITS = [
    {"unit_id": "TU", "name": "Tỉnh ủy", "level": "tỉnh", "bloc": "Đảng", "place": PROVINCE},
    {"unit_id": "HU", "name": "Huyện ủy", "level": "huyện", "bloc": "Đảng", "parent_id": "TU",
     "place": "huyện Bình Liêu, tỉnh Quảng Ninh"},
    {"unit_id": "UBH", "name": "UBND huyện", "level": "huyện", "bloc": "chính quyền", "parent_id": "HU"},
    {"unit_id": "D1", "name": "Đảng ủy xã Húc Động", "level": "xã", "bloc": "Đảng", "parent_id": "HU", "place": FIRST},
    {"unit_id": "U1", "name": "UBND xã Húc Động", "level": "xã", "bloc": "chính quyền", "parent_id": "HU",
     "place": FIRST},
    {"unit_id": "D2", "name": "Đảng ủy xã Lục Hồn", "level": "xã", "bloc": "Đảng", "parent_id": "HU", "place": SECOND},
]  # fmt: skip
POSTS = [
    {"post_id": "BT1", "title": "Bí thư", "unit_id": "D1", "kind": "secretary"},
    {"post_id": "CT1", "title": "Chủ tịch UBND", "unit_id": "U1", "kind": "pc_chair"},
    {"post_id": "BT2", "title": "Bí thư", "unit_id": "D2", "kind": "secretary"},
    {"post_id": "PBT2", "title": "Phó Bí thư", "unit_id": "D2", "kind": "deputy_secretary"},
]


def person(code: str, unit: str = "HU", post: str = "", **more: str) -> Row:
    """A cadre of the district, 38 years old in 2020, in their present post since 2010."""
    facts = {"birth": "15/06/1982", "sex": "Nam", "in_post_since": "01/01/2010", "ancestral_home": AWAY}
    return {"cadre_id": code, "name": f"Lò Văn {code}", "unit_id": unit, "post_id": post, **facts, **more}


def row(cadre: str, day: str, form: str = "", **more: str) -> Row:
    """A row of Quá trình công tác; it ends where ``to`` says."""
    return {"cadre_id": cadre, "from": day, "form": form, **more}


def workbook(people: list[Row], career: list[Row], posts: list[Row] = POSTS, as_of: str = "30/11/2020") -> Situation:
    """The situation of a workbook. Fails with the reader's problems."""
    settings = [{"key": key, "value": as_of} for key in ("as_of", "start")]
    tables = {"settings": settings, "units": UNITS, "posts": posts, "cadres": people, "career": career}
    book = default_book()
    reading = read_tables(tables, book.vocabulary, Gazetteer.load())
    assert reading.instance is not None, [(p.key, p.cells, p.values) for p in reading.errors]
    return situation_of(reading.instance, book)
