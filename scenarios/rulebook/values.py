"""The values of a rule book, read by the type of the rule's field: from TOML, or from a cell or an option."""

from __future__ import annotations

import datetime as dt
import re
from collections.abc import Mapping
from dataclasses import dataclass
from functools import cache
from typing import Any, get_args, get_origin, get_type_hints

from luanchuyen.models.policy import LEVELS
from luanchuyen.models.text.bounded import UnreadableError, toml_of
from luanchuyen.models.text.folding import fold, nearest
from luanchuyen.optimizer.rules.number import MOST, Day, Part, day_of
from luanchuyen.optimizer.rules.rule import Rule
from luanchuyen.scenarios.rulebook.objections import Refused

_TOO_LONG = 19
_YES = frozenset({"có", "true", "yes", "đúng"})
_NO = frozenset({"không", "false", "no", "sai"})
_LEVEL_WORDS = {"cứng": "hard", "bắt buộc": "hard", "mềm": "soft", "phấn đấu": "soft", "tắt": "off"}
_LEVEL_WORDS |= {"không áp dụng": "off"} | {level: level for level in LEVELS}
_DAY = re.compile(r"(\d{1,2})/(\d{1,2})/(\d{4})")


@dataclass(frozen=True)
class Table:
    """The type of a table: its parts by key."""

    parts: Mapping[str, Part]


@cache
def number_types(rule: type[Rule]) -> Mapping[str, Any]:
    """The type of each number of a rule, by its name in a rule book."""
    hints = get_type_hints(rule)
    types = {name: hints[attribute] for name, attribute in rule.number_names().items()}
    tables = {name: Table(number.table) for name, number in rule.numbers().items() if number.table is not None}
    return types | {name: tuple.__class_getitem__((table, ...)) for name, table in tables.items()}


def level_of(value: object) -> str:
    """hard, soft or off, from that word or a Vietnamese one. Raises Refused."""
    text = fold(value) if isinstance(value, str) else ""
    if text not in _LEVEL_WORDS:
        raise Refused("bad_level", value=value)
    return _LEVEL_WORDS[text]


def one_of(word: str, known: tuple[str, ...]) -> str:
    """The known words nearest to ``word``, all of them where none is near, as one text."""
    return ", ".join(nearest(word, known) or known)


def read(value: object, kind: Any, words: tuple[str, ...] = ()) -> object:
    """A TOML value as the type ``kind`` wants it: lists become tuples. Raises Refused."""
    origin, inner = get_origin(kind), get_args(kind)
    if kind is bool:
        return _take(value, isinstance(value, bool), "not_yes_no")
    if kind is int:
        return _whole(value)
    if kind is str:
        return _word(value, words)
    if kind is Day:
        return _day(value)
    if origin is tuple:
        return _row(value, inner, words)
    if isinstance(kind, Table):
        return _parts(value, kind.parts)
    if isinstance(value, Mapping):
        return {key: read(part, inner[1] if inner else object, words) for key, part in value.items()}
    if origin is not None and issubclass(origin, Mapping):
        raise Refused("not_table", value=value)
    return tuple(read(part, object) for part in value) if isinstance(value, list) else value


def of_text(text: str, kind: Any) -> object:
    """What a text typed in a cell or an option says, as the TOML value ``read`` takes. Raises Refused."""
    text = text.strip()
    if kind is int:
        if not re.fullmatch("-?[0-9]+", text):
            _refuse("not_whole", text)
        return int(text) if len(text) < _TOO_LONG else _too_large(text)
    if kind is bool:
        word = fold(text)
        return word in _YES if word in _YES | _NO else _refuse("not_yes_no", text)
    if kind is str:
        return text
    if text.startswith("["):
        try:
            return toml_of(f"value = {text}")["value"]
        except UnreadableError:
            _refuse("not_list", text)
    if get_args(kind) != (str, ...):
        _refuse("not_list", text)
    return [part.strip() for part in re.split("[,;]", text) if part.strip()]


def _refuse(key: str, value: object) -> object:
    raise Refused(key, value=value)


def _take(value: object, right: bool, key: str) -> object:
    return value if right else _refuse(key, value)


def _whole(value: object) -> int:
    if not isinstance(value, int) or isinstance(value, bool):
        raise Refused("not_whole", value=value)
    return within(value, 0, MOST)


def within(value: int, least: int, most: int) -> int:
    """The number, where it may be so small and so large. Raises Refused."""
    if not least <= value <= most:
        raise Refused("out_of_range", value=value, least=least, most=most)
    return value


def _too_large(value: object) -> int:
    raise Refused("out_of_range", value=value, least=0, most=MOST)


def _word(value: object, words: tuple[str, ...]) -> str:
    if not isinstance(value, str):
        raise Refused("not_text", value=value)
    if words and value not in words:
        raise Refused("unknown_word", value=value, nearest=one_of(value, words))
    return value


def _day(value: object) -> str:
    """A day as dd/mm/yyyy, from that or from a TOML date."""
    if isinstance(value, dt.date) and not isinstance(value, dt.datetime):
        return f"{value:%d/%m/%Y}"
    parts = _DAY.fullmatch(value.strip()) if isinstance(value, str) else None
    try:
        return f"{dt.date(int(parts[3]), int(parts[2]), int(parts[1])):%d/%m/%Y}" if parts else _no_day(value)
    except ValueError:
        return _no_day(value)


def _no_day(value: object) -> str:
    raise Refused("not_date", value=value)


def _row(value: object, inner: tuple[Any, ...], words: tuple[str, ...]) -> tuple[object, ...]:
    if not isinstance(value, list | tuple):
        raise Refused("not_list", value=value)
    if inner[-1] is Ellipsis:
        return tuple(read(part, inner[0], words) for part in value)
    if len(value) != len(inner):
        raise Refused("wrong_count", value=value, count=len(inner))
    return tuple(read(part, kind, words) for part, kind in zip(value, inner, strict=True))


def _parts(value: object, parts: Mapping[str, Part]) -> Mapping[str, object]:
    if not isinstance(value, Mapping):
        raise Refused("not_table", value=value)
    for key in value:
        if key not in parts:
            raise Refused("unknown_part", value=key, nearest=one_of(key, tuple(parts)))
    for key, part in parts.items():
        if part.needed and key not in value:
            raise Refused("missing_part", value=key)
    told = {key: read(value[key], part.type) for key, part in parts.items() if key in value}
    for key, one in told.items():
        if isinstance(one, int):
            within(one, 0, parts[key].most)
    first, last = (told.get(key) if key in parts and parts[key].type is Day else None for key in ("from", "to"))
    if first and last and day_of(last) < day_of(first):
        raise Refused("ends_before", **{"value": last, "from": first})
    return told
