"""comparison.json: plain, sorted, the same bytes for the same comparison."""

import json

from small_outcomes import BASE, ELSEWHERE, FAILED, INFEASIBLE

from luanchuyen.reports.comparison_json import comparison_to_json
from luanchuyen.scenarios.comparison.comparison import compare
from luanchuyen.scenarios.sweep.outcome import Outcome


def test_the_same_comparison_gives_the_same_bytes() -> None:
    outcomes = [BASE, ELSEWHERE, INFEASIBLE, FAILED]
    again = [Outcome.from_json(outcome.to_json()) for outcome in outcomes]
    first = comparison_to_json(compare(outcomes[0], outcomes[1:]))
    assert first == comparison_to_json(compare(again[0], again[1:]))


def test_keys_are_sorted_and_numbers_whole() -> None:
    text = comparison_to_json(compare(BASE, [ELSEWHERE]))
    document = json.loads(text, parse_float=refuse)
    assert text == json.dumps(document, ensure_ascii=False, indent=1, sort_keys=True) + "\n"
    assert document["base"]["score"] == {"1": 3, "2": 40}
    assert document["base"]["by_rule"] == {"1": {"fill": 3}, "2": {"wishes": 40}}


def refuse(number: str) -> None:
    raise AssertionError(f"{number} is no whole number")


def test_it_holds_only_what_differs() -> None:
    one = json.loads(comparison_to_json(compare(BASE, [ELSEWHERE])))["others"][0]
    assert one["differences"] == {
        "elsewhere": [{"cadre": "C1", "base": ["P1"], "here": ["P6"]}],
        "no_longer": [{"cadre": "C4", "base": ["P4"], "here": []}],
        "only_here": [{"cadre": "C3", "base": [], "here": ["P1"]}],
        "filled_here": [{"post": "P5", "base": 2, "here": 1}, {"post": "P6", "base": 1, "here": 0}],
        "filled_in_base": [{"post": "P4", "base": 0, "here": 1}],
    }
    assert one["conditions"] == [{"kind": "weight", "target": ["wishes"], "value": "30", "base": "", "rescored": True}]


def test_a_conflict_and_a_failure_are_told() -> None:
    stuck, failed = json.loads(comparison_to_json(compare(BASE, [INFEASIBLE, FAILED])))["others"]
    cells = [{"sheet": "Khóa", "cell": "A2"}]
    subject = {"cadre": "C1", "post": "P5"}
    assert stuck["conflicts"][0] == {"kind": "lock", "rule": "fixed", "subject": subject, "cells": cells}
    assert (failed["failure"], failed["differences"], failed["measures"]) == ("scenario.failed_worker", None, None)
