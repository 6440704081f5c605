"""What keeps a cadre from a post in words: the value met, the value needed, where it stands, who may waive it."""

from __future__ import annotations

import datetime as dt

from luanchuyen.messages import knows, say
from luanchuyen.models.committee.answer import NearChange
from luanchuyen.models.committee.pair_breach import PairBreach
from luanchuyen.optimizer.rules.rule import Rule, register
from luanchuyen.wording.conflicts import cell_words
from luanchuyen.wording.names import Names
from luanchuyen.wording.numbers import day, number
from luanchuyen.wording.rules import rule_name, weight_name


def breach_line(breach: PairBreach, names: Names) -> str:
    """One line: rule, what of it, cells, source, authority."""
    values = {"rule": breach_name(breach), "said": breach_words(breach, names), "cells": cell_words(breach.cells)}
    if breach.waiver is not None:
        return say("why.breach_waived", document=breach.waiver.document, **values)
    basis = say("why.basis", basis=breach.basis) if breach.basis else ""
    lifts = breach.authority is not None and not breach.of_structure and register().get(breach.rule, Rule).waivable
    who = say("why.may_waive", authority=_unit(breach.authority, names)) if lifts else ""
    return say("why.breach", basis=basis, who=who, **values)


def breach_name(breach: PairBreach) -> str:
    """The rule's name; of what always holds that it does."""
    return say("why.structure") if breach.of_structure else rule_name(breach.rule)


def breach_words(breach: PairBreach, names: Names) -> str:
    """The value met and the value needed; of a rule without such words how much is missing."""
    if breach.of_structure:
        units = {"value": _unit(breach.value, names), "needed": _unit(breach.needed, names)}
        return say(f"why.structure_{breach.reason}", **units)
    key = f"why.breach_{breach.rule}"
    key = key if knows(key) else "why.breach_plain"
    what = say(f"why.field_{breach.fields[0][1]}") if breach.rule == "qualification" else ""
    told = {"value": fact_words(breach.value), "needed": fact_words(breach.needed)}
    said = say(key, what=what, amount=number(breach.amount), **told)
    return say("why.breach_missing", said=said) if breach.reason == "missing" else said


def near_line(change: NearChange, names: Names, authority: str | None) -> str:
    """One change that would do."""
    values = {"before": fact_words(change.before), "after": fact_words(change.after), "cell": cell_words([change.cell])}
    if change.kind == "fact":
        return say(f"why.near_{change.rule}", **values)
    authority_name = _unit(authority, names)
    return say(f"why.near_{change.kind}", rule=weight_name(change.rule), authority=authority_name, **values)


def fact_words(value: int | str | None) -> str:
    """A value in words: numbers with their thousands parted, days as they are written here, codes of ours spoken."""
    if value is None or value == "":
        return say("why.blank")
    if isinstance(value, int):
        return number(value)
    if knows(f"why.value_{value}"):
        return say(f"why.value_{value}")
    try:
        return day(dt.date.fromisoformat(value))
    except ValueError:
        return value


def _unit(code: int | str | None, names: Names) -> str:
    """The name of a unit; the code where the sheet does not list it."""
    units = names.instance.units
    return units[str(code)].name if str(code) in units else fact_words(code)
