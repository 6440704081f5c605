"""The ready sweep "what each rule costs": every hard rule off, and every number, of soft rules too, a step looser."""

from __future__ import annotations

from collections.abc import Iterator

from luanchuyen.models.policy import Entry
from luanchuyen.optimizer.rules.in_force import in_force
from luanchuyen.optimizer.situation.situation import Situation
from luanchuyen.scenarios.scenario import Change, Scenario, named_after

MONTHS, SHARE, COUNT = 6, 10, 1
"""How far one step goes: months, points of a percentage, ranks or terms or persons."""

STEPS: dict[tuple[str, str], int] = {
    ("stint_length", "min_months"): -MONTHS,
    ("consecutive_terms", "max_terms"): COUNT,
    ("remaining_service", "training"): -MONTHS,
    ("remaining_service", "non_local"): -MONTHS,
    ("remaining_service", "two_term"): -MONTHS,
    ("remaining_service", "reinforce"): -MONTHS,
    ("remaining_service", "return"): -MONTHS,
    ("remaining_service", "other"): -MONTHS,
    ("rank_step", "up"): COUNT,
    ("rank_step", "down"): COUNT,
    ("evaluation", "years"): -COUNT,
    ("discipline", "reprimand"): -MONTHS,
    ("discipline", "warning"): -MONTHS,
    ("discipline", "removal"): -MONTHS,
    ("non_local", "resident_months"): MONTHS,
    ("development", "months"): -MONTHS,
    ("hardship", "months"): -MONTHS,
    ("hardship", "from"): COUNT,
    ("continuity", "max_share"): SHARE,
    ("release", "max_leave"): COUNT,
    ("release", "max_leave_share"): SHARE,
    ("quota", "women"): -SHARE,
    ("quota", "under_40"): -SHARE,
    ("quota", "ethnic"): -SHARE,
    ("quota", "age_limit"): COUNT,
    ("quota", "min_down"): -COUNT,
    ("quota", "min_up"): -COUNT,
    ("quota", "min_lateral"): -COUNT,
    ("quota", "min_cross_bloc"): -COUNT,
}
"""The numbers that have a looser side, and one step to it. A number of a list, or without a side, is not here."""

WORDS: dict[tuple[str, str], tuple[str, ...]] = {
    ("planning_pool", "accept"): ("same", "equivalent", "equivalent_or_higher"),
    ("stint_length", "applies_to"): ("all", "rotating"),
    ("discipline", "applies_to"): ("any", "up"),
    ("non_local", "combine"): ("any", "all"),
}
"""The words that a number may be, from the strictest to the loosest."""

SCALES: dict[tuple[str, str], str] = {("evaluation", "least"): "evaluation"}
"""The numbers that name a level of a scale of the vocabulary: one level lower is looser."""


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
    for key, value in entry.numbers.items():
        place = entry.rule, key
        if place in STEPS and isinstance(value, int) and value + STEPS[place] >= 0:
            yield key, str(value + STEPS[place])
        elif place in WORDS and value in WORDS[place][:-1]:
            yield key, WORDS[place][WORDS[place].index(value) + 1]
        elif place in SCALES:
            levels = situation.policy.vocabulary.scales[SCALES[place]].levels
            lower = [word for word in levels if levels[word] < levels.get(str(value), 0)]
            if lower:
                yield key, max(lower, key=lambda word: levels[word])
