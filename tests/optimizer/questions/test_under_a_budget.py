"""Questions where a budget is looked at whole: floors hold, and who else for a seat is what every pair alone says."""

from __future__ import annotations

from small_board import board

from luanchuyen.models.committee.decision import Decision
from luanchuyen.optimizer.questions import seats as room
from luanchuyen.optimizer.questions.best import best_of
from luanchuyen.optimizer.questions.floors import Floors
from luanchuyen.optimizer.questions.prices import Prices, difference
from luanchuyen.optimizer.questions.seats import seats
from luanchuyen.optimizer.solver.process import SolvingChild

LEVELS = {"fill": "soft", "budget": "hard", "panel": "soft"}
TAKES, POINTS = (7, 6, 5, 5, 4, 4, 4, 6), (40, 35, 30, 29, 22, 17, 16, 33)


def test_floors_and_seats_are_those_of_every_pair_alone() -> None:
    posts = [{"post_id": "P", "seats": "8"}, {"post_id": "Q", "seats": "1", "unit_id": "TV"}]
    panel = [
        {"cadre_id": f"C{n}", "post_id": "P", "points": str(points), "cost": str(takes)}
        for n, (takes, points) in enumerate(zip(TAKES, POINTS, strict=True), 1)
    ]
    situation = board(posts, len(TAKES), LEVELS, panel=panel)
    with SolvingChild() as pricing, SolvingChild() as solving:
        best = best_of(situation, solving)
        assert best.ranked is not None and best.status == "optimal"
        floors, prices = Floors(best), Prices(situation, pricing, best.pairs)
        alone = {}
        for cadre_id in situation.instance.cadres:
            for post_id in situation.instance.posts:
                value = prices.value((Decision("fix", cadre_id, post_id),))
                floor = floors.of(cadre_id, post_id)
                assert value.proven
                if value.score is not None and floor is not None:
                    assert floor <= tuple(value.score.values())
                alone[cadre_id, post_id] = difference(value, prices.base)
        answers = list(seats(prices))
    assert answers
    for seat in answers:
        there = {cadre for cadre, post in best.pairs if post == seat.post}
        others = [c for c, p in alone if p == seat.post and c not in there and alone[c, p].cost is not None]
        others.sort(key=lambda c: (sorted((alone[c, seat.post].cost or {}).items()), c))
        assert [(c, alone[c, seat.post]) for c in others[: room.NEAREST]] == list(seat.nearest)
