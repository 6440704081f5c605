"""Two tellings of one sheet laid beside each other: columns by their headings, lines by what they say."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping, Sequence, Set
from dataclasses import dataclass

LATEST_HEADING = 40
"""The row by which a sheet's headings stand."""
MOST = 400
"""Lines that say otherwise which are compared each with each; of more, they are taken in their order."""

Rows = Mapping[int, Mapping[int, str]]


@dataclass(frozen=True)
class GivenRow:
    """A row of a sheet: its filled cells, by the columns of the sheet as it should be."""

    row: int
    cells: Mapping[int, str]

    @property
    def key(self) -> frozenset[tuple[int, str]]:
        """What the line says."""
        return frozenset(self.cells.items())


def heading_of(rows: Rows) -> int:
    """The row with the most cells of those that may be headings; 0 of an empty sheet."""
    return max((row for row in rows if row <= LATEST_HEADING), key=lambda row: (len(rows[row]), -row), default=0)


class GivenColumns:
    """Where each column of a sheet as it should be stands in the sheet as it is.

    ``gone``: columns that are not there; ``added``: headings, or letters, of those that should not be.
    """

    def __init__(self, ours: Rows, theirs: Rows, top: int) -> None:
        self._place = _by_heading(ours.get(top, {}), theirs)
        used = sorted({column for cells in ours.values() for column in cells})
        filled = {column for cells in theirs.values() for column in cells}
        self.gone: set[int] = set()
        shift = 0
        for column in used:
            if column in self._place:
                shift = self._place[column] - column
            elif column + shift in self._place.values():
                self.gone.add(column)
            elif column + shift in filled or not any(text for text in (ours.get(top, {}).get(column),)):
                self._place[column] = column + shift
            else:
                self.gone.add(column)
        self._back = {place: column for column, place in self._place.items()}
        self.kept = set(self._place)
        self.added = [str(place) for place in sorted(filled - self._back.keys())]

    def place(self, column: int) -> int:
        """The column as it is."""
        return self._place[column]

    def back(self, cells: Mapping[int, str]) -> dict[int, str]:
        """Cells of the sheet as it is, by the columns as they should be."""
        return {self._back[place]: text for place, text in cells.items() if place in self._back}


def _by_heading(headings: Mapping[int, str], theirs: Rows) -> dict[int, int]:
    """Columns whose heading is found in that row of theirs that has most of the headings."""
    wanted = set(headings.values())
    best = max(theirs.values(), key=lambda cells: len(wanted & set(cells.values())), default={})
    found: dict[int, int] = {}
    for column, text in headings.items():
        places = [place for place, there in best.items() if there == text and place not in found.values()]
        if places:
            found[column] = min(places, key=lambda place: abs(place - column))
    return found


def written_lines(rows: Rows, kept: Set[int], left_out: Set[int]) -> list[GivenRow]:
    """The lines that say something, without the columns that are not there and those for the hand."""
    columns = kept - left_out
    lines = [GivenRow(row, {c: text for c, text in cells.items() if c in columns}) for row, cells in rows.items()]
    return [line for line in lines if line.cells]


Paired = tuple[list[tuple[GivenRow, GivenRow]], list[GivenRow], list[GivenRow], bool]


def paired(ours: Iterable[GivenRow], theirs: Iterable[GivenRow], codes: Set[int]) -> Paired:
    """(lines of one meaning that differ, ours that are gone, theirs that are new, whether some stand elsewhere)."""
    waiting: dict[frozenset[tuple[int, str]], list[GivenRow]] = {}
    for line in theirs:
        waiting.setdefault(line.key, []).append(line)
    left, order = [], []
    for line in ours:
        same = waiting.get(line.key)
        if same:
            order.append(same.pop(0).row)
        else:
            left.append(line)
    free = sorted((line for lines in waiting.values() for line in lines), key=lambda line: line.row)
    pairs = _coded(left, free, codes) + _alike(left, free)
    return pairs, left, free, order != sorted(order)


def _coded(left: list[GivenRow], free: list[GivenRow], codes: Set[int]) -> list[tuple[GivenRow, GivenRow]]:
    """Lines of the same codes; what is paired is taken out of both lists."""
    pairs = []
    for line in [line for line in left if any(line.cells.get(column) for column in codes)]:
        wanted = [line.cells.get(column) for column in codes]
        other = next((o for o in free if [o.cells.get(column) for column in codes] == wanted), None)
        if other is not None:
            pairs.append((line, other))
            left.remove(line)
            free.remove(other)
    return pairs


def _alike(left: list[GivenRow], free: list[GivenRow]) -> list[tuple[GivenRow, GivenRow]]:
    """Of the others those that have most cells in common, the most alike first; none without any in common."""
    if len(left) > MOST or len(free) > MOST:
        pairs = [(one, other) for one, other in zip(left, free, strict=False) if one.key & other.key]
    else:
        pairs = list(_most_alike(left, free))
    for one, other in pairs:
        left.remove(one)
        free.remove(other)
    return pairs


def _most_alike(left: Sequence[GivenRow], free: Sequence[GivenRow]) -> Iterator[tuple[GivenRow, GivenRow]]:
    """A line of one cell may be that of another one, whatever they say."""
    shared = [
        (len(one.key & other.key) or len(one.cells) == len(other.cells) == 1, -abs(one.row - other.row), at, place)
        for at, one in enumerate(left)
        for place, other in enumerate(free)
    ]
    used, taken = set[int](), set[int]()
    for count, _, at, place in sorted(shared, reverse=True):
        if count and at not in used and place not in taken:
            used.add(at)
            taken.add(place)
            yield left[at], free[place]
