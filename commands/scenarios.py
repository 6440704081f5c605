"""The scenarios that ``whatif`` was asked for: from the sheet, a file, the options; all their problems at once."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass, replace
from pathlib import Path

from luanchuyen.commands.input import Input, there
from luanchuyen.models.errors import DataError, Problem, ScenarioError
from luanchuyen.optimizer.situation.situation import Situation
from luanchuyen.scenarios.changes.changes import problems_of
from luanchuyen.scenarios.comparison.comparison import condition_of
from luanchuyen.scenarios.comparison.rule_differences import numbers_at
from luanchuyen.scenarios.grid import axes_of, grid_problems, points_of, representative
from luanchuyen.scenarios.loosening import loosened
from luanchuyen.scenarios.scenario import Scenario, named_after
from luanchuyen.scenarios.sources import Option, of_file, of_options, of_rows, of_tables
from luanchuyen.sheets.reading.named_sheets import in_workbook
from luanchuyen.wording.comparison.words import change_words, point_words


def spoken(scenarios: Iterable[Scenario], situation: Situation) -> tuple[Scenario, ...]:
    """The scenarios, those that nobody has named by their changes in the language spoken; ``situation``: the base's."""
    numbers = numbers_at(situation)
    return tuple(replace(scenario, name=_name(scenario, numbers)) for scenario in scenarios)


def _name(scenario: Scenario, numbers: Mapping[str, str]) -> str:
    if scenario.point:
        return point_words(scenario.point)
    if scenario.name != named_after(scenario.changes):
        return scenario.name
    return "; ".join(change_words(condition_of(change, numbers)) for change in scenario.changes)


def scenario_remarks(source: Input, situation: Situation) -> tuple[Problem, ...]:
    """What is wrong in the sheet Kịch bản, as warnings: it stops ``whatif``, not ``plan``."""
    return tuple(replace(problem, severity="warning") for problem in _read_sheet(source, situation)[1])


def _read_sheet(source: Input, situation: Situation) -> tuple[tuple[Scenario, ...], tuple[Problem, ...]]:
    """The scenarios of the sheet, and their problems."""
    rows = [(r.scenario, r.change, r.target, r.value, r.origin) for r in source.reading.scenarios]
    found, problems = of_rows(rows)
    return found, (*problems, *problems_of(found, situation))


@dataclass(frozen=True)
class Asked:
    """What is asked: a file, or its tables, changes, a grid, the costs of the rules. Nothing: the sheet Kịch bản."""

    file: Path | None = None
    tables: tuple[Mapping[str, object], ...] = ()
    options: tuple[Option, ...] = ()
    grid: tuple[str, ...] = ()
    costs: bool = False

    def check(self) -> None:
        """Refuse early what needs no workbook: a missing file, a grid too large, the costs beside anything else."""
        other = (
            "--scenarios"
            if self.file or self.tables
            else "--grid"
            if self.grid
            else self.options[0][3]
            if self.options
            else ""
        )
        if self.costs and other:
            raise ScenarioError("scenario.alone", other=other.partition(" ")[0])
        if self.file:
            there(self.file)
        axes_of(self.grid)

    def scenarios(self, source: Input, situation: Situation) -> tuple[Scenario, ...]:
        """The scenarios, sound. Raises DataError where the sheet has problems, ScenarioError where others have."""
        return spoken(self._sound(source, situation), situation)

    def _sound(self, source: Input, situation: Situation) -> tuple[Scenario, ...]:
        if self.costs:
            return loosened(situation)
        if not (self.file or self.tables or self.options or self.grid):
            return self._of_sheet(source, situation)
        found, problems = self._written()
        shared, wrong = of_options(self.options)
        axes, crooked = axes_of(self.grid)
        made = (Scenario(named_after(shared), shared),) if shared and not axes else ()
        judged = (*found, *made, *((representative(axes, shared, situation.policy),) if axes else ()))
        told = (*problems, *wrong, *crooked, *grid_problems(axes, shared, situation.policy))
        whole = {repr(problem): problem for problem in (*told, *problems_of(judged, situation))}
        if whole:
            told = in_workbook(whole.values(), situation.instance.sheets)
            raise ScenarioError("scenario.problems", count=len(whole), problems=told)
        return (*found, *made, *(points_of(axes, shared, situation.policy) if axes else ()))

    def _written(self) -> tuple[tuple[Scenario, ...], tuple[Problem, ...]]:
        if self.file:
            return of_file(self.file)
        return of_tables(list(self.tables), "scenarios") if self.tables else ((), ())

    def _of_sheet(self, source: Input, situation: Situation) -> tuple[Scenario, ...]:
        found, problems = _read_sheet(source, situation)
        if problems:
            raise DataError(in_workbook(problems, situation.instance.sheets), source.name)
        if not found:
            raise ScenarioError("scenario.no_scenarios", sheet=situation.instance.sheet("scenarios"))
        return found
