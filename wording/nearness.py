"""What staying close to a given plan comes to: who fares differently, by whose word, and what it costs."""

from __future__ import annotations

from collections.abc import Iterator, Sequence

from luanchuyen.messages import say
from luanchuyen.models.committee.answer import Priced
from luanchuyen.models.committee.decision import ANYBODY, Decision
from luanchuyen.models.committee.run_answers import Edited
from luanchuyen.models.finding import Finding
from luanchuyen.models.plan import Plan
from luanchuyen.optimizer.situation.situation import Situation
from luanchuyen.wording.answers.costs import price_words
from luanchuyen.wording.numbers import number

RULE = "stability"
"""The rule that counts who fares differently."""
MOST = 5
"""Plans of which it is told."""


def by_decision(finding: Finding, situation: Situation) -> bool:
    """Whether somebody fares differently from the given plan because a decision says so of them."""
    if finding.rule != RULE or not situation.decided.decisions:
        return False
    cadre = str(finding.subject["cadre"])
    given = (situation.given or {}).get(cadre, ())
    return any(_parts(decision, cadre, given) for decision in situation.decided.decisions)


def _parts(decision: Decision, cadre: str, given: Sequence[str]) -> bool:
    """Whether a decision keeps a cadre from the posts given, or wants them elsewhere."""
    if decision.cadre not in (cadre, ANYBODY):
        return False
    if decision.kind == "fix":
        return decision.post not in given
    return bool(given) if decision.kind == "stay" else decision.post in given


def nearness_lines(situation: Situation, plans: Sequence[Plan], edited: Edited | None = None) -> Iterator[str]:
    """Of plans close to a given one: how many fare differently, the points of it, and what nearness costs by the book
    where that was worked out. Nothing where no plan was given, or the rule is not counted."""
    entry = situation.policy.entries.get(RULE)
    if situation.given is None or entry is None or entry.level != "soft" or not plans:
        return
    told = [_counted(situation, plan) for plan in plans[:MOST]] + ["…"] * (len(plans) > MOST)
    yield say("workbook.nearness", plans="; ".join(told), tier=entry.tier)
    if edited is not None and edited.nearness is not None:
        yield say("workbook.changes_nearness", cost=price_words(Priced(edited.nearness)))


def _counted(situation: Situation, plan: Plan) -> str:
    found = [finding for finding in plan.findings if finding.rule == RULE]
    decided = sum(by_decision(finding, situation) for finding in found)
    points = number(sum(finding.cost for finding in found))
    told = say("workbook.nearness_plan", rank=plan.rank, persons=number(len(found)), points=points)
    return f"{told} {say('workbook.nearness_decided', persons=number(decided))}" if decided else told
