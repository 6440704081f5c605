"""The answers of 8.2 by listing every plan of a tiny board: costs, what best plans share, intervals, empty seats."""

from __future__ import annotations

from fractions import Fraction

from brute_force import BruteForce, Judged

from luanchuyen.models.committee.decision import Decision
from luanchuyen.optimizer.audit.auditor import kept
from luanchuyen.optimizer.questions.weighing import Weight
from luanchuyen.optimizer.situation.lineup import lineup_of

Score = tuple[int, ...]


def least_with(brute: BruteForce, decisions: tuple[Decision, ...]) -> Score | None:
    """The score of the best plan that keeps the decisions; None: none does."""
    lineups = ((plan, lineup_of(brute.situation, plan.pairs)) for plan in brute.legal)
    return next((plan.score for plan, after in lineups if all(kept(d, after) for d in decisions)), None)


def best_plans(brute: BruteForce, within: int | None = None) -> list[Judged]:
    """The plans of the best score; ``within``: with so much more in tier 2, later tiers free."""
    best, tiers = brute.legal[0].score, sorted(brute.legal[0].audit.score)
    if within is None:
        return [plan for plan in brute.legal if plan.score == best]
    most = [value + (within if tier == 2 else 0) for tier, value in zip(tiers, best, strict=True) if tier <= 2]
    return [p for p in brute.legal if all(v <= m for v, m in zip(p.score, most, strict=False))]


def interval_listed(brute: BruteForce, weight: Weight, mine: Judged) -> tuple[Fraction, Fraction | None]:
    """The weights at which no plan that ties in the tiers before scores lower in the weight's own."""
    tiers = sorted(mine.audit.score)
    before = tiers.index(weight.tier)

    def line(plan: Judged) -> tuple[int, int]:
        amount = weight.shortfall(plan.audit.findings, brute.situation)
        return amount, plan.score[before] - weight.weight * amount

    amount, others = line(mine)
    lower, upper = Fraction(0), None
    for plan in brute.legal:
        if plan.score[:before] != mine.score[:before]:
            continue
        more, rest = line(plan)
        if more > amount:
            lower = max(lower, Fraction(others - rest, more - amount))
        elif more < amount:
            meets = Fraction(rest - others, amount - more)
            upper = meets if upper is None else min(upper, meets)
    return lower, upper
