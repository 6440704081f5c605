"""The managing authority of each kind of post, as lines of ``check``."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import asdict
from textwrap import shorten

from luanchuyen.messages import say
from luanchuyen.optimizer.situation.authorities import Authority, authorities, title_of
from luanchuyen.optimizer.situation.situation import Situation

_WIDTH = 80
MOST_LINES = 40


def authority_lines(situation: Situation) -> Iterator[str]:
    """A heading and a line a kind, each within 80 columns; nothing where there is no post."""
    found = authorities(situation)
    if found:
        yield ""
        yield say("readiness.authorities")
    for one in found[:MOST_LINES]:
        kind = shorten(title_of(situation, one.kind), 30, placeholder="…")
        line = say("readiness.authority", kind=kind, level=one.level, count=one.posts, managed=_managed(one, situation))
        yield " " + shorten(line, _WIDTH - 1, placeholder="…")
    if found[MOST_LINES:]:
        yield " " + say("readiness.authorities_more", count=len(found) - MOST_LINES)


def _managed(one: Authority, situation: Situation) -> str:
    if not one.managers:
        return say("readiness.authority_unknown")
    units = situation.instance.units
    names = [units[manager].name for manager in one.managers if manager in units]
    if len(one.managers) == 1 and names:
        return say("readiness.authority_one", level=one.manager_level, unit=names[0])
    return say("readiness.authority_several", level=one.manager_level, count=len(one.managers))


def authority_table(situation: Situation) -> list[dict[str, object]]:
    """The same for programs, every kind."""
    return [asdict(one) for one in authorities(situation)]
