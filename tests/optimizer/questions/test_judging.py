"""Edits judged against listing every plan: costs alone and together, contradictions that none can be spared of, and
every minimal way out."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator, Sequence
from itertools import chain, combinations, product
from math import prod
from random import Random

import pytest
from brute_force import BruteForce
from decided_boards import likely_decision, random_decision
from tiny_boards import tiny_board

from luanchuyen.models.calendar import PartialDate
from luanchuyen.models.committee.decision import Decision
from luanchuyen.models.committee.edit import Edit
from luanchuyen.models.committee.judgement import Waiving
from luanchuyen.models.waiver import Waiver
from luanchuyen.optimizer.questions.judging import decisions_of, granted_by, judged
from luanchuyen.optimizer.questions.prices import Prices, by_the_book
from luanchuyen.optimizer.rules.in_force import rules_of
from luanchuyen.optimizer.situation.situation import Situation
from luanchuyen.optimizer.solver.process import SolvingChild

BOARDS = 75
PLANS_TO_TRY = 500
LEAST = 1
WAIVERS_TO_TRY = 4
KINDS = {"fix": "agree", "forbid": "exclude", "stay": "stay", "at_most": "leave_empty"}

Way = tuple[tuple[int, ...], tuple[Waiving, ...]]


@pytest.fixture(scope="module")
def child() -> Iterator[SolvingChild]:
    with SolvingChild() as made:
        yield made


def edited(seed: int, free: BruteForce) -> list[Edit]:
    """Up to three edits, some with a waiver at their line."""
    random, found = Random(f"edited {seed}"), dict[Decision, Edit]()
    for number in range(random.randint(1, 3)):
        some = random_decision(random, free.situation) if random.random() < 0.5 else likely_decision(random, free)
        decisions = (some,)
        if some.kind == "fix":
            decisions = tuple(Decision("fix", some.cadre, p) for p in free.situation.group_of[some.post].posts)
        rules = [name for name, rule in rules_of(free.situation).items() if rule.waivable and rule.tells("pair")]
        waivers = [granted((name, some.cadre, some.post)) for name in rules if random.random() < 0.1]
        cells = (f"Phương án 1!K{number + 10}",)
        kind = KINDS[some.kind]
        edit = Edit(kind, 1, some.post or None, some.cadre, None, "", cells, decisions, tuple(waivers))  # type: ignore[arg-type]
        found.setdefault(some, edit)
    return list(found.values())


def granted(waiving: Waiving) -> Waiver:
    rule, cadre, post = waiving
    return Waiver(rule, cadre, post, "", "", PartialDate(1), "")


def legal(situation: Situation, edits: Sequence[Edit], dropped: Sequence[int], waive: Sequence[Waiving]) -> BruteForce:
    """The plans left when edits are dropped and waivers recorded."""
    kept = [edit for at, edit in enumerate(edits) if at not in dropped]
    waivers = (*granted_by(kept), *map(granted, waive))
    return BruteForce(situation.granting(waivers).deciding(decisions_of(kept, edits)))


def useful_waivers(situation: Situation, edits: Sequence[Edit]) -> list[Waiving]:
    """Every waiver of a binding rule for a pair that an edit fixes."""
    rules = [name for name, rule in rules_of(situation).items() if rule.waivable]
    hard = [name for name in rules if situation.policy.entry(name).level == "hard"]
    fixed = [d for edit in edits for d in edit.decisions if d.kind == "fix"]
    leads = dict.fromkeys((d.cadre, d.post) for d in fixed if situation.group_of[d.post].lead == d.post)
    return [(rule, *pair) for rule, pair in product(hard, leads)]


def ways(situation: Situation, edits: Sequence[Edit]) -> list[tuple[Way, tuple[int, ...]]]:
    """Every minimal way with the score of its best plan, in their order."""
    useful = useful_waivers(situation, edits)
    places = range(len(edits))
    subsets = list(chain.from_iterable(combinations(places, n) for n in range(len(edits) + 1)))
    waivings = list(chain.from_iterable(combinations(sorted(useful), n) for n in range(len(useful) + 1)))
    found: list[tuple[Way, tuple[int, ...]]] = []
    for dropped, waive in sorted(product(subsets, waivings), key=lambda way: (len(way[0]), len(way[1]))):
        if any(set(d) <= set(dropped) and set(w) <= set(waive) for (d, w), _ in found):
            continue
        pairs_kept = {(d.cadre, d.post) for at, edit in enumerate(edits) if at not in dropped for d in edit.decisions}
        if any((cadre, post) not in pairs_kept for _, cadre, post in waive):
            continue
        plans = legal(situation, edits, dropped, waive).legal
        if plans:
            found.append(((dropped, waive), plans[0].score))
    return sorted(found, key=lambda way: (len(way[0][0]), len(way[0][1]), way[1]))


def test_edits_are_judged_as_listing_every_plan_judges_them(child: SolvingChild) -> None:
    seen: Counter[str] = Counter()
    for seed in range(BOARDS):
        situation = by_the_book(tiny_board(seed).situation)
        free = BruteForce(situation)
        if prod(map(len, free.options)) > PLANS_TO_TRY or not free.legal:
            continue
        edits, base = edited(seed, free), free.legal[0].score
        judgement = judged(Prices(situation, child, free.legal[0].pairs), edits)
        for at, one in enumerate(judgement.edits):
            alone = legal(situation, edits, [n for n in range(len(edits)) if n != at], ()).legal
            expected = [a - b for a, b in zip(alone[0].score, base, strict=True)] if alone else None
            assert (one.cost.proven, one.edit) == (True, edits[at]), seed
            assert (None if one.cost.cost is None else [one.cost.cost[t] for t in sorted(one.cost.cost)]) == expected, (
                seed
            )
            seen["gain"] += expected is not None and expected < [0] * len(base)
        together = judgement.together
        plans = legal(situation, edits, (), ()).legal
        if plans:
            assert together.value.status == "optimal" and not together.conflict + together.ways_out, seed
            assert tuple(together.value.score[t] for t in sorted(together.value.score or {})) == plans[0].score, seed
            seen["hold"] += 1
            continue
        assert together.value.status == "infeasible" and together.conflict, seed
        if len(useful_waivers(situation, edits)) > WAIVERS_TO_TRY:
            continue
        expected_ways = ways(situation, edits)
        found = [(tuple(edits.index(e) for e in way.drop), way.waive) for way in together.ways_out]
        told = [(len(d), len(w), score) for (d, w), score in expected_ways[:5]]
        costs = [
            tuple(way.cost.cost[t] + b for t, b in zip(sorted(way.cost.cost), base, strict=True))
            for way in together.ways_out
            if way.cost.cost
        ]
        assert [(len(d), len(w), s) for (d, w), s in zip(found, costs, strict=True)] == told, (
            seed,
            found,
            expected_ways,
        )
        assert set(found) <= {way for way, _ in expected_ways}, seed
        seen["waive"] += any(waive for _, waive in found)
        seen["drop"] += any(len(drop) > 1 for drop, _ in found)
        seen["contradict"] += 1
    wanted = ("hold", "contradict", "waive")
    assert {kind: seen[kind] for kind in wanted if seen[kind] < LEAST} == {}, seen
