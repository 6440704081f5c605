"""The ready sweep "what each rule costs": every hard rule off, and every number, of soft rules too, a step looser."""

from __future__ import annotations

from collections.abc import Iterator, Mapping

from luanchuyen.models.policy import Entry
from luanchuyen.optimizer.rules.in_force import in_force
from luanchuyen.optimizer.rules.number import Number
from luanchuyen.optimizer.rules.rule import register
from luanchuyen.optimizer.situation.situation import Situation
from luanchuyen.scenarios.scenario import Change, Scenario, named_after


def loosened(situation: Situation) -> tuple[Scenario, ...]:
    """Every rule that judges: off, where it is hard, then each of its numbers one step looser."""
    found = []
    for rule, entry in in_force(situation):
        if entry.level == "hard":
            found.append(off(rule.name))
        found += [_named(Change("set", (f"{rule.name}.{key}",), value)) for key, value in _looser(entry, situation)]
    return tuple(found)


def off(*rules: str) -> Scenario:
    """The scenario in which ``rules`` are off."""
    return _named(*(Change("off", (rule,)) for rule in rules))


def _named(*changes: Change) -> Scenario:
    return Scenario(named_after(changes), changes)


def _looser(entry: Entry, situation: Situation) -> Iterator[tuple[str, str]]:
    """The numbers of a rule that can be loosened, each with its next value."""
    numbers = register()[entry.rule].numbers()
    for key, value in entry.numbers.items():
        number = numbers[key]
        if number.looser is None:
            continue
        sign = 1 if number.looser == "more" else -1
        if isinstance(value, int):
            if value + sign * number.step >= 0:
                yield key, str(value + sign * number.step)
            continue
        ranks = {word: sign * rank for word, rank in _ranks(number, situation).items()}
        looser = [word for word in ranks if value in ranks and ranks[word] > ranks[str(value)]]
        if looser:
            yield key, min(looser, key=lambda word: ranks[word])


def _ranks(number: Number, situation: Situation) -> Mapping[str, int]:
    """The words that a number may be, each with its place in their order."""
    if number.words:
        return {word: place for place, word in enumerate(number.words)}
    return situation.policy.vocabulary.scales[number.spelled].levels
