"""The whole reading: every problem at once, origins, order that does not matter, text kept as typed."""

from __future__ import annotations

import random
from collections.abc import Callable
from dataclasses import replace
from pathlib import Path
from typing import Any

import pytest

from luanchuyen.models.instance import Instance
from luanchuyen.models.origin import NOWHERE
from luanchuyen.models.places.gazetteer import Unresolved
from luanchuyen.models.places.tables import Place
from luanchuyen.scenarios import example

Tables = dict[str, list[dict[str, str]]]
Read = Callable[[Any], Any]
Said = Callable[[Any], dict[str, tuple[str, tuple[str, ...]]]]


def without_origins(instance: Instance) -> Instance:
    def bare(noun: Any) -> Any:
        career = {"career": tuple(map(bare, noun.career))} if hasattr(noun, "career") else {}
        return replace(noun, origin=NOWHERE, **career)

    named = {name: {code: bare(noun) for code, noun in getattr(instance, name).items()}
             for name in ("units", "posts", "cadres", "panel")}  # fmt: skip
    listed = {name: tuple(map(bare, getattr(instance, name))) for name in ("relations", "locks", "waivers")}
    return replace(instance, sha256="", **named, **listed)


def full(tables: Tables) -> Tables:
    tables["career"] = [
        {"cadre_id": "001", "unit_id": "TU", "position": "Chuyên viên", "from": "2005", "to": "05/2012"},
        {"cadre_id": "001", "unit_id": "XMP", "kind": "Phó Bí thư", "from": "06/2012", "to": "nay"},
        {"cadre_id": "C2", "place": "tỉnh Lai Châu", "from": "2005", "to": "2010", "form": "luân chuyển"},
    ]
    tables["relations"] = [{"cadre_id": "001", "relative_id": "C2", "relation": "anh em"},
                           {"cadre_id": "C2", "relative_id": "001", "relation": "anh em"}]  # fmt: skip
    tables["locks"] = [{"cadre_id": "*", "post_id": "P1", "lock": "cấm", "reason": "a"},
                       {"cadre_id": "C2", "post_id": "P2", "lock": "cố định", "reason": ""}]  # fmt: skip
    tables["panel"] = [{"cadre_id": "C2", "post_id": "P1", "points": "70"},
                       {"cadre_id": "001", "post_id": "P1", "points": "80"}]  # fmt: skip
    return tables


def test_the_nouns(tables: Tables, read: Read) -> None:
    instance = read(full(tables)).instance
    cadre = instance.cadres["001"]
    assert (cadre.name, str(cadre.birth), cadre.sex, cadre.post_ids) == (
        "Lò Thị Hoà",
        "05/03/1980",
        "female",
        (),
    )
    assert [str(stint.since) for stint in cadre.career] == ["2005", "06/2012"]
    assert cadre.career[1].to is None
    assert cadre.career[1].kind == "deputy_secretary"
    assert instance.units["XMP"].place == Place("new", "xã", "03325")
    post = instance.posts["P1"]
    assert (post.kind, post.status, post.seats, post.form, post.head) == (
        "secretary",
        "vacant",
        1,
        "rotation",
        None,
    )
    assert instance.panel["001", "P1"].points == 80


def test_blank_is_none(tables: Tables, read: Read) -> None:
    cadre = read(tables).instance.cadres["001"]
    assert (cadre.skills, cadre.evaluations, cadre.planned_for, cadre.wishes) == (None, None, (), ())
    assert (cadre.ancestral_home, cadre.education, cadre.discipline) == (None, None, None)


@pytest.mark.parametrize("word", ["-", "không", "chưa", "không có"])
def test_words_that_mean_none_by_column(tables: Tables, read: Read, word: str) -> None:
    tables["cadres"][0] |= {"discipline": word, "political_level": word, "name": "None"}
    cadre = read(tables).instance.cadres["001"]
    assert (cadre.discipline, cadre.political_level, cadre.name) == (None, None, "None")


@pytest.mark.parametrize("seed", range(5))
def test_the_order_of_rows_and_columns_does_not_matter(tables: Tables, read: Read, seed: int) -> None:
    tables = full(tables)
    shuffle = random.Random(seed)
    shuffled = {}
    for name, rows in tables.items():
        mixed = [dict(shuffle.sample(list(row.items()), len(row))) for row in rows]
        shuffled[name] = shuffle.sample(mixed, len(mixed))
    first, second = read(tables).instance, read(shuffled).instance
    assert without_origins(first) == without_origins(second)
    assert list(first.cadres) == list(second.cadres)


def test_records_know_their_cells(tables: Tables, read: Read, xlsx: Callable[..., Path]) -> None:
    instance = read(xlsx(tables)).instance
    assert instance.cadres["C2"].origin.cell("birth") == "Cán bộ!C3"
    assert instance.cadres["C2"].origin.cell("skills") == "Cán bộ!A3"
    assert instance.units["XMP"].origin.cell("parent_id") == "Đơn vị!F3"


def test_all_problems_at_once(tables: Tables, read: Read, said: Said) -> None:
    tables["cadres"][0] |= {"birth": "31/02/1980", "sex": "?", "education": "giáo sư"}
    tables["posts"][0]["seats"] = "hai"
    tables["units"][1]["level"] = "thôn"
    reading = read(tables)
    assert reading.instance is None
    assert {"no_such_day", "unknown_word", "not_whole"} <= set(said(reading))
    assert reading.rows["cadres"] == (2, 1)


def test_an_unread_record_does_not_make_others_unknown(tables: Tables, read: Read) -> None:
    tables["units"][0]["level"] = "thôn"
    assert [problem.key for problem in read(tables).errors] == ["check.unknown_word"]


def test_the_spelling_stays_and_matching_folds(tables: Tables, read: Read, said: Said) -> None:
    tables["cadres"][0] |= {"name": "Ðặng Thị Thuỷ\u200b", "sex": "NỮ"}
    reading = read(tables)
    assert reading.instance.cadres["001"].name == "Đặng Thị Thuỷ"
    assert said(reading) == {"tidied": ("normalised", ("B2",))}


def test_text_of_an_old_font_is_refused_with_its_meaning(tables: Tables, read: Read) -> None:
    tables["cadres"][0]["name"] = "NguyÔn ThÞ Hoµ"
    (problem,) = read(tables).errors
    assert (problem.key, problem.values["decoded"]) == ("check.old_font", "Nguyễn Thị Hoà")


def test_a_cell_longer_than_excel_allows(tables: Tables, read: Read, said: Said) -> None:
    tables["cadres"][0]["position"] = "x" * 32_768
    assert said(read(tables))["too_long"][0] == "error"


def test_a_cadres_place_is_a_warning_a_units_an_error(tables: Tables, read: Read, said: Said) -> None:
    tables["cadres"][0]["ancestral_home"] = "xã Không Có, tỉnh Điện Biên"
    reading = read(tables)
    assert said(reading)["place_unknown"] == ("warning", ("G2",))
    assert isinstance(reading.instance.cadres["001"].ancestral_home, Unresolved)
    tables["units"][1]["place"] = "xã Không Có, tỉnh Điện Biên"
    assert [problem.cells for problem in read(tables).errors] == [("E3",)]


def test_the_clerks_own_place_names_come_first(tables: Tables, read: Read) -> None:
    tables["cadres"][0]["birthplace"] = "bản Nà Nọi"
    tables["places"] = [{"as_written": "Bản Nà Nọi", "place": "03316"}]
    reading = read(tables)
    assert reading.problems == ()
    assert reading.instance.cadres["001"].birthplace == Place("new", "xã", "03316")


def test_an_unknown_kind_is_kept_and_told_once(tables: Tables, read: Read) -> None:
    for post in tables["posts"]:
        post["kind"] = "Đội trưởng"
    reading = read(tables)
    assert [problem.cells for problem in reading.problems] == [("D2", "D3")]
    assert reading.instance.posts["P1"].kind == "Đội trưởng"


def test_nobody_and_nothing(tables: Tables, read: Read) -> None:
    tables["cadres"] = tables["posts"] = []
    reading = read(tables)
    assert (reading.instance.cadres, reading.instance.posts) == ({}, {})


def test_scenario_rows(tables: Tables, read: Read) -> None:
    tables["scenarios"] = [{"scenario": "A", "change": "tắt", "target": "quota", "value": ""},
                           {"scenario": "A", "change": "bớt cán bộ", "target": "001"}]  # fmt: skip
    rows = read(tables).scenarios
    assert [(row.change, row.target) for row in rows] == [("off", "quota"), ("without_cadre", "001")]


def test_typed_codes_of_a_workbook(tables: Tables, read: Read, said: Said, xlsx: Callable[..., Path]) -> None:
    def bend(book: Any) -> None:
        page = book["Cán bộ"]
        page["A2"], page["A3"] = 1, 2.0
        page["A2"].number_format = "000"

    reading = read(xlsx(tables, bend))
    assert list(reading.instance.cadres) == ["001", "2"]
    assert said(reading)["code_from_format"] == ("warning", ("A2",))


@pytest.mark.parametrize("name", example.names())
def test_the_examples_are_sound(name: str, read: Read) -> None:
    problems = read(Path(str(example.folder(name)))).problems
    assert {problem.severity for problem in problems} <= {"normalised"}


@pytest.mark.parametrize(
    ("text", "later"),
    [
        ("2026Q2:HTTNV; 2026Q1:HTTNV; 2025:HTTNV", []),
        ("2026Q3:HTTNV; 2025:HTTNV", ["2026Q3:HTTNV"]),  # of the quarter that begins on the cut-off date
        ("2026Q4:HTTNV; 2026Q3:HTTNV", ["2026Q4:HTTNV", "2026Q3:HTTNV"]),
        ("2027Q1:HTTNV", ["2027Q1:HTTNV"]),
        ("2026:HTTNV; 2025:HTTNV", ["2026:HTTNV"]),
        ("HTTNV; HTTNV; HTTNV", []),
    ],
)
def test_ratings_of_a_period_that_is_not_over(tables: Any, read: Any, text: str, later: list[str]) -> None:
    tables["cadres"][0]["evaluations"] = text
    reading = read(tables)
    told = [(p.severity, p.cells, p.values["text"]) for p in reading.problems if p.key == "check.rating_later"]
    assert [text for *_, text in told] == later
    assert all(one[:2] == ("warning", ("G2",)) for one in told)
    assert reading.instance.cadres["001"].evaluations


def test_a_place_written_thrice_is_told_once(tables: Any, read: Any) -> None:
    tables["cadres"][0] |= dict.fromkeys(("ancestral_home", "birthplace", "raised_in"), "xã Không Có")
    tables["cadres"][1]["birthplace"] = "xã Không Có"
    (problem,) = read(tables).problems
    assert problem.cells == ("G2", "H2", "I2", "H3")
