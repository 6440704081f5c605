"""What keeps a cadre from a post, whoever else moves: every hard pair rule and structure that fails. No solver."""

from __future__ import annotations

from collections.abc import Iterator

from luanchuyen.models.committee.pair_breach import FROZEN, MANAGED_BY, MUST_LEAVE, OWN_POST, PairBreach
from luanchuyen.models.conflict import STRUCTURE
from luanchuyen.models.policy import Entry
from luanchuyen.optimizer.rules.in_force import in_force
from luanchuyen.optimizer.rules.rule import Rule, cells_of
from luanchuyen.optimizer.situation.situation import Situation
from luanchuyen.optimizer.situation.structure import Group

Binding = tuple[Rule, Entry, str]
"""A rule that binds hard at a post."""


def breaches_of(situation: Situation, cadre_id: str, post_id: str) -> tuple[PairBreach, ...]:
    """Everything that keeps the cadre from the post, structure first, then rules by name; what is waived too.

    The post is taken with its bundle. Where it may be taken in several ways, of the way that the fewest bar, the one
    in which it is held before others. Empty, or waived alone: a plan may hold the pair as far as pair rules go.
    """
    ways = [tuple(_of_group(situation, cadre_id, group)) for group in situation.groups_with[post_id]]
    return min(ways, key=lambda way: sum(breach.binds for breach in way))


def is_eligible(situation: Situation, cadre_id: str, post_id: str) -> bool:
    """Whether nothing unwaived keeps the cadre from the post."""
    return not any(breach.binds for breach in breaches_of(situation, cadre_id, post_id))


def _of_group(situation: Situation, cadre_id: str, group: Group) -> Iterator[PairBreach]:
    yield from _structure(situation, cadre_id, group)
    binding: dict[int, tuple[Binding, ...]] = situation.once("what binds at groups", dict)
    if group.index not in binding:
        binding[group.index] = tuple(_binding(situation, group))
    for rule, entry, post_id in binding[group.index]:
        yield from _of_rule(situation, rule, entry, cadre_id, group, post_id)


def _binding(situation: Situation, group: Group) -> Iterator[Binding]:
    """The hard pair rules at the posts of a group."""
    for rule, entry in in_force(situation):
        if rule.tells("pair"):
            for post_id in group.posts if rule.per == "post" else (group.lead,):
                if rule.grade(situation.post(post_id), entry).level == "hard":
                    yield rule, entry, post_id


def _structure(situation: Situation, cadre_id: str, group: Group) -> Iterator[PairBreach]:
    cadre, lead = situation.cadre(cadre_id), situation.post(group.lead)
    authority = situation.manager_of_post(group.lead)
    if group.frozen or cadre_id in situation.frozen:
        frozen = [p for p in (*group.posts, *situation.held[cadre_id]) if situation.post(p).status == "frozen"]
        cells = tuple(dict.fromkeys(situation.post(p).origin.cell("status") for p in frozen))
        yield _structural(FROZEN, group.lead, cells, authority)
    if situation.holds(cadre_id, group):
        reason = MUST_LEAVE if cadre_id in situation.leaves else OWN_POST
        yield _structural(reason, group.lead, (cadre.origin.cell("post_id"),), authority)
    if not situation.within_authority(cadre_id, group.lead):
        cells = cadre.origin.cell("managed_by"), lead.origin.cell("managed_by")
        yield _structural(MANAGED_BY, group.lead, cells, authority, situation.manager_of_cadre(cadre_id), authority)


def _structural(
    reason: str,
    post_id: str,
    cells: tuple[str, ...],
    authority: str | None,
    value: str | None = None,
    needed: str | None = None,
) -> PairBreach:
    named = tuple(cell for cell in cells if "!" in cell)
    return PairBreach(STRUCTURE, post_id, 1, reason, value, needed, "", named, None, authority)


def _of_rule(
    situation: Situation, rule: Rule, entry: Entry, cadre_id: str, group: Group, post_id: str
) -> Iterator[PairBreach]:
    cadre, post = situation.cadre(cadre_id), situation.post(post_id)
    breach = rule.judge_within(cadre, post, group, situation)
    if breach is None or not breach.amount:
        return
    for part in breach.parts or (breach,):
        cells = tuple(cell for cell in cells_of(part, cadre, post, situation) if "!" in cell)
        yield PairBreach(
            rule=rule.name,
            post=post_id,
            amount=part.amount,
            reason=part.reason,
            value=part.value,
            needed=part.needed,
            basis=entry.source(part.number).basis,
            cells=tuple(dict.fromkeys(cells)),
            waiver=situation.waived(rule.name, cadre_id, group.posts),
            authority=situation.manager_of_post(group.lead),
            fields=part.fields,
        )
