"""What the changes of a scenario decide: it binds beside the rule book, whatever that says of *Khóa*."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from dataclasses import replace

from luanchuyen.models.committee.decision import Decision
from luanchuyen.optimizer.situation.situation import Situation
from luanchuyen.scenarios.scenario import Change


def decisions_of(situation: Situation, changes: Iterable[Change]) -> tuple[Decision, ...]:
    """The decisions of the changes, which are sound, each once with every cell where it was written.

    *fix*: the cadre is in the post, and in its bundle. *forbid*: the cadre, or ANYBODY, does not enter it. *without
    cadre*: they get no new post.
    """
    found: dict[Decision, list[str]] = {}
    for change in changes:
        for decision in _decided(situation, change):
            found.setdefault(decision, []).extend(_cells(change))
    return tuple(replace(decision, cells=tuple(dict.fromkeys(cells))) for decision, cells in found.items())


def _decided(situation: Situation, change: Change) -> Iterator[Decision]:
    if change.kind == "without_cadre":
        yield Decision("stay", change.target[0])
    elif change.kind == "fix":
        cadre_id, post_id = change.target
        yield from (Decision("fix", cadre_id, post) for post in situation.group_of[post_id].posts)
    elif change.kind == "forbid":
        cadre_id, post_id = change.target
        yield Decision("forbid", cadre_id, post_id)


def _cells(change: Change) -> Iterator[str]:
    """The cells of its codes; of a change that is no row of the workbook none."""
    if change.origin.row:
        yield from (change.origin.cell(part) for part in ("target", "value")[: len(change.target)])
