"""The words of an infeasible program: rules, subjects and cells of a smallest conflict."""

from __future__ import annotations

from collections.abc import Iterable, Iterator

from luanchuyen.models.finding import Subject
from luanchuyen.models.plan import Conflict
from luanchuyen.optimizer.rule import cells_of
from luanchuyen.optimizer.situation import Group, Situation


def explain(situation: Situation, tags: Iterable[tuple[str, Subject]]) -> tuple[Conflict, ...]:
    """Each (rule, subject) once, with its cells; with a fixed decision the hard rules that bar it."""
    found: dict[str, Conflict] = {}
    for rule, subject in tags:
        conflicts = [Conflict(rule, subject, tuple(_cells(situation, rule, subject)))]
        if rule == "fixed":
            conflicts += _barring(situation, str(subject["cadre"]), str(subject["post"]))
        for conflict in conflicts:
            found.setdefault(f"{conflict.rule}{conflict.subject!r}", conflict)
    return tuple(found.values())


def _cells(situation: Situation, rule: str, subject: Subject) -> Iterator[str]:
    instance = situation.instance
    if rule == "fixed":
        for lock in instance.locks:
            fixed = lock.lock == "fixed" and (lock.cadre_id, lock.post_id) == (subject["cadre"], subject["post"])
            if fixed and (cell := lock.origin.cell("post_id")):
                yield cell
    if "unit" in subject:
        yield instance.units[str(subject["unit"])].origin.cell("unit_id")
    if "post" in subject:
        yield instance.posts[str(subject["post"])].origin.cell("post_id")
    if "cadre" in subject:
        yield instance.cadres[str(subject["cadre"])].origin.cell("cadre_id")


def _barring(situation: Situation, cadre_id: str, post_id: str) -> Iterator[Conflict]:
    """The hard pair rules that keep this cadre from the post, or that he is outside its authority.

    Where a bundle may bring the post as well: those of the way in that fewest bar.
    """
    if post_id in situation.held[cadre_id]:
        return
    groups = [group for group in situation.groups_with[post_id] if not situation.holds(cadre_id, group)]
    yield from min((list(_barred(situation, cadre_id, post_id, group)) for group in groups), key=len)


def _barred(situation: Situation, cadre_id: str, post_id: str, group: Group) -> Iterator[Conflict]:
    cadre = situation.cadre(cadre_id)
    if not situation.within_authority(cadre_id, group.lead):
        yield Conflict("managed_by", {"cadre": cadre_id, "post": post_id}, (cadre.origin.cell("managed_by"),))
    for rule, entry in situation.active:
        if not rule.tells("pair") or situation.waived(rule.name, cadre_id, group.posts):
            continue
        for member in group.posts if rule.per == "post" else (group.lead,):
            post = situation.post(member)
            if rule.grade(post, entry).level != "hard":
                continue
            breach = rule.judge_within(cadre, post, group, situation)
            if breach and breach.amount:
                cells = cells_of(breach, cadre, post, situation)
                yield Conflict(rule.name, {"cadre": cadre_id, "post": member}, cells)
