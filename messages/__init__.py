"""Every sentence the product speaks, in Vietnamese and English; ``say(key, **values)`` makes one.

A key is ``<file>.<name>``: ``say("check.unknown_code", code="X")`` reads ``messages/<lang>/check.toml``.
"""

from __future__ import annotations

import tomllib
from collections.abc import Mapping
from contextvars import ContextVar
from functools import cache
from importlib.resources import files
from string import Formatter

LANGUAGES = ("vi", "en")
MOST_REPEATED = 120
"""Letters of what somebody typed that a sentence repeats."""
_language: ContextVar[str] = ContextVar("language", default="vi")


def speak_in(language: str) -> None:
    """Set the language of every later sentence: vi or en."""
    if language not in LANGUAGES:
        raise ValueError(language)
    _language.set(language)


def language() -> str:
    """The language spoken now."""
    return _language.get()


@cache
def sentences(lang: str, room: str) -> dict[str, str]:
    """All the templates of one room's file, by name."""
    text = files(__package__).joinpath(lang, f"{room}.toml").read_text(encoding="utf-8")
    return {name: str(value) for name, value in tomllib.loads(text).items()}


def knows(key: str) -> bool:
    """Whether there is a sentence for ``key``."""
    room, _, name = key.partition(".")
    return room in _rooms(_language.get()) and name in sentences(_language.get(), room)


@cache
def _rooms(lang: str) -> frozenset[str]:
    found = (file.name.partition(".") for file in files(__package__).joinpath(lang).iterdir())
    return frozenset(room for room, _, kind in found if kind == "toml")


def shortened(value: object) -> object:
    """What somebody typed, as a sentence repeats it: cut where it would bury the sentence."""
    return f"{value[:MOST_REPEATED]}…" if isinstance(value, str) and len(value) > MOST_REPEATED else value


def reason_said(reason: object) -> object:
    """Why a file could not be read, in words where it is one of the reasons that we know."""
    key = f"cli.unreadable_{reason}"
    return say(key) if knows(key) else reason


class _Filling(Formatter):
    """Fills a template; ``{count:warning|warnings}`` is the word for one or for another number of them."""

    def format_field(self, value: object, form: str) -> str:
        one, bar, more = form.partition("|")
        if not bar:
            return str(super().format_field(value, form))
        return one if str(value) == "1" else more


_filling = _Filling()


def filled(template: str, values: Mapping[str, object]) -> str:
    """A sentence's template with its ``{placeholders}`` filled. Raises KeyError for one without a value."""
    return _filling.vformat(template, (), values) if "|" in template else template.format_map(values)


def say(key: str, **values: object) -> str:
    """The sentence ``key`` in the language spoken, with its ``{placeholders}`` filled.

    Raises KeyError for an unknown key or a placeholder without a value: a bug, never the user's fault.
    """
    room, _, name = key.partition(".")
    return filled(sentences(_language.get(), room)[name], values)
