"""The planning pool as a source of candidates: whom it lets into which group, without asking pair by pair."""

from __future__ import annotations

from dataclasses import dataclass
from functools import cached_property
from typing import TYPE_CHECKING

import numpy as np

from luanchuyen.optimizer.columns.moves import spread
from luanchuyen.optimizer.columns.pairs import UNKNOWN, Columns
from luanchuyen.optimizer.columns.planned import PlannedTable, planned_table
from luanchuyen.optimizer.columns.returning import home_table
from luanchuyen.optimizer.integer.arrays import BoolArray, IntArray, distinct
from luanchuyen.optimizer.rules.in_force import rules_of

if TYPE_CHECKING:
    from luanchuyen.models.waiver import Waiver
    from luanchuyen.optimizer.rules.planning_pool import PlanningPool


@dataclass(frozen=True)
class GroupPool:
    """``class_of`` is each group's planning class, UNKNOWN where the pool does not bind it; ``reach[class, cadre]``
    whom entries by kind or rank, or a waiver, let in. ``named_cadre`` and ``named_group`` are the further pairs
    by post code and of those who may come home, sorted by group. Never too few: the rule itself still judges
    every pair."""

    class_of: IntArray
    reach: BoolArray
    named_cadre: IntArray
    named_group: IntArray

    def named_within(self, cadres: IntArray, groups: IntArray) -> tuple[IntArray, IntArray]:
        """The (cadre, group) pairs by post code of these cadres with these groups."""
        first = self._starts[groups]
        sizes = self._starts[groups + 1] - first
        at = np.arange(sizes.sum()) + np.repeat(first - (np.cumsum(sizes) - sizes), sizes)
        here = np.zeros(self.reach.shape[1], bool)
        here[cadres] = True
        at = at[here[self.named_cadre[at]]]
        return self.named_cadre[at], self.named_group[at]

    @cached_property
    def _starts(self) -> IntArray:
        """Where each group's pairs begin, and the end of the last."""
        counts = np.bincount(self.named_group, minlength=len(self.class_of))
        return np.concatenate([np.zeros(1, np.int64), np.cumsum(counts)])


def pool_of(columns: Columns) -> GroupPool | None:
    """The pool of a situation; None where the planning pool binds no post hard."""
    situation = columns.situation
    # The pool is this rule as arrays: what it asks and of whom, before any pair is made.
    rule: PlanningPool = rules_of(situation)["planning_pool"]  # type: ignore[assignment]
    if situation.policy.entry(rule.name).level != "hard" or rule.silent(situation) is not None:
        return None
    table = planned_table(columns, rule.accept)
    lead = np.array([columns.post_index[group.lead] for group in situation.groups], np.int64)
    class_of = np.where(rule.asked(columns)[lead] == 1, table.class_of[lead], UNKNOWN)
    reach = table.reach.copy()
    for waiver in situation.waivers.of(rule.name):
        _open(waiver, class_of, reach, columns)
    cadre, group = _of_leads(lead, *_further_pairs(table, columns))
    further = (class_of[group] != UNKNOWN) & ~reach[class_of[group], cadre]
    cadre, group = cadre[further], group[further]
    order = np.argsort(group, kind="stable")
    return GroupPool(class_of, reach, cadre[order], group[order])


def _further_pairs(table: PlannedTable, columns: Columns) -> tuple[IntArray, IntArray]:
    """(cadre, post) of entries by post code and of homecomings, each once."""
    back, width = home_table(columns), len(columns.post_ids)
    if not len(back.cadre):
        return table.named_cadre, table.named_post
    keys = distinct(table.named_cadre * width + table.named_post, back.cadre * width + back.post)
    return keys // width, keys % width


def _of_leads(lead: IntArray, cadre: IntArray, post: IntArray) -> tuple[IntArray, IntArray]:
    """(cadre, group) of pairs with posts that lead groups; a post may lead several."""
    order = np.argsort(lead, kind="stable")
    starts = np.searchsorted(lead[order], np.arange(max(post.max(initial=0), lead.max(initial=0)) + 2))
    owner, group = spread(starts, order, post)
    return cadre[owner], group


def _open(waiver: Waiver, class_of: IntArray, reach: BoolArray, columns: Columns) -> None:
    """A waiver lets its cadre in everywhere, or everybody into its post: the rule then says where it holds."""
    if waiver.cadre_id is not None:
        if waiver.cadre_id in columns.cadre_index:
            reach[:, columns.cadre_index[waiver.cadre_id]] = True
    elif waiver.post_id in columns.post_index:
        class_of[[group.index for group in columns.situation.groups_with[waiver.post_id]]] = UNKNOWN
