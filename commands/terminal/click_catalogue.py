"""Click's own words in the language spoken: the catalogue of gettext that it asks is messages/*/click.toml."""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import contextmanager

import click

from luanchuyen.messages import filled, language, sentences, shortened

TRANSLATED = (click.core, click.decorators, click.exceptions, click.formatting, click.parser)
"""The modules of click whose words a user may meet."""


class _Template(str):
    """A sentence that click fills: what was typed is told shortened, and a number chooses its word."""

    __slots__ = ()

    def format(self, *_: object, **values: object) -> str:
        """The sentence filled."""
        return filled(str(self), {name: shortened(value) for name, value in values.items()})


def gettext(message: str) -> str:
    """A message of click in the language spoken; one that the catalogue has not stays as it is."""
    told = sentences(language(), "click").get(message)
    return message if told is None else _Template(told)


def ngettext(one: str, more: str, count: int) -> str:
    """The same of a message that counts."""
    return gettext(one if count == 1 else more)


@contextmanager
def click_speaks() -> Iterator[None]:
    """While it lasts click asks our catalogue; whoever else uses click finds it as it was."""
    ours = {"_": gettext, "ngettext": ngettext}
    before = [(module, name, getattr(module, name)) for module in TRANSLATED for name in ours if hasattr(module, name)]
    for module, name, _ in before:
        setattr(module, name, ours[name])
    try:
        yield
    finally:
        for module, name, was in before:
            setattr(module, name, was)
