"""Names read back from plans.xlsx as it was written for a board, in either language."""

from __future__ import annotations

import io
from collections.abc import Iterator
from dataclasses import replace

import openpyxl
import pytest
from tiny_boards import tiny_board

from luanchuyen.messages import LANGUAGES, speak_in
from luanchuyen.models.plan import Plan, Result
from luanchuyen.optimizer.explain.assignments import assignments_of
from luanchuyen.optimizer.explain.vacancies import unfilled_of
from luanchuyen.optimizer.rules.in_force import situation_of
from luanchuyen.optimizer.situation.lineup import Lineup
from luanchuyen.optimizer.situation.situation import Situation
from luanchuyen.sheets.comparison.reading import Known, known_from
from luanchuyen.sheets.plans.writer import write_plans
from luanchuyen.wording.names import Names


@pytest.fixture(autouse=True)
def vietnamese() -> Iterator[None]:
    yield
    speak_in("vi")


def written(situation: Situation) -> tuple[bytes, Plan]:
    """plans.xlsx of a plan that moves as many as there are posts that nobody of them holds."""
    moves = {}
    free = list(situation.groups)
    for cadre in situation.instance.cadres:
        group = next((g for g in free if not set(g.posts) & set(situation.held[cadre])), None)
        if group is not None:
            moves[cadre] = group
            free.remove(group)
    lineup = Lineup(situation, moves)
    plan = Plan(1, assignments_of(lineup), {1: 0}, {1: 0}, False, unfilled=unfilled_of(lineup))
    stream = io.BytesIO()
    write_plans(stream, situation, Result("feasible", (plan,), {"options": {}}))
    return stream.getvalue(), plan


@pytest.mark.parametrize("language", LANGUAGES)
@pytest.mark.parametrize("seed", range(4))
def test_everybody_moved_and_every_post_is_named_as_on_the_sheet(seed: int, language: str) -> None:
    speak_in(language)
    facts = tiny_board(seed).situation
    data, plan = written(facts)
    known, names = known_from(data), Names(facts)
    movers = {a.cadre for a in plan.assignments}
    assert {code: known.people[code] for code in movers} == {code: names.person(code) for code in movers}
    posts = {a.post for a in plan.assignments} | {u.post for u in plan.unfilled}
    assert {code: known.posts[code] for code in posts} == {code: names.post(code) for code in posts}
    assert {code: known.women[code] for code in movers} == {c: facts.cadre(c).sex == "female" for c in movers}
    taken = {c: [a.post for a in these] for c, these in plan.by_cadre.items()}
    assert {(c, frozenset(p)): names.age(c, facts.lead(p)) for c, p in taken.items()}.items() <= known.ages.items()


def test_whose_paper_it_is_and_the_mark_of_secrecy_are_kept() -> None:
    board = tiny_board(1)
    settings = replace(board.instance.settings, secrecy="MẬT", organisation="Ban Tổ chức Tỉnh ủy")
    data, _ = written(situation_of(replace(board.instance, settings=settings), board.policy))
    assert known_from(data).secrecy == ["MẬT"]
    assert known_from(data).organisations == ["Ban Tổ chức Tỉnh ủy"]
    both = known_from(data)
    both.add(Known(secrecy=["MẬT", "TỐI MẬT"]))
    assert both.secrecy == ["MẬT", "TỐI MẬT"]


@pytest.mark.parametrize("data", [b"", b"PK\x03\x04broken", b"M\xc3\xa3,T\xc3\xaan\n", b"<html>"])
def test_what_is_no_workbook_tells_nothing(data: bytes) -> None:
    assert known_from(data) == Known()


def test_another_workbook_tells_nothing() -> None:
    book, stream = openpyxl.Workbook(), io.BytesIO()
    assert book.active is not None
    book.active.append(["Mã cán bộ", "Họ và tên"])
    book.active.append(["C1", "Lò Thị An"])
    book.save(stream)
    assert known_from(stream.getvalue()) == Known()
