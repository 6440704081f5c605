"""What press accounts of three programmes counted, read from the examples; their plans by the rules of their day."""

from __future__ import annotations

import datetime as dt
import json
from collections.abc import Iterable
from dataclasses import replace
from importlib.resources import as_file
from pathlib import Path
from typing import Any

import pytest

from luanchuyen.cli import main
from luanchuyen.commands.input import Input, read_input
from luanchuyen.models.errors import ExitCode
from luanchuyen.models.options import Options
from luanchuyen.optimizer.audit.auditor import audit
from luanchuyen.optimizer.explain.readiness import readiness
from luanchuyen.optimizer.planning import plan
from luanchuyen.optimizer.rules.in_force import situation_of
from luanchuyen.scenarios.example import folder

Output = pytest.CaptureFixture[str]
ETH = "\u00d0"
ACCOUNTS = ("binh-lieu", "dien-bien-2015", "dien-bien-2017")
TERM = ("dien-bien-2015", "01/08/2010", "31/07/2015")
TO_NA_TAU = ("HDB060", "NTAU-BT")
"""From deputy head of the party office to Thanh Hưng on 01/07/2014, to Nà Tấu in September 2015: after 14 months."""
FROM_POM_LOT = ("HDB084", "VPUB-CVP")
"""Secretary of Pom Lót from 01/07/2014, head of the district's office on 02/05/2017: after 34 months."""


def book(name: str, rules: str | None = None) -> Input:
    with as_file(folder(name)) as path:
        return read_input(path, rules)


def recorded(capsys: Output, name: str, first: str, last: str, *options: str) -> dict[str, Any]:
    """What the command ``record`` counts between two days."""
    with as_file(folder(name)) as path:
        assert main(["record", str(path), "--from", first, "--to", last, *options, "--json"]) == ExitCode.DONE
    return json.loads(capsys.readouterr().out)  # type: ignore[no-any-return]


def moves(record: dict[str, Any], form: str) -> dict[str | None, int]:
    """The moves of one form by direction; None: of all."""
    return {row["direction"]: row["moves"] for row in record["forms"] if row["form"] == form}


def of_all(record: dict[str, Any], key: str, *forms: str) -> int:
    return sum(row[key] for row in record["forms"] if row["form"] in forms and row["direction"] is None)


def test_binh_lieu_from_january_to_november_2020(capsys: Output) -> None:
    record = recorded(capsys, "binh-lieu", "01/01/2020", "30/11/2020")
    assert moves(record, "transfer") == {"up": 4, "down": 1, "lateral": 10, None: 15}
    assert moves(record, "rotation") == {"up": 2, "down": 3, "lateral": 13, None: 18}
    appointed = ("appointment", "reappointment")
    assert of_all(record, "moves", *appointed) == 37
    assert (of_all(record, "heads", *appointed), of_all(record, "deputies", *appointed)) == (7, 30)
    assert record["total"]["moves"] == 15 + 18, "an appointment is no move"


def test_binh_lieu_after_november_2020(capsys: Output) -> None:
    record = recorded(capsys, "binh-lieu", "01/01/2020", "30/11/2020")
    before, after = (record["coverage"][when] for when in ("before", "after"))
    assert (before["covered"], after["covered"], after["of"]) == (5, 7, 7)
    both = [row for row in record["concurrent"] if row["kinds"] == ["secretary", "pc_chair"] and row["level"] == "xã"]
    assert [row["after"] for row in both] == [{"places": 7, "of": 7}]


def test_eighteen_of_dien_bien_are_seven_rotated_and_eleven_transferred(capsys: Output) -> None:
    record = recorded(capsys, *TERM)
    assert moves(record, "rotation") == {"down": 7, None: 7}
    assert moves(record, "transfer") == {"lateral": 11, None: 11}
    assert (record["total"]["moves"], record["total"]["persons"]) == (18, 18)


def test_the_stated_eighteen_is_explained(capsys: Output) -> None:
    with as_file(folder("dien-bien-2015")) as path:
        main(["record", str(path), "--from", TERM[1], "--to", TERM[2], "--stated", "luân chuyển=18"])
    assert "18 = 7 luân chuyển + 11 điều động" in capsys.readouterr().out


def test_every_rotation_of_the_term_led_to_a_key_post() -> None:
    facts = situation_of(book("dien-bien-2015").instance, book("dien-bien-2015").policy)
    rotated = [c for c, cadre in facts.instance.cadres.items() if any(s.form == "rotation" for s in cadre.career)]
    assert len(rotated) == 7
    assert all(facts.is_key(post) for cadre in rotated for post in facts.held[cadre])


def test_eleven_moves_of_ten_persons_between_district_and_communes(capsys: Output) -> None:
    record = recorded(capsys, "dien-bien-2017", "01/09/2015", "31/12/2017")
    assert moves(record, "rotation") == {"down": 6, "up": 5, None: 11}
    assert of_all(record, "persons", "rotation") == 10


@pytest.mark.parametrize(
    ("pair", "start", "months"),
    [(TO_NA_TAU, dt.date(2015, 9, 1), 14), (FROM_POM_LOT, dt.date(2017, 5, 2), 34)],
    ids=["Nà Tấu", "Pom Lót"],
)
def test_a_stint_of_its_day_is_not_held_to_thirty_six_months(
    pair: tuple[str, str], start: dt.date, months: int
) -> None:
    assert short_of_a_stint("pre98-2012", start, pair) == []
    assert short_of_a_stint("qd98-2017", start, pair) == [36 - months]
    assert short_of_a_stint("qd65-2022", start, pair) == [36 - months]


def short_of_a_stint(rules: str, start: dt.date, pair: tuple[str, str]) -> list[object]:
    """The months that the audit of one move objects to, by a rule book."""
    source = book("dien-bien-2015", rules)
    instance = replace(source.instance, settings=replace(source.instance.settings, start=start))
    objections = audit(situation_of(instance, source.policy), [pair]).objections
    return [o.values["amount"] for o in objections if o.values.get("rule") == "stint_length"]


def test_nothing_objects_to_the_move_after_fourteen_months() -> None:
    source = book("dien-bien-2015")
    assert audit(situation_of(source.instance, source.policy), [TO_NA_TAU]).objections == ()
    best = plan(source.instance, source.policy, Options(plans=1)).plans[0]
    assert TO_NA_TAU in {(a.cadre, a.post) for a in best.assignments}


def test_the_later_rules_leave_no_plan_with_that_move() -> None:
    source = book("dien-bien-2015", "qd98-2017")
    result = plan(source.instance, source.policy, Options(plans=1))
    assert result.status == "infeasible"
    assert {conflict.rule for conflict in result.conflicts} == {"fixed", "stint_length"}


@pytest.mark.parametrize("name", ACCOUNTS)
def test_the_plan_is_proven_and_stands_the_audit(name: str) -> None:
    source = book(name)
    best = plan(source.instance, source.policy, Options(plans=1)).plans[0]
    assert best.proven
    audited = audit(situation_of(source.instance, source.policy), [(a.cadre, a.post) for a in best.assignments])
    assert audited.objections == ()
    assert audited.score == best.score
    assert best.score[2] > 0 < best.score[3], "there is something to weigh"


@pytest.mark.parametrize(
    ("name", "told"),
    [("binh-lieu", {"readiness.no_source"}), ("dien-bien-2015", set()), ("dien-bien-2017", set())],
)
def test_check_has_no_error_and_no_surprise(name: str, told: set[str]) -> None:
    source = book(name)
    problems = (*source.reading.problems, *readiness(situation_of(source.instance, source.policy)))
    assert said(problems) == told


def said(problems: Iterable[Any]) -> set[str]:
    """The keys of errors and warnings; what was only cleaned is neither."""
    return {problem.key for problem in problems if problem.severity in ("error", "warning")}


@pytest.mark.parametrize("name", ACCOUNTS)
def test_the_workbook_says_what_the_folder_says(name: str, tmp_path: Path, capsys: Output) -> None:
    assert main(["new", "--example", name, "--out", str(tmp_path / "vi-du.xlsx")]) == ExitCode.DONE
    written, source = read_input(tmp_path / "vi-du.xlsx").instance, book(name).instance
    for table in ("units", "posts", "cadres"):
        assert getattr(written, table).keys() == getattr(source, table).keys()
    assert [len(c.career) for c in written.cadres.values()] == [len(c.career) for c in source.cadres.values()]


def test_the_account_of_2017_writes_another_letter_that_is_read_as_d() -> None:
    sheets = [file for file in folder("dien-bien-2017").iterdir() if file.name.endswith(".csv")]
    text = "".join(sheet.read_text(encoding="utf-8") for sheet in sheets)
    assert "Đ" not in text
    assert f"{ETH}ịa bàn" in text
    instance = book("dien-bien-2017").instance
    names = [*(u.name for u in instance.units.values()), *(c.name for c in instance.cadres.values())]
    assert ETH not in "".join(names)
    assert "UBND huyện Điện Biên" in names


def test_heads_and_deputies_of_2017_need_a_degree_and_state_training() -> None:
    instance = book("dien-bien-2017").instance
    offices = [p for p in instance.posts.values() if p.kind in ("department_head", "department_deputy", "office_head")]
    state = {u for u, unit in instance.units.items() if unit.parent_id == "UBH"}
    asked = {(p.education, p.state_level) for p in offices if p.unit_id in state}
    assert asked == {("đại học", "chuyên viên")}


def test_the_far_communes_are_hard_areas() -> None:
    hard = {unit.name for unit in book("dien-bien-2017").instance.units.values() if (unit.hardship or 0) >= 3}
    assert hard == {"Xã Pa Thơm", "Xã Na Ư", "Xã Mường Lói", "Xã Phu Luông"}
