"""One scenario solved: the facts and rules that it makes, planned, audited, and reduced to its outcome."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field, replace

from luanchuyen.models.certificate import checked
from luanchuyen.models.committee.decision import NOTHING_DECIDED, Decided
from luanchuyen.models.errors import AuditError, MemoryLimitError, RotationError
from luanchuyen.models.instance import Instance
from luanchuyen.models.options import Options
from luanchuyen.models.plan import Result
from luanchuyen.models.policy import Policy
from luanchuyen.optimizer.planning import plan_situation
from luanchuyen.optimizer.program.hints import Memory
from luanchuyen.optimizer.rules.in_force import situation_of
from luanchuyen.optimizer.situation.situation import Situation
from luanchuyen.optimizer.solver.process import SolvingChild
from luanchuyen.scenarios.changes.changes import apply
from luanchuyen.scenarios.scenario import Scenario
from luanchuyen.scenarios.sweep.outcome import Outcome


@dataclass(frozen=True)
class Starting:
    """What every scenario starts from; given to a worker once. ``options`` ask for the best plan alone.

    ``given``: a plan to stay close to, cadre -> posts. ``decided``: what holds in the base and in every scenario.
    """

    instance: Instance
    policy: Policy
    options: Options
    given: Mapping[str, tuple[str, ...]] | None = None
    decided: Decided = NOTHING_DECIDED


@dataclass(frozen=True)
class Reuse:
    """What solving one scenario leaves for the next on the same worker.

    The solving child, its engines imported, and where the last answers were.
    """

    child: SolvingChild
    memory: Memory = field(default_factory=Memory)

    def stop(self) -> None:
        """End the child."""
        self.child.stop()


def solve(situation: Situation, options: Options, earlier: Reuse | None = None) -> tuple[Result, Reuse]:
    """The best plan of ``situation``, and what the next call may use of this one.

    The score is the same with ``earlier`` and without, and so is the plan where the published order decides it.
    Raises as ``plan_situation``, the child stopped; KeyboardInterrupt where it was stopped from outside.
    """
    reuse = earlier or Reuse(SolvingChild())
    try:
        wanted = replace(options, plans=1, differ_by=1)
        result = plan_situation(situation, wanted, child=reuse.child, memory=reuse.memory)
    except BaseException:
        reuse.stop()
        raise
    if result.interrupted:
        reuse.stop()
        raise KeyboardInterrupt
    return result, reuse


class Bench:
    """One worker's place: the facts read once, the child kept from scenario to scenario."""

    def __init__(self, starting: Starting) -> None:
        self.starting = starting
        given, decided = starting.given, starting.decided
        self._base = situation_of(starting.instance, starting.policy, given=given, decided=decided)
        self._reuse: Reuse | None = None

    def outcome(self, scenario: Scenario) -> Outcome:
        """Solve a scenario. What goes wrong in it is its outcome, not an exception."""
        situation = apply(scenario, self._base)
        # Known before it is asked anything, so that close() can end it in the midst of its work.
        self._reuse = self._reuse or Reuse(SolvingChild())
        try:
            result, self._reuse = solve(situation, self.starting.options, self._reuse)
        except BaseException as error:
            self._reuse = None
            if isinstance(error, RotationError | MemoryError):
                return Outcome(scenario, "failed", failure=_failure(error))
            raise
        return outcome_of(scenario, result)

    def close(self) -> None:
        """End the child."""
        if self._reuse:
            self._reuse.stop()
        self._reuse = None


def outcome_of(scenario: Scenario, result: Result) -> Outcome:
    """The outcome that a result is: its first plan, and whether its bound is more than an engine's word."""
    if not result.plans:
        return Outcome(scenario, result.status, conflicts=result.conflicts)
    best = replace(result.plans[0], tied_with=())
    status, sure = result.status if best.proven else "feasible", checked(result.certificate, best.rank)
    return Outcome(scenario, status, best, result.conflicts, checked=sure)


def _failure(error: BaseException) -> str:
    if isinstance(error, MemoryError | MemoryLimitError):
        return "scenario.failed_memory"
    return "scenario.failed_audit" if isinstance(error, AuditError) else "scenario.failed_engine"
