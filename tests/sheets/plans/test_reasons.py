"""What the pages say for and against a plan, read back and held against the facts, the plan and the answers."""

from __future__ import annotations

import io
import re
from dataclasses import dataclass
from functools import cached_property
from importlib.resources import as_file

import openpyxl
import pytest
from openpyxl.worksheet.worksheet import Worksheet

from luanchuyen import open_case, plan
from luanchuyen.commands.library.run_answering import answer_run
from luanchuyen.messages import speak_in
from luanchuyen.models.committee.price import Cost
from luanchuyen.models.committee.run_answers import NO_ANSWERS, RunAnswers
from luanchuyen.models.plan import Plan, Result
from luanchuyen.models.retirement import remaining_months
from luanchuyen.optimizer.explain.breaches import breaches_of
from luanchuyen.optimizer.explain.eligible import eligible
from luanchuyen.optimizer.situation.situation import Situation
from luanchuyen.scenarios.example import folder
from luanchuyen.sheets.edits.readback import read_back
from luanchuyen.sheets.plans.writer import write_plans
from luanchuyen.wording.findings import of_cadres, told_as

NUMBER = r"[+−]?[\d.]+"
FACTS = {"served": "giữ chức vụ hiện nay", "left": "còn", "panel": "điểm hội đồng", "skills": "năng lực"}
"""By what a fact is, the words before its number."""


def whole(text: str) -> int:
    return int(text.replace(".", "").replace("−", "-").replace("+", ""))


@dataclass(frozen=True)
class Told:
    """A run of the example Bình Liêu and the workbook of it."""

    situation: Situation
    result: Result
    answers: RunAnswers

    @cached_property
    def plan(self) -> Plan:
        return self.result.plans[0]

    def written(self, answers: RunAnswers) -> bytes:
        stream = io.BytesIO()
        write_plans(stream, self.situation, self.result, answers)
        return stream.getvalue()

    @cached_property
    def book(self) -> openpyxl.Workbook:
        return openpyxl.load_workbook(io.BytesIO(self.written(self.answers)))

    def rows(self, title: str, first: str) -> list[list[str]]:
        """The filled rows under the heading that begins with ``first``."""
        sheet: Worksheet = self.book[title]
        rows = [["" if cell.value is None else str(cell.value) for cell in row] for row in sheet.iter_rows()]
        top = next(at for at, row in enumerate(rows) if row[0] == first)
        return rows[top + 1 :]


@pytest.fixture(scope="module")
def told() -> Told:
    speak_in("vi")
    with as_file(folder("binh-lieu")) as path:
        case = open_case(path)
    result = plan(case.instance, case.rules, case.options)
    return Told(case.situation, result, answer_run(case, result, seats=True))


def prices(text: str) -> dict[int, int]:
    """By tier what a cell tells of a cost."""
    return {int(tier): whole(change) for change, tier in re.findall(rf"({NUMBER}) \(nhóm (\d+)\)", text)}


def changed(cost: Cost) -> dict[int, int]:
    return {tier: change for tier, change in (cost.cost or {}).items() if change}


def test_every_seat_tells_who_else_and_at_what_cost(told: Told) -> None:
    rows = {row[1]: row for row in told.rows("Vì sao", "STT")}
    seats = told.answers.seats or ()
    assert seats
    for seat in seats:
        row = next(row for posts, row in rows.items() if seat.post in posts.split("\n"))
        assert row[2].endswith(f"\n{seat.cadre}")
        assert prices(row[6]) == changed(seat.nobody)
        lines = row[5].split("\n")
        assert len(lines) == len(seat.nearest) > 0
        for line, (cadre, cost) in zip(lines, seat.nearest, strict=True):
            assert f"({cadre}): " in line and prices(line) == changed(cost)
            assert changed(cost) or line.endswith("+0")


def test_what_speaks_for_a_move_is_what_the_facts_say(told: Told) -> None:
    start, policy = told.situation.start, told.situation.policy
    seen = set()
    for row in told.rows("Vì sao", "STT"):
        code, facts = row[2].split("\n")[1], row[3]
        cadre = told.situation.cadre(code)
        served = (start.year - cadre.in_post_since.year) * 12 + start.month - cadre.in_post_since.month
        for kind, key in FACTS.items():
            seen |= {kind} if (found := re.search(rf"{key} ([\d.]+)", facts, re.IGNORECASE)) else set()
            if found is None:
                continue
            value = whole(found[1])
            posts = [told.situation.post(p) for p in row[1].split("\n")[1::2]]
            if kind == "served":
                assert value in (served, served - 1) and value >= policy.entry("stint_length").numbers["min_months"]
            if kind == "panel":
                given = [told.situation.instance.panel.get((code, post.post_id)) for post in posts]
                assert value == max(one.points or 0 for one in given if one)
            if kind == "skills":
                has = cadre.skills or {}
                assert value == sum(min(need, has.get(name, 0)) for post in posts for name, need in post.skills.items())
            if kind == "left":
                assert value == remaining_months(cadre, policy.vocabulary.retirement, start)
    assert seen == FACTS.keys()


def test_the_points_of_a_line_are_those_of_its_remarks(told: Told) -> None:
    findings = of_cadres(told.plan)
    note = next(str(c.value) for c in told.book["Phương án 1"]["A"] if "Nhiều dòng giống nhau" in str(c.value))
    common = {mark: whole(cost) for mark, cost in re.findall(r"\((\w)\) chưa đạt: [^;]*?\(\+([\d.]+)\) -", note)}
    assert common
    rows = [row for row in told.rows("Phương án 1", "STT")[: len(told.plan.by_cadre)]]
    for row in rows:
        code, said = row[1].split("\n")[1], row[8]
        unmet = said.partition("Chưa đạt: ")[2]
        counted = sum(map(whole, re.findall(r"\(\+([\d.]+)\)", unmet)))
        counted += sum(common.get(mark, 0) for mark in re.findall(r"\(([a-z])\)", unmet))
        assert counted == sum(f.cost for f in findings.get(code, ()) if told_as(f) == "remark")
    for part in ("không nhằm bổ sung", "trong quy hoạch"):
        assert part in note and sum(part in row[8] for row in rows) * 2 <= len(rows)


def test_page_one_adds_up_to_the_score(told: Told) -> None:
    rows = told.rows("Tóm tắt", "Nhóm")
    at = {int(row[0]): row for row in rows if row[0].isdigit()}
    assert at.keys() == told.plan.score.keys()
    for tier, row in at.items():
        points, source = row[-2], row[-1]
        assert whole(points) == told.plan.score[tier]
        assert sum(map(whole, re.findall(r"([\d.]+) điểm(?:;|$)", source))) == told.plan.score[tier]
        assert row[1]
    sentence = next(row[0] for row in rows if row[0].startswith("Điểm nhóm 1 chưa bằng 0"))
    assert f"còn {told.plan.seats_empty} vị trí trống ở {len(told.plan.empty)} chức danh" in sentence
    of_seats = sum(f.cost for f in told.plan.findings if f.rule == "fill")
    assert sum(map(whole, re.findall(r": ([\d.]+) điểm", sentence))) == of_seats
    assert "0 chức danh" not in sentence
    assert "Đã chứng minh" in sentence


def test_an_empty_post_names_who_comes_nearest_and_what_they_lack(told: Told) -> None:
    situation = told.situation
    rows = [row for row in told.rows("Chức danh còn trống", "STT") if row[1]]
    assert {post for row in rows for post in row[1].split("\n")[1::2]} == set(told.plan.empty)
    for row in rows:
        post = row[1].split("\n")[1]
        barring = {c: [b for b in breaches_of(situation, c, post) if b.binds] for c in situation.instance.cadres}
        barring = {c: found for c, found in barring.items() if not any(b.of_structure for b in found)}
        able = set(eligible(situation, [(post,)])[post,])
        assert able == {c for c, found in barring.items() if not found}
        named = [(c, lacks) for c, lacks in re.findall(r"\((BL\d+)\): ([^\n]*)", row[5]) if c not in able]
        order = sorted(barring.keys() - able, key=lambda c: (len(barring[c]), sum(b.amount for b in barring[c]), c))
        assert [c for c, _ in named] == order[: len(named)] and len(named) == 3
        for cadre, lacks in named:
            for breach in barring[cadre]:
                assert all(str(v) in lacks for v in (breach.value, breach.needed) if isinstance(v, int))


def test_the_list_of_a_decision_tells_the_price(told: Told) -> None:
    offered = [str(cell.value) for cell in told.book["Danh sách chọn"]["A"] if cell.value]
    priced = [text for text in offered if text.count(" · ") == 2]
    expected = set()
    for seat in told.answers.seats or ():
        for cadre, cost in seat.nearest:
            first = next(((change, tier) for tier, change in sorted(changed(cost).items())), None)
            name = told.situation.cadre(cadre).name
            sign = "" if first is None else "+" if first[0] > 0 else "−"
            expected.add(
                f"{cadre} · {name} · " + ("+0" if first is None else f"{sign}{abs(first[0])} (nhóm {first[1]})")
            )
    assert priced and set(priced) <= expected


def test_without_the_question_there_is_no_page_and_the_rest_is_the_same_twice(told: Told) -> None:
    plain = told.written(NO_ANSWERS)
    assert plain == told.written(NO_ANSWERS) and told.written(told.answers) == told.written(told.answers)
    assert "Vì sao" not in openpyxl.load_workbook(io.BytesIO(plain)).sheetnames
    assert not any(" · +" in str(c.value) for c in openpyxl.load_workbook(io.BytesIO(plain))["Danh sách chọn"]["A"])


def test_a_price_that_was_changed_is_found_when_the_workbook_is_read_back(told: Told) -> None:
    ours = told.written(told.answers)
    book = openpyxl.load_workbook(io.BytesIO(ours))
    cell = next(c for row in book["Vì sao"].iter_rows() for c in row if "(nhóm 2)" in str(c.value))
    cell.value = str(cell.value).replace("(nhóm 2)", "(nhóm 3)")
    stream = io.BytesIO()
    book.save(stream)
    found = read_back(ours, stream.getvalue())
    assert found is not None and [(o.sheet, o.cell) for o in found.otherwise] == [("Vì sao", cell.coordinate)]
