"""What if somebody declines: of everybody whom a plan moves, what it costs that they stay, and who takes over."""

from __future__ import annotations

from collections.abc import Iterator

from luanchuyen.models.committee.answer import Priced
from luanchuyen.models.committee.decision import Decision
from luanchuyen.models.committee.price import Value
from luanchuyen.models.committee.run_answers import Decline
from luanchuyen.optimizer.explain.eligible import eligible
from luanchuyen.optimizer.questions.prices import Pairs, Prices, difference


def declines(prices: Prices) -> Iterator[Decline]:
    """For each cadre whom the plan at hand moves, in code order: ``stay``."""
    taken: dict[str, list[str]] = {}
    for cadre_id, post_id in prices.planned:
        taken.setdefault(cadre_id, []).append(post_id)
    others = eligible(prices.situation, [(post,) for posts in taken.values() for post in posts])
    base = prices.base
    for cadre_id, posts in sorted(taken.items()):
        value = prices.value((Decision("stay", cadre_id),))
        told = value.pairs if value.score is not None else None
        priced = Priced(difference(value, base), prices.changes(value), value.unique, told)
        only_for = tuple(post for post in posts if set(others[post,]) <= {cadre_id})
        yield Decline(cadre_id, priced, tuple(_takes_over(prices.planned, value, posts)), only_for)


def _takes_over(planned: Pairs, value: Value, posts: list[str]) -> Iterator[tuple[str, str | None]]:
    """Who comes to each post that the one who declines was to have, and was not to come there anyway."""
    for post in posts:
        before = {cadre for cadre, there in planned if there == post}
        entering = sorted(cadre for cadre, there in value.pairs if there == post and cadre not in before)
        yield post, next(iter(entering), None)
