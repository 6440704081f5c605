"""What a scenario decides binds whatever the levels of Khóa's rules: its plan is that of listing every plan."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator
from dataclasses import replace
from math import prod
from random import Random

from brute_force import BruteForce, Judged
from tiny_boards import tiny_board

from luanchuyen.models.options import Options
from luanchuyen.models.policy import Level
from luanchuyen.optimizer.planning import plan_situation
from luanchuyen.optimizer.rules.in_force import situation_of
from luanchuyen.optimizer.situation.situation import Situation
from luanchuyen.optimizer.solver.process import SolvingChild
from luanchuyen.scenarios.changes.changes import apply, problems_of
from luanchuyen.scenarios.scenario import Change, Scenario

BOARDS = 30
PLANS_TO_TRY = 250
LEVELS: tuple[Level, ...] = ("hard", "soft", "off")


def board(seed: int, level: Level) -> Situation:
    """A tiny board, the rules of Khóa at ``level``."""
    tiny = tiny_board(seed)
    entries = {name: replace(tiny.policy.entry(name), level=level) for name in ("fixed", "forbidden")}
    policy = replace(tiny.policy, entries={**tiny.policy.entries, **entries})
    return situation_of(tiny.instance, policy, given=tiny.given)


def likely_changes(random: Random, brute: BruteForce) -> Iterator[Change]:
    """A change of each kind: of what the best plan does or a lawful one might, else of anybody and any post."""
    anything = (random.choice(brute.cadres), random.choice(brute.posts))
    best = [pair for plan in brute.legal[:1] for pair in plan.pairs] or [anything]
    others = [pair for plan in brute.legal[1:20] for pair in plan.pairs if pair not in best] or [anything]
    yield Change("fix", random.choice((*others, anything)))
    cadre, post = random.choice(best)
    yield from (Change("forbid", (cadre, post)), Change("forbid", ("*", post)), Change("without_cadre", (cadre,)))


def holds(change: Change, plan: Judged, situation: Situation) -> bool:
    """Whether a plan keeps what a change decides, told from its pairs."""
    cadre, post = change.target[0], change.target[-1]
    moves = [taken for mover, taken in plan.pairs if mover == cadre]
    if change.kind == "without_cadre":
        return not moves
    if change.kind == "forbid":
        return post not in ([taken for _, taken in plan.pairs] if cadre == "*" else moves)
    stays = not moves and cadre not in situation.leaves and post in situation.held[cadre]
    return post in moves or stays


def test_the_plan_of_a_scenario_is_the_first_of_all_that_hold_what_it_decides() -> None:
    told: Counter[tuple[str, Level]] = Counter()
    with SolvingChild() as child:
        for seed in range(BOARDS):
            base = board(seed, level := LEVELS[seed % 3])
            brute = BruteForce(base)
            if prod(map(len, brute.options)) > PLANS_TO_TRY:
                continue
            for change in likely_changes(Random(f"listed {seed}"), brute):
                told.update((what, level) for what in outcome(change, base, brute, child))
    kinds = ("fix", "forbid", "without_cadre", "infeasible")
    assert [(kind, level) for kind in kinds for level in LEVELS if not told[kind, level]] == []


def outcome(change: Change, base: Situation, brute: BruteForce, child: SolvingChild) -> Iterator[str]:
    """Hold the plan under a change against the list; the change's kind where it changes the plan, or infeasible."""
    scenario = Scenario("", (change,))
    if problems_of([scenario], base):
        return
    changed = apply(scenario, base)
    free = brute if changed.instance == base.instance else BruteForce(changed.deciding(()))
    held = [plan for plan in free.legal if holds(change, plan, changed)]
    result = plan_situation(changed, Options(plans=1), child=child)
    assert [plan.pairs for plan in result.plans] == [plan.pairs for plan in held[:1]], change
    if free.legal and held[:1] != [free.legal[0]]:
        yield change.kind if held else "infeasible"
    if free.legal and not held:
        assert result.status == "infeasible" and "edit" in {one.kind for one in result.conflicts}, change
