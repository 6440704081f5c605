"""The answer about a whole board, as the lines that a screen shows."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from fractions import Fraction

from luanchuyen.messages import say
from luanchuyen.models.committee.answer import ShortageSet, WeightInterval, WholeAnswer
from luanchuyen.optimizer.explain.vacancies import SHORTAGE, unfilled_of
from luanchuyen.optimizer.situation.lineup import lineup_of
from luanchuyen.optimizer.situation.situation import Situation
from luanchuyen.wording.conflicts import NAMED
from luanchuyen.wording.names import Names
from luanchuyen.wording.numbers import number
from luanchuyen.wording.rules import rule_name, weight_name

MOST_PAIRS = 40
"""Pairs of one kind that a screen shows; of the rest the number."""

Pairs = Sequence[tuple[str, str]]


def whole_lines(situation: Situation, answer: WholeAnswer, planned: Pairs) -> Iterator[str]:
    """Where people are too few, what else keeps seats empty, what best plans share, how far weights may change."""
    names = Names(situation)
    for shortage in answer.shortages:
        yield shortage_line(shortage, names)
    if not answer.shortages:
        yield say("why.no_shortage")
    yield from _other_seats(situation, planned, names)
    core = answer.core
    yield from _pairs("why.core_always", core.always, names)
    yield from _pairs("why.core_sometimes", core.sometimes, names)
    if core.unknown:
        yield say("why.core_unknown", count=number(len(core.unknown)))
    yield say("why.core_stays", count=number(len(core.stays)))
    if answer.weights:
        yield say("why.weights_head")
    for weight in answer.weights:
        yield weight_line(weight)


def shortage_line(shortage: ShortageSet, names: Names) -> str:
    """A set of posts with fewer people than seats."""
    return say(
        "why.shortage",
        posts=_some(names, shortage.posts),
        count=len(shortage.posts),
        seats=number(shortage.seats),
        cadres=number(len(shortage.cadres)),
        empty=number(shortage.empty),
        rules="; ".join(rule_name(rule) for rule in shortage.rules),
    )


def _some(names: Names, posts: Sequence[str]) -> str:
    """The first posts by name, of the rest the number."""
    told, more = names.listed(tuple(posts[:NAMED])), len(posts) - NAMED
    return say("conflict.posts_more", names=told, count=more) if more > 0 else told


def weight_line(weight: WeightInterval) -> str:
    """One weight and how far it may change."""
    upper = say("why.no_end") if weight.upper is None else fraction_words(weight.upper)
    key = "why.weight" if weight.proven else "why.weight_open"
    return say(
        key,
        rule=weight_name(weight.rule),
        weight=number(weight.weight),
        lower=fraction_words(weight.lower),
        upper=upper,
    )


def fraction_words(value: Fraction) -> str:
    """A whole number, or an exact fraction: 7/2."""
    return number(value.numerator) if value.denominator == 1 else str(value)


def _other_seats(situation: Situation, planned: Pairs, names: Names) -> Iterator[str]:
    """The seats that the plan at hand leaves empty for another reason than too few people, and the reason."""
    for unfilled in unfilled_of(lineup_of(situation, planned)):
        if SHORTAGE not in unfilled.why:
            rules = "; ".join(rule_name(rule) for rule in unfilled.why)
            yield say("why.short_by", seats=number(unfilled.seats), post=names.post(unfilled.post), rules=rules)


def _pairs(key: str, pairs: Sequence[tuple[str, str]], names: Names) -> Iterator[str]:
    if not pairs:
        return
    yield say(key, count=number(len(pairs)))
    for cadre_id, post_id in pairs[:MOST_PAIRS]:
        yield say("why.core_pair", person=names.person(cadre_id), post=names.post(post_id))
    if len(pairs) > MOST_PAIRS:
        yield say("why.more", count=number(len(pairs) - MOST_PAIRS))
