"""What a run answers beside its plans: declines, who else for a seat, what changed since the plan that was edited."""

from __future__ import annotations

from dataclasses import replace

from luanchuyen.commands.input import Case
from luanchuyen.models.committee.price import Cost
from luanchuyen.models.committee.run_answers import Edited, RunAnswers
from luanchuyen.models.plan import Result
from luanchuyen.optimizer.audit.auditor import audit
from luanchuyen.optimizer.questions.declines import declines as declines_of
from luanchuyen.optimizer.questions.prices import Prices, by_the_book
from luanchuyen.optimizer.questions.seats.others import seats as seats_of
from luanchuyen.optimizer.situation.situation import Situation
from luanchuyen.optimizer.solver.process import SolvingChild


def answer_run(
    case: Case,
    result: Result,
    *,
    declines: bool = False,
    seats: bool = False,
    edited: Edited | None = None,
    time_limit: float | None = None,
    seed: int = 0,
) -> RunAnswers:
    """The answers that are asked for, of plan 1 of a result of ``case``. None of them where there is no plan.

    ``declines``: what if each cadre whom it moves gets no new post. ``seats``: who else for each post that it fills.
    ``edited``: the plan that was edited before. ``time_limit``: seconds for each kind. Raises as ``plan``.
    """
    if not result.plans or not (declines or seats or edited):
        return RunAnswers()
    with SolvingChild() as child:
        return answered_run(case.situation, result, child, (declines, seats), edited, time_limit, seed)


def answered_run(
    situation: Situation,
    result: Result,
    child: SolvingChild,
    asked: tuple[bool, bool],
    edited: Edited | None,
    time_limit: float | None,
    seed: int,
) -> RunAnswers:
    """``answer_run`` in a child that is there; ``asked``: declines, seats."""
    pairs, decided = result.plans[0].pairs, situation.decided
    prices = Prices(situation, child, pairs, seed, given=decided)
    found = RunAnswers(edited=edited)
    if edited is not None and situation.given is not None:
        found = replace(found, edited=replace(edited, nearness=_nearness(prices, situation)))
    if asked[0]:
        prices.ends_after(time_limit)
        found = replace(found, declines=tuple(declines_of(prices)))
    if asked[1]:
        prices.ends_after(time_limit)
        found = replace(found, seats=tuple(seats_of(prices)))
    return found


def _nearness(prices: Prices, situation: Situation) -> Cost | None:
    """What staying close to a plan cost: the score of plan 1 by the book alone, less the least with the decisions."""
    base = prices.base
    if base.score is None or base.bound is None:
        return None
    book = by_the_book(situation).granting(situation.decided.waivers)
    score = audit(book, prices.planned).score
    cost, most = ({tier: score[tier] - of[tier] for tier in of} for of in (base.score, base.bound))
    return Cost(cost, cost if base.status == "optimal" else {t: min(cost[t], most[t]) for t in cost}, base.proven)
