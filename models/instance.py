"""The instance: every fact of one workbook, with the cell it came from."""

from __future__ import annotations

import datetime as dt
from collections.abc import Mapping
from dataclasses import dataclass, field

from luanchuyen.models.cadre import Cadre
from luanchuyen.models.post import Post
from luanchuyen.models.tables import TITLES
from luanchuyen.models.unit import Unit
from luanchuyen.models.waiver import Lock, PanelRow, Relation, Waiver


@dataclass(frozen=True)
class OwnRules:
    """What Tham số says of the rules, as far as it can be read: the book's name with its cell, and its overrides."""

    name: str | None = None
    cell: str = ""
    overrides: tuple[tuple[str, str, str, str], ...] = ()


@dataclass(frozen=True)
class Settings:
    """The sheet Tham số. ``overrides`` are (rule, key, value as typed, cell); None = not given there.

    ``rules_cell``: where the rule book is named, such as "Tham số!B5".
    """

    as_of: dt.date
    start: dt.date
    term_months: int = 36
    rules: str | None = None
    overrides: tuple[tuple[str, str, str, str], ...] = ()
    plans: int | None = None
    differ_by: int | None = None
    time_limit: float | None = None
    title: str = ""
    organisation: str = ""
    secrecy: str = ""
    rules_cell: str = field(default="", compare=False)


@dataclass(frozen=True, repr=False)
class Instance:
    """Facts at ``settings.as_of``. Mappings are by code, in code order, so that no row order matters.

    ``sha256`` is of the input; ``sheets``: what the workbook calls the sheet of each table that it has.
    """

    settings: Settings
    units: Mapping[str, Unit]
    posts: Mapping[str, Post]
    cadres: Mapping[str, Cadre]
    relations: tuple[Relation, ...] = ()
    locks: tuple[Lock, ...] = ()
    waivers: tuple[Waiver, ...] = ()
    panel: Mapping[tuple[str, str], PanelRow] = field(default_factory=dict)
    sha256: str = ""
    sheets: Mapping[str, str] = field(default_factory=dict, compare=False)

    def sheet(self, table: str) -> str:
        """What the workbook calls the sheet of a table; of one that it has not, what the template calls it."""
        return self.sheets.get(table, TITLES[table])

    def __repr__(self) -> str:
        """In short, and without a name: a notebook or a log keeps what it shows."""
        counts = f"{len(self.units)} units, {len(self.posts)} posts, {len(self.cadres)} cadres"
        return f"<Instance at {self.settings.as_of}: {counts}>"

    def __post_init__(self) -> None:
        """Whoever made it: in code order, which the order of equal scores is told by."""
        for name in ("units", "posts", "cadres"):
            table = getattr(self, name)
            if list(table) != sorted(table):
                object.__setattr__(self, name, dict(sorted(table.items())))
