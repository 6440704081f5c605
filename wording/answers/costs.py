"""Costs of decisions in words: by tier, by rule, and the chains of people who fare otherwise."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator, Sequence

from luanchuyen.messages import say
from luanchuyen.models.committee.answer import Priced
from luanchuyen.models.committee.price import Change, Tiers
from luanchuyen.optimizer.audit.auditor import audit
from luanchuyen.optimizer.explain.chains import Chain
from luanchuyen.optimizer.explain.rearrangement import rearrangement
from luanchuyen.optimizer.situation.situation import Situation
from luanchuyen.wording.names import Names
from luanchuyen.wording.numbers import sentence, signed
from luanchuyen.wording.rules import rule_name

Pairs = Sequence[tuple[str, str]]


def tiers_words(told: Tiers | None) -> str:
    """``+3 ở nhóm ưu tiên 1, −2 ở nhóm ưu tiên 3``; tiers without a difference are left out."""
    parts = [say("why.cost_part", change=signed(v), tier=t) for t, v in sorted((told or {}).items()) if v]
    return ", ".join(parts) or say("why.no_cost")


def in_short(told: Tiers) -> list[str]:
    """``+3 (nhóm 2)`` for each tier that differs; ``+0`` alone where none does."""
    changed = [(tier, change) for tier, change in sorted(told.items()) if change]
    return [say("why.short_cost", change=signed(change), tier=tier) for tier, change in changed] or ["+0"]


def is_free(told: Tiers | None) -> bool:
    """Whether it costs nothing in any tier."""
    return told is not None and not any(told.values())


def price_words(priced: Priced) -> str:
    """What a decision costs, in a few words."""
    cost = priced.cost
    if cost.cost is None:
        return say("why.impossible" if cost.proven else "why.open")
    said = tiers_words(cost.cost)
    return said if cost.proven else say("why.row_open", cost=said, least=tiers_words(cost.at_least))


def loss_lines(situation: Situation, best: Pairs, priced: Priced) -> Iterator[str]:
    """Where the difference to the best plan comes from, rule by rule."""
    if priced.pairs is None or priced.pairs == best:
        return
    points = _points(situation, priced.pairs)
    points.subtract(_points(situation, best))
    parts = [
        say("why.loss_part", rule=rule_name(rule), change=signed(change), tier=tier)
        for (tier, rule), change in sorted(points.items())
        if change
    ]
    if parts:
        yield say("why.loss", parts="; ".join(parts))


def _points(situation: Situation, pairs: Pairs) -> Counter[tuple[int, str]]:
    points: Counter[tuple[int, str]] = Counter()
    for finding in audit(situation, pairs).findings:
        if finding.cost:
            points[finding.tier, finding.rule] += finding.cost
    return points


def change_lines(names: Names, priced: Priced) -> Iterator[str]:
    """Who fares otherwise, as chains and rings."""
    if not priced.changes:
        return
    key = "why.changes_one_of" if priced.unique is False else "why.changes"
    yield say(key, count=len(priced.changes))
    told = {change.cadre: change for change in priced.changes}
    for chain in rearrangement(priced.changes):
        yield _chain(names, chain, told)


def _chain(names: Names, chain: Chain, told: dict[str, Change]) -> str:
    steps = [_step(names, told[step.cadre]) for step in chain.steps]
    if not chain.cyclic:
        steps += [say("why.end", post=names.post(handover.post)) for handover in chain.ends]
    return say("why.cycle" if chain.cyclic else "why.chain", steps=sentence("; ".join(steps)))


def after_words(situation: Situation, change: Change, posts: tuple[str, ...]) -> str:
    """What somebody holds after a plan: the posts, that they wait, or the present office that is not in the sheet."""
    names = Names(situation)
    if posts:
        return names.listed(posts)
    if change.cadre in situation.leaves or change.present:
        return say("workbook.waits")
    return say("workbook.keeps_office", present=names.present(change.cadre))


def _step(names: Names, change: Change) -> str:
    """One person's part: what they take now, instead of what."""
    values = {"person": names.person(change.cadre)}
    taken = change.planned if change.planned != change.present else ()
    now, planned = names.listed(change.now) or say("why.step_none"), names.listed(taken)
    if not taken:
        return say("why.step_moves", now=now, present=names.present(change.cadre).replace("\n", "; "), **values)
    if not change.now:
        return say("why.step_leaves", planned=planned, **values)
    key = "why.step_stays" if change.now == change.present else "why.step"
    return say(key, now=now, planned=planned, **values)
