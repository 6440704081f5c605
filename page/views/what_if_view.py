"""Kịch bản: what is asked, and the answers side by side, only what differs."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from typing import Any

from luanchuyen.messages import say
from luanchuyen.models.comparison import Compared, Comparison
from luanchuyen.models.errors import ScenarioError, UsageError
from luanchuyen.optimizer.rules.in_force import in_force
from luanchuyen.optimizer.situation.situation import Situation
from luanchuyen.page.desk.desk import Desk
from luanchuyen.page.desk.what_if import held_by
from luanchuyen.page.views.common import Shown
from luanchuyen.page.views.plans_view import failure_lines
from luanchuyen.scenarios.comparison.comparison import condition_of
from luanchuyen.scenarios.comparison.rule_differences import numbers_at
from luanchuyen.scenarios.sources import of_tables
from luanchuyen.wording.check.problems import sentence
from luanchuyen.wording.comparison.figures import differing, figures, told_figures
from luanchuyen.wording.comparison.words import change_words, conditions_words, number_name, proof_words
from luanchuyen.wording.conflicts import conflict_words
from luanchuyen.wording.names import Names
from luanchuyen.wording.naming import Naming, named
from luanchuyen.wording.numbers import number
from luanchuyen.wording.rules import rule_name

KINDS = ("without_cadre", "without_post", "off", "set")
"""What the page can change; the sheet Kịch bản can change more."""
MOST_SHIFTS = 60


def what_if_shown(desk: Desk) -> Shown:
    """The page's values."""
    case = desk.facts.case if desk.facts else None
    if case is None:
        return {"ready": False}
    situation = case.situation
    names, naming = Names(situation), _naming(situation, desk)
    instance = situation.instance
    shown: Shown = {
        "ready": True,
        "kinds": [(kind, say(f"page.kind_{kind}")) for kind in KINDS],
        "people": [(c, _coded(names.person(c), c)) for c in sorted(instance.cadres, key=names.order)],
        "posts": [(post, _coded(names.post(post), post)) for post in instance.posts],
        "rules": [(rule.name, rule_name(rule.name)) for rule, _ in in_force(situation)],
        "numbers": _numbers(situation),
        "scenarios": [_scenario(table, situation, naming) for table in desk.state.scenarios],
        "held": _held(desk),
        "failed": [],
        "answers": None,
        "stale": desk.sweep is not None and desk.sweep.held != held_by(desk.round),
    }
    job = desk.job
    if job is not None and job.kind == "what_if" and job.failure is not None and not desk.busy:
        shown["failed"] = problem_lines(job.failure)
    if desk.sweep is not None:
        shown["answers"] = _answers(desk.sweep.answers.comparison, naming)
    return shown


def _held(desk: Desk) -> str:
    """What every scenario holds; "" where nothing is decided."""
    if desk.round is None:
        return ""
    decided, tray = len(desk.round.run.decided.decisions), len(desk.round.told.tray)
    return say("page.what_if_held", decided=decided, tray=tray) if decided or tray else ""


def _naming(situation: Situation, desk: Desk) -> Naming:
    """Everybody's name, and every post's and unit's."""
    instance = situation.instance
    compared = desk.sweep.answers.comparison.all if desk.sweep is not None else ()
    conflicts = [conflict for one in compared for conflict in one.conflicts]
    return named(situation, {*instance.cadres, *instance.posts, *instance.units}, conflicts)


def problem_lines(error: BaseException) -> list[str]:
    """What is wrong with scenarios, each in its sentence."""
    problems = error.values.get("problems", ()) if isinstance(error, ScenarioError) else ()
    listed = problems if isinstance(problems, tuple | list) else ()
    return [sentence(problem) for problem in listed] or failure_lines(error)


def table_of(kind: str, target: str, value: str) -> Mapping[str, Any]:
    """The scenario that a form asks for, as a TOML table has it. Raises UsageError where something is missing."""
    if kind not in KINDS or not target or (kind == "set" and not value):
        raise UsageError("page.scenario_lacks")
    change: dict[str, Any] = {kind: target}
    if kind == "set":
        change["value"] = int(value) if value.lstrip("-").isdecimal() else value
    return {"name": "", "changes": [change]}


def _coded(name: str, code: str) -> str:
    return say("page.coded", name=name, code=code)


def _numbers(situation: Situation) -> list[tuple[str, str]]:
    """The whole numbers of the rules in force, each with its value."""
    known = numbers_at(situation)
    active = {rule.name for rule, _ in in_force(situation)}
    told = [
        (path, say("page.number_now", name=number_name(path), value=value))
        for path, value in known.items()
        if path.partition(".")[0] in active and value.isdecimal() and not path.endswith((".tier", ".weight"))
    ]
    return sorted(told, key=lambda one: one[1])


def _scenario(table: Mapping[str, Any], situation: Situation, naming: Naming) -> str:
    """A scenario in words."""
    found, _ = of_tables([table], "")
    numbers = numbers_at(situation)
    said = [change_words(condition_of(change, numbers), naming) for one in found for change in one.changes]
    return "; ".join(said) or str(table.get("name", ""))


def _answers(comparison: Comparison, naming: Naming) -> Shown:
    told = told_figures(comparison.all)
    return {
        "headings": [say(f"compare.{name}") for name in told],
        "tiers": comparison.tiers,
        "rows": [
            {
                "name": conditions_words(one, naming) if at else say("compare.base"),
                "proof": proof_words(one),
                "scores": ["–" if one.score.get(t) is None else number(one.score[t]) for t in comparison.tiers],
                "figures": ["–" if value is None else value for value in (figures(one)[name] for name in told)],
                "differing": differing(one) if at else None,
                "conflicts": conflict_words(one.conflicts, naming),
            }
            for at, one in enumerate(comparison.all)
        ],
        "differences": [
            {"name": conditions_words(one, naming), "lines": list(_differences(one, naming))}
            for one in comparison.others
            if one.differences is not None
        ],
    }


def _differences(one: Compared, naming: Naming) -> Iterator[str]:
    assert one.differences is not None
    told = one.differences
    for shift in told.shifts[:MOST_SHIFTS]:
        values = {name: "; ".join(map(naming.post, posts)) or say("page.not_moved")
                  for name, posts in (("base", shift.base), ("here", shift.here))}  # fmt: skip
        yield say("page.shift", person=naming.person(shift.cadre), **values)
    for key, seats in (("filled_here", told.filled_here), ("empty_here", told.filled_in_base)):
        if seats:
            yield say(f"page.{key}", posts="; ".join(naming.post(vacancy.post) for vacancy in seats))
