"""Random boards: random facts under a random rule book. The same seed gives the same board."""

from __future__ import annotations

from dataclasses import replace
from functools import cache
from random import Random
from typing import Any

from cases_of import default_book
from random_books import booked
from random_facts import USUAL
from random_facts import Size as Size
from random_facts import random_instance as random_instance

from luanchuyen.models.policy import Policy
from luanchuyen.optimizer.rules.in_force import situation_of
from luanchuyen.optimizer.rules.rule import register
from luanchuyen.optimizer.situation.situation import Situation

EXEMPT: tuple[Any, ...] = (
    (),
    ({"from": "01/07/2026", "to": "31/12/2026", "levels": ("xã", "tỉnh"), "kinds": ("secretary", "pc_chair")},),
    ({"from": "01/04/2025", "to": "28/02/2026", "levels": ("xã",), "kinds": ("pc_vice_chair", "secretary")},),
)

NUMBERS: dict[str, dict[str, tuple[Any, ...]]] = {
    "fill": {"key_weight": (1, 3), "horizon_months": (0, 12)},
    "coverage": {"levels": (("xã",), ("xã", "huyện"))},
    "non_local": {
        "places": (
            ("ancestral_home", "birthplace", "raised_in"),
            ("birthplace", "raised_in"),
            ("ancestral_home",),
        ),
        "combine": ("any", "any", "all"),
        "resident_months": (0, 24, 60, 240),
        "unit": ("current_unit", "former_unit"),
        "renew": (True, False),
        "preferred_tier": (1, 2),
        "preferred_weight": (3, 20),
    },
    "non_local_share": {"shares": ((), ({"kind": "secretary", "level": "xã", "percent": 50},))},
    "stint_length": {"min_months": (0, 36), "applies_to": ("all", "rotating")},
    "consecutive_terms": {"max_terms": (1, 2, 3)},
    "remaining_service": {"training": (120, 96), "non_local": (60,), "return": (0, 12)},
    "planning_pool": {
        "purposes": (("training",), ("training", "reinforce", "two_term")),
        "accept": ("same", "equivalent", "equivalent_or_higher"),
        "exempt": EXEMPT,
    },
    "qualification": {"exempt": EXEMPT},
    "secondment_length": {"max_months": (24, 36)},
    "rank_step": {"up": (0, 1), "down": (0, 1)},
    "evaluation": {"years": (1, 2, 3), "least": ("KHTNV", "HTNV", "HTTNV")},
    "discipline": {"applies_to": ("up", "any"), "warning": (36, 0)},
    "moratorium": {
        "windows": (
            ({"from": "07/03/2025", "to": "30/06/2025", "levels": ("huyện", "xã")},),
            ({"from": "01/01/2026", "to": "31/12/2026", "levels": ("xã",), "blocs": ("Đảng",)},),
            ({"from": "01/07/2026", "to": "01/07/2026"},),
            (),
        )
    },
    "family": {"relations": ((), ("vợ chồng",))},
    "continuity": {"max_share": (0, 50)},
    "release": {"max_leave": (0, 1, 2), "max_leave_share": (0, 20, 50)},
    "quota": {
        "women": (0, 25, 50),
        "under_40": (0, 15),
        "ethnic": (0, 20),
        "min_down": (0, 1),
        "min_cross_bloc": (0, 1),
    },
    "development": {"months": (12, 36), "cross_bloc": (True, False)},
    "hardship": {"from": (1, 2), "months": (12, 24)},
}


@cache
def random_situation(seed: int, size: Size = USUAL) -> Situation:
    """The board of a seed under the policy of the seed."""
    random = Random(seed)
    instance = random_instance(random, size)
    situation = situation_of(*booked(seed, instance, random_policy(random)))
    given = {c: random.choice(situation.groups).posts for c in instance.cadres if random.random() < 0.3}
    return situation_of(situation.instance, situation.policy, given=given) if random.random() < 0.5 else situation


def random_policy(random: Random) -> Policy:
    """The default book with levels, tiers, weights and numbers at random."""
    book = default_book()
    entries = {}
    for name in register():
        choices = NUMBERS.get(name, {}).items()
        numbers = {key: random.choice(values) for key, values in choices if random.random() < 0.7}
        level = random.choice(("hard", "soft", "soft", "off"))
        tier, weight = random.randint(1, 3), random.choice((1, 1, 2, 5, 20))
        entries[name] = replace(book.entry(name), level=level, tier=tier, weight=weight, numbers=numbers)
    return replace(book, entries=entries)
