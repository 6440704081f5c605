"""Everything that can keep a cadre from a post, and everything that could change, has a sentence in both languages."""

from __future__ import annotations

from typing import get_args

import pytest
from random_boards import random_situation

from luanchuyen.messages import LANGUAGES, knows, sentences, speak_in
from luanchuyen.models.committee.answer import PairStatus
from luanchuyen.models.committee.pair_breach import FROZEN, MANAGED_BY, MUST_LEAVE, OWN_POST
from luanchuyen.optimizer.explain.breaches import breaches_of
from luanchuyen.optimizer.questions.mending import CHANGEABLE
from luanchuyen.optimizer.rules.rule import register
from luanchuyen.wording.answers.breaches import breach_line
from luanchuyen.wording.names import Names


@pytest.mark.parametrize("language", LANGUAGES)
def test_every_kind_of_finding_has_its_sentence(language: str) -> None:
    told = sentences(language, "why")
    wanted = {f"breach_{name}" for name, rule in register().items() if rule.tells("pair") and ours(rule)}
    wanted |= {f"structure_{reason}" for reason in (FROZEN, MANAGED_BY, MUST_LEAVE, OWN_POST)}
    wanted |= {f"near_{rule}" for rule in CHANGEABLE} | {"near_weight", "near_waiver"}
    wanted |= {status for status in get_args(PairStatus)} | {
        f"row_{status}" for status in get_args(PairStatus) if status != "allowed"
    }
    assert wanted <= told.keys()
    rules = sentences(language, "rules")
    assert {f"{name}_breach" for name, rule in register().items() if ours(rule)} <= rules.keys()


def ours(rule: type) -> bool:
    """Whether the rule is one of the product's, not of a test."""
    return rule.__module__.startswith("luanchuyen.")


@pytest.mark.parametrize("language", LANGUAGES)
def test_every_breach_of_random_boards_is_said_with_its_values(language: str) -> None:
    speak_in(language)
    seen = set()
    for seed in range(25):
        situation = random_situation(seed)
        names = Names(situation)
        for cadre_id in situation.instance.cadres:
            for post_id in situation.instance.posts:
                for breach in breaches_of(situation, cadre_id, post_id):
                    line = breach_line(breach, names)
                    assert "None" not in line and "{" not in line
                    assert breach.of_structure or knows(f"why.breach_{breach.rule}")
                    if isinstance(breach.value, str) and breach.rule == "qualification":
                        assert breach.value in line
                    seen.add(breach.rule)
    speak_in("vi")
    assert len(seen) > 10
