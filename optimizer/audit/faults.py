"""What is wrong with a run: claims that the facts do not bear out, found by holding plain values against each other."""

from __future__ import annotations

import json
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from typing import Any

from luanchuyen.optimizer.audit.auditor import Objection

PARTS = ("assignments", "unfilled", "findings", "tied_with")
"""Parts of a plan that have a name of their own, and rows to show."""
LONGEST = 200
"""Letters of a value that are shown."""


@dataclass(frozen=True)
class Fault:
    """A claim that does not hold: the key of its sentence, and what fills it. ``rank`` 0: the run as a whole."""

    key: str
    rank: int = 0
    values: Mapping[str, object] = field(default_factory=dict)
    objection: Objection | None = None


def unlike(told: Any, ours: Any, where: str, rank: int = 0, skip: Sequence[str] = ()) -> Iterator[Fault]:
    """Where two plain values differ, in value or in type, down to the smallest parts; what is left out is null."""
    if isinstance(told, Mapping) and isinstance(ours, Mapping):
        for key in dict.fromkeys((*ours, *told)):
            if key not in skip:
                place = f"{where}.{key}" if where else str(key)
                missing = key not in told or key not in ours
                if missing:
                    yield Fault("wrong_value", rank, _shown(place, told.get(key, "–"), ours.get(key, "–")))
                else:
                    yield from unlike(told[key], ours[key], place, rank)
    elif isinstance(told, list) and isinstance(ours, list) and told != ours and where in PARTS:
        yield _wrong_rows(told, ours, where, rank)
    elif type(told) is not type(ours) or json.dumps(told) != json.dumps(ours):
        yield Fault("wrong_value", rank, _shown(where, told, ours))


def _wrong_rows(told: Sequence[Any], ours: Sequence[Any], part: str, rank: int) -> Fault:
    rows = [row for row in told if row not in ours] + [row for row in ours if row not in told]
    shown = "; ".join(json.dumps(row, ensure_ascii=False) for row in rows[:3])
    return Fault("wrong_rows", rank, {"part": part, "rows": shown})


def _shown(where: str, told: Any, ours: Any) -> dict[str, object]:
    short = [json.dumps(value, ensure_ascii=False, default=str)[:LONGEST] for value in (told, ours)]
    return {"where": where, "told": short[0], "counted": short[1]}
