"""The certificate of a run: every tier of every plan with its proof tree, as plain values, and its checking.

Checking rebuilds the rows from the facts and repeats the arithmetic; it imports no solver. It shows that the
program has nothing better; that the program says what the rules say is for the tests of both tellings.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from typing import Any

import numpy as np

from luanchuyen.optimizer.arrays import Arrays
from luanchuyen.optimizer.certificate import SCALE, Node, price, proven_bound, tighten, unflatten
from luanchuyen.optimizer.cuts import difference_cut
from luanchuyen.optimizer.inequalities import Inequalities
from luanchuyen.optimizer.lineup import lineup_of
from luanchuyen.optimizer.pairs import IntArray
from luanchuyen.optimizer.program import Program
from luanchuyen.optimizer.solver.task import Ranked, TierProof

FORM = 2
WORDS = ("tree", "engine", "none")
"""Whose word a bound is, strongest first."""


def certificate_of(found: Sequence[Ranked], tiers: Sequence[int], engine: str) -> dict[str, object]:
    """The certificate as plain values."""
    plans = []
    for rank, ranked in enumerate(found, 1):
        words = [proof.word for proof in ranked.proofs]
        rows = [_tier(tier, proof) for tier, proof in zip(tiers, ranked.proofs, strict=False)]
        whole = ranked.proven and len(words) == len(tiers)
        plans.append(
            {
                "rank": rank,
                "proven": ranked.proven,
                "word": max(words, key=WORDS.index, default="tree") if whole else "none",
                "tie_break_decided": ranked.decided,
                "tiers": rows,
            }
        )
    return {"form": FORM, "engine": engine, "scale": SCALE, "plans": plans}


def _tier(tier: int, proof: TierProof) -> dict[str, object]:
    return {
        "tier": tier,
        "value": proof.value,
        "verified": proof.verified,
        "target": proof.target,
        "word": proof.word,
        "tree": proof.tree,
    }


class Checker:
    """Checks certificates plan by plan against the program rebuilt from the facts."""

    def __init__(self, program: Program) -> None:
        self.program = program
        self.arrays: Arrays = program.arrays
        self.rows = Inequalities.of(self.arrays)
        self.tier_rows = [self.rows.add(-costs, None) for costs in self.arrays.costs]
        self.roots: dict[int, Node] = {}
        self.before: list[int] = []

    def faults(
        self, score: Sequence[int], pairs: Sequence[tuple[str, str]], differ_by: int, told: Mapping[str, Any]
    ) -> Iterator[tuple[int, int, int]]:
        """(tier, verified as told, bound as counted) of every tier of the next plan whose tree does not show it.

        A tree that is not one counts as a bound of -1.
        """
        self.lo, self.hi = np.zeros(self.arrays.columns, np.int64), self.arrays.upper
        values: list[int] = []
        for number, entry in enumerate(told["tiers"]):
            value, verified = int(entry["value"]), int(entry["verified"])
            counted = self._bound(number, entry, values)
            # Where the search broke off, amounts may still stand above what the plan's moves make them.
            wrong = value < score[number] if entry["word"] == "none" else value != score[number]
            if counted < verified or wrong or (entry["word"] == "tree" and verified < value):
                yield self.arrays.tiers[number], verified, counted
            values.append(value)
            if number in self.roots:
                root = Node(self.roots[number].rows, self.roots[number].multipliers)
                priced = price(self.rows, self.arrays.costs[number], root, self.lo, self.hi)
                self.lo, self.hi = tighten(priced, value + 1, self.lo, self.hi)
            self.rows.set_rhs(self.tier_rows[number], -value)
        self.before = values
        for row in self.tier_rows:
            self.rows.set_rhs(row, None)
        self.rows.add(*difference_cut(self.arrays, self._moves(pairs), differ_by))

    def _bound(self, number: int, entry: Mapping[str, Any], values: list[int]) -> int:
        if entry["tree"] is None:
            # Further cuts cannot lower an optimum: the value of the plan before holds where all before it are equal.
            alike = bool(self.before) and self.before[:number] == values
            return self.before[number] if alike else -1
        try:
            root = unflatten(entry["tree"])
            costs, target = self.arrays.costs[number], int(entry["target"])
            bound = proven_bound(self.rows, costs, self.lo, self.hi, target, root)
        except (ValueError, TypeError, IndexError, KeyError, OverflowError):
            return -1
        self.roots[number] = root
        return bound

    def _moves(self, pairs: Sequence[tuple[str, str]]) -> IntArray:
        """The move of each cadre of the plan."""
        columns, situation = self.program.moves.columns, self.program.moves.situation
        width = len(situation.groups)
        keys = self.arrays.cadre * width + self.arrays.group
        moves = lineup_of(situation, pairs).moves
        wanted = [columns.cadre_index[c] * width + group.index for c, group in moves.items()]
        return np.flatnonzero(np.isin(keys, np.array(wanted, np.int64)))
