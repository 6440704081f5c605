"""What a run says of itself: the facts, the rules and the options that decided it."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import asdict
from typing import Any

from luanchuyen.models.options import Options
from luanchuyen.optimizer.situation.situation import Situation


def record_of(situation: Situation, options: Options, ordered: bool, version: str, solver: str) -> dict[str, object]:
    """The record of plans.json. ``ordered``: equal scores stand in the published order."""
    instance, policy, given = situation.instance, situation.policy, situation.given
    settings = instance.settings
    close_to = None if given is None else [[cadre, list(posts)] for cadre, posts in sorted(given.items())]
    decided = situation.decided
    return {
        "input_sha256": instance.sha256,
        "rules_sha256": policy.sha256,
        "rules": policy.name,
        "as_of": settings.as_of.isoformat(),
        "version": version,
        "solver": solver,
        "seed": options.seed,
        "options": {
            **asdict(options),
            "start": settings.start.isoformat(),
            "term_months": settings.term_months,
            "tie_break": "published" if ordered else "solver",
            "close_to": close_to,
            "locks": [decision.told() for decision in decided.decisions],
            "waivers": [waiver.to_dict() for waiver in decided.waivers],
            "edits_sha256": decided.sha256,
        },
    }


def options_of(record: Mapping[str, Any]) -> Options:
    """The options that a record tells. KeyError, TypeError or ValueError: they were never given."""
    told = record["options"]
    limit = told["time_limit"]
    whole = [told["plans"], told["differ_by"], record["seed"]]
    if not all(type(number) is int for number in whole) or min(whole[:2]) < 1 or not 0 <= whole[2] < 2**31:
        raise ValueError("options")
    if limit is not None and not (type(limit) in (int, float) and limit >= 0):
        raise ValueError("time_limit")
    return Options(whole[0], whole[1], limit, whole[2])
