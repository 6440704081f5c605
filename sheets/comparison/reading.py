"""Names read back from plans.xlsx: the printed columns of a plan's sheet beside the codes of its second block."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field
from typing import TypeAlias

from luanchuyen.messages import LANGUAGES, sentences
from luanchuyen.sheets.opening import preflight, xlsx
from luanchuyen.sheets.opening.grid import Grid

CADRE, POSTS, FROM_POSTS, NAME, PLANNED, PRESENT, SEX, AGE = (
    "lookup_cadre", "lookup_posts", "lookup_from_posts", "plan_name", "plan_planned", "plan_present", "lookup_sex",
    "lookup_age",
)  # fmt: skip
HEADINGS = (CADRE, POSTS, FROM_POSTS, NAME, PLANNED, PRESENT, SEX, AGE)
LATEST_HEADING = 40
"""The row by which a plan's headings stand."""


Ages: TypeAlias = dict[tuple[str, frozenset[str]], int]


@dataclass
class Known:
    """What plans.xlsx tells of codes: names, titles; of people also whether women, and whole years of age.

    ``ages`` are by cadre and the posts taken, which say on what day an age counts. ``secrecy``: the marks of secrecy
    that it bears, each once; ``organisations``: whose papers they are.
    """

    people: dict[str, str] = field(default_factory=dict)
    posts: dict[str, str] = field(default_factory=dict)
    women: dict[str, bool] = field(default_factory=dict)
    ages: Ages = field(default_factory=dict)
    secrecy: list[str] = field(default_factory=list)
    organisations: list[str] = field(default_factory=list)

    def add(self, other: Known) -> None:
        """What another workbook tells besides."""
        for ours, theirs in ((self.people, other.people), (self.posts, other.posts)):
            ours.update({code: name for code, name in theirs.items() if code not in ours})
        self.women.update({code: woman for code, woman in other.women.items() if code not in self.women})
        self.secrecy += [mark for mark in other.secrecy if mark not in self.secrecy]
        self.organisations += [name for name in other.organisations if name not in self.organisations]
        self.ages = {**other.ages, **self.ages}


def known_from(data: bytes) -> Known:
    """What the workbook tells; nothing where it is not one of ours or cannot be read."""
    known = Known()
    if preflight.inspect(data).safe:
        try:
            grids = xlsx.grids(data)
        except xlsx.DamagedError:
            return known
        for grid in grids:
            _read(grid, known)
            known.secrecy += [mark for mark in _secrecy(grid) if mark not in known.secrecy]
            known.organisations += [name for name in _organisation(grid) if name not in known.organisations]
    return known


def _read(grid: Grid, known: Known) -> None:
    found = _heading(grid)
    if found is None:
        return
    top, columns, women = found
    for row in (row for row in grid.rows if row > top):
        cells = {name: grid.text(row, column) for name, column in columns.items()}
        if cells[CADRE]:
            known.people.setdefault(cells[CADRE], cells[NAME].removesuffix(f"\n{cells[CADRE]}"))
            known.women.setdefault(cells[CADRE], cells[SEX] == women)
            if cells[AGE].isdecimal() and len(cells[AGE]) <= 3:
                posts = frozenset(filter(None, (code.strip() for code in cells[POSTS].split(";"))))
                known.ages.setdefault((cells[CADRE], posts), int(cells[AGE]))
        for codes, titles in ((POSTS, PLANNED), (FROM_POSTS, PRESENT)):
            for code, title in _pairs(cells[codes], cells[titles], bool(cells[CADRE])):
                known.posts.setdefault(code, title)


def _secrecy(grid: Grid) -> Iterator[str]:
    """The mark of secrecy, where the sheet is a summary that tells one."""
    starts = tuple(sentences(language, "workbook")["fact_secrecy"].partition("{")[0] for language in LANGUAGES)
    for row in (row for row in grid.rows if row <= LATEST_HEADING):
        text = grid.text(row, 1)
        start = next((start for start in starts if text.startswith(start)), None)
        if start is not None:
            yield text.removeprefix(start)


def _organisation(grid: Grid) -> Iterator[str]:
    """What stands before the word "draft" at the top of a sheet."""
    opening = grid.text(1, 1)
    for language in LANGUAGES:
        name, found, rest = opening.rpartition(f" · {sentences(language, 'workbook')['draft']}")
        if name and found and not rest:
            yield name


def _heading(grid: Grid) -> tuple[int, Mapping[str, int], str] | None:
    """The row of the headings, the column of each, and the word for women; None: no plan's sheet."""
    for row in (row for row in grid.rows if row <= LATEST_HEADING):
        texts = {grid.text(row, column): column for column in grid.rows[row]}
        for language in LANGUAGES:
            said = sentences(language, "workbook")
            if all(said[name] in texts for name in HEADINGS):
                return row, {name: texts[said[name]] for name in HEADINGS}, said["sex_female"]
    return None


def _pairs(codes: str, titles: str, person: bool) -> Iterator[tuple[str, str]]:
    """Codes with the titles printed one a line, each with or without its code below it; the row of an empty post adds a
    line on its seats.
    """
    listed, lines = [code.strip() for code in codes.split(";") if code.strip()], titles.split("\n")
    if lines[1 : 2 * len(listed) : 2] == listed:
        lines = [*lines[: 2 * len(listed) : 2], *lines[2 * len(listed) :]]
    if not person:
        lines = lines[: len(listed)]
    if len(listed) == len(lines) and all(lines):
        yield from zip(listed, lines, strict=True)
