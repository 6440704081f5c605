"""What one sheet says of another: unknown codes, contradictions, dates that cannot be."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

import pytest
from tables_read import read_tables

from luanchuyen.models.cadre import Planned
from luanchuyen.models.places.gazetteer import Gazetteer
from luanchuyen.models.policy import BundleRule
from luanchuyen.models.vocabulary import Vocabulary

Tables = dict[str, list[dict[str, str]]]
Read = Callable[[Any], Any]
Said = Callable[[Any], dict[str, tuple[str, tuple[str, ...]]]]


def lock(cadre: str, post: str, word: str = "cố định") -> dict[str, str]:
    return {"cadre_id": cadre, "post_id": post, "lock": word}


def waiver(rule: str) -> dict[str, str]:
    reason = {"date": "20/05/2026", "reason": "Yêu cầu nhiệm vụ"}
    return {"rule": rule, "cadre_id": "001", "authority": "BTV", "document": "12-KL", **reason}


def test_sound(tables: Tables, read: Read) -> None:
    assert read(tables).problems == ()


def test_a_doubled_code(tables: Tables, read: Read, said: Said) -> None:
    tables["cadres"][1]["cadre_id"] = "001"
    assert said(read(tables))["doubled_code"] == ("error", ("A2", "A3"))


@pytest.mark.parametrize(
    "rule", ["stint_length", "Thời gian giữ chức vụ", "thoi gian giu chuc vu", "time in the present POST"]
)
def test_a_waiver_names_its_rule_by_its_code_or_as_boards_call_it(tables: Tables, read: Read, rule: str) -> None:
    tables["waivers"] = [waiver(rule)]
    (read_back,) = read(tables).instance.waivers
    assert read_back.rule == "stint_length"


def test_a_waiver_of_no_rule_is_told_with_those_like_it(tables: Tables, read: Read) -> None:
    tables["waivers"] = [waiver("giữ chức"), waiver("xyz")]
    told = [(p.key, p.cells, p.values["nearest"]) for p in read(tables).errors]
    near = "Thời gian giữ chức vụ (stint_length)"
    assert told == [("check.unknown_rule", ("A2",), near), ("check.unknown_rule", ("A3",), "")]


def test_codes_of_a_sheet_without_rows_are_told_once_a_column(tables: Tables, read: Read) -> None:
    held, tables["posts"] = tables["posts"], []
    tables["locks"] = [lock("001", "P1", "cấm"), lock("C2", "P2", "cấm"), lock("*", "P1", "cấm")]
    told = [(p.key, p.sheet, p.cells) for p in read(tables).errors]
    assert ("check.codes_of_nothing", "Khóa", ("B2", "B3", "B4")) in told
    assert "check.unknown_code" not in {key for key, *_ in told}
    tables["posts"], tables["cadres"], tables["locks"] = held, [], [lock("*", "P1", "cấm")]
    assert read(tables).errors == ()


def test_codes_that_differ_in_capitals_alone(tables: Tables, read: Read, said: Said) -> None:
    tables["cadres"][0]["cadre_id"] = "c2"  # beside C2
    reading = read(tables)
    assert said(reading)["codes_alike"] == ("warning", ("A2", "A3"))
    assert list(reading.instance.cadres) == ["C2", "c2"]


@pytest.mark.parametrize(
    ("sheet", "column", "code", "cell"),
    [
        ("units", "parent_id", "TUU", "F3"),
        ("posts", "unit_id", "XMPP", "C2"),
        ("posts", "managed_by", "TUU", "F2"),
        ("cadres", "unit_id", "TUU", "E2"),
        ("cadres", "post_id", "P22", "G2"),
    ],
)
def test_unknown_codes(tables: Tables, read: Read, sheet: str, column: str, code: str, cell: str) -> None:
    tables[sheet][1 if column == "parent_id" else 0][column] = code
    (problem,) = [p for p in read(tables).errors if p.key == "check.unknown_code"]
    assert problem.cells == (cell,)
    assert problem.values["nearest"]


def test_a_code_that_lost_its_zeros(tables: Tables, read: Read) -> None:
    tables["panel"] = [{"cadre_id": "1", "post_id": "P1", "points": "90"}]
    (problem,) = read(tables).errors
    assert (problem.key, problem.values["known"], problem.values["other"]) == (
        "check.code_zeros",
        "001",
        "Cán bộ!A2",
    )


def test_an_exact_name_that_fits_one_row_is_taken_for_its_code(tables: Tables, read: Read, said: Said) -> None:
    tables["cadres"][0] |= {"unit_id": "ĐẢNG UỶ  xã Mường Phăng", "wishes": "Đảng ủy xã Mường Phăng; P1"}
    tables["cadres"][1] |= {"unit_id": "Đảng ủy xã Mường Phăng", "post_id": "Chủ tịch UBND xã"}
    tables["locks"] = [{"cadre_id": "Lò Thị Hòa", "post_id": "P1", "lock": "cấm"}]
    reading = read(tables)
    told = [(p.sheet, p.severity, p.cells) for p in reading.problems if p.key == "check.name_taken"]
    assert told == [
        ("Cán bộ", "normalised", ("E2", "E3")),
        ("Cán bộ", "normalised", ("H3",)),
        ("Khóa", "normalised", ("A2",)),
        ("Cán bộ", "normalised", ("G2",)),
    ]
    cadres = reading.instance.cadres
    assert (cadres["001"].unit_id, cadres["001"].wishes) == ("XMP", ("XMP", "P1"))
    assert (cadres["C2"].unit_id, cadres["C2"].post_ids) == ("XMP", ("P2",))
    assert reading.instance.locks[0].cadre_id == "001"
    assert [one.text for one in reading.respelled] == ["XMP", "XMP", "P2", "001", "XMP; P1"]


def test_a_title_with_a_comma_is_one_name(tables: Tables, read: Read) -> None:
    tables["posts"][1]["title"] = "Phó Bí thư, Chủ tịch UBND xã"
    tables["cadres"][1]["post_id"] = "Phó Bí thư, Chủ tịch UBND xã"
    assert read(tables).instance.cadres["C2"].post_ids == ("P2",)


@pytest.mark.parametrize("namesake", [{"post_id": "P3"}, {"post_id": ""}])
def test_a_name_that_fits_two_rows_is_never_taken(tables: Tables, read: Read, namesake: dict[str, str]) -> None:
    tables["posts"].append({**tables["posts"][1], **namesake, "unit_id": "TU"})
    tables["cadres"][1]["post_id"] = "Chủ tịch UBND xã"
    problem = next(p for p in read(tables).errors if p.key == "check.name_of_several")
    assert problem.cells == ("G3",)
    assert problem.values["nearest"] == "P2"  # the one of the unit that the row names


@pytest.mark.parametrize("text", ["Đảng ủy xã Mường Phang", "Đảng ủy xã", "Mường Phăng"])
def test_a_name_that_is_only_like_one_is_not_taken(tables: Tables, read: Read, said: Said, text: str) -> None:
    tables["cadres"][0]["unit_id"] = text
    assert said(read(tables))["unknown_code"][0] == "error"


def test_planning_entries(tables: Tables, read: Read, said: Said) -> None:
    tables["posts"][1]["kind"] = "Tổ trưởng"
    tables["cadres"][0]["planned_for"] = "P1; secretary@xã; Chủ tịch UBND; tổ trưởng; Thủ kho xã"
    reading = read(tables)
    assert reading.instance.cadres["001"].planned_for == (
        Planned("P1"), Planned(kind="secretary", level="xã"), Planned(kind="pc_chair"),
        Planned(kind="tổ trưởng"), Planned(kind="Thủ kho xã"),
    )  # fmt: skip
    assert said(reading)["entry_kept"][0] == "warning"
    assert said(reading)["unknown_kind"][0] == "warning"


@pytest.mark.parametrize("entry", ["P9", "secretary@xax", "secretry"])
def test_planning_entries_refused(tables: Tables, read: Read, said: Said, entry: str) -> None:
    tables["cadres"][0]["planned_for"] = entry
    assert said(read(tables))["unknown_entry"][0] == "error"


def test_wishes_are_posts_units_or_kinds(tables: Tables, read: Read, said: Said) -> None:
    tables["cadres"][0]["wishes"] = "P1; XMP; Bí thư"
    assert read(tables).instance.cadres["001"].wishes == ("P1", "XMP", "secretary")
    tables["cadres"][0]["wishes"] = "XMPX"
    assert said(read(tables))["unknown_entry"][0] == "error"


def test_vacant_with_every_seat_held(tables: Tables, read: Read, said: Said) -> None:
    tables["posts"][1]["status"] = "trống"
    assert said(read(tables))["vacant_held"][0] == "error"
    tables["posts"][1]["seats"] = "2"
    assert "vacant_held" not in said(read(tables))


def test_bundles_of_the_rule_book_decide_what_is_held(
    tables: Tables, vocabulary: Vocabulary, gazetteer: Gazetteer
) -> None:
    def keys(mode: str) -> set[str]:
        rules = [BundleRule(("secretary", "pc_chair"), "xã", mode)]
        reading = read_tables(tables, vocabulary, gazetteer, rules)
        return {problem.key.removeprefix("check.") for problem in reading.problems}

    assert "vacant_held" in keys("require")
    assert "vacant_held" not in keys("allow")
    for post in tables["posts"]:
        post["bundle"] = "KN"
    assert "vacant_held" in keys("require")
    assert not {"vacant_held"} & (keys("allow") | keys("forbid"))


def test_a_person_may_be_fixed_to_all_of_a_bundle_that_is_allowed(
    tables: Tables, vocabulary: Vocabulary, gazetteer: Gazetteer
) -> None:
    tables["locks"] = [lock("001", "P1"), lock("001", "P2")]
    rule = BundleRule(("secretary", "pc_chair"), "xã", "allow")
    for rules, errors in (((), ["check.fixed_twice"]), ((rule,), [])):
        assert [problem.key for problem in read_tables(tables, vocabulary, gazetteer, rules).errors] == errors


def test_a_mate_of_a_held_post_is_held_too(tables: Tables, read: Read, said: Said) -> None:
    for post in tables["posts"]:
        post["bundle"] = "KN"
    assert said(read(tables))["vacant_held"] == ("error", ("E2",))


def test_a_bundle_has_one_seat(tables: Tables, read: Read, said: Said) -> None:
    tables["posts"][1] |= {"bundle": "KN", "seats": "2"}
    assert said(read(tables))["bundle_seats"][0] == "error"


def test_units_in_a_circle(tables: Tables, read: Read, said: Said) -> None:
    tables["units"][0]["parent_id"] = "XMP"
    assert said(read(tables))["parent_circle"][0] == "error"
    tables["units"][0]["parent_id"] = "TU"
    assert said(read(tables))["parent_circle"][0] == "error"


def test_a_relative_of_oneself(tables: Tables, read: Read, said: Said) -> None:
    tables["relations"] = [{"cadre_id": "001", "relative_id": "001", "relation": "vợ chồng"}]
    assert said(read(tables))["own_relative"] == ("error", ("A2", "B2"))


def test_a_pair_twice_on_the_panel(tables: Tables, read: Read, said: Said) -> None:
    tables["panel"] = [{"cadre_id": "001", "post_id": "P1", "points": p} for p in ("70", "80")]
    assert said(read(tables))["panel_twice"] == ("error", ("A2", "A3"))


def test_points_that_are_ranks(tables: Tables, read: Read, said: Said) -> None:
    tables["cadres"] += [{**tables["cadres"][0], "cadre_id": f"D{n}", "name": f"Người {n}"} for n in range(5)]
    tables["panel"] = [{"cadre_id": f"D{n}", "post_id": "P1", "points": str(n + 1)} for n in range(5)]
    assert said(read(tables))["points_like_ranks"][0] == "warning"


def test_a_waiver_of_nothing(tables: Tables, read: Read, said: Said) -> None:
    nothing = {"rule": "stint_length", "authority": "BTV", "document": "12-KL", "date": "20/05/2026",
              "reason": "x", "cadre_id": "", "post_id": ""}  # fmt: skip
    tables["waivers"] = [nothing]
    assert said(read(tables))["waiver_of_nothing"][0] == "error"
    nothing["cadre_id"] = "001"
    assert read(tables).instance.waivers[0].post_id is None


@pytest.mark.parametrize(
    ("locks", "name"),
    [
        ([lock("001", "P1"), lock("001", "P2")], "fixed_twice"),
        ([lock("001", "P1"), lock("C2", "P1")], "fixed_crowd"),
        ([lock("001", "P1"), lock("001", "P1", "cấm")], "fixed_forbidden"),
        ([lock("001", "P1"), lock("*", "P1", "cấm")], "fixed_forbidden"),
        ([lock("*", "P1")], "fixed_nobody"),
    ],
)
def test_locks_that_cannot_both_hold(
    tables: Tables, read: Read, said: Said, locks: list[dict[str, str]], name: str
) -> None:
    tables["locks"] = locks
    assert said(read(tables))[name][0] == "error"


@pytest.mark.parametrize(
    "locks",
    [
        [lock("001", "P1"), lock("C2", "P2")],
        [lock("*", "P1", "cấm")],
        [lock("C2", "P2"), lock("*", "P2", "cấm")],
    ],
)
def test_locks_that_can(tables: Tables, read: Read, locks: list[dict[str, str]]) -> None:
    tables["locks"] = locks
    assert read(tables).errors == ()


def test_fixed_to_a_bundle(tables: Tables, read: Read) -> None:
    for post in tables["posts"]:
        post |= {"bundle": "KN", "status": ""}
    tables["cadres"][1]["post_id"] = ""
    tables["locks"] = [lock("001", "P1"), lock("001", "P2")]
    assert read(tables).problems == ()


def test_fixed_to_the_post_that_is_left(tables: Tables, read: Read, said: Said) -> None:
    tables["posts"][1]["status"] = "sắp trống"
    tables["locks"] = [lock("C2", "P2")]
    assert said(read(tables))["fixed_leaving"][0] == "error"


def test_forbidden_at_the_own_post_says_nothing(tables: Tables, read: Read, said: Said) -> None:
    tables["locks"] = [lock("C2", "P2", "cấm")]
    assert said(read(tables))["forbidden_own"][0] == "warning"


def test_the_post_is_of_another_unit(tables: Tables, read: Read, said: Said) -> None:
    tables["cadres"][1]["unit_id"] = "TU"
    assert said(read(tables))["other_unit"][0] == "warning"


@pytest.mark.parametrize(
    ("column", "date", "name", "severity"),
    [
        ("birth", "01/01/2030", "born_later", "error"),
        ("birth", "01/01/2010", "odd_age", "warning"),
        ("birth", "01/01/1940", "odd_age", "warning"),
        ("in_post_since", "1975", "in_post_before_birth", "error"),
        ("in_post_since", "01/08/2026", "in_post_later", "warning"),
    ],
)
def test_dates_that_cannot_be(
    tables: Tables, read: Read, said: Said, column: str, date: str, name: str, severity: str
) -> None:
    tables["cadres"][0][column] = date
    assert said(read(tables))[name][0] == severity


def test_stints_run_forward(tables: Tables, read: Read, said: Said) -> None:
    tables["career"] = [{"cadre_id": "001", "from": "05/2015", "to": "04/2015"}]
    assert said(read(tables))["ends_before_start"] == ("error", ("C2", "B2"))
    tables["career"] = [{"cadre_id": "001", "from": "1970", "to": "nay"}]
    assert said(read(tables))["stint_before_birth"] == ("error", ("B2",))


def test_a_position_that_reads_like_a_post_nobody_holds(tables: Tables, read: Read, said: Said) -> None:
    cadre, post = tables["cadres"][0], tables["posts"][0]
    for other in tables["cadres"]:
        other["post_id"] = ""
    cadre["unit_id"], cadre["position"], post["status"] = post["unit_id"], str(post["title"]).upper(), ""
    assert said(read(tables))["same_title"][0] == "warning"
    post["status"] = "trống"
    assert "same_title" not in said(read(tables))
    cadre["post_id"], post["status"] = post["post_id"], ""
    assert "same_title" not in said(read(tables))


def test_perhaps_one_person(tables: Tables, read: Read, said: Said) -> None:
    tables["cadres"].append({**tables["cadres"][0], "cadre_id": "C9", "name": "Lò Thị Hòa"})
    assert said(read(tables))["same_person"] == ("warning", ("B2", "B4"))
    tables["cadres"][2]["birth"] = "06/03/1980"
    assert read(tables).problems == ()


def crowd(tables: Tables, *codes: str) -> None:
    """So many cadres, each holding these posts."""
    first = tables["cadres"][1]
    tables["cadres"] = [{**first, "cadre_id": f"C{n}", "name": f"Vàng {n}", "post_id": code} for n, code in
                        enumerate(codes)]  # fmt: skip


def told(reading: Any, *names: str) -> list[tuple[str, str, tuple[str, ...]]]:
    keys = {f"check.{name}" for name in names}
    return [(p.key.removeprefix("check."), p.severity, p.cells) for p in reading.problems if p.key in keys]


CROWDED = ("over_number", "over_number_for_now")


@pytest.mark.parametrize(
    ("codes", "post", "expected"),
    [
        (("P2", "P2"), {}, [("over_number", "warning", ("F2", "F3"))]),
        (("P2", "P2", "P2"), {"seats": "2"}, [("over_number", "warning", ("F2", "F3", "F4"))]),
        (("P2", "P2"), {"seats": "2"}, []),
        (("P2", "P2"), {"over_number_until": "30/06/2026"}, [("over_number", "warning", ("F2", "F3"))]),
        (("P2", "P2"), {"over_number_until": "01/07/2026"}, [("over_number_for_now", "info", ("F2", "F3"))]),
        (("P2", "P2"), {"over_number_until": "2026"}, [("over_number_for_now", "info", ("F2", "F3"))]),
        (("P2", ""), {"over_number_until": "2027"}, []),
        (("P2", "P2"), {"status": "trống"}, []),
    ],
)
def test_more_holders_than_seats(
    tables: Tables, read: Read, codes: tuple[str, ...], post: dict[str, str], expected: list[Any]
) -> None:
    crowd(tables, *codes)
    tables["posts"][1] |= post
    reading = read(tables)
    assert told(reading, *CROWDED) == expected
    assert "vacant_held" in {p.key.removeprefix("check.") for p in reading.problems} or reading.instance is not None


def test_two_holders_of_one_bundle_are_too_many(tables: Tables, read: Read) -> None:
    crowd(tables, "P1", "P2")
    tables["posts"][0].pop("status")
    for post in tables["posts"]:
        post["bundle"] = "A"
    reading = read(tables)
    assert told(reading, *CROWDED) == [("over_number", "warning", ("F2", "F3"))]
    (problem,) = [p for p in reading.problems if p.key == "check.over_number"]
    assert problem.values["post"] == "P1, P2"


@pytest.mark.parametrize(
    ("posts", "marks", "expected"),
    [
        ("P1; P2", ("", ""), [("several_posts", "warning", ("F2",))]),
        ("P1; P2", ("A", "B"), [("several_posts", "warning", ("F2",))]),
        ("P1; P2", ("A", "A"), []),
        ("P1", ("A", "A"), []),
        ("P2", ("", ""), []),
    ],
)
def test_one_person_in_several_posts(
    tables: Tables, read: Read, posts: str, marks: tuple[str, str], expected: list[Any]
) -> None:
    crowd(tables, posts)
    tables["posts"][0].pop("status")
    for post, mark in zip(tables["posts"], marks, strict=True):
        post["bundle"] = mark
    assert told(read(tables), "several_posts") == expected
