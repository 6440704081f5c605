"""What each rule costs: how a gain is told, and the lines of the screen, the greatest gain first."""

from __future__ import annotations

from collections.abc import Iterator, Sequence

from luanchuyen.messages import say
from luanchuyen.models.comparison import Compared, Comparison, Gain
from luanchuyen.wording.numbers import number, signed

SHOWN = 20
"""Lines on the screen; the files have all."""


def cost_lines(comparison: Comparison) -> Iterator[str]:
    """The lines to print: figures first, as they are short and the names are not."""
    gains = comparison.gains
    if not gains:
        yield say("sweep.costs_none")
        return
    yield say("sweep.told_head")
    tiers = sorted({tier for _, gain in gains for tier in gain.points})
    heads = [
        say("sweep.told_seats"),
        *(say("sweep.told_points", tier=tier) for tier in tiers),
        say("sweep.told_cadres"),
    ]
    yield _line(heads, heads, say("sweep.told_what"))
    for one, gain in gains[:SHOWN]:
        yield _line(heads, _figures(gain, tiers), gain_words(one, gain).replace("\n", " "))
    if len(gains) > SHOWN:
        yield say("scenario.more_lines", count=len(gains) - SHOWN)


def _figures(gain: Gain, tiers: Sequence[int]) -> list[str]:
    people = number(len(gain.cadres)) if gain.seats is not None else gained(None)
    return [gained(gain.seats), *(lessened(gain.points.get(tier)) for tier in tiers), people]


def _line(heads: Sequence[str], cells: Sequence[str], what: str) -> str:
    return "  " + "".join(f"{cell.rjust(len(head))}  " for head, cell in zip(heads, cells, strict=True)) + what


def gained(value: int | None) -> str:
    """+3, −1 or 0; a dash where it is not known."""
    return "–" if value is None else signed(value) or "0"


def lessened(gained_points: int | None) -> str:
    """The change of a shortfall that is less by so many points: −12."""
    return gained(None if gained_points is None else -gained_points)


def gain_words(one: Compared, gain: Gain) -> str:
    """The change, and what is to be known of it."""
    told = [one.name]
    told += [say("sweep.beyond", seats=gain.beyond)] if gain.beyond else []
    told += [say("sweep.possible", seats=one.seats_empty)] if gain.possible else []
    return "\n".join(told)
