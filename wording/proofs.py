"""What is proven of a plan, in one of three phrases, and whose word the bound is."""

from __future__ import annotations

from fractions import Fraction

from luanchuyen.messages import say
from luanchuyen.models.certificate import checked
from luanchuyen.models.plan import Plan, Result
from luanchuyen.wording.numbers import number, percent

NEAR = Fraction(1, 10_000)


def tiers(result: Result) -> tuple[int, ...]:
    """Every tier that a plan is scored in."""
    return tuple(sorted({tier for plan in result.plans for tier in plan.score}))


def gap(plan: Plan) -> tuple[int, Fraction] | None:
    """The first tier whose score is above its bound, and by how much of the score; None if none is."""
    for tier in sorted(plan.score):
        score, bound = plan.score[tier], plan.bound.get(tier, 0)
        if score > bound:
            return tier, Fraction(score - bound, score)
    return None


def unfinished(plan: Plan, result: Result) -> tuple[int, int] | None:
    """(tier, points) where a tree stops short of the score and an engine's word stands for the rest; None if none."""
    proof = result.certificate.of(plan.rank) if result.certificate else None
    for row in proof.tiers if proof else ():
        if row.word == "engine" and row.verified < row.value:
            return row.tier, row.value - row.verified
    return None


def phrase(plan: Plan, result: Result) -> str:
    """One of the phrases; only a bound that was checked independently proves a plan."""
    sure = checked(result.certificate, plan.rank)
    short = unfinished(plan, result)
    if not sure and short is not None:
        tier, points = short
        return say("workbook.proof_known", tier=tier, points=number(points), engine=result.record.get("solver", ""))
    apart = gap(plan)
    if sure and plan.proven and apart is None:
        return say("workbook.proof_proven")
    if sure and (apart is None or apart[1] <= NEAR):
        return say("workbook.proof_near")
    share = percent(apart[1] if apart else Fraction(0), digits=2, upwards=True)
    said = say("workbook.proof_best", gap=share)
    if apart is not None and apart[0] != min(plan.score):
        said = say("workbook.proof_tier", said=said, tier=apart[0])
    return said if sure else say("workbook.proof_unchecked", said=said)


def scores(plan: Plan) -> str:
    """The score of every tier in running text."""
    by_tier = sorted(plan.score.items())
    return "; ".join(say("workbook.tier_score", tier=tier, score=number(score)) for tier, score in by_tier)
