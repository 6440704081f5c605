"""Edits judged: each by itself, what it breaks, whom it displaces, what it costs; all together, and why they do not
hold."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import replace

from luanchuyen.models.committee.decision import Decision
from luanchuyen.models.committee.edit import Edit, decisions_of, granted_by
from luanchuyen.models.committee.judgement import JudgedEdit, Judgement, Together
from luanchuyen.models.committee.pair_breach import PairBreach
from luanchuyen.models.committee.price import Change, Value
from luanchuyen.models.conflict import Conflict
from luanchuyen.optimizer.explain.breaches import breaches_of
from luanchuyen.optimizer.questions.prices import Prices, difference
from luanchuyen.optimizer.questions.ways_out import Tried, WaysOut
from luanchuyen.optimizer.situation.situation import Situation


def judged(prices: Prices, edits: Sequence[Edit], time_limit: float | None = None) -> Judgement:
    """What edits come to on the board of ``prices``, whose plan at hand is the one that was edited.

    ``time_limit``: seconds in all.
    """
    prices.ends_after(time_limit)
    base = prices.base
    alone = {id(edit): _judged(prices, edit, edits, base) for edit in _by_waivers(edits)}
    return Judgement(tuple(alone[id(edit)] for edit in edits), together(prices, edits, base))


def together(prices: Prices, edits: Sequence[Edit], base: Value) -> Together:
    """All edits at once; where they cannot all hold, an irreducible contradiction and the ways out of it."""
    decisions, waivers = decisions_of(edits, edits), granted_by(edits)
    value = prices.value(decisions, waivers)
    cost = difference(value, base)
    if value.status != "infeasible":
        return Together(value, cost)
    conflicts = value.conflicts or prices.conflicts(decisions, waivers)
    search = WaysOut(prices, edits, base, lambda dropped: tried(edits, dropped))
    return Together(value, cost, _contradiction(prices, edits, edits, conflicts), search.found(conflicts))


def _contradiction(
    prices: Prices, edits: Sequence[Edit], among: Sequence[Edit], conflicts: Sequence[Conflict]
) -> tuple[Conflict, ...]:
    """A contradiction whose members are edits, of those of ``among``; ``conflicts``: one of their decisions.

    An edit binds all of its decisions, and two may share one: none can be spared of the decisions, but of the edits?
    """
    involved = [edit for edit in among if any(_written(member, edit) for member in conflicts)]
    parts = [member for member in conflicts if member.kind == "edit"]
    waivers = granted_by(edits)
    if [len(edit.decisions) for edit in involved] != [1] * len(parts):
        for edit in involved:
            rest = [other for other in involved if other is not edit]
            decisions = decisions_of(rest, edits)
            value = prices.value(decisions, waivers)
            if value.status == "infeasible":
                return _contradiction(prices, edits, rest, value.conflicts or prices.conflicts(decisions, waivers))
        decisions = decisions_of(involved, edits)
        conflicts = prices.conflicts(decisions, waivers, _as_one(decisions, involved))
        parts = [member for member in conflicts if member.kind == "edit"]
    first = [(next(at for at, m in enumerate(parts) if _written(m, edit)), edit.cells) for edit in involved]
    told = [replace(parts[at], cells=cells) for at, cells in sorted(first)]
    return (*told, *(member for member in conflicts if member.kind != "edit"))


def _as_one(decisions: Sequence[Decision], edits: Sequence[Edit]) -> list[set[Decision]]:
    """The decisions of each edit; those of edits that share one are one set."""
    found: list[set[Decision]] = []
    for edit in edits:
        cells = set(edit.cells)
        those = {decision for decision in decisions if not cells.isdisjoint(decision.cells)}
        alike = [others for others in found if others & those]
        found = [others for others in found if others not in alike] + [those.union(*alike)]
    return found


def _written(member: Conflict, edit: Edit) -> bool:
    """Whether a member is a decision of the edit."""
    return member.kind == "edit" and not set(edit.cells).isdisjoint(member.cells)


def tried(edits: Sequence[Edit], dropped: frozenset[int]) -> Tried:
    """What is left to be kept of the edits when those of these places are dropped, waivers of their lines with them."""
    kept = [edit for at, edit in enumerate(edits) if at not in dropped]
    return Tried(decisions_of(kept, edits), granted_by(kept))


def _by_waivers(edits: Sequence[Edit]) -> list[Edit]:
    """Edits of the same waivers one after another: each set of waivers is another program."""
    return sorted(edits, key=lambda edit: repr(edit.waivers))


def _judged(prices: Prices, edit: Edit, edits: Sequence[Edit], base: Value) -> JudgedEdit:
    breaches = tuple(_breaches(prices.situation, edit))
    if not edit.decisions:
        return JudgedEdit(edit, breaches, cost=difference(base, base), unique=base.unique)
    value = prices.value(decisions_of([edit], edits), edit.waivers)
    return JudgedEdit(
        edit,
        breaches,
        tuple(_displaced(edit, prices.changes(value))),
        value.unique,
        difference(value, base),
    )


def _breaches(situation: Situation, edit: Edit) -> Iterator[PairBreach]:
    """What keeps the pairs apart that an edit fixes; a holder who is to stay has nothing to enter."""
    situation = situation.granting(edit.waivers) if edit.waivers else situation
    seen = set()
    for decision in edit.decisions:
        cadre, post = decision.cadre, decision.post
        stays = decision.kind == "fix" and post in situation.held[cadre] and cadre not in situation.leaves
        if decision.kind != "fix" or stays or situation.group_of[post].lead in seen:
            continue
        seen.add(situation.group_of[post].lead)
        yield from breaches_of(situation, cadre, post)


def _displaced(edit: Edit, changes: Sequence[Change]) -> Iterator[Change]:
    """Those who lose a planned post that the edit gives to another, leaves empty or forbids."""
    fixed = {d.cadre for d in edit.decisions if d.kind == "fix"}
    posts = {d.post for d in edit.decisions if d.kind != "stay"}
    for change in changes:
        lost = set(change.planned) - set(change.now)
        if lost & posts and change.cadre not in fixed:
            yield change
