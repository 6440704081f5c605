"""What must stay the same, or may only go one way, when the facts are told otherwise or a rule is drawn tighter."""

from __future__ import annotations

import csv
from collections.abc import Callable, Iterator, Mapping
from dataclasses import replace
from functools import cache
from pathlib import Path
from random import Random
from typing import Any

import pytest
from brute_force import difference
from kept_child import plan
from tiny_boards import Board, tiny_board

from luanchuyen.commands.input import open_case
from luanchuyen.models.instance import Instance
from luanchuyen.models.options import Options
from luanchuyen.models.plan import Plan, Result
from luanchuyen.models.policy import Policy
from luanchuyen.optimizer.rules.rule import make, register
from luanchuyen.optimizer.solver.process import SolvingChild
from luanchuyen.scenarios import example

Score = tuple[int, ...]
BOARDS = range(1000, 1040)
PREFIX = "Đ-"
"""Before every code: their order by code point stays."""

CONSTRAINTS = sorted(name for name, rule in register().items() if not rule.tells("due"))
"""Rules that only forbid or charge; the others also say what is due, which changes purposes and empty seats."""


@pytest.fixture(scope="module")
def child() -> Iterator[SolvingChild]:
    with SolvingChild() as solver:
        yield solver


@pytest.fixture(params=BOARDS)
def board(request: pytest.FixtureRequest) -> Board:
    return tiny_board(request.param)


def solve(board: Board, child: SolvingChild, **changes: Any) -> Result:
    """The board's plans, with another instance, policy, given plan or options where named."""
    changed = replace(board, **changes)
    return plan(changed.instance, changed.policy, changed.options, given=changed.given, child=child)


def in_tiers(ranked: Plan) -> Score:
    return tuple(ranked.score[tier] for tier in sorted(ranked.score))


def scores(result: Result) -> list[Score]:
    return [in_tiers(ranked) for ranked in result.plans]


# -- the shipped example -------------------------------------------------------------------------


@cache
def shipped(folder: Path) -> tuple[Instance, Policy]:
    case = open_case(folder)
    return case.instance, case.rules


@cache
def district_plans() -> Result:
    return plan(*shipped(example.folder("binh-lieu")), Options(plans=3))


def shuffled(folder: Path, into: Path, seed: int) -> Path:
    """A copy of a folder of tables, the rows of each in another order."""
    into.mkdir()
    for file in sorted(folder.glob("*.csv")):
        with file.open(encoding="utf-8", newline="") as stream:
            head, *rows = csv.reader(stream)
        Random(seed).shuffle(rows)
        with (into / file.name).open("w", encoding="utf-8", newline="") as stream:
            csv.writer(stream).writerows([head, *rows])
    return into


@pytest.mark.parametrize("seed", range(3))
def test_the_order_of_the_rows_of_a_workbook_does_not_matter(seed: int, tmp_path: Path, child: SolvingChild) -> None:
    instance, policy = shipped(shuffled(example.folder("binh-lieu"), tmp_path / "copy", seed))
    result = plan(instance, policy, Options(plans=3), child=child)
    assert result.plans == district_plans().plans
    assert result.status == "optimal"


def test_the_same_district_twice_gives_equal_results(child: SolvingChild) -> None:
    assert plan(*shipped(example.folder("binh-lieu")), Options(plans=3), child=child) == district_plans()


def test_the_first_plan_of_a_district_is_the_only_one_when_one_is_asked(child: SolvingChild) -> None:
    one = plan(*shipped(example.folder("binh-lieu")), Options(plans=1), child=child)
    assert one.plans == (replace(district_plans().plans[0], tied_with=()),)


def test_a_district_under_other_codes_of_the_same_order_has_the_same_plans(child: SolvingChild) -> None:
    instance, policy = shipped(example.folder("binh-lieu"))
    result = plan(renamed(instance), policy, Options(plans=3), child=child)
    assert [p.pairs for p in result.plans] == [again(p.pairs) for p in district_plans().plans]
    assert scores(result) == scores(district_plans())


@pytest.mark.slow
def test_the_order_of_the_rows_of_a_province_does_not_matter(tmp_path: Path, child: SolvingChild) -> None:
    folder = example.folder("dien-bien")
    folders = folder, shuffled(folder, tmp_path / "copy", 5)
    first, other = (plan(*shipped(where), Options(plans=1), child=child) for where in folders)
    assert first.plans == other.plans


# -- random boards -------------------------------------------------------------------------------


def test_the_same_board_twice_gives_equal_results(board: Board, child: SolvingChild) -> None:
    assert solve(board, child) == solve(board, child)


def test_a_board_s_lists_may_stand_in_any_order(board: Board, child: SolvingChild) -> None:
    random, instance = Random(board.seed), board.instance

    def mixed(rows: tuple[Any, ...]) -> tuple[Any, ...]:
        return tuple(random.sample(rows, len(rows)))

    cadres = {
        c: replace(cadre, career=mixed(cadre.career), wishes=mixed(cadre.wishes), planned_for=mixed(cadre.planned_for))
        for c, cadre in instance.cadres.items()
    }
    other = replace(
        instance,
        cadres=cadres,
        relations=mixed(instance.relations),
        locks=mixed(instance.locks),
        waivers=mixed(instance.waivers),
        panel=dict(mixed(tuple(instance.panel.items()))),
    )
    one, two = solve(board, child), solve(board, child, instance=other)
    assert [p.pairs for p in two.plans] == [p.pairs for p in one.plans]
    assert scores(two) == scores(one)
    assert {(c.rule, repr(c.subject)) for c in two.conflicts} == {(c.rule, repr(c.subject)) for c in one.conflicts}


def test_other_codes_of_the_same_order_give_the_same_plans_renamed(board: Board, child: SolvingChild) -> None:
    given = board.given and {PREFIX + c: tuple(PREFIX + p for p in posts) for c, posts in board.given.items()}
    one, two = solve(board, child), solve(board, child, instance=renamed(board.instance), given=given)
    assert [p.pairs for p in two.plans] == [again(p.pairs) for p in one.plans]
    assert scores(two) == scores(one)


def test_fewer_plans_asked_are_the_first_of_more(board: Board, child: SolvingChild) -> None:
    many = solve(board, child, options=replace(board.options, plans=5))
    for count in (1, 2, 4):
        few = solve(board, child, options=replace(board.options, plans=count))
        assert [p.pairs for p in few.plans] == [p.pairs for p in many.plans[:count]]


@pytest.mark.parametrize("apart", [1, 2, 3])
def test_the_list_never_gets_better_and_keeps_its_distance(board: Board, child: SolvingChild, apart: int) -> None:
    result = solve(board, child, options=replace(board.options, plans=6, differ_by=apart))
    assert scores(result) == sorted(scores(result))
    pairs = [p.pairs for p in result.plans]
    assert all(difference(a, b) >= apart for i, a in enumerate(pairs) for b in pairs[:i])


def test_without_a_hard_rule_no_rank_is_worse(board: Board, child: SolvingChild) -> None:
    options = replace(board.options, plans=3, differ_by=1)
    before = solve(board, child, options=options)
    for name in hard_constraints(board.policy):
        after = solve(board, child, options=options, policy=changed(board.policy, name, level="off"))
        assert len(after.plans) >= len(before.plans), (board.seed, name)
        pairs = zip(scores(before), scores(after), strict=False)
        assert all(loose <= tight for tight, loose in pairs), (board.seed, name)


def hard_constraints(policy: Policy) -> list[str]:
    return [name for name in CONSTRAINTS if policy.entry(name).level == "hard"]


def changed(policy: Policy, name: str, level: str | None = None, **numbers: object) -> Policy:
    """The policy with one rule's level or numbers otherwise."""
    entry = policy.entry(name)
    entry = replace(entry, level=level or entry.level, numbers={**entry.numbers, **numbers})
    return replace(policy, entries={**policy.entries, name: entry})


def number(policy: Policy, rule: str, name: str) -> Any:
    """The number in force."""
    return getattr(make(policy.entry(rule)), name)


Tightening = Callable[[Policy], Policy]


def more(rule: str, name: str, step: int) -> Tightening:
    return lambda policy: changed(policy, rule, **{name.rstrip("_"): max(0, number(policy, rule, name) + step)})


ALWAYS = {"from": "01/01/2020", "to": "31/12/2030", "levels": ("xã",)}

RARE = ("less upheaval", "all relatives")
"""What seldom binds on so few posts."""

TIGHTENINGS: Mapping[str, Tightening] = {
    "longer stints": more("stint_length", "min_months", 24),
    "a longer service left": more("remaining_service", "training", 60),
    "a longer service left for others": more("remaining_service", "other", 120),
    "no step up": more("rank_step", "up", -1),
    "no step down": more("rank_step", "down", -1),
    "better ratings": lambda policy: changed(policy, "evaluation", least="HTXSNV"),
    "more years of them": more("evaluation", "years", 2),
    "a longer wait after a reprimand": more("discipline", "reprimand", 24),
    "a longer wait after a warning": more("discipline", "warning", 24),
    "any move waits": lambda policy: changed(policy, "discipline", applies_to="any"),
    "a further window": lambda policy: changed(
        policy, "moratorium",
        windows=(*number(policy, "moratorium", "windows"), ALWAYS),
    ),
    "planning alike": lambda policy: changed(policy, "planning_pool", accept="same"),
    "planning for all": lambda policy: changed(
        policy, "planning_pool", purposes=("training", "non_local", "two_term", "reinforce", "return", "other")
    ),
    "less upheaval": more("continuity", "max_share", -50),
    "fewer leavers": more("release", "max_leave", -1),
    "a smaller share of leavers": more("release", "max_leave_share", -50),
    "more women": more("quota", "women", 40),
    "more of the young": more("quota", "under_40", 40),
    "more ways down": more("quota", "min_down", 1),
    "all relatives": lambda policy: changed(policy, "family", relations=()),
    "dearer key posts": more("fill", "key_weight", 2),
    "more places to cover": lambda policy: changed(policy, "coverage", levels=("tỉnh", "huyện", "xã")),
    "an earlier turn": more("hardship", "months", -12),
    "easier turns": more("hardship", "from_", -1),
}  # fmt: skip


@pytest.mark.parametrize("name", TIGHTENINGS)
def test_a_rule_drawn_tighter_makes_nothing_better(name: str, child: SolvingChild) -> None:
    worse = 0
    for seed in range(2000, 2160):
        if worse and seed >= 2045:
            break
        board = tiny_board(seed)
        tight = TIGHTENINGS[name](board.policy)
        rule = next((r for r in tight.entries if tight.entry(r) != board.policy.entry(r)), None)
        if rule is None:
            continue
        if board.policy.entry(rule).level == "off":
            tight = changed(tight, rule, level="soft")
            board = replace(board, policy=changed(board.policy, rule, level="soft"))
        options = replace(board.options, plans=2, differ_by=1)
        one, two = solve(board, child, options=options), solve(board, child, options=options, policy=tight)
        assert len(two.plans) <= len(one.plans), seed
        assert all(a <= b for a, b in zip(scores(one), scores(two), strict=False)), seed
        worse += scores(two) != scores(one)
    assert worse or name in RARE


def test_less_money_makes_nothing_better(board: Board, child: SolvingChild) -> None:
    units = {
        u: replace(unit, budget=0 if unit.budget is None else max(0, unit.budget - 4))
        for u, unit in board.instance.units.items()
    }
    policy = changed(board.policy, "budget", level="hard")
    options = replace(board.options, plans=2, differ_by=1)
    rich = solve(board, child, policy=policy, options=options)
    poor = solve(board, child, policy=policy, options=options, instance=replace(board.instance, units=units))
    assert len(poor.plans) <= len(rich.plans)
    assert all(a <= b for a, b in zip(scores(rich), scores(poor), strict=False))


# -- other codes ---------------------------------------------------------------------------------


def again(pairs: tuple[tuple[str, str], ...]) -> tuple[tuple[str, str], ...]:
    return tuple((PREFIX + c, PREFIX + p) for c, p in pairs)


def renamed(instance: Instance) -> Instance:
    """The same facts, every code with the prefix."""
    codes = {*instance.units, *instance.posts, *instance.cadres}

    def other(code: Any) -> Any:
        if isinstance(code, tuple):
            return tuple(map(other, code))
        return PREFIX + code if code in codes else code

    def by_code(table: Mapping[str, Any], *names: str) -> dict[str, Any]:
        return {PREFIX + code: fields(record, *names) for code, record in table.items()}

    def fields(record: Any, *names: str) -> Any:
        return replace(record, **{name: other(getattr(record, name)) for name in names})

    cadres = by_code(instance.cadres, "cadre_id", "unit_id", "post_ids", "managed_by", "wishes")
    cadres = {
        code: replace(
            cadre,
            planned_for=tuple(fields(entry, "post_id") for entry in cadre.planned_for),
            career=tuple(fields(stint, "cadre_id", "unit_id") for stint in cadre.career),
        )
        for code, cadre in cadres.items()
    }
    return replace(
        instance,
        units=by_code(instance.units, "unit_id", "parent_id"),
        posts=by_code(instance.posts, "post_id", "unit_id", "managed_by"),
        cadres=cadres,
        relations=tuple(fields(row, "cadre_id", "relative_id") for row in instance.relations),
        locks=tuple(fields(row, "cadre_id", "post_id") for row in instance.locks),
        waivers=tuple(fields(row, "cadre_id", "post_id") for row in instance.waivers),
        panel={other(key): fields(row, "cadre_id", "post_id") for key, row in instance.panel.items()},
    )
