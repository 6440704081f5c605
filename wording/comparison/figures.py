"""The figures of a plan that every page shows in the same order: a key, and its value."""

from __future__ import annotations

from collections.abc import Sequence

from luanchuyen.messages import say
from luanchuyen.models.comparison import Compared

FIGURES = ("persons", "moves", "empty", "women", "under_40", "down", "up", "lateral", "coverage", "over_two_terms")

Value = str | int | None


def figures(one: Compared) -> dict[str, Value]:
    """The figures by key; None = not known, or no plan."""
    measures = one.measures
    if measures is None:
        return dict.fromkeys(FIGURES)
    known: dict[str, Value] = {name: getattr(measures, name) for name in FIGURES if name not in ("empty", "coverage")}
    covered = measures.covered
    places = say("compare.coverage_of", covered=covered, places=measures.places) if covered is not None else None
    found = {**known, "empty": one.seats_empty, "coverage": places}
    return {name: found[name] for name in FIGURES}


def told_figures(all_: Sequence[Compared]) -> tuple[str, ...]:
    """The figures that are known of one of the plans at least."""
    return tuple(name for name in FIGURES if any(figures(one)[name] is not None for one in all_))


def differing(one: Compared) -> int | None:
    """How many fare differently than in the base."""
    return len(one.differences.shifts) if one.differences else None
