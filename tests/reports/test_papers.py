"""What the papers tell of a board of 200 posts, and that the dossier of five such plans is small enough to send."""

from __future__ import annotations

import datetime as dt
import re
from collections import Counter
from itertools import pairwise

import pytest
from board_of_200 import board_of_200, plans_of
from pages_read import PageReader

from luanchuyen.messages import speak_in
from luanchuyen.models.committee.price import Cost
from luanchuyen.models.committee.run_answers import RunAnswers, SeatAnswer
from luanchuyen.models.plan import Plan, Result
from luanchuyen.reports.dossier.dossier import ACROSS, dossier
from luanchuyen.reports.papers.disguise import disguised, numbers_of
from luanchuyen.reports.papers.drawn import figures_of, ladders_of
from luanchuyen.reports.papers.making import papers_of
from luanchuyen.reports.papers.papers import Papers

MOST_BYTES = 300_000


@pytest.fixture(scope="module")
def result() -> Result:
    """Five plans, as if they had been ranked."""
    record = {"input_sha256": "0" * 64, "rules_sha256": "1" * 64, "rules": "qd65-2026", "options": {"plans": 5}}
    return Result("optimal", plans_of(board_of_200(), 5), record)


@pytest.fixture(scope="module")
def answers(result: Result) -> RunAnswers:
    """Three nearest others for every seat of plan 1."""
    codes = sorted(board_of_200().instance.cadres)
    cost = Cost({1: 3, 2: -69, 3: -1}, None, True)
    return RunAnswers(seats=tuple(
        SeatAnswer(a.post, a.cadre, tuple((code, cost) for code in codes[at : at + 3]), cost)
        for at, a in enumerate(result.plans[0].assignments)
    ))  # fmt: skip


@pytest.fixture(scope="module")
def papers(result: Result, answers: RunAnswers) -> Papers:
    """The papers of the first."""
    return papers_of(board_of_200(), result, answers)


def test_the_dossier_of_200_posts_and_five_plans_is_small(papers: Papers) -> None:
    assert papers.board.posts == 200 and len(papers.plans) == 5 and len(papers.plan.moves) > 60
    made = dossier(papers)
    assert len(made) <= MOST_BYTES, len(made)
    text = made.decode()
    assert all(move.person.name in text for plan in papers.plans for move in plan.moves)


def test_every_move_of_every_plan_is_told_once(papers: Papers, result: Result) -> None:
    told = [move.key for move in papers.plan.moves] + [move.key for _, move in papers.elsewhere]
    assert len(told) == len(set(told)) > len(papers.plan.moves)
    wanted = {(code, tuple(sorted(a.post for a in taken))) for p in result.plans for code, taken in p.by_cadre.items()}
    assert {(code, tuple(sorted(posts))) for code, posts in told} == wanted


def test_figures_of_the_papers_are_those_of_the_plans(papers: Papers, result: Result) -> None:
    for paper, plan in zip(papers.plans, result.plans, strict=True):
        assert (len(paper.moves), paper.posts_filled, paper.seats_empty) == (
            len(plan.persons), len(plan.assignments), plan.seats_empty
        )  # fmt: skip
        assert paper.summed == paper.score == plan.score
        assert paper.coverage.before + len(paper.coverage.gained) - len(paper.coverage.lost) == paper.coverage.after
        assert paper.coverage.after + len(paper.coverage.open) == paper.coverage.of
    for line in papers.lines:
        for plan, comers in zip(result.plans, line.comers, strict=True):
            for seat in line.seats:
                came = [board_of_200().cadre(a.cadre).name for a in plan.by_post.get(seat.post, ())]
                assert all(name in comers for name in came)


def test_the_forms_told_first_are_those_that_the_moves_bear(papers: Papers) -> None:
    contents = {content.letter: content.lines for content in papers.contents}
    told = Counter[str]()
    for line in contents["b"]:
        form, _, persons = re.fullmatch(r"(.+), (.+): (\d+) đồng chí", line).groups()
        told[form] += int(persons)
    assert told == Counter(move.form_said for move in papers.plan.moves)


def test_numbers_stand_for_names_in_an_order_that_tells_nothing() -> None:
    situation = board_of_200()
    numbers = numbers_of(situation.instance)
    assert sorted(numbers.values()) == list(range(1, len(numbers) + 1)) and numbers == numbers_of(situation.instance)
    codes, names = sorted(numbers), sorted(numbers, key=lambda code: situation.cadre(code).name)
    for order in (codes, names):
        rising = sum(numbers[a] < numbers[b] for a, b in pairwise(order))
        assert 0.4 < rising / len(order) < 0.6
    hidden = disguised(situation, numbers)
    assert {cadre.name for cadre in hidden.instance.cadres.values()} == {f"NS{at:03}" for at in numbers.values()}


@pytest.mark.parametrize("language", ["vi", "en"])
def test_both_languages_tell_the_same_figures(result: Result, papers: Papers, language: str) -> None:
    speak_in(language)
    told = papers_of(board_of_200(), result, chosen=2)
    assert [plan.score for plan in told.plans] == [plan.score for plan in papers.plans]
    assert told.board.start == dt.date(2026, 7, 1) and [c.letter for c in told.missing] == ["đ", "e"]
    assert dossier(told).decode().count('class="opinion"') == 2 * len(told.plan.moves)


def test_many_plans_stand_in_tables_that_a_page_holds() -> None:
    plans = plans_of(board_of_200(), 12)
    told = papers_of(board_of_200(), Result("optimal", plans, {"options": {}}))
    page = PageReader(dossier(told).decode())
    shown: dict[int, dict[str, str]] = {plan.rank: {} for plan in plans}
    for table in page.section("4. ").tables:
        ranks = [int(title.rsplit(" ", 1)[1]) for title in table[0][3:]]
        assert ranks[0] == 1 and len(ranks) <= ACROSS
        for _, posts, _, *who in table[1:]:
            assert any(one.startswith("● ") for one in who[1:])
            for rank, one in zip(ranks, who, strict=True):
                shown[rank][posts] = one.removeprefix("● ")
    for at, plan in enumerate(plans[1:], start=1):
        for line in told.lines:
            if line.comers[at] != line.comers[0]:
                assert shown[plan.rank]["\n".join(seat.title for seat in line.seats)] == line.comers[at]


def test_a_plan_that_moves_nobody_has_papers_too() -> None:
    idle = Plan(1, (), {1: 0}, {1: 0}, True)
    told = papers_of(board_of_200(), Result("optimal", (idle,), {"options": {}}))
    assert [content.letter for content in told.missing] == ["b", "c", "d", "đ", "e"]
    text = dossier(told).decode()
    assert "Phương án không bố trí đồng chí nào" in text and "Chỉ có một phương án" in text
    numbers = [int(number) for number in re.findall(r"<h2>(\d+)\. ", text)]
    assert numbers == list(range(1, len(numbers) + 1)) and len(numbers) > 9
    assert ladders_of(told) == () and [name for name, _, _ in figures_of(told)] == ["coverage"]
