"""The seven contents of a rotation plan (Decree 170/2025, Article 45), as far as facts and plan give them."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator

from luanchuyen.messages import say
from luanchuyen.models.text.vietnamese_order import text_key
from luanchuyen.reports.papers.papers import Board, Content, PlanPaper
from luanchuyen.reports.papers.people import People
from luanchuyen.wording.numbers import day, number

LETTERS = ("a", "b", "c", "d", "dd", "e", "g")
"""As the article letters them: a, b, c, d, đ, e, g."""
MOST_NAMED = 12
"""So many places are named; of the rest the number."""


def contents_of(people: People, board: Board, plan: PlanPaper) -> tuple[Content, ...]:
    """All seven, in the order of the article; what is in no sheet is empty."""
    told = {
        "a": tuple(_need(people, board, plan)),
        "b": tuple(_forms(plan)),
        "c": tuple(_area(people, plan)),
        "d": tuple(_duration(board, plan)),
        "dd": tuple(_policy(people, plan)),
        "e": (),
        "g": (day(board.start),),
    }
    return tuple(
        Content(say(f"report.letter_{letter}"), say(f"report.content_{letter}"), told[letter]) for letter in LETTERS
    )


def _need(people: People, board: Board, plan: PlanPaper) -> Iterator[str]:
    counts = {"persons": number(len(plan.moves)), "posts": number(plan.posts_filled), "empty": number(plan.seats_empty)}
    yield say("report.need_moved", **counts)
    need = {"free": number(board.seats_free), "leaves": number(board.leaves), "due": number(board.due)}
    yield say("report.need_why", **need)
    vocabulary, posts = people.situation.policy.vocabulary, people.situation.instance.posts
    kinds = Counter(posts[seat.post].kind for move in plan.moves for seat in move.seats)
    titled = {kind: vocabulary.kinds[kind].title if kind in vocabulary.kinds else kind for kind in kinds}
    titled |= {kind: say("report.other_posts") for kind in kinds if kind == "other"}
    told = sorted(kinds.items(), key=lambda one: (-one[1], text_key(titled[one[0]])))
    if told:
        parts = "; ".join(say("report.counted", what=titled[kind], count=number(count)) for kind, count in told)
        yield say("report.need_posts", posts=parts)


def _forms(plan: PlanPaper) -> Iterator[str]:
    """By the words that each move itself bears, so that a page counts no form twice."""
    counted = Counter((move.form_said, move.direction_said) for move in plan.moves)
    for (form, direction), persons in sorted(counted.items()):
        yield say("report.form_line", form=form, direction=direction, persons=number(persons))


def _area(people: People, plan: PlanPaper) -> Iterator[str]:
    posts = people.situation.instance.posts
    units = Counter(people.names.unit(posts[seat.post].unit_id) for move in plan.moves for seat in move.seats)
    told = sorted(units.items(), key=lambda one: (-one[1], text_key(one[0])))
    if told:
        parts = "; ".join(say("report.counted", what=name, count=number(n)) for name, n in told[:MOST_NAMED])
        more = len(told) - MOST_NAMED
        yield say("workbook.and_more", names=parts, count=number(more)) if more > 0 else parts


def _duration(board: Board, plan: PlanPaper) -> Iterator[str]:
    ends = Counter((move.form_said, move.term) for move in plan.moves)
    for (form, term), count in sorted(ends.items()):
        timed = any(move.end for move in plan.moves if (move.form_said, move.term) == (form, term))
        key = "report.duration" if timed else "report.duration_open"
        yield say(key, form=form, persons=number(count), months=board.term_months, term=term)


def _policy(people: People, plan: PlanPaper) -> Iterator[str]:
    """What the moves cost, where the sheets tell it of all or some; there is no other fact about policy."""
    panel = people.situation.instance.panel
    rows = [panel.get((move.person.code, seat.post)) for move in plan.moves for seat in move.seats]
    costs = [row.cost for row in rows if row is not None and row.cost is not None]
    if costs:
        yield say("report.policy_costs", sum=number(sum(costs)), count=number(len(costs)))
