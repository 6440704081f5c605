"""Running scenarios: wherever they are solved the outcomes are those of planning the changed book by itself."""

from __future__ import annotations

import os
from concurrent.futures import Future
from pathlib import Path

import pytest
import stillborn
from deadly_work import deadly_work
from what_if_board import change, scenario, situation, starting

from luanchuyen.models.options import Options
from luanchuyen.models.plan import Plan
from luanchuyen.optimizer.planning import plan_situation
from luanchuyen.optimizer.processes import pool
from luanchuyen.scenarios.changes.changes import apply
from luanchuyen.scenarios.scenario import BASE, Scenario
from luanchuyen.scenarios.sweep.outcome import Outcome
from luanchuyen.scenarios.sweep.runner import State, run
from luanchuyen.scenarios.sweep.workers import SWEEP, Here, Processes

SCENARIOS = (
    scenario(change("without_cadre", "C0"), name="không có C0"),
    scenario(change("fix", "C2", "X1-BT"), change("off", "panel"), name="chốt C2"),
    scenario(change("set", "stint_length.min_months", value="120"), name="10 năm"),
    scenario(change("fix", "C0", "X1-BT"), change("fix", "C4", "X2-BT"), name="không thể"),
)


class Deadly(Processes):
    """Processes that some scenarios kill."""

    def submit(self, scenario: Scenario) -> Future[Outcome]:
        assert self._pool is not None
        future: Future[Outcome] = self._pool.submit(deadly_work, SWEEP, scenario)
        return future


@pytest.fixture(scope="module")
def here() -> tuple[Outcome, ...]:
    """The base and the scenarios solved in this process."""
    base, others = run(starting(), SCENARIOS, Here())
    return (base, *others)


def alone(one: Scenario) -> tuple[str, Plan | None]:
    """Status and best plan of a run of its own."""
    result = plan_situation(apply(one, situation()), Options(plans=1))
    return result.status, result.plans[0] if result.plans else None


def test_each_outcome_is_that_of_a_run_of_its_own(here: tuple[Outcome, ...]) -> None:
    for outcome in here:
        assert (outcome.status, outcome.plan) == alone(outcome.scenario), outcome.scenario.name
    assert [outcome.status for outcome in here] == ["optimal", "optimal", "optimal", "optimal", "infeasible"]
    assert here[-1].conflicts and not here[-1].plan


def test_a_pool_of_processes_finds_the_same(here: tuple[Outcome, ...]) -> None:
    heard: list[Outcome] = []
    states: list[State] = []
    base, others = run(starting(), SCENARIOS, Processes(2), heard.append, states.append)
    assert (base, *others) == here
    assert sorted(o.scenario.name for o in heard) == sorted(o.scenario.name for o in here)
    assert states[-1].done == 5 and states[-1].left == states[-1].running == 0


def test_kept_outcomes_are_not_solved_again(here: tuple[Outcome, ...]) -> None:
    kept = {outcome.scenario: Outcome.from_json(outcome.to_json()) for outcome in here[:3]}
    heard: list[Outcome] = []
    base, others = run(starting(), SCENARIOS, Here(), heard.append, kept=kept)
    assert (base, *others) == here
    assert [outcome.scenario.name for outcome in heard] == ["10 năm", "không thể"]


def test_a_point_that_changes_nothing_is_the_base() -> None:
    heard: list[Outcome] = []
    point = Scenario("36 tháng", (), (("stint_length.min_months", "36"),))
    base, (same,) = run(starting(), [point], Here(), heard.append)
    assert same.scenario is point and same.plan == base.plan
    assert [outcome.scenario for outcome in heard] == [BASE]


@pytest.mark.slow
@pytest.mark.skipif(os.name != "posix", reason="kills by signal")
def test_a_scenario_that_kills_its_worker_is_lost_alone(
    here: tuple[Outcome, ...], tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("PYTHONPATH", str(Path(__file__).parents[2] / "makers"))
    off = (change("off", "release"),)
    deadly, once = Scenario("deadly", off), Scenario(f"once {tmp_path / 'died'}", off)
    base, others = run(starting(), [deadly, SCENARIOS[0], once, SCENARIOS[1]], Deadly(2))
    assert base == here[0]
    assert others[0] == Outcome(deadly, "failed", failure="scenario.failed_worker")
    assert (others[1], others[3]) == (here[1], here[2])
    assert others[2].status == "optimal", "tried once more"


def test_workers_that_die_while_they_start_lose_only_what_they_were_given(
    here: tuple[Outcome, ...], tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("PYTHONPATH", str(Path(__file__).parents[2] / "makers"))
    monkeypatch.setenv(stillborn.LIVES, str(tmp_path / "left"))
    monkeypatch.setattr(pool, "WORKER", "stillborn")
    (tmp_path / "left").write_text("1")
    base, others = run(starting(), SCENARIOS[:1], Processes(2))
    assert (base, *others) == here[:2], "tried once more"
    (tmp_path / "left").write_text("1000")
    base, others = run(starting(), SCENARIOS[:1], Processes(1))
    assert [o.failure for o in (base, *others)] == ["scenario.failed_worker"] * 2


@pytest.mark.slow
def test_a_solving_child_that_dies_costs_its_scenario_alone(here: tuple[Outcome, ...]) -> None:
    from luanchuyen.scenarios.sweep import worker

    def kill(outcome: Outcome) -> None:
        if outcome.scenario == BASE:
            (bench,) = worker._benches.values()
            assert bench._reuse is not None
            bench._reuse.child._process.kill()
            bench._reuse.child._process.wait()

    base, others = run(starting(), SCENARIOS[:2], Here(), kill)
    assert base == here[0]
    assert [(o.status, o.failure) for o in others] == [("failed", "scenario.failed_memory"), ("optimal", None)]
