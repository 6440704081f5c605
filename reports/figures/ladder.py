"""The moves of a plan as ladders: posts left on one side, posts taken on the other, names on the rungs."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass

from luanchuyen.messages import say
from luanchuyen.reports.figures.drawing import LINE, WIDTH, Drawing, broken

SIDE = 268
"""Pixels of a side's boxes; the rungs have what is between."""
TALLEST = 900
"""Pixels of a figure at most: what an A4 page holds under a heading."""
_PAD, _GAP, _HEAD = 7, 18, 26


@dataclass(frozen=True)
class Rung:
    """A move: the name, the posts left and those taken. ``after``: it takes a seat that the rung above leaves."""

    name: str
    left: tuple[str, ...]
    right: tuple[str, ...]
    after: bool = False


@dataclass(frozen=True)
class Ladder:
    """Moves that hang together, or that stand alone side by side; ``ends``: in words where they end, "" nowhere."""

    title: str
    rungs: tuple[Rung, ...]
    ends: str = ""


@dataclass(frozen=True)
class _Row:
    """What stands in one strip of a figure: a title, a rung, or an end."""

    height: int
    title: str = ""
    rung: Rung | None = None
    end: tuple[str, ...] = ()


def ladder_figures(
    ladders: Sequence[Ladder], label: str, tallest: int = TALLEST, apart: bool = True
) -> tuple[str, ...]:
    """The ladders as SVG, as many figures as it takes that none is taller than ``tallest`` pixels.

    ``label``: what a figure shows, for those who hear the page. ``apart``: each stands by itself, so that what goes on
    from one to the next is named again.
    """
    pages: list[list[_Row]] = [[]]
    for ladder in ladders:
        rows = list(_rows(ladder))
        for at, row in enumerate(rows):
            needed = row.height + (rows[at + 1].height if row.title and at + 1 < len(rows) else 0)
            if pages[-1] and _height(pages[-1]) + needed > tallest:
                pages.append([])
                if apart and not row.title:
                    pages[-1].append(_Row(_HEAD, title=say("figures.continued", title=ladder.title)))
            pages[-1].append(row)
    return tuple(_drawn(rows, label) for rows in pages if rows)


def _height(rows: Sequence[_Row]) -> int:
    return sum(row.height for row in rows)


def _rows(ladder: Ladder) -> Iterator[_Row]:
    yield _Row(_HEAD, title=ladder.title)
    for rung in ladder.rungs:
        most = max(len(_lines(rung.left)), len(_lines(rung.right)), 2 * len(_named(rung)) - 1, 2)
        yield _Row(most * LINE + 2 * _PAD + _GAP, rung=rung)
    if ladder.ends:
        lines = tuple(broken(ladder.ends, WIDTH - 2 * _PAD))
        yield _Row(len(lines) * LINE + _GAP // 2, end=lines)


def _lines(posts: Sequence[str]) -> list[str]:
    return [line for post in posts for line in broken(post, SIDE - 2 * _PAD)]


def _named(rung: Rung) -> list[str]:
    return broken(rung.name, WIDTH - 2 * SIDE - 24)


def _drawn(rows: Sequence[_Row], label: str) -> str:
    drawing, y = Drawing(label), 0
    for row in rows:
        if row.title:
            drawing.text(0, y + 16, row.title, "strong")
        elif row.rung is not None:
            _rung(drawing, row.rung, y, row.height - _GAP)
        else:
            drawing.texts(0, y + 10, row.end, "quiet")
        y += row.height
    return drawing.svg(y)


def _rung(drawing: Drawing, rung: Rung, y: int, height: int) -> None:
    right, middle = WIDTH - SIDE, y + height // 2
    if rung.after:
        drawing.line(SIDE, y - _GAP, right, y, "link")
    for x, posts, look in ((0, rung.left, "box"), (right, rung.right, "box entered")):
        lines = _lines(posts)
        drawing.box(x, y, SIDE, height, look)
        drawing.texts(x + _PAD, middle - (len(lines) - 1) * LINE // 2 + 5, lines)
    names = _named(rung)
    for at, line in enumerate(reversed(names)):
        drawing.text(WIDTH // 2, middle - 6 - at * LINE, line, "strong middle")
    drawing.arrow(SIDE + 2, right - 2, middle)
