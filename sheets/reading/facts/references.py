"""Codes that point to other sheets: every one must be there, or be the exact name of one row; none is guessed."""

from __future__ import annotations

from collections.abc import Mapping

from luanchuyen.models.cadre import Planned
from luanchuyen.models.text.folding import clean, fold, nearest
from luanchuyen.sheets.form.column import Column
from luanchuyen.sheets.form.tables import BY_ID, SHEETS
from luanchuyen.sheets.reading.cells.spellings import KnownWords
from luanchuyen.sheets.reading.facts.named_codes import NAMES, codes_by_name, take
from luanchuyen.sheets.reading.problems import Problems
from luanchuyen.sheets.reading.tables.table import RowValues, SheetRows

KEYS = {"units": "unit_id", "posts": "post_id", "cadres": "cadre_id"}
ANYBODY = "*"
MOST_SEARCHES = 200
MOST_COMPARED = 3_000
"""So many unknown codes get a nearest one offered, each among so many codes."""
MOST_OFFERED = 5


class Codes:
    """The codes of one sheet, with where each was written."""

    def __init__(self, sheet_id: str, records: list[RowValues]) -> None:
        self.key = KEYS[sheet_id]
        self.title = records[0].origin.sheet if records else BY_ID[sheet_id].title
        self.first: dict[str, RowValues] = {}
        self.again: dict[str, list[RowValues]] = {}
        for record in records:
            code = record.text(self.key)
            if not code:
                continue
            if code in self.first:
                self.again.setdefault(code, [self.first[code]]).append(record)
            else:
                self.first[code] = record
        self._bare = {code.lstrip("0"): code for code in self.first}
        self._named = codes_by_name(records, self.key, NAMES[sheet_id])
        self._close: dict[str, tuple[str, ...]] = {}

    def __contains__(self, code: str) -> bool:
        return code in self.first

    def alike(self) -> list[list[RowValues]]:
        """The rows of codes that differ in capitals alone, such as NH and nh: they are codes of their own."""
        found: dict[str, list[RowValues]] = {}
        for code, record in self.first.items():
            found.setdefault(code.casefold(), []).append(record)
        return [records for records in found.values() if len(records) > 1]

    def named(self, text: str) -> tuple[str, ...]:
        """The codes of the rows that bear exactly this name; "" for one without a code."""
        return self._named.get(fold(text), ())

    def meant(self, text: str) -> str | None:
        """The code that a text means: itself, or that of the one row so named; None where it is neither."""
        if text in self.first:
            return text
        named = () if text.lstrip("0") in self._bare else self.named(text)
        return named[0] or None if len(named) == 1 else None

    def tell(self, code: str, column: Column, record: RowValues, problems: Problems) -> None:
        """Note that a code is not there: another width of zeros, a name of several, or simply unknown."""
        sheet, cell = record.origin.sheet, record.cell(column.id)
        same = self._bare.get(code.lstrip("0"))
        named = [code for code in self.named(code) if code]
        if same is not None:
            there = self.first[same]
            problems.add("code_zeros", sheet, cell, column=column.heading, code=code, known=same,
                         other=there.origin.cell(self.key))  # fmt: skip
        elif named:
            own = [code for code in named if self.first[code].text("unit_id") == record.text("unit_id")]
            problems.add("name_of_several", sheet, cell, column=column.heading, text=code,
                         nearest=", ".join((own if len(own) == 1 else named)[:MOST_OFFERED]))  # fmt: skip
        else:
            problems.add("unknown_code", sheet, cell, column=column.heading, code=code,
                         wanted=self.title, nearest=", ".join(self.nearest(code)))  # fmt: skip

    def nearest(self, code: str) -> tuple[str, ...]:
        """The codes, or the codes of the names, that look most like a text; not searched for without end."""
        if code not in self._close:
            known, names = (self._alike(code, texts) for texts in (self.first, self._named))
            searched = len(self._close) < MOST_SEARCHES
            close = (nearest(code, known) or nearest(code, names)) if searched else ()
            self._close[code] = tuple(next(filter(None, self._named.get(name, ())), name) for name in close)
        return self._close[code]

    def _alike(self, code: str, texts: Mapping[str, object]) -> list[str]:
        """All of few texts, of many those that begin like the code: comparing takes long."""
        start = fold(code)[:2] if len(texts) > MOST_COMPARED else ""
        return [text for text in texts if fold(text).startswith(start)][:MOST_COMPARED]


def link(records: SheetRows, known: KnownWords, problems: Problems) -> Mapping[str, Codes]:
    """Check every code, and turn planning entries and wishes into what they name."""
    codes = {sheet_id: Codes(sheet_id, records.get(sheet_id, [])) for sheet_id in KEYS}
    for sheet_id, key in KEYS.items():
        for code, doubled in codes[sheet_id].again.items():
            cells = [record.cell(key) for record in doubled]
            problems.add("doubled_code", doubled[0].origin.sheet, *cells, code=code)
        for alike in codes[sheet_id].alike():
            cells = [record.cell(key) for record in alike]
            written = ", ".join(f'"{record.text(key)}"' for record in alike)
            problems.add("codes_alike", alike[0].origin.sheet, *cells, severity="warning", codes=written)
    for sheet in SHEETS:
        for column in sheet:
            if column.points_to in codes and column.reads in ("code", "codes"):
                _check(column, codes[column.points_to], records.get(sheet.id, []), sheet.id, problems)
    spoken = {fold(record.text("kind")) for record in records.get("posts", [])}
    for record in records.get("cadres", []):
        _plan(record, codes, known, spoken, problems)
        _wish(record, codes, known, spoken, problems)
    return codes


def _check(column: Column, codes: Codes, records: list[RowValues], sheet_id: str, problems: Problems) -> None:
    if not codes.first:
        cells = [record.cell(column.id) for record in records if record.values.get(column.id) not in (None, ANYBODY)]
        if cells:  # the sheet is what is to be mended: a code of it is no mistake of its own
            problems.add("codes_of_nothing", records[0].origin.sheet, *cells, column=column.heading, wanted=codes.title)
        return
    for record in records:
        value = record.values.get(column.id)
        entries = value if isinstance(value, tuple) else (value,)
        unknown = [code for code in entries if isinstance(code, str) and code not in codes]
        if unknown == [ANYBODY] and sheet_id == "locks" and column.id == "cadre_id":
            continue
        if unknown:
            _take_names(column, codes, record, unknown, sheet_id, problems)


def _take_names(column: Column, codes: Codes, record: RowValues, unknown: list[str], sheet_id: str,
                problems: Problems) -> None:  # fmt: skip
    """The codes that the names among the unknown ones mean; what is left of them is told."""
    value = record.values[column.id]
    entries = value if isinstance(value, tuple) else (str(value),)
    whole = codes.meant(", ".join(entries))  # a title with a comma in it was taken apart
    if whole is not None and len(entries) > 1:
        entries, unknown, taken = (whole,), [], {whole: whole}
    else:
        taken = {entry: code for entry in unknown if (code := codes.meant(entry)) is not None}
    for code in unknown:
        if code not in taken:
            codes.tell(code, column, record, problems)
    if taken:
        made = take(record, column, entries, taken, sheet_id, problems)
        record.values[column.id] = made if isinstance(value, tuple) else made[0]


def _plan(record: RowValues, codes: Mapping[str, Codes], known: KnownWords, spoken: set[str],
          problems: Problems) -> None:  # fmt: skip
    column = BY_ID["cadres"].column("planned_for")
    planned, taken = [], {}
    for entry in record.texts(column.id):
        found = _planned(entry, codes["posts"], known, spoken)
        meant = codes["posts"].meant(entry) if found is None else None
        if meant is not None:
            found, taken[entry] = Planned(post_id=meant), meant
        elif found is None:
            found = Planned(kind=entry)
            _tell_entry(entry, column, record, codes["posts"], known, problems)
        planned.append(found)
    if taken:
        take(record, column, record.texts(column.id), taken, "cadres", problems)
    if column.id in record.values:
        record.values[column.id] = tuple(planned)


def _planned(entry: str, posts: Codes, known: KnownWords, spoken: set[str]) -> Planned | None:
    if entry in posts:
        return Planned(post_id=entry)
    text, at, level_text = entry.partition("@")
    level = known.levels.find(level_text) if at else None
    if at and level is None:
        return None
    kind, named_level = known.kind_and_level(text)
    if kind is not None:
        return Planned(kind=kind, level=level or named_level)
    return Planned(kind=clean(text), level=level) if fold(text) in spoken else None


def _wish(record: RowValues, codes: Mapping[str, Codes], known: KnownWords, spoken: set[str],
          problems: Problems) -> None:  # fmt: skip
    column = BY_ID["cadres"].column("wishes")
    wishes, taken = [], {}
    for entry in record.texts(column.id):
        named = entry in codes["posts"] or entry in codes["units"] or fold(entry) in spoken
        kind = None if named else known.kind(entry)
        if not named and kind is None:
            meant = codes["posts"].named(entry) + codes["units"].named(entry)
            if len(meant) == 1 and meant[0]:
                taken[entry] = meant[0]
            else:
                _tell_entry(entry, column, record, codes["posts"], known, problems, codes["units"])
        wishes.append(kind or taken.get(entry, entry))
    if taken:
        take(record, column, record.texts(column.id), taken, "cadres", problems)
    if column.id in record.values:
        record.values[column.id] = tuple(wishes)


def _tell_entry(entry: str, column: Column, record: RowValues, posts: Codes, known: KnownWords,
                problems: Problems, units: Codes | None = None) -> None:  # fmt: skip
    """A word that is neither a code nor a kind: an error where it looks like a code, else a warning."""
    codes = (*posts.nearest(entry), *(units.nearest(entry) if units else ()))
    close = ", ".join(nearest(entry, [*codes, *known.kinds.offered, *known.vocabulary.kinds]))
    is_code = " " not in entry or "@" in entry
    problems.add("unknown_entry" if is_code else "entry_kept", record.origin.sheet, record.cell(column.id),
                 severity="error" if is_code else "warning",
                 column=column.heading, text=entry, nearest=close)  # fmt: skip
