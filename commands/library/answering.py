"""``what_if`` from Python: scenarios of one workbook solved, and held against the plan of the workbook as it is."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Mapping, Sequence
from dataclasses import dataclass, replace
from pathlib import Path

from luanchuyen.commands.input import Case, open_case
from luanchuyen.commands.runs.run_reading import given_plan
from luanchuyen.commands.scenarios import Asked, spoken
from luanchuyen.commands.sweep_report import compared
from luanchuyen.messages import say
from luanchuyen.models.comparison import Comparison
from luanchuyen.models.options import Options
from luanchuyen.optimizer.situation.situation import Situation
from luanchuyen.scenarios.comparison.costs import Cost, costs, pairs_to_try
from luanchuyen.scenarios.comparison.rows import cost_rows
from luanchuyen.scenarios.scenario import BASE, Scenario
from luanchuyen.scenarios.sweep.outcome import Outcome
from luanchuyen.scenarios.sweep.runner import Runner, State
from luanchuyen.scenarios.sweep.solving import Starting
from luanchuyen.scenarios.sweep.workers import Here, Processes
from luanchuyen.wording.check.noted import noted

Tables = Iterable[Mapping[str, object]]


@dataclass(frozen=True)
class Answers:
    """The base's outcome, those of the scenarios, what the rules cost where that was asked, all held together."""

    base: Outcome
    others: tuple[Outcome, ...]
    costs: tuple[Cost, ...] | None
    comparison: Comparison

    def to_dict(self) -> dict[str, object]:
        """What ``whatif --json`` prints beside the folder."""
        told = [outcome.to_dict() for outcome in self.others]
        found: dict[str, object] = {"base": self.base.to_dict(), "scenarios": told}
        return found if self.costs is None else {**found, "costs": cost_rows(self.costs)}


def what_if(
    book: str | Path | Case,
    scenarios: str | Path | Tables = (),
    *,
    grid: Iterable[str] = (),
    costs: bool = False,
    close_to: str | Path | None = None,
    time_limit: float | None = None,
    seed: int = 0,
    jobs: int = 1,
    report: Callable[[State], None] | None = None,
) -> Answers:
    """Solve scenarios of a workbook, and the workbook as it is, for the best plan of each.

    ``scenarios``: a TOML file, or its tables, such as ``[{"name": "...", "changes": [{"off": "release"}]}]``; ``grid``:
    numbers over a range, ``"stint_length.min_months=24..48:6"``; ``costs``: each binding rule loosened in turn. None
    of them: the sheet Kịch bản. ``close_to``: a run, ``DIR`` or ``DIR#2``, to whose plan all of them stay close; what a
    Case stays close to, and what was decided in it, holds here too. ``jobs``: scenarios solved at a time, from 2 on in
    processes of their own. Raises as ``open_case`` does; ScenarioError with every problem of the scenarios at once.
    """
    if isinstance(scenarios, str | Path):
        asked = Asked(Path(scenarios), grid=tuple(grid), costs=costs)
    else:
        asked = Asked(tables=tuple(scenarios), grid=tuple(grid), costs=costs)
    asked.check()
    case = book if isinstance(book, Case) else open_case(book)
    case = case.close_to(given_plan(close_to)) if close_to is not None else case
    situation = case.situation
    limit = time_limit if time_limit is not None else case.options.time_limit
    options = Options(plans=1, time_limit=limit, seed=seed)
    starting = Starting(case.instance, case.rules, options, situation.given, situation.decided)
    with noted():
        wanted = asked.scenarios(case.source, situation)
    with Runner(starting, Here() if jobs == 1 else Processes(jobs), report=report) as runner:
        return answered(runner, wanted, situation, costs)


def answered(runner: Runner, scenarios: Sequence[Scenario], situation: Situation, ask_costs: bool) -> Answers:
    """The scenarios' outcomes, and of the costs also those of pairs of rules that together gain more."""
    base, *others = runner.outcomes([BASE, *scenarios])
    name = say("compare.base_name" if situation.given is None else "compare.base_close_name")
    base = replace(base, scenario=Scenario(name, ()))
    found = None
    if ask_costs:
        pairs = spoken(pairs_to_try(situation, base, others), situation)
        others += runner.outcomes(pairs)
        found = costs(base, others)
    return Answers(base, tuple(others), found, compared(base, others, found, situation))
