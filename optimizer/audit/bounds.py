"""The certificate of a run: every tier of every plan with its proof tree, as plain values, and its checking.

Checking rebuilds the rows from the facts and repeats the arithmetic; it imports no solver. It shows that the
program has nothing better; that the program says what the rules say is for the tests of both tellings.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from typing import Any

import numpy as np

from luanchuyen.optimizer.integer.allowance import Allowance, TooMuchWork
from luanchuyen.optimizer.integer.arrays import Arrays
from luanchuyen.optimizer.integer.certificate import (
    SCALE,
    Node,
    beyond,
    is_first,
    price,
    proven_bound,
    tighten,
    unflatten,
)
from luanchuyen.optimizer.integer.cuts import difference_cut
from luanchuyen.optimizer.integer.inequalities import Inequalities
from luanchuyen.optimizer.integer.task import Ranked, TierProof
from luanchuyen.optimizer.program.plan_moves import planned_moves
from luanchuyen.optimizer.program.program import Program

FORM = 4
WORDS = ("tree", "engine", "none")
"""Whose word a bound is, strongest first."""
END = ("target", "verified", "word", "tree")
"""What is told of the end of the list: a tree of the first tier whose target is beyond every score."""
ROW = ("tier", "value", *END)
"""What is told of a tier."""


def certificate_of(found: Sequence[Ranked], tiers: Sequence[int], engine: str, end: TierProof | None) -> dict[str, Any]:
    """The certificate as plain values. ``end`` shows that there is no further plan."""
    plans = []
    for rank, ranked in enumerate(found, 1):
        rows = [_tier(tier, proof) for tier, proof in zip(tiers, ranked.proofs, strict=False)]
        word = word_of(rows, len(tiers))
        order = None if ranked.order is None else {"word": "tree", "tree": ranked.order}
        plans.append({"rank": rank, "proven": word == "tree", "word": word, "order": order, "tiers": rows})
    told = None if end is None else {key: value for key, value in _tier(0, end).items() if key in END}
    return {"form": FORM, "engine": engine, "scale": SCALE, "plans": plans, "end": told}


def word_of(rows: Sequence[Mapping[str, Any]], tiers: int) -> str:
    """Whose word it is that a plan is the best of its rank: the weakest of its tiers'."""
    words = [row["word"] for row in rows]
    whole = len(words) == tiers and "none" not in words
    return max(words, key=WORDS.index, default="tree") if whole else "none"


def bound_of(rows: Sequence[Mapping[str, Any]], tiers: Sequence[int]) -> dict[int, int]:
    """By tier what trees show; 0 from the first tier on of which nothing is told."""
    told = [int(row["verified"]) for row in rows]
    return dict(zip(tiers, [*told, *[0] * (len(tiers) - len(told))], strict=True))


def _tier(tier: int, proof: TierProof) -> dict[str, object]:
    verified = min(proof.verified, proof.value)
    return {
        "tier": tier,
        "value": proof.value,
        "verified": verified,
        "target": proof.target,
        "word": "tree" if verified == proof.value else proof.word,
        "tree": proof.tree,
    }


def whole(told: object) -> int:
    """A whole number as it must be told. Raises TypeError for anything else, true and 1.0 among it."""
    if type(told) is not int:
        raise TypeError("not a whole number")
    return told


class Checker:
    """Checks certificates plan by plan against the program rebuilt from the facts."""

    def __init__(self, program: Program) -> None:
        self.program = program
        self.arrays: Arrays = program.arrays
        self.rows = Inequalities.of(self.arrays)
        self.tier_rows = [self.rows.add(-costs, None) for costs in self.arrays.costs]
        self.roots: dict[int, Node] = {}
        self.before: list[int] = []
        self.shown: list[int] = []
        self.first = False
        self.allowance = Allowance()

    def faults(
        self, score: Sequence[int], pairs: Sequence[tuple[str, str]], differ_by: int, told: Mapping[str, Any]
    ) -> Iterator[tuple[int, int, int]]:
        """(tier, verified as told, bound as counted) of every tier of the next plan that its tree does not show so.

        A tree that is not one counts as a bound of -1. ``first`` then says whether its place among its equals is shown.
        ValueError, TypeError or KeyError: not the form of a plan. TooMuchWork: trees that nobody can be asked to check.
        """
        self.lo, self.hi = np.zeros(self.arrays.columns, np.int64), self.arrays.upper
        values: list[int] = []
        shown: list[int] = []
        opened = False
        if [whole(entry["tier"]) for entry in told["tiers"]] != [*self.arrays.tiers[: len(told["tiers"])]]:
            raise ValueError("tiers")
        for number, entry in enumerate(told["tiers"]):
            value, verified, _ = (whole(entry[name]) for name in ("value", "verified", "target"))
            counted = self._bound(number, entry, values)
            words = WORDS[:1] if verified == value else WORDS[2:] if opened else WORDS[1:]
            opened = opened or entry["word"] == WORDS[2]
            if counted != verified or value != score[number] or entry["word"] not in words:
                yield self.arrays.tiers[number], verified, counted
            values.append(value)
            shown.append(counted)
            if number in self.roots:
                root = Node(self.roots[number].rows, self.roots[number].multipliers)
                priced = price(self.rows, self.arrays.costs[number], root, self.lo, self.hi)
                self.lo, self.hi = tighten(priced, value + 1, self.lo, self.hi)
            self.rows.set_rhs(self.tier_rows[number], -value)
        self.first = len(values) == len(self.arrays.tiers) and self._first(pairs, told["order"])
        self.before, self.shown = values, shown
        for row in self.tier_rows:
            self.rows.set_rhs(row, None)
        self.rows.add(*difference_cut(self.arrays, planned_moves(self.program, pairs), differ_by))

    def _bound(self, number: int, entry: Mapping[str, Any], values: list[int]) -> int:
        if entry["tree"] is None:
            # Further cuts lower no bound: that of the plan before holds where the values of all tiers before are equal.
            alike = len(self.before) > number and self.before[:number] == values and entry["target"] == entry["value"]
            return self.shown[number] if alike else -1
        try:
            root = self._tree(entry["tree"])
            bound = proven_bound(self.rows, self.arrays.costs[number], self.lo, self.hi, entry["target"], root)
        except (ValueError, TypeError, IndexError, KeyError, OverflowError):
            return -1
        self.roots[number] = root
        return bound

    def _tree(self, told: Any) -> Node:
        """A tree as it is told, if it is not too much. Raises TooMuchWork, or as ``unflatten``."""
        if not self.allowance.take(self.rows, told):
            raise TooMuchWork
        return unflatten(told)

    def _first(self, pairs: Sequence[tuple[str, str]], told: Mapping[str, Any] | None) -> bool:
        """Whether a tree shows that no plan of these scores comes before this one."""
        if told is None or told["tree"] is None or len(self.arrays.tie_break) != self.arrays.columns:
            return False
        moves = np.zeros(self.arrays.moves, np.int64)
        moves[planned_moves(self.program, pairs)] = 1
        try:
            return is_first(self.rows, self.arrays.tie_break, self.lo, self.hi, moves, self._tree(told["tree"]))
        except (ValueError, TypeError, IndexError, KeyError, OverflowError):
            return False

    def ends(self, told: Mapping[str, Any]) -> bool:
        """Whether, beside the plans checked so far, what is told of the end holds: nothing more, if "tree" is its word.

        Raises as ``faults``.
        """
        target, verified = whole(told["target"]), whole(told["verified"])
        costs, upper = self.arrays.costs[0], self.arrays.upper
        try:
            root = self._tree(told["tree"])
            counted = proven_bound(self.rows, costs, np.zeros_like(upper), upper, target, root)
        except (ValueError, TypeError, IndexError, KeyError, OverflowError):
            return False
        word = "tree" if verified == target else "engine"
        return target >= beyond(costs, upper) and verified <= counted and told["word"] == word
