"""Why a post stays empty: how many cadres each hard rule keeps from it, and who comes nearest."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Mapping
from dataclasses import dataclass

import numpy as np

from luanchuyen.optimizer.columns.moves import Moves
from luanchuyen.optimizer.columns.pairs import Columns, columns_of
from luanchuyen.optimizer.integer.arrays import BoolArray, IntArray, distinct
from luanchuyen.optimizer.program.candidates import batches, pair_rules, possible_moves, structural_pairs
from luanchuyen.optimizer.program.pricing import barred
from luanchuyen.optimizer.situation.situation import Situation

NO_CANDIDATE = "no_candidate"
LOOKED_AT = 40
"""Cadres of a post whom the fewest rules bar, among whom the nearest are looked for."""


@dataclass(frozen=True)
class Shortage:
    """For one post: cadres within the authority, those whom no hard rule bars, those barred by each rule.

    Where several groups bring the post, a cadre is counted by the way in that the fewest rules bar. ``nearest``:
    cadres whom rules bar, those of the fewest first, then by code.
    """

    post: str
    candidates: int
    eligible: int
    barred: Mapping[str, int]
    nearest: tuple[str, ...] = ()

    @property
    def rules(self) -> tuple[str, ...]:
        """The rules that bar, most first."""
        return tuple(sorted(self.barred, key=lambda rule: (-self.barred[rule], rule)))

    @property
    def why(self) -> tuple[str, ...]:
        """Of a post that nobody may take: the rules that bar, or that nobody is there."""
        return self.rules if self.candidates else (NO_CANDIDATE,)


Told = tuple[int, int, dict[str, int], tuple[str, ...]]


def unsourced(situation: Situation, posts: Iterable[str]) -> dict[str, Shortage]:
    """The shortage of those of ``posts`` that no cadre may take."""
    sourced = np.zeros(len(situation.groups), bool)
    sourced[possible_moves(columns_of(situation)).group] = True
    return shortages(situation, (p for p in posts if not any(sourced[g.index] for g in situation.groups_with[p])))


def shortages(situation: Situation, posts: Iterable[str]) -> dict[str, Shortage]:
    """The shortage of each of ``posts``; of each counted once for a situation, however often it is asked."""
    ways = {p: tuple(group.index for group in situation.groups_with[p]) for p in sorted(set(posts))}
    columns = columns_of(situation)
    told: dict[tuple[int, ...], Told] = situation.once("shortages", dict)
    new = set(ways.values()) - told.keys()
    if new:
        names, found = _barred(situation, {index for of in new for index in of})
        told |= {of: _shortage(columns, names, [part for g in of for part in found[g]]) for of in new}
    return {p: Shortage(p, *told[of]) for p, of in ways.items()}


def barred_by_two(situation: Situation, posts: Iterable[str]) -> dict[str, dict[tuple[str, str], int]]:
    """For each of ``posts``, by two hard rules the cadres whom just these two keep from it."""
    ways = {p: tuple(group.index for group in situation.groups_with[p]) for p in sorted(set(posts))}
    names, found = _barred(situation, {index for of in ways.values() for index in of})
    return {p: _twos(names, [part for g in of for part in found[g]]) for p, of in ways.items()}


def _twos(names: list[str], parts: list[tuple[Moves, list[BoolArray]]]) -> dict[tuple[str, str], int]:
    counts: Counter[tuple[str, str]] = Counter()
    for moves, masks in parts:
        table = np.array(masks, np.int64).reshape(len(names), len(moves.cadre))
        two = table[:, table.sum(axis=0) == 2]
        together = np.triu(two @ two.T, 1)
        for first, second in np.argwhere(together):
            counts[names[first], names[second]] += int(together[first, second])
    return dict(counts)


def _barred(situation: Situation, groups: set[int]) -> tuple[list[str], dict[int, list[tuple[Moves, list[BoolArray]]]]]:
    """The hard pair rules, and by group its possible moves with what each rule bars of them."""
    columns = columns_of(situation)
    none = np.zeros(0, np.int64)
    rules = [(r, g) for r, g in pair_rules(Moves(columns, none, none)) if g.hard.any()]
    found: dict[int, list[tuple[Moves, list[BoolArray]]]] = {g: [] for g in groups}
    for cadre, group in batches(structural_pairs(columns, np.array(sorted(groups), np.int64))):
        moves = Moves(columns, cadre, group)
        masks = [barred(rule, grades, moves) for rule, grades in rules]
        for index in distinct(moves.group):
            here = moves.group == index
            found[int(index)].append((moves.take(here), [mask[here] for mask in masks]))
    return [rule.name for rule, _ in rules], found


def _shortage(columns: Columns, names: list[str], parts: list[tuple[Moves, list[BoolArray]]]) -> Told:
    if not parts:
        return 0, 0, {}, ()
    cadre = np.concatenate([moves.cadre for moves, _ in parts])
    masks = np.array([np.concatenate([m[i] for _, m in parts]) for i in range(len(names))], bool)
    masks = masks.reshape(len(names), len(cadre))
    cadre, masks = _best_way(cadre, masks)
    reasons = masks.sum(axis=0)
    counts = {name: int(mask.sum()) for name, mask in zip(names, masks, strict=True) if mask.any()}
    by_reasons = np.argsort(reasons, kind="stable")
    near = by_reasons[reasons[by_reasons] > 0][:LOOKED_AT]
    nearest = tuple(columns.cadre_ids[cadre[i]] for i in near)
    return len(cadre), int((reasons == 0).sum()), counts, nearest


def _best_way(cadre: IntArray, masks: BoolArray) -> tuple[IntArray, BoolArray]:
    """Of several moves of one cadre the one that the fewest rules bar, the first of equals; in the cadres' order."""
    order = np.lexsort((masks.sum(axis=0), cadre))
    order = order[np.diff(cadre[order], prepend=-1) != 0]
    return cadre[order], masks[:, order]
