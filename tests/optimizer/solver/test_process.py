"""The solving child killed, interrupted, missing its engine or out of time: the parent lives and says so."""

from __future__ import annotations

import os
import signal
import subprocess
import sys
import textwrap
from collections import Counter
from collections.abc import Callable, Iterator, Mapping
from dataclasses import replace
from functools import cache
from pathlib import Path

import numpy as np
import pytest
from brute_force import BruteForce
from kept_child import plan
from tiny_boards import tiny_board

from luanchuyen.commands.input import open_case
from luanchuyen.models.errors import MemoryLimitError, RotationError
from luanchuyen.models.instance import Instance
from luanchuyen.models.options import Options
from luanchuyen.models.plan import Result
from luanchuyen.models.policy import Policy
from luanchuyen.optimizer.audit.auditor import audit
from luanchuyen.optimizer.integer.events import Asked, Event, PlanFound, TierSettled
from luanchuyen.optimizer.integer.task import CrossCheck, Ranked, Task
from luanchuyen.optimizer.program.program import build
from luanchuyen.optimizer.rules.in_force import situation_of
from luanchuyen.optimizer.situation.situation import Situation
from luanchuyen.optimizer.solver import ranking
from luanchuyen.optimizer.solver.process import SolvingChild
from luanchuyen.optimizer.solver.ranking import Ranking
from luanchuyen.scenarios import example

Values = Mapping[str, object]
POSIX = pytest.mark.skipif(os.name != "posix", reason="sends POSIX signals")


@cache
def district() -> tuple[Instance, Policy]:
    """The shipped example of a district, and its rules."""
    case = open_case(example.folder("binh-lieu"))
    return case.instance, case.rules


@cache
def five_plans() -> Result:
    return plan(*district(), Options(plans=5))


def when(kind: str, act: Callable[[], None]) -> Callable[[str, Values], None]:
    """A report that acts once, when it hears of ``kind``."""
    acts = [act]

    def report(heard: str, values: Values) -> None:
        if heard == kind and acts:
            acts.pop()()

    return report


def interrupt() -> None:
    raise KeyboardInterrupt


@POSIX
@pytest.mark.parametrize("kind", ["solve", "tier", "plan"])
def test_a_child_that_is_killed_is_a_matter_of_memory_and_the_parent_goes_on(kind: str) -> None:
    with SolvingChild() as child:
        killing = when(kind, lambda: os.kill(child._process.pid, signal.SIGKILL))
        with pytest.raises(MemoryLimitError) as raised:
            plan(*district(), Options(plans=300), child=child, report=killing)
        assert raised.value.key == "plan.child_died"
        with pytest.raises(MemoryLimitError):
            plan(*district(), child=child)
    assert plan(*district(), Options(plans=1)).plans == (replace(five_plans().plans[0], tied_with=()),)


def test_interrupted_after_a_plan_keeps_the_plans_found_audited() -> None:
    result = plan(*district(), Options(plans=300), report=when("plan", interrupt))
    assert (result.interrupted, result.status) == (True, "feasible")
    assert [p.pairs for p in result.plans] == [five_plans().plans[0].pairs]
    situation = situation_of(*district())
    for ranked in result.plans:
        audited = audit(situation, ranked.pairs)
        assert audited.passed
        assert audited.score == ranked.score == ranked.bound
        assert ranked.proven


def test_interrupted_before_the_first_plan_there_is_none() -> None:
    result = plan(*district(), report=when("tier", interrupt))
    assert (result.interrupted, result.status, result.plans) == (True, "no_plan", ())


def test_interrupted_in_the_cross_check_keeps_the_plans(monkeypatch: pytest.MonkeyPatch) -> None:
    ask = SolvingChild.ask

    def interrupted(child: SolvingChild, task: Asked, tick: float = 0.2) -> Iterator[Event]:
        if isinstance(task, CrossCheck):
            raise KeyboardInterrupt
        return ask(child, task, tick)

    monkeypatch.setattr(SolvingChild, "ask", interrupted)
    result = plan(*district(), Options(plans=5), cross=True)
    assert (result.interrupted, result.status) == (True, "optimal")
    assert [made.pairs for made in result.plans] == [made.pairs for made in five_plans().plans]


def test_an_interrupted_child_answers_no_further_task() -> None:
    with SolvingChild() as child:
        plan(*district(), Options(plans=300), report=when("plan", interrupt), child=child)
        with pytest.raises(RotationError):
            plan(*district(), Options(plans=1), child=child)


def test_a_report_that_fails_leaves_no_answers_for_the_next_task() -> None:
    def fail() -> None:
        raise OSError("the console is gone")

    with SolvingChild() as child:
        with pytest.raises(OSError, match="console"):
            plan(*district(), Options(plans=5), report=when("plan", fail), child=child)
        assert plan(*district(), Options(plans=5), child=child) == five_plans()


@POSIX
def test_ctrl_c_in_a_terminal_reaches_the_parent_alone() -> None:
    """SIGINT to the whole group of processes, as a terminal sends it: the child must not die of it first."""
    script = """
        import os, signal, sys
        from kept_child import plan
        from luanchuyen.models.options import Options
        from test_process import district, when
        def ctrl_c():
            os.killpg(0, signal.SIGINT)
        result = plan(*district(), Options(plans=300), report=when("plan", ctrl_c))
        print(result.interrupted, result.status, len(result.plans) >= 1)
    """
    told = run_python(script)
    assert told.stdout.split() == ["True", "feasible", "True"], told.stderr


def run_python(script: str) -> subprocess.CompletedProcess[str]:
    """Run a script, which sees these tests, in a group of its own."""
    paths = (*sys.path, str(Path(__file__).parent))
    environment = {**os.environ, "PYTHONPATH": os.pathsep.join(paths)}
    command = [sys.executable, "-c", textwrap.dedent(script)]
    return subprocess.run(
        command, env=environment, capture_output=True, text=True, timeout=60, start_new_session=True, check=False
    )


def test_without_its_engine_the_child_says_what_is_missing(monkeypatch: pytest.MonkeyPatch, tmp_path: Path) -> None:
    (tmp_path / "ortools").mkdir()
    (tmp_path / "ortools" / "__init__.py").write_text("raise ImportError('no library for this machine')")
    monkeypatch.setenv("PYTHONPATH", os.pathsep.join([str(tmp_path), os.environ.get("PYTHONPATH", "")]))
    with SolvingChild() as child:
        child._process.wait(timeout=30)
        for _ in range(2):
            with pytest.raises(RotationError) as raised:
                plan(*district(), child=child)
            assert raised.value.key == "plan.engine_failed"
            assert "no library for this machine" in str(raised.value.values["reason"])


def test_a_fault_in_the_child_is_not_taken_for_want_of_memory() -> None:
    arrays = build(situation_of(*district())).arrays
    broken = replace(arrays, indices=arrays.indices + arrays.columns)
    with SolvingChild() as child:
        with pytest.raises(RotationError) as raised:
            list(child.ask(Task(broken, 1, 1, None, 0)))
        assert not isinstance(raised.value, MemoryLimitError)


def test_a_folder_with_a_module_of_its_own_does_not_reach_the_child(
    monkeypatch: pytest.MonkeyPatch, tmp_path: Path
) -> None:
    for name in ("numpy", "pickle", "ortools"):
        (tmp_path / f"{name}.py").write_text("raise RuntimeError('a file of the clerk')")
    monkeypatch.chdir(tmp_path)
    assert plan(*district(), Options(plans=1)).status == "optimal"


def test_no_time_at_all_gives_a_plan_made_in_haste() -> None:
    result = plan(*district(), Options(plans=3, time_limit=0.0))
    assert (result.status, result.conflicts, len(result.plans)) == ("feasible", (), 1)
    made = result.plans[0]
    assert audit(situation_of(*district()), made.pairs).passed and not made.proven
    assert in_tiers(made.bound) == (0, 0, 0) < in_tiers(five_plans().plans[0].score) < in_tiers(made.score)


@pytest.mark.parametrize("seconds", [0.001, 0.01, 0.02, 0.03, 0.05, 0.1])
def test_out_of_time_the_bounds_are_true(seconds: float) -> None:
    result = plan(*district(), Options(plans=5, time_limit=seconds))
    assert result.status in ("optimal", "feasible") and result.plans
    assert all(ranked.proven for ranked in result.plans[:-1])
    for ranked, best in zip(result.plans, five_plans().plans, strict=False):
        assert in_tiers(ranked.bound) <= in_tiers(best.score) <= in_tiers(ranked.score)
        assert ranked.proven == (ranked.bound == ranked.score) or not ranked.proven
        assert audit(situation_of(*district()), ranked.pairs).score == ranked.score


def in_tiers(score: Mapping[int, int]) -> tuple[int, ...]:
    return tuple(score[tier] for tier in sorted(score))


class Clock:
    """A clock that stands still until it has been looked at so many times; then all time has passed."""

    def __init__(self, looks: int) -> None:
        self.looks = looks

    def monotonic(self) -> float:
        self.looks -= 1
        return 0.0 if self.looks >= 0 else 1e9


def test_whenever_time_runs_out_nothing_false_is_said(monkeypatch: pytest.MonkeyPatch) -> None:
    seen: Counter[str] = Counter()
    for seed in range(60):
        board = tiny_board(seed)
        expected = BruteForce(board.situation).ranked(3)
        for looks in (1, 2, 3, 4, 5, 6, 8, 10, 13, 17, 22, 30, 40, 60):
            ranked, status = run_until(board.situation, Clock(looks), monkeypatch)
            assert all(r.proven for r in ranked[:-1]), (seed, looks)
            assert status != "complete" or len(ranked) == len(expected), (seed, looks)
            assert status != "infeasible" or not expected, (seed, looks)
            for one, judged in zip(ranked, expected, strict=False):
                assert one.bound <= judged.score <= one.score, (seed, looks)
                assert not one.proven or one.score == one.bound == judged.score, (seed, looks)
            seen[status] += 1
            seen["unproven"] += any(not r.proven for r in ranked)
            seen["undecided"] += any(r.proven and not r.decided for r in ranked)
            seen["cut short"] += 0 < len(ranked) < len(expected)
    assert {name for name, count in seen.items() if count >= 5} >= {"complete", "unknown", "undecided", "cut short"}


def run_until(situation: Situation, clock: Clock, monkeypatch: pytest.MonkeyPatch) -> tuple[list[Ranked], str]:
    """Rank three plans in this process by that clock."""
    found: list[Ranked] = []

    def say(event: TierSettled | PlanFound) -> None:
        if isinstance(event, PlanFound):
            found.append(event.plan)

    with monkeypatch.context() as patch:
        patch.setattr(ranking, "time", clock)
        status = Ranking(Task(build(situation).arrays, 3, 1, 100.0, 0), say).run()
    return found, status


def test_a_point_that_breaks_its_rows_is_disowned(monkeypatch: pytest.MonkeyPatch) -> None:
    from luanchuyen.optimizer.integer.inequalities import Inequalities
    from luanchuyen.optimizer.solver import engine

    arrays = build(situation_of(*district())).arrays
    rows, nothing = Inequalities.of(arrays), np.zeros(arrays.columns, np.int64)
    assert engine.minimise(rows, arrays.costs[0], nothing, arrays.upper).status == "optimal"
    monkeypatch.setattr(Inequalities, "hold", lambda self, point: False)
    with pytest.raises(engine.EngineError):
        engine.minimise(rows, arrays.costs[0], nothing, arrays.upper)
