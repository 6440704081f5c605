"""What is known of each number fits the number."""

from __future__ import annotations

from dataclasses import fields
from typing import Any

import pytest

from luanchuyen.optimizer.rules.number import Number
from luanchuyen.optimizer.rules.rule import register
from luanchuyen.optimizer.situation.definitions import Definitions
from luanchuyen.scenarios.rulebook.book import load_vocabulary
from luanchuyen.scenarios.rulebook.spellings import words_of
from luanchuyen.scenarios.rulebook.values import number_types

NUMBERS = [
    pytest.param(of, number_types(rule)[key], getattr(rule(), rule.number_names()[key]), id=f"{name}.{key}")
    for name, rule in register().items()
    for key, of in rule.numbers().items()
]


@pytest.mark.parametrize(("of", "kind", "default"), NUMBERS)
def test_what_is_known_of_a_number_fits_it(of: Number, kind: Any, default: object) -> None:
    vocabulary = load_vocabulary()
    assert of.looser in (None, "more", "less")
    if of.looser:
        assert (kind is int and of.step > 0) or (kind is str and (of.words or of.spelled in vocabulary.scales))
    for part in (of, *(of.table or {}).values()):
        assert not part.spelled or words_of(part.spelled, vocabulary)
    if of.words:
        assert {default} <= set(of.words) if kind is str else set(default) <= set(of.words)  # type: ignore[call-overload]


def test_each_definition_is_told_by_one_number() -> None:
    told = [of.defines for rule in register().values() for of in rule.numbers().values() if of.defines]
    assert sorted(told) == sorted(f.name for f in fields(Definitions))
