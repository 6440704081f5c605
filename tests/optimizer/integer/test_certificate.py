"""What proof trees hold: accepted by a second, naive checker; forged, refused by it and by the program's own."""

from __future__ import annotations

from collections import Counter
from collections.abc import Callable, Iterable, Iterator, Mapping
from copy import deepcopy
from dataclasses import dataclass
from functools import cache
from pathlib import Path
from random import Random
from typing import Any

import numpy as np
import pytest
from kept_child import plan
from naive_proofs import COLUMN, EMPTY, HIGH, LOW, MULTIPLIERS, ROWS, NaiveChecker, Refused
from random_boards import Size, random_instance
from tiny_boards import mild_policy, tiny_board

from luanchuyen.commands.input import read_input
from luanchuyen.models.options import Options
from luanchuyen.models.plan import Result
from luanchuyen.optimizer.audit.bounds import Checker
from luanchuyen.optimizer.integer.arrays import Arrays
from luanchuyen.optimizer.integer.certificate import Node, proven_bound, unflatten
from luanchuyen.optimizer.integer.inequalities import Inequalities
from luanchuyen.optimizer.program.program import Program, build
from luanchuyen.optimizer.rules.in_force import situation_of
from luanchuyen.optimizer.solver.process import SolvingChild
from luanchuyen.scenarios import example

BOARDS = 50
SIZE = Size(units=8, posts=24, cadres=30)

Entry = dict[str, Any]
Forge = Callable[[Entry, Arrays], bool]
"""Changes a tier's entry in place; False: this one does not lend itself to it."""


@dataclass(frozen=True)
class Proven:
    """A program and its ranked plans."""

    name: str
    program: Program
    result: Result
    differ_by: int

    @property
    def told(self) -> list[Mapping[str, Any]]:
        """The certificate, plan by plan."""
        assert self.result.certificate is not None
        plans = self.result.certificate.to_dict()["plans"]
        assert isinstance(plans, list)
        return plans


@cache
def district() -> Proven:
    """The shipped example's first two plans."""
    source = read_input(Path(str(example.folder("binh-lieu"))))
    program = build(situation_of(source.instance, source.policy))
    return Proven("binh-lieu", program, plan(source.instance, source.policy, Options(plans=2)), 1)


@cache
def boards() -> tuple[Proven, ...]:
    """Random boards that have plans."""
    return tuple(found for found, _ in zip(_boards(), range(BOARDS), strict=False))


def _boards() -> Iterator[Proven]:
    with SolvingChild() as child:
        for seed in range(10 * BOARDS):
            random = Random(f"certificate {seed}")
            instance = random_instance(random, SIZE)
            policy, options = mild_policy(random, instance), Options(3, random.choice((1, 2)))
            result = plan(instance, policy, options, child=child)
            if result.plans:
                yield Proven(f"board {seed}", build(situation_of(instance, policy)), result, options.differ_by)


@pytest.fixture(scope="module")
def proven() -> tuple[Proven, ...]:
    return district(), *boards()


def entries_of(told: Iterable[Mapping[str, Any]]) -> Iterator[Entry]:
    """Tier by tier, plan by plan."""
    for plan_told in told:
        yield from plan_told["tiers"]


def refused(proven: Proven, told: list[Mapping[str, Any]]) -> bool:
    """By the naive checker."""
    checker, tiers = NaiveChecker(proven.program), proven.program.arrays.tiers
    try:
        for made, entry in zip(proven.result.plans, told, strict=True):
            checker.check([made.score[tier] for tier in tiers], made.pairs, proven.differ_by, entry)
    except Refused:
        return True
    return False


def faulted(proven: Proven, told: list[Mapping[str, Any]]) -> bool:
    """By the program's own."""
    checker, tiers = Checker(proven.program), proven.program.arrays.tiers
    return any(
        list(checker.faults([made.score[tier] for tier in tiers], made.pairs, proven.differ_by, entry))
        for made, entry in zip(proven.result.plans, told, strict=True)
    )


@pytest.mark.parametrize("seed", [24, 68, 77])
def test_of_posts_taken_together_or_alone_a_part_is_another_move(seed: int) -> None:
    board = tiny_board(seed)
    result = plan(board.instance, board.policy, board.options, given=board.given)
    overlapping = Proven(f"tiny {seed}", build(board.situation), result, board.options.differ_by)
    assert any(group.optional for group in board.situation.groups)
    assert not refused(overlapping, overlapping.told) and not faulted(overlapping, overlapping.told)


def test_every_tree_is_accepted_by_both(proven: tuple[Proven, ...]) -> None:
    for one in proven:
        assert not refused(one, one.told), one.name
        assert not faulted(one, one.told), one.name


def test_the_trees_have_every_sort_of_node(proven: tuple[Proven, ...]) -> None:
    """So that what is accepted above is more than relaxations."""
    nodes = [node for one in proven for entry in entries_of(one.told) for node in entry["tree"] or ()]
    seen = Counter(
        name
        for node in nodes
        for name, shown in {
            "split": node[COLUMN] >= 0,
            "again": node[COLUMN] < 0 <= node[LOW],
            "leaf": node[LOW] < 0,
            "empty": node[EMPTY],
        }.items()
        if shown
    )
    assert min(seen[name] for name in ("split", "again", "leaf", "empty")) >= 10
    assert sum(entry["tree"] is None for one in proven for entry in entries_of(one.told)) >= 20


def flip(entry: Entry, arrays: Arrays) -> bool:
    """A bit that counts, of the largest multiplier of a leaf, turned to 0."""
    leaves = [node for node in entry["tree"] if any(node[MULTIPLIERS]) and node[LOW] < 0]
    if not leaves or entry["value"] <= 0:
        return False
    multipliers = leaves[-1][MULTIPLIERS]
    place = int(np.argmax(multipliers))
    multipliers[place] ^= 1 << (multipliers[place].bit_length() - 1)
    return True


def negate(entry: Entry, arrays: Arrays) -> bool:
    """A negative multiplier at the root."""
    root = entry["tree"][0]
    root[MULTIPLIERS] = [-m for m in root[MULTIPLIERS]]
    return bool(root[MULTIPLIERS])


def orphan(entry: Entry, arrays: Arrays) -> bool:
    """One part of every split left out."""
    split = [node for node in entry["tree"] if node[COLUMN] >= 0]
    for node in split:
        node[HIGH] = -1
    return bool(split)


def lean_on_a_row_that_does_not_hold(entry: Entry, arrays: Arrays) -> bool:
    """The row "as good as this tier's optimum" proves that optimum, were it to hold."""
    own = len(arrays.rhs) + arrays.tiers.index(entry["tier"])
    root = entry["tree"][0]
    root[ROWS], root[MULTIPLIERS] = [*root[ROWS], own], [*root[MULTIPLIERS], 1]
    return True


def aim_beyond(entry: Entry, arrays: Arrays) -> bool:
    """A target and a bound above the value."""
    entry["target"], entry["verified"] = entry["value"] + 1, entry["value"] + 1
    return True


def lie_about_the_value(entry: Entry, arrays: Arrays) -> bool:
    """A lower value than the plan's."""
    entry["value"] = entry["verified"] = entry["value"] - 1
    return True


def turn_back(entry: Entry, arrays: Arrays) -> bool:
    """A node that is its own part."""
    parents = [place for place, node in enumerate(entry["tree"]) if node[LOW] >= 0]
    for place in parents[:1]:
        entry["tree"][place][LOW] = place
    return bool(parents)


def forget(entry: Entry, arrays: Arrays) -> bool:
    """No tree, as if the plan before had the same value."""
    entry["tree"] = None
    return True


def contradict(entry: Entry, arrays: Arrays) -> bool:
    """A node told to be empty that is not."""
    entry["tree"][0][EMPTY] = 1
    return True


FORGERIES: tuple[Forge, ...] = (
    flip,
    negate,
    orphan,
    lean_on_a_row_that_does_not_hold,
    aim_beyond,
    lie_about_the_value,
    turn_back,
    forget,
    contradict,
)
MAY_STILL_PROVE = (flip, orphan, forget)
"""Forgeries that can leave proof enough, as not everything in a tree is needed: the naive checker says where."""


@pytest.mark.parametrize("forge", FORGERIES, ids=lambda forge: forge.__name__)
def test_a_forged_tree_is_refused_by_both(proven: tuple[Proven, ...], forge: Forge) -> None:
    tried = found = 0
    for one in proven:
        told = deepcopy(one.told)
        with_trees = [entry for entry in reversed([*entries_of(told)]) if entry["tree"]]
        if not any(forge(entry, one.program.arrays) for entry in with_trees):
            continue
        wrong = refused(one, told)
        assert wrong or forge in MAY_STILL_PROVE, one.name
        assert faulted(one, told) == wrong, one.name
        tried, found = tried + 1, found + wrong
    assert found >= 8, (tried, found)


def test_a_tree_that_turns_back_is_no_tree() -> None:
    rows: list[list[object]] = [[[], [], -1, 0, 1, -1, 0], [[], [], -1, 0, 0, -1, 0]]
    with pytest.raises(ValueError, match="turns back"):
        unflatten(rows)


def test_a_multiplier_beyond_64_bits_is_a_fault_not_a_crash(proven: tuple[Proven, ...]) -> None:
    told = deepcopy(proven[0].told)
    told[0]["tiers"][0]["tree"] = [[[0], [1 << 70], -1, 0, -1, -1, 0]]
    assert faulted(proven[0], told)


def test_sums_that_would_wrap_around_prove_nothing() -> None:
    """w >= 1, 0 <= w <= 2^20, cost 1: the least is 1, whatever a multiplier makes of 64 bits."""
    one = np.array([1])
    rows = Inequalities(1, np.array([0]), np.array([0]), one, one)
    node = Node(np.array([0]), np.array([1 << 59]))
    bound = 0
    try:
        bound = proven_bound(rows, one, np.array([0]), np.array([1 << 20]), 1000, node)
    except ValueError:
        return
    assert bound <= 1


@pytest.mark.parametrize("target", [5, 2**30, 2**47])
def test_a_target_that_would_wrap_around_proves_nothing(target: int) -> None:
    """x >= 1, y <= 1, cost x + y: the least is 1, however far a node may let x rise."""
    rows = Inequalities(2, np.array([0, 1]), np.array([0, 1]), np.array([1, -1]), np.array([1, -1]))
    none = np.array([], np.int64)
    below = Node(np.array([0]), np.array([1]), empty=True)
    # The reduced cost of x is 1, and what is left to pay with 2^63 - 1 at the last of the targets.
    above = Node(np.array([0, 1]), np.array([65_535, 131_071]), low=Node(none, none))
    root = Node(none, none, 0, 0, below, above)
    zero, one = np.zeros(2, np.int64), np.ones(2, np.int64)
    assert proven_bound(rows, one, zero, one, target, root) <= 1


def test_a_tree_whose_branches_grow_together_is_no_tree() -> None:
    """Sixty such nodes would be walked along 2^60 paths."""
    shared: list[list[object]] = [[[], [], 0, 0, 1, 1, 0], [[], [], -1, 0, -1, -1, 0]]
    with pytest.raises(ValueError, match="grow together"):
        unflatten(shared)
