"""What is known of a line before any solve, worked out once a round: who may take it, and what speaks against each."""

from __future__ import annotations

from collections.abc import Mapping, Sequence

from luanchuyen.messages import say
from luanchuyen.models.committee.pair_breach import PairBreach
from luanchuyen.models.finding import Finding
from luanchuyen.optimizer.audit.auditor import findings_of_moves
from luanchuyen.optimizer.explain.breaches import breaches_of
from luanchuyen.optimizer.explain.eligible import eligible
from luanchuyen.optimizer.situation.lineup import lineup_of
from luanchuyen.page.desk.rounds import OpenRound
from luanchuyen.scenarios.decisions.lines import PlanLine
from luanchuyen.wording.findings import remark, told_as
from luanchuyen.wording.numbers import number, sentence


def eligible_for(current: OpenRound, line: PlanLine) -> tuple[str, ...]:
    """Who may take all posts of a line as far as rules about one person go, and who has it in the plan at hand."""
    known = current.situation.once("eligible by line", dict)
    if line.posts not in known:
        known[line.posts] = eligible(current.situation, [line.posts])[line.posts]
    found: tuple[str, ...] = known[line.posts]
    return found if not line.cadre or line.cadre in found else (line.cadre, *found)


def bars_at(current: OpenRound, line: PlanLine, people: Sequence[str]) -> Mapping[str, tuple[PairBreach, ...]]:
    """What bars each of these people from a line's posts, whoever else moves."""
    lead = current.situation.lead(line.posts)
    known: dict[tuple[str, str], tuple[PairBreach, ...]] = current.situation.once("bars of pairs", dict)
    for cadre in people:
        if (cadre, lead) not in known:
            known[cadre, lead] = tuple(one for one in breaches_of(current.situation, cadre, lead) if one.binds)
    return {cadre: known[cadre, lead] for cadre in people}


def flags_of(current: OpenRound, cadre: str, posts: tuple[str, ...]) -> list[str]:
    """What the rules that weigh say against somebody in these posts, as the auditor counts it."""
    known = current.situation.once("flags by move", dict)
    if (cadre, posts) not in known:
        known[cadre, posts] = _flags(current, cadre, posts)
    found: list[str] = known[cadre, posts]
    return found


def _flags(current: OpenRound, cadre: str, posts: tuple[str, ...]) -> list[str]:
    group = current.situation.group_taking(posts) or current.situation.group_of[posts[0]]
    lineup = lineup_of(current.situation, [(cadre, post) for post in group.posts])
    told = [finding for finding in findings_of_moves(lineup) if told_as(finding) != "elsewhere"]
    return [_said(current, finding) for finding in told if finding.cost or finding.waiver is not None]


def _said(current: OpenRound, finding: Finding) -> str:
    return say(
        "page.flag", said=sentence(remark(finding, current.situation)), points=number(finding.cost), tier=finding.tier
    )
