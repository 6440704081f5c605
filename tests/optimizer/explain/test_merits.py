"""What speaks for a move, held against what keeps one out: the two never contradict, on random boards."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator, Sequence

import pytest
from random_boards import random_situation

from luanchuyen.optimizer.explain.merits import merits_of
from luanchuyen.optimizer.rules.in_force import rules_of
from luanchuyen.optimizer.rules.rule import Breach, Met, Rule, register
from luanchuyen.optimizer.situation.situation import Situation

BOARDS = range(40)
TELLING = sorted(name for name, rule in register().items() if rule.met is not Rule.met)


def every_pair(situation: Situation, name: str) -> Iterator[tuple[Breach | None, Sequence[Met]]]:
    rule = rules_of(situation)[name]
    for cadre in situation.instance.cadres.values():
        for post in situation.instance.posts.values():
            group = situation.group_of[post.post_id]
            breach = rule.judge_within(cadre, post, group, situation)
            yield breach, rule.met(cadre, post, group, situation)


@pytest.mark.parametrize("name", TELLING)
def test_what_is_met_is_never_what_is_missing(name: str) -> None:
    seen: Counter[str] = Counter()
    for seed in BOARDS:
        for breach, met in every_pair(random_situation(seed), name):
            seen["met" if met else "not"] += 1
            short = breach.amount if breach else 0
            if name in ("skill_match", "panel"):
                assert all(int(one.needed or 0) - int(one.value or 0) == short for one in met)
            elif name == "qualification":
                short_of = {field for part in (breach.parts if breach else ()) for _, field in part.fields}
                assert not short_of & {one.kind for one in met}
            else:
                assert not (met and short)
                numbers = [one for one in met if isinstance(one.value, int) and name != "rank_step"]
                assert all(int(one.value or 0) >= int(one.needed or 0) for one in numbers)
    assert seen["met"] and seen["not"]


def test_a_bundle_is_told_as_one_move_and_its_points_are_summed() -> None:
    found = 0
    for seed in BOARDS:
        situation = random_situation(seed)
        for group in situation.groups:
            for cadre in situation.instance.cadres.values():
                told = [m.met for m in merits_of(situation, cadre.cadre_id, group.posts) if m.rule == "skill_match"]
                has = cadre.skills or {}
                needs = [(s, n) for p in group.posts for s, n in situation.post(p).skills.items()]
                reached = sum(min(need, has.get(skill, 0)) for skill, need in needs)
                assert sum(int(one.value or 0) for one in told) in (reached, 0) and len(told) <= 1
                found += bool(told) and len(group.posts) > 1
    assert found
