"""Records without a fault into the nouns of models/, in code order."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import fields
from typing import Any, TypeVar

from luanchuyen.models.cadre import Cadre, Stint
from luanchuyen.models.instance import Instance, Settings
from luanchuyen.models.post import Post
from luanchuyen.models.unit import Unit
from luanchuyen.models.waiver import Lock, PanelRow, Relation, Waiver
from luanchuyen.sheets.reading.tables.table import RowValues, SheetRows

Noun = TypeVar("Noun")
_RENAMED = {"cadres": {"post_id": "post_ids"}, "career": {"from": "since"}}


def instance_of(records: SheetRows, settings: Settings, sha256: str, sheets: Mapping[str, str]) -> Instance:
    """The Instance of records among which nothing is wrong."""
    careers: dict[str, list[Stint]] = {}
    for stint in _made(Stint, records, "career"):
        careers.setdefault(stint.cadre_id, []).append(stint)
    panel = _made(PanelRow, records, "panel")
    return Instance(
        settings=settings,
        units=_by_code(_made(Unit, records, "units"), lambda unit: unit.unit_id),
        posts=_by_code(_made(Post, records, "posts"), lambda post: post.post_id),
        cadres=_by_code(_cadres(records, careers), lambda cadre: cadre.cadre_id),
        relations=_sorted(_made(Relation, records, "relations")),
        locks=_sorted(_made(Lock, records, "locks")),
        waivers=_sorted(_made(Waiver, records, "waivers")),
        panel=dict(sorted(((row.cadre_id, row.post_id), row) for row in panel)) if panel else {},
        sha256=sha256,
        sheets=sheets,
    )


def _cadres(records: SheetRows, careers: Mapping[str, list[Stint]]) -> list[Cadre]:
    return [
        _noun(Cadre, record, _RENAMED["cadres"], career=_sorted(careers.get(record.text("cadre_id"), [])))
        for record in records.get("cadres", [])
    ]


def _made(noun: Callable[..., Noun], records: SheetRows, sheet_id: str) -> list[Noun]:
    renamed = _RENAMED.get(sheet_id, {})
    return [_noun(noun, record, renamed) for record in records.get(sheet_id, [])]


def _noun(noun: Callable[..., Noun], record: RowValues, renamed: Mapping[str, str], **more: Any) -> Noun:
    values: dict[str, Any] = {renamed.get(key, key): value for key, value in record.values.items()}
    if noun is Waiver:
        values = {"cadre_id": None, "post_id": None, **values}
    return noun(**values, **more, origin=record.origin)


def _by_code(nouns: list[Noun], code: Callable[[Noun], str]) -> dict[str, Noun]:
    return {code(noun): noun for noun in sorted(nouns, key=code)}


def _sorted(nouns: list[Noun]) -> tuple[Noun, ...]:
    """In the order of what they say, whatever rows they were on."""
    return tuple(sorted(nouns, key=_content) if len(nouns) > 1 else nouns)


def _content(noun: Any) -> tuple[str, ...]:
    said = (getattr(noun, field.name) for field in fields(noun) if field.name != "origin")
    return tuple("" if value is None else _text(value) for value in said)


def _text(value: object) -> str:
    year, month, day = (getattr(value, name, None) for name in ("year", "month", "day"))
    return str(value) if year is None else f"{year:04}{month:02}{day:02}"
