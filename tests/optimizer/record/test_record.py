"""The record: tiny careers of which one figure is known, and plans counted as the careers that they become."""

from __future__ import annotations

import datetime as dt
import io
import time
from dataclasses import replace

import pytest
from openpyxl import load_workbook
from records_of import NEAR, POSTS, Row, person, row, workbook

from luanchuyen.models.cadre import Stint
from luanchuyen.models.calendar import PartialDate
from luanchuyen.models.plan import Plan, Result
from luanchuyen.optimizer.audit.auditor import audit
from luanchuyen.optimizer.explain.assignments import assignments_of
from luanchuyen.optimizer.record.record import Record, RecordLine, record_of_period, record_of_plan
from luanchuyen.optimizer.rules.in_force import situation_of
from luanchuyen.optimizer.situation.lineup import lineup_of
from luanchuyen.optimizer.situation.situation import Situation
from luanchuyen.scenarios.comparison.measures import measures_of
from luanchuyen.sheets.plans.writer import write_plans

START, END = dt.date(2020, 1, 1), dt.date(2020, 11, 30)


def counted(people: list[Row], career: list[Row], posts: list[Row] = POSTS) -> Record:
    """The record of the year 2020."""
    return record_of_period(workbook(people, career, posts), START, END)


def line(record: Record, form: str | None, direction: str | None = None) -> RecordLine:
    """A line that must be there."""
    found = record.line(form, direction)
    assert found is not None
    return found


def test_several_posts_on_one_day_are_one_move() -> None:
    rows = [row("A", "01/05/2020", "luân chuyển", unit_id=unit, kind=kind, direction="xuống")
            for unit, kind in (("D1", "secretary"), ("U1", "pc_chair"))]  # fmt: skip
    whole = line(counted([person("A")], rows), "rotation")
    assert (whole.moves, whole.persons, whole.posts) == (1, 1, 2)


def test_somebody_moved_twice_is_one_person_and_two_moves() -> None:
    rows = [row("A", "01/02/2020", "luân chuyển", unit_id="D1"), row("A", "01/09/2020", "luân chuyển", unit_id="HU")]
    record = counted([person("A")], rows)
    whole = line(record, "rotation")
    assert (whole.moves, whole.persons) == (2, 1)
    assert line(record, "rotation", "down").persons + line(record, "rotation", "up").persons == 2


def test_two_forms_on_one_day_are_two_moves() -> None:
    rows = [row("A", "01/05/2020", "luân chuyển", unit_id="D1"), row("A", "01/05/2020", "bổ nhiệm", unit_id="D1")]
    record = counted([person("A")], rows)
    assert (line(record, "rotation").moves, line(record, "appointment").moves) == (1, 1)


def test_rows_without_a_form_are_no_moves() -> None:
    assert counted([person("A")], [row("A", "01/05/2020", unit_id="D1", direction="xuống")]).moves == ()


@pytest.mark.parametrize(
    ("day", "moves"),
    [("31/12/2019", 0), ("01/01/2020", 1), ("30/11/2020", 1), ("01/12/2020", 0), ("2020", 1), ("11/2020", 1),
     ("12/2020", 0), ("2019", 0)],
)  # fmt: skip
def test_both_ends_count_and_a_part_of_a_date_by_its_first_day(day: str, moves: int) -> None:
    assert len(counted([person("A")], [row("A", day, "điều động", unit_id="D1")]).moves) == moves


def test_by_default_the_period_is_all_that_is_on_record() -> None:
    record = record_of_period(workbook([person("A")], [row("A", "05/2003", unit_id="HU")]))
    assert (record.first, record.last) == (dt.date(2003, 5, 1), END)


@pytest.mark.parametrize(
    ("before", "unit", "typed", "direction"),
    [
        ("HU", "D1", "", "down"),
        ("D1", "HU", "", "up"),
        ("D1", "D2", "", "lateral"),
        ("HU", "D1", "ngang", "lateral"),  # what is typed goes before the levels
        ("HU", "", "", None),
        ("", "D1", "", None),
        ("", "", "vào", "in"),
        ("HU", "", "ra", "out"),
    ],
)
def test_a_direction_is_what_is_typed_or_else_of_levels(
    before: str, unit: str, typed: str, direction: str | None
) -> None:
    position = "Bí thư Huyện ủy"  # a title decides nothing
    rows = [row("A", "01/01/2015", unit_id=before, position=position)]
    rows += [row("A", "01/05/2020", "luân chuyển", unit_id=unit, direction=typed, position=position)]
    assert counted([person("A")], rows).moves[0].direction == direction


def test_the_present_post_is_where_somebody_was_before() -> None:
    rows = [row("A", "01/05/2020", "luân chuyển", unit_id="D2")]
    assert counted([person("A", "HU")], rows).moves[0].direction == "down"
    assert counted([person("A", "D2", in_post_since="01/05/2020")], rows).moves[0].direction is None


def test_an_appointment_has_no_direction_of_its_own() -> None:
    record = counted([person("A")], [row("A", "01/05/2020", "bổ nhiệm lại", unit_id="D1")])
    assert [(one.form, one.direction) for one in record.lines] == [("reappointment", None)]
    assert record.line(None) is None


def test_heads_and_deputies_are_moves_by_the_kind() -> None:
    kinds = {"A": "secretary", "B": "deputy_secretary", "C": "other", "D": ""}
    rows = [row(code, "01/05/2020", "bổ nhiệm", unit_id="HU", kind=kind) for code, kind in kinds.items()]
    whole = line(counted([person(code) for code in kinds], rows), "appointment")
    assert (whole.moves, whole.heads, whole.deputies) == (4, 1, 1)


def test_the_sheet_of_posts_says_who_heads_where_it_has_the_post() -> None:
    posts = [{**POSTS[3], "head": "có"}, POSTS[0]]
    rows = [row("A", "01/05/2020", "bổ nhiệm", unit_id="D2", kind="deputy_secretary")]
    assert line(counted([person("A")], rows, posts), "appointment").heads == 1


def test_women_minorities_and_the_young_are_persons() -> None:
    people = [person("A", sex="Nữ", ethnicity="Tày"), person("B", birth="01/05/1980"), person("C", birth="02/05/1980")]
    moved = (("A", "01/05/2020"), ("A", "01/06/2020"), ("B", "01/05/2020"), ("C", "01/05/2020"))
    rows = [row(code, day, "điều động", unit_id="D1") for code, day in moved]
    whole = line(counted(people, rows), "transfer")
    assert (whole.moves, whole.women, whole.ethnic, whole.under_40) == (4, 1, 1, 2)


def test_a_change_of_bloc_needs_both_blocs() -> None:
    rows = [row("A", "01/05/2020", "điều động", unit_id="UBH"), row("B", "01/05/2020", "điều động", unit_id="D1")]
    assert line(counted([person("A"), person("B")], rows), "transfer").cross_bloc == 1


def test_moves_in_and_out_are_told_by_the_level_of_the_other_side() -> None:
    people = [person(code, in_post_since="01/06/2020") for code in "ABC"]
    rows = [
        row("A", "01/01/2015", place="tỉnh Quảng Ninh"),
        row("A", "01/06/2020", "luân chuyển", direction="vào", unit_id="D1", kind="secretary"),
        row("B", "01/06/2020", "điều động", direction="vào", unit_id="HU", kind="office_head"),
        row("C", "01/06/2020", "điều động", direction="ra", place="tỉnh Quảng Ninh", kind="department_deputy"),
    ]
    told = [(e.direction, e.level, e.moves, e.heads, e.key) for e in counted(people, rows).external]
    assert told == [("in", None, 1, 1, 0), ("in", "tỉnh", 1, 1, 1), ("out", "tỉnh", 1, 0, 0)]


def test_a_commune_is_covered_while_somebody_non_local_holds_a_key_post() -> None:
    people = [person("A", "D1", "BT1", in_post_since="01/05/2020"), person("B", "D2", ancestral_home="")]
    rows = [
        row("A", "01/01/2015", unit_id="HU", kind="office_head", to="30/04/2020"),
        row("A", "01/05/2020", "luân chuyển", unit_id="D1", kind="secretary"),
        row("B", "01/01/2015", unit_id="D2", kind="secretary", to="30/06/2020"),
    ]
    record = counted(people, rows)
    before, after = record.before.coverage, record.after.coverage
    assert (before.covered, before.of, len(before.unheld), len(before.unknown)) == (0, 2, 1, 1)
    assert (after.covered, after.of, len(after.unheld), len(after.unknown)) == (1, 2, 1, 0)


def test_who_is_local_does_not_cover_nor_who_holds_no_key_post() -> None:
    posts = [*POSTS, {"post_id": "PCT1", "title": "Phó Chủ tịch", "unit_id": "U1", "kind": "pc_vice_chair"}]
    people = [person("A", "D1", "BT1", ancestral_home=NEAR), person("B", "U1", "PCT1")]
    situation = workbook(people, [], posts)
    after = record_of_period(situation, START, END).after.coverage
    assert [situation.gazetteer.short_name(place) for place in after.open] == ["Xã Lục Hồn", "Xã Húc Động"]
    assert (after.covered, after.unknown, after.unheld) == (0, (), after.open[:1])


def test_posts_held_together_are_counted_by_place() -> None:
    people = [person("A", "D1", "BT1; CT1", in_post_since="01/03/2020")]
    record = counted(people, [row("A", "01/01/2015", unit_id="D1", kind="secretary", to="29/02/2020")])
    (one,), (two,) = record.before.concurrent, record.after.concurrent
    assert (one.kinds, one.level, one.places, one.of) == (("secretary", "pc_chair"), "xã", 0, 1)
    assert (two.places, two.of) == (1, 1)


def test_a_reappointment_is_a_further_term_and_is_taken_back_before_it() -> None:
    people = [person("A", "D1", "BT1", in_post_since="01/06/2015", consecutive_terms="2")]
    rows = [
        row("A", "01/06/2015", "bổ nhiệm", unit_id="D1", kind="secretary"),
        row("A", "01/06/2020", "bổ nhiệm lại", unit_id="D1", kind="secretary"),
    ]
    record = counted(people, rows)
    assert (record.before.terms.past, record.after.terms.past) == ((), ("A",))


def test_terms_of_somebody_who_left_are_those_of_his_rows() -> None:
    people = [person("A", "HU", in_post_since="01/05/2020", consecutive_terms="1")]
    rows = [
        row("A", "2010", "bổ nhiệm", unit_id="D1", kind="secretary"),
        row("A", "2015", "bổ nhiệm lại", unit_id="D1", kind="secretary", to="30/04/2020"),
    ]
    rows[0]["to"] = "2014"
    record = counted(people, rows)
    assert (record.before.terms.past, record.after.terms.past) == (("A",), ())


def planned(situation: Situation, *pairs: tuple[str, str]) -> Plan:
    """A plan of these pairs, as the program tells it."""
    return Plan(1, assignments_of(lineup_of(situation, pairs)), {}, {}, proven=False)


def written_back(situation: Situation, plan: Plan, people: list[Row]) -> Situation:
    """The workbook after the plan: the moves as rows of careers, the posts taken as present ones."""
    posts, rows, after = situation.instance.posts, [], []
    for one in people:
        taken = [a for a in plan.assignments if a.cadre == one["cadre_id"]]
        for held in one["post_id"].split("; ") if one["post_id"] else ():
            unit, kind = posts[held].unit_id, posts[held].kind
            end = {"to": "29/11/2020"} if taken else {}
            rows.append(row(one["cadre_id"], one["in_post_since"], unit_id=unit, kind=kind, **end))
        if taken and not one["post_id"]:
            rows.append(row(one["cadre_id"], one["in_post_since"], unit_id=one["unit_id"], to="29/11/2020"))
        for a in taken:
            rows.append(row(a.cadre, "30/11/2020", a.form, unit_id=posts[a.post].unit_id, kind=posts[a.post].kind))
        new = {"post_id": "; ".join(a.post for a in taken), "in_post_since": "30/11/2020", "consecutive_terms": "1"}
        after.append({**one, **new, "unit_id": posts[taken[0].post].unit_id} if taken else one)
    return workbook(after, rows, [{**p} for p in BUNDLED])


BUNDLED = [{**post, "bundle": "K"} if post["post_id"] in ("BT1", "CT1") else post for post in POSTS]


@pytest.mark.parametrize(
    "pairs",
    [
        (("A", "BT1"), ("A", "CT1")),
        (("A", "BT1"), ("A", "CT1"), ("B", "BT2"), ("C", "PBT2")),
        (("B", "PBT2"),),
        (("D", "BT2"), ("C", "BT1"), ("C", "CT1")),
        (),
    ],
)
def test_a_plan_is_counted_as_the_careers_that_it_becomes(pairs: tuple[tuple[str, str], ...]) -> None:
    people = [
        person("A", "UBH", sex="Nữ"),
        person("B", "D1", "BT1; CT1", consecutive_terms="2", ethnicity="Tày"),
        person("C", "D2", "BT2", ancestral_home="xã Lục Hồn, huyện Bình Liêu, tỉnh Quảng Ninh", consecutive_terms="1"),
        person("D", "TU", birth="01/01/1970"),
    ]
    situation = workbook(people, [], BUNDLED)
    plan = planned(situation, *pairs)
    ours = record_of_plan(situation, plan)
    theirs = record_of_period(written_back(situation, plan, people), END, END)
    assert ours.lines == theirs.lines
    assert ours.external == theirs.external == ()
    assert (ours.before.coverage, ours.before.concurrent) == (theirs.before.coverage, theirs.before.concurrent)
    assert ours.after == theirs.after


@pytest.mark.parametrize(
    ("mode", "birth", "young"),
    [
        ("chỉ định", "15/10/1980", 2),  # 40 at the start, 39 on the day that the book names for those designated
        ("bổ nhiệm", "15/10/1980", 1),  # the day is not that of this way of taking a post
        ("chỉ định", "30/09/1980", 1),  # 40 on that day too
    ],
)
def test_women_the_young_and_minorities_are_the_same_wherever_they_are_counted(
    mode: str, birth: str, young: int
) -> None:
    posts = [{**POSTS[0], "mode": mode}, *POSTS[1:]]
    people = [person("A", birth=birth, sex="Nữ", ethnicity="Tày"), person("B", birth="01/01/1985")]
    facts = workbook(people, [], posts)
    quota = replace(facts.policy.entry("quota"), level="soft", numbers={"women": 100, "under_40": 100, "ethnic": 100})
    days = {("designate", "xã"): dt.date(2020, 9, 30)}
    policy = replace(facts.policy, reference_dates=days, entries={**facts.policy.entries, "quota": quota})
    situation = situation_of(facts.instance, policy)
    plan = planned(situation, ("A", "BT1"), ("B", "BT2"))
    whole, measures = line(record_of_plan(situation, plan), None), measures_of(situation, plan)
    assert (whole.persons, whole.women, whole.under_40, whole.ethnic) == (2, 1, young, 1)
    assert (measures.persons, measures.women, measures.under_40) == (2, 1, young)
    short = {f.subject["part"]: f.amount for f in audit(situation, plan.pairs).findings if f.rule == "quota"}
    assert short == {"women": 1, "ethnic": 1, **({"under_40": 2 - young} if young < 2 else {})}
    stream = io.BytesIO()
    write_plans(stream, situation, Result("feasible", (plan,), {"options": {}}))
    rows = [
        [cell.value for cell in row if cell.value is not None] for row in load_workbook(stream)["Thống kê"].iter_rows()
    ]
    head, total = (next(row for row in rows if word in row) for word in ("Dân tộc thiểu số", "Cộng"))
    told = dict(zip(head, total, strict=True))
    assert (told["Nữ"], told["Dưới 40 tuổi"], told["Dân tộc thiểu số"]) == (1, young, 1)


@pytest.mark.slow
def test_the_longest_careers_are_counted_in_one_pass() -> None:
    """Four times the rows take about four times as long: far from sixteen."""
    situation = workbook([person("A", in_post_since="01/01/2019")], [])
    kinds, forms = ("secretary", "deputy_secretary"), ("rotation", None, "reappointment")
    seconds = []
    for rows in (60_000, 240_000):
        days = [dt.date(1960, 1, 1) + dt.timedelta(days=n // 12) for n in range(rows)]
        career = tuple(
            Stint("A", PartialDate.of(day), PartialDate.of(day), ("HU", "D1", "D2")[n % 3], None, "", kinds[n % 2],
                  forms[n % 3]) for n, day in enumerate(days)
        )  # fmt: skip
        cadres = {"A": replace(situation.cadre("A"), career=career)}
        long = situation_of(replace(situation.instance, cadres=cadres), situation.policy)
        started = time.process_time()
        record_of_period(long, dt.date(1960, 1, 1), END)
        seconds.append(time.process_time() - started)
    assert seconds[1] < 10 * seconds[0] + 1


SEAT = ("D1", "secretary")


@pytest.mark.parametrize(
    ("rows", "twice"),
    [
        ([("A", "01/02/2020"), ("B", "01/09/2020")], True),
        ([("A", "01/09/2020")], False),
        ([("A", "01/09/2019"), ("B", "31/08/2020")], True),
        ([("A", "01/09/2019"), ("B", "01/09/2020")], False),
        ([("A", "01/02/2019"), ("B", "01/09/2019")], False),
        ([("A", "01/09/2020"), ("B", "01/02/2021")], False),
        ([("A", "01/02/2020"), ("A", "01/09/2020")], False),
        ([("A", "01/02/2019"), ("B", "01/02/2020"), ("A", "01/09/2020")], True),
        ([("A", "01/02/2020"), ("B", "01/02/2020")], False),
    ],
)
def test_head_posts_with_two_new_holders_in_a_year(rows: list[tuple[str, str]], twice: bool) -> None:
    career = [row(code, day, "bổ nhiệm", unit_id="D1", kind="secretary") for code, day in rows]
    assert counted([person("A"), person("B")], career).changed_twice == ((SEAT,) if twice else ())
    deputies = [{**one, "unit_id": "D2", "kind": "deputy_secretary"} for one in career]
    assert counted([person("A"), person("B")], deputies).changed_twice == ()
    several = [{**post, "seats": "2"} for post in POSTS]
    assert counted([person("A"), person("B")], career, several).changed_twice == ()


def test_the_present_post_is_taken_up_once() -> None:
    people = [person("A", "D1", "BT1", in_post_since="01/09/2020"), person("B")]
    before = row("B", "01/02/2020", "bổ nhiệm", unit_id="D1", kind="secretary")
    own = row("A", "09/2020", "bổ nhiệm", unit_id="D1", kind="secretary")
    assert counted(people, [before]).changed_twice == (SEAT,)
    assert counted(people, [own]).changed_twice == ()


@pytest.mark.parametrize(("since", "twice"), [("01/12/2019", True), ("30/11/2019", False)])
def test_a_plan_that_changes_a_new_head_is_counted(since: str, twice: bool) -> None:
    situation = workbook([person("A", "D1", "BT1", in_post_since=since), person("B")], [])
    plan = planned(situation, ("A", "BT2"), ("B", "BT1"))
    assert record_of_plan(situation, plan).changed_twice == ((SEAT,) if twice else ())
