"""Dates that cannot be, people who may be listed twice or may hold a post that no code names."""

from __future__ import annotations

import datetime as dt

from luanchuyen.models.calendar import PartialDate, months_between
from luanchuyen.models.text.folding import fold
from luanchuyen.sheets.reading.problems import Problems
from luanchuyen.sheets.reading.tables.table import RowValues, SheetRows

YOUNGEST, OLDEST = 18, 75
_I_FOR_Y = str.maketrans("yýỳỷỹỵ", "iíìỉĩị")


def sanity(records: SheetRows, as_of: dt.date | None, problems: Problems) -> None:
    """Note births, services and stints that the calendar forbids, or that no working life has.

    Without ``as_of`` nothing is measured against it.
    """
    births = {}
    for cadre in records.get("cadres", []):
        birth = cadre.values.get("birth")
        if isinstance(birth, PartialDate):
            births[cadre.text("cadre_id")] = birth
            _order(cadre, birth, problems)
            if as_of is not None:
                _age(cadre, birth, as_of, problems)
        if as_of is not None:
            _service(cadre, as_of, problems)
    for stint in records.get("career", []):
        _stint(stint, births.get(stint.text("cadre_id")), problems)
    _namesakes(records.get("cadres", []), problems)
    _same_title(records, problems)


def _age(cadre: RowValues, birth: PartialDate, as_of: dt.date, problems: Problems) -> None:
    cell = cadre.cell("birth")
    if birth.first > as_of:
        problems.add("born_later", cadre.origin.sheet, cell, birth=str(birth), as_of=f"{as_of:%d/%m/%Y}")
        return
    age = months_between(birth.first, as_of) // 12
    if not YOUNGEST <= age <= OLDEST:
        problems.add("odd_age", cadre.origin.sheet, cell, severity="warning", age=age, birth=str(birth))


def _order(cadre: RowValues, birth: PartialDate, problems: Problems) -> None:
    since = cadre.values.get("in_post_since")
    if isinstance(since, PartialDate) and since.last < birth.first:
        cells = cadre.cell("in_post_since"), cadre.cell("birth")
        problems.add("in_post_before_birth", cadre.origin.sheet, *cells,
                     since=str(since), birth=str(birth))  # fmt: skip


def _service(cadre: RowValues, as_of: dt.date, problems: Problems) -> None:
    since = cadre.values.get("in_post_since")
    if isinstance(since, PartialDate) and since.first > as_of:
        problems.add("in_post_later", cadre.origin.sheet, cadre.cell("in_post_since"), severity="warning",
                     since=str(since), as_of=f"{as_of:%d/%m/%Y}")  # fmt: skip


def _stint(stint: RowValues, birth: PartialDate | None, problems: Problems) -> None:
    since, to = stint.values.get("from"), stint.values.get("to")
    if not isinstance(since, PartialDate):
        return
    if isinstance(to, PartialDate) and to.last < since.first:
        problems.add("ends_before_start", stint.origin.sheet, stint.cell("to"), stint.cell("from"),
                     since=str(since), to=str(to))  # fmt: skip
    if birth is not None and since.last < birth.first:
        problems.add("stint_before_birth", stint.origin.sheet, stint.cell("from"),
                     since=str(since), birth=str(birth))  # fmt: skip


def _sound(name: str) -> str:
    """The name as it sounds: Lý and Lí are spelt apart, and may be one person."""
    return fold(name).translate(_I_FOR_Y)


def _namesakes(cadres: list[RowValues], problems: Problems) -> None:
    seen: dict[tuple[str, object], RowValues] = {}
    for cadre in cadres:
        name, birth = cadre.text("name"), cadre.values.get("birth")
        if not name or not isinstance(birth, PartialDate):
            continue
        other = seen.setdefault((_sound(name), birth), cadre)
        if other is not cadre and other.text("cadre_id") != cadre.text("cadre_id"):
            codes = f"{other.text('cadre_id')}, {cadre.text('cadre_id')}"
            problems.add("same_person", cadre.origin.sheet, other.cell("name"), cadre.cell("name"),
                         severity="warning", name=name, birth=str(birth), codes=codes)  # fmt: skip


def _same_title(records: SheetRows, problems: Problems) -> None:
    """People whose position reads like a post of their own unit that nobody holds and no status calls vacant."""
    cadres = records.get("cadres", [])
    held = {code for cadre in cadres for code in _codes(cadre)}
    open_posts = (p for p in records.get("posts", []) if p.text("post_id") not in held and not p.values.get("status"))
    titles = {(post.text("unit_id"), fold(post.text("title"))) for post in open_posts}
    for cadre in cadres:
        place = cadre.text("unit_id"), fold(cadre.text("position"))
        if place[1] and not _codes(cadre) and place in titles:
            problems.add("same_title", cadre.origin.sheet, cadre.cell("position"), severity="warning")


def _codes(cadre: RowValues) -> tuple[str, ...]:
    codes = cadre.values.get("post_id")
    return codes if isinstance(codes, tuple) else ()
