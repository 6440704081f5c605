"""What speaks for a move in words: facts met, each with what the rule asks. A fact is told, nobody is praised."""

from __future__ import annotations

from collections.abc import Iterable

from luanchuyen.messages import knows, say
from luanchuyen.optimizer.explain.merits import Merit
from luanchuyen.wording.answers.breaches import fact_words
from luanchuyen.wording.rules import rule_name

_FIRST = ("planning_pool", "non_local", "stint_length", "remaining_service", "rank_step", "qualification")
"""The rules whose facts a board asks for first; those of others follow by name."""


def in_order(merits: Iterable[Merit]) -> list[Merit]:
    """As a page tells them."""
    place = {rule: at for at, rule in enumerate(_FIRST)}
    return sorted(merits, key=lambda one: place.get(one.rule, len(place)))


def merit_words(merit: Merit) -> str:
    """The fact and what is asked: ``giữ chức vụ hiện nay 62 tháng (cần 36 tháng)``."""
    key = f"why.met_{merit.rule}"
    what = say(f"why.field_{merit.met.kind}") if merit.rule == "qualification" else rule_name(merit.rule)
    return say(key if knows(key) else "why.met_plain", what=what, **_facts(merit))


def merit_short(merit: Merit) -> str:
    """The fact in as few words as a line of a table holds; "" of what such a line leaves out."""
    key = f"why.short_{merit.rule}"
    return say(key, **_facts(merit)) if knows(key) else ""


def _facts(merit: Merit) -> dict[str, str]:
    return {"value": fact_words(merit.met.value), "needed": fact_words(merit.met.needed)}
