"""What one rule takes from another's numbers: the same for all, whatever the level of the rule that owns a number."""

from __future__ import annotations

from dataclasses import dataclass


@dataclass(frozen=True)
class Definitions:
    """The shared numbers of a rule book. Each is told by the number of a rule that ``defines`` it.

    A post that falls vacant within ``horizon_months`` is sắp trống. A rotation that has lasted ``rotation_months``
    may end in a return. Who has headed one place for ``max_terms`` has served their terms there. Coverage is counted
    at ``levels_covered``. The others say who is local: ``homes`` (fields of a cadre) by ``combine`` any or all,
    ``resident_months`` served (0 = never), in the place judged as ``unit`` current_unit or former_unit.
    """

    horizon_months: int
    rotation_months: int
    max_terms: int
    levels_covered: tuple[str, ...]
    homes: tuple[str, ...]
    combine: str
    resident_months: int
    unit: str
