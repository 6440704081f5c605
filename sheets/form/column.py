"""What a column and a sheet of the workbook are: one declaration serves reader, template and docs."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass

from luanchuyen.models.tables import TITLES


@dataclass(frozen=True)
class Word:
    """One word of a closed list: its code in the data, the Vietnamese word people pick, other spellings."""

    code: str
    title: str
    synonyms: tuple[str, ...] = ()


@dataclass(frozen=True)
class Column:
    """One column.

    ``reads`` names the parser of its cells (values.py): text, code, codes, whole, number, yes_no, date, word,
    level, bloc, sector, kind, scale, evaluations, skills, planned, place. ``words`` are the choices of a
    ``word`` column, ``scale`` the scale of the rule book that a ``scale`` or ``evaluations`` column follows.
    ``points_to`` is the sheet whose codes it holds. ``least`` and ``most`` bound a number.
    ``blanks`` are written words that mean an empty cell. ``printed`` columns are shown, never judged.
    ``since`` is the release that brought the column, "" for those of the first.
    """

    id: str
    heading: str
    reads: str = "text"
    required: bool = False
    synonyms: tuple[str, ...] = ()
    example: str = ""
    words: tuple[Word, ...] = ()
    scale: str = ""
    points_to: str = ""
    least: int | None = None
    most: int | None = None
    blanks: tuple[str, ...] = ("-", "–", "—")
    printed: bool = False
    note: str = ""
    since: str = ""

    @property
    def choices(self) -> tuple[str, ...]:
        """The words of a drop-down; empty where the column has none of its own."""
        return tuple(word.title for word in self.words)


@dataclass(frozen=True)
class Sheet:
    """One sheet: its id in the code, its columns in their order.

    ``key`` is the column without which a row is no record.
    """

    id: str
    columns: tuple[Column, ...]
    key: str
    required: bool = False
    synonyms: tuple[str, ...] = ()

    @property
    def title(self) -> str:
        """What it is called in the template; a workbook may call it by a synonym."""
        return TITLES[self.id]

    def __iter__(self) -> Iterator[Column]:
        return iter(self.columns)

    def column(self, column_id: str) -> Column:
        """The column of that id. Raises KeyError."""
        for column in self.columns:
            if column.id == column_id:
                return column
        raise KeyError(column_id)

    def note(self, column: Column) -> str:
        """The name of the message that explains a column, such as ``note_cadres_birth``."""
        return column.note or f"note_{self.id}_{column.id}"
