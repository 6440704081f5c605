"""Objections, conflicts and subjects as sentences."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence

from luanchuyen.messages import knows, say
from luanchuyen.models.conflict import Conflict
from luanchuyen.optimizer.audit.auditor import Objection
from luanchuyen.optimizer.audit.faults import Fault
from luanchuyen.optimizer.situation.situation import Situation
from luanchuyen.wording.conflicts import conflict_words
from luanchuyen.wording.naming import named
from luanchuyen.wording.rules import rule_name


def subject_words(subject: Mapping[str, object]) -> str:
    """The codes of a subject, for logs and lists: codes, never names."""
    parts = []
    for value in subject.values():
        parts += [str(v) for v in value] if isinstance(value, list | tuple) else [str(value)]
    return " · ".join(parts)


def conflict_lines(situation: Situation, conflicts: Sequence[Conflict]) -> Iterator[str]:
    """The sentences of an infeasible program."""
    yield say("plan.infeasible")
    for number, words in enumerate(conflict_words(conflicts, named(situation, (), conflicts)), 1):
        yield say("plan.conflict", number=number, words=words)
    yield say("plan.infeasible_cure")


def fault_words(fault: Fault) -> str:
    """The sentence of a claim that does not hold."""
    if fault.objection is not None:
        said = objection_words(fault.objection)
    else:
        values = dict(fault.values)
        part, dot, more = str(values.get("where", "")).partition(".")
        if dot and knows(f"plan.part_{part}"):
            values["where"] = say(f"plan.part_{part}") + f" {more}"
        if fault.key == "wrong_rows":
            part = str(values["part"])
            values = {"part": say(f"plan.part_{part}"), "rows": values["rows"] or say("plan.part_order")}
        said = say(f"plan.{fault.key}", **values)
    return say("plan.in_plan", rank=fault.rank, what=said) if fault.rank else said


def objection_words(objection: Objection) -> str:
    """The sentence of one objection of the audit."""
    values = dict(objection.values)
    if objection.key == "hard_rule":
        rule, amount = str(values.pop("rule")), values.pop("amount")
        return say("plan.hard_rule", rule=rule_name(rule), amount=amount, subject=subject_words(values))
    lists = {k: ", ".join(map(str, v)) if isinstance(v, list | tuple) else v for k, v in values.items()}
    return say(f"plan.{objection.key}", **lists)
