"""Changes, proofs and conflicts of a comparison in words."""

from __future__ import annotations

from collections.abc import Iterable, Iterator

from luanchuyen.messages import knows, say
from luanchuyen.models.committee.decision import ANYBODY
from luanchuyen.models.comparison import Compared, Comparison, Condition
from luanchuyen.wording.naming import Naming
from luanchuyen.wording.numbers import number
from luanchuyen.wording.rules import rule_name

UNSURE, SCALE = "*", "†"
BLANK = "…"
"""Stands for a code that was left out."""


def marks(one: Compared) -> str:
    """An asterisk for a plan that is not proven, a dagger for points of another scale."""
    return (UNSURE if one.planned and not one.sure else "") + (SCALE if one.other_scale else "")


def label(comparison: Comparison, at: int) -> str:
    """The number of the plan at a place, 0 being the base, with its marks."""
    return (str(at) if at else say("compare.base")) + marks(comparison.all[at])


def legend(comparison: Comparison) -> Iterator[str]:
    """What the marks mean, as far as they are used, and what to heed."""
    if any(one.planned and not one.sure for one in comparison.all):
        yield say("compare.legend_unsure", mark=UNSURE)
    yield from cautions(comparison)


def cautions(comparison: Comparison) -> Iterator[str]:
    """What to heed when the figures are read."""
    if any(one.other_scale for one in comparison.others):
        yield say("compare.legend_scale", mark=SCALE)
    if any(one.other_facts for one in comparison.others):
        yield say("compare.legend_facts")
    if comparison.base.tied_with:
        yield say("compare.legend_ties", ranks=_ranks(comparison.base))
    if not comparison.base.planned:
        yield say("compare.legend_no_base")


def proof_words(one: Compared) -> str:
    """How sure the plan is, and with whom it is tied."""
    proof = one.proof
    points = number(proof.points or 0)
    said = say(f"compare.proof_{proof.state}", points=points, tier=proof.tier)
    more = [say("compare.ties_base")] if one.ties_base else []
    more += [say("compare.ties_run", ranks=_ranks(one))] if one.tied_with else []
    for words in more:
        said = say("compare.proof_with", proof=said, more=words)
    return said


def short_proof(one: Compared) -> str:
    """The same in a few words."""
    said = say(f"compare.short_{one.proof.state}", points=number(one.proof.points or 0), tier=one.proof.tier)
    more = [say("compare.short_ties_base")] if one.ties_base else []
    more += [say("compare.short_ties_run")] if one.tied_with else []
    return "; ".join([said, *more])


def _ranks(one: Compared) -> str:
    return ", ".join(map(str, one.tied_with))


def conditions_words(one: Compared, naming: Naming) -> str:
    """Everything that is otherwise than in the base, one a line."""
    return "\n".join(change_words(condition, naming) for condition in one.conditions) or say("compare.changes_none")


def change_words(change: Condition, naming: Naming | None = None) -> str:
    """A change as a phrase; by its codes alone where no names are given."""
    kind, target, value = change.kind, change.target or ("",), change.value
    named = naming or Naming()
    weight, _, tier = value.partition("@")
    words = {"rule": rule_name(target[0]) or BLANK, "weight": _turned(change.base, weight), "tier": tier, "date": value}
    if kind == "set":
        return say("compare.change_set", what=number_name(target[0]) or BLANK, value=_turned(change.base, value))
    if kind == "soft" and tier:
        return say("compare.change_soft_tier", **words)
    if kind == "budget":
        return say("compare.change_budget", unit=named.either(target[0]), value=_money(change.base, value))
    if kind == "forbid" and target[0] == ANYBODY:
        kind = "forbid_nobody"
    people = {"cadre": named.coded_person(target[0]) or BLANK, "post": named.coded_post(target[-1]) or BLANK}
    return say(f"compare.change_{kind}", **words, **people)


def number_name(path: str) -> str:
    """rule.key as the rule's name and what its number means."""
    rule, _, key = path.partition(".")
    meaning = next((say(k) for k in (f"compare.number_{key}", f"rules.{rule}_{key}") if knows(k)), key)
    return say("compare.change_number", rule=rule_name(rule), number=_inside(meaning)) if key else path


def point_words(point: Iterable[tuple[str, str]]) -> str:
    """A point of a grid: its numbers with their values, without the rule's name where the meaning says enough."""
    own = ((f"rules.{path.replace('.', '_', 1)}", path, value) for path, value in point)
    told = ((say(meaning) if knows(meaning) else number_name(path), value) for meaning, path, value in own)
    return "; ".join(say("compare.change_set", what=what, value=value_words(value)) for what, value in told)


def value_words(value: str) -> str:
    """A number's value as typed, the words of rule books in the language spoken."""
    for key in (f"rules.level_{value}", f"rules.word_{value}", {"true": "cli.yes", "false": "cli.no"}.get(value, "")):
        if key and knows(key):
            return say(key)
    return value


def _turned(before: str, value: str) -> str:
    """``36 → 30``; what was before is not told where it is not known."""
    return f"{value_words(before)} → {value_words(value)}" if before else value_words(value)


def _money(before: str, value: str) -> str:
    """``200 → 1.000``; a value that cannot be counted as it was typed."""
    told = [number(int(text)) if text.isdecimal() else text for text in (before, value) if text]
    return " → ".join(told)


def _inside(words: str) -> str:
    """Words as they stand within a sentence: without their capital, unless it is of an abbreviation."""
    return words if words[1:2].isupper() else words[:1].lower() + words[1:]
