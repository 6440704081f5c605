"""What one rule takes from another's numbers: the same for all, whatever the level of the rule that owns a number."""

from __future__ import annotations

from dataclasses import dataclass, field, fields
from typing import Any


def _of(rule: str, number: str) -> Any:
    return field(metadata={"number": (rule, number)})


@dataclass(frozen=True)
class Definitions:
    """The shared numbers of a rule book, each with the rule and the name that it is set by.

    A post that falls vacant within ``horizon_months`` is sắp trống. A rotation that has lasted ``rotation_months``
    may end in a return. Who has headed one place for ``max_terms`` has served their terms there. Coverage is counted
    at ``levels_covered``. The others say who is local: ``homes`` (fields of a cadre) by ``combine`` any or all,
    ``resident_months`` served (0 = never), in the place judged as ``unit`` current_unit or former_unit.
    """

    horizon_months: int = _of("fill", "horizon_months")
    rotation_months: int = _of("stint_length", "min_months")
    max_terms: int = _of("consecutive_terms", "max_terms")
    levels_covered: tuple[str, ...] = _of("coverage", "levels")
    homes: tuple[str, ...] = _of("non_local", "places")
    combine: str = _of("non_local", "combine")
    resident_months: int = _of("non_local", "resident_months")
    unit: str = _of("non_local", "unit")


SHARED: frozenset[tuple[str, str]] = frozenset(f.metadata["number"] for f in fields(Definitions))
"""The (rule, number) that others read, even where the rule itself is off."""
