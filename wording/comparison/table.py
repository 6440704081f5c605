"""A comparison on the screen, in forty lines at most: figures side by side, then who fares differently."""

from __future__ import annotations

from collections.abc import Iterator, Sequence

from luanchuyen.messages import say
from luanchuyen.models.comparison import Compared, Comparison, Shift
from luanchuyen.wording.comparison.figures import Value, differing, figures, told_figures
from luanchuyen.wording.comparison.words import change_words, proof_words
from luanchuyen.wording.conflicts import conflict_words
from luanchuyen.wording.naming import Naming
from luanchuyen.wording.numbers import number
from luanchuyen.wording.rules import rule_name

MOST_LINES = 39
"""Of the table; one more line says what was written."""
FEW_SIDES = 3
"""Up to so many plans there is room for more rules, and for a line a condition."""
MOST_RULES = {True: 7, False: 3}
MOST_CONDITIONS = {True: 6, False: 3}
"""Whether there are few plans -> rules, and conditions a plan, that are told."""
LONGEST_ITEM = 38
WIDTH = 9


def lines_of(comparison: Comparison, naming: Naming) -> list[str]:
    """The lines to print; what finds no room is counted and told to be left out."""
    lines = [*_sides(comparison), *_figures(comparison)]
    ends = [*_conditions(comparison, naming), say("compare.draft")]
    room = MOST_LINES - len(lines) - len(ends)
    return [*lines, *_differences(comparison, naming, room), *ends]


def _sides(comparison: Comparison) -> Iterator[str]:
    for at, one in enumerate(comparison.all, start=1):
        told = say("compare.told_side", number=at, name=one.name, proof=proof_words(one))
        yield f"{told} {say('compare.told_base')}" if at == 1 else told


def _figures(comparison: Comparison) -> Iterator[str]:
    sides = comparison.all
    yield _row("", [f"[{at}]" for at in range(1, len(sides) + 1)])
    rules = sorted(comparison.rules, key=lambda key: (not _differ([_points(one, key) for one in sides]), key))
    shown = sorted(rules[: MOST_RULES[_few(comparison)]])
    for tier in comparison.tiers:
        yield _row(say("compare.tier", tier=tier), [one.score.get(tier) for one in sides])
        for key in (key for key in shown if key[0] == tier):
            yield _row(say("compare.told_rule", rule=rule_name(key[1])), [_points(one, key) for one in sides])
    if len(rules) > len(shown):
        yield say("compare.told_more_rules", count=len(rules) - len(shown))
    for item in told_figures(sides):
        yield _row(say(f"compare.{item}"), [figures(one)[item] for one in sides])
    if any(one.differences for one in sides):
        yield _row(say("compare.told_differing"), [differing(one) for one in sides])


def _few(comparison: Comparison) -> bool:
    return len(comparison.all) <= FEW_SIDES


def _points(one: Compared, key: tuple[int, str]) -> int | None:
    return one.by_rule.get(key, 0) if one.planned else None


def _differ(values: Sequence[object]) -> bool:
    return len(set(values)) > 1


def _row(item: str, values: Sequence[Value]) -> str:
    shown = item if len(item) <= LONGEST_ITEM else item[: LONGEST_ITEM - 1] + "…"
    cells = (number(value) if isinstance(value, int) else "–" if value is None else value for value in values)
    return (shown.ljust(LONGEST_ITEM) + "".join(cell.rjust(WIDTH) for cell in cells)).rstrip()


def _differences(comparison: Comparison, naming: Naming, room: int) -> Iterator[str]:
    """Each plan's differences from the base, the room parted evenly among those that have any."""
    told = {at: list(_of(one, naming)) for at, one in enumerate(comparison.all, start=1)}
    heads = {at: _head(at, one) for at, one in enumerate(comparison.all, start=1)}
    left = room - sum(head is not None for head in heads.values())
    waiting = sum(bool(lines) for lines in told.values())
    for at, lines in told.items():
        head = heads[at]
        if head is not None:
            yield head
        if not lines:
            continue
        share = max(1, left // waiting)
        shown = lines if len(lines) <= share else lines[: share - 1]
        yield from shown
        if len(shown) < len(lines):
            yield say("compare.told_more", count=len(lines) - len(shown))
        left -= min(share, len(lines))
        waiting -= 1


def _head(at: int, one: Compared) -> str | None:
    found = one.differences
    if found is None:
        return say("compare.told_conflict", number=at) if one.conflicts else None
    if not found.shifts:
        return say("compare.told_same", number=at)
    counts = {part: len(getattr(found, part)) for part in ("elsewhere", "no_longer", "only_here")}
    return say("compare.told_against", number=at, **counts)


def _of(one: Compared, naming: Naming) -> Iterator[str]:
    """Who goes elsewhere, and which posts are emptier or fuller; of a plan that is not there, the conflict."""
    for line in conflict_words(one.conflicts, naming):
        yield say("compare.told_change", change=line)
    found = one.differences
    if found is None:
        return
    for shift in sorted(found.shifts, key=lambda s: naming.order(s.cadre)):
        yield _shift(shift, naming)
    for vacancy in found.filled_here + found.filled_in_base:
        post = naming.coded_post(vacancy.post)
        yield say("compare.told_post_filled", post=post, base=vacancy.base, here=vacancy.here)


def _shift(shift: Shift, naming: Naming) -> str:
    base, here = ("; ".join(map(naming.post, posts)) or say("compare.not_moved") for posts in (shift.base, shift.here))
    return say("compare.told_shift", who=naming.coded_person(shift.cadre), base=base, here=here)


def _conditions(comparison: Comparison, naming: Naming) -> Iterator[str]:
    """What the plans were made with otherwise than the base, and what that means for reading the figures."""
    for at, one in enumerate(comparison.all, start=1):
        told = [change_words(condition, naming) for condition in one.conditions if condition.kind != "facts"]
        if told:
            yield from _told_conditions(at, told, _few(comparison))
    if not any(one.conditions for one in comparison.others):
        yield say("compare.told_same_rules")
    for key, attribute in (("told_scale", "other_scale"), ("told_facts", "other_facts")):
        marked = [str(at) for at, one in enumerate(comparison.all, start=1) if getattr(one, attribute)]
        if marked:
            yield say(f"compare.{key}", numbers=", ".join(marked))


def _told_conditions(at: int, told: Sequence[str], few: bool) -> Iterator[str]:
    """One condition a line where there are few plans, else all on one line."""
    most = MOST_CONDITIONS[few]
    shown = list(told) if len(told) <= most else list(told[: most - 1])
    left = [say("compare.told_more", count=len(told) - len(shown))] if len(shown) < len(told) else []
    if few:
        yield say("compare.told_changes", number=at)
        yield from (say("compare.told_change", change=words) for words in shown)
        yield from left
    else:
        words = "; ".join([*shown, *(line.strip() for line in left)])
        yield f"{say('compare.told_changes', number=at)} {words}"
