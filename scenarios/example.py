"""The shipped examples: workbooks with invented people on real places, one folder of CSV files each."""

from __future__ import annotations

from importlib.resources import files
from importlib.resources.abc import Traversable

from luanchuyen.models.errors import ScenarioError
from luanchuyen.models.text.folding import fold_plain, nearest


def names() -> list[str]:
    """The names of the examples, in order."""
    return sorted(entry.name for entry in _shelf().iterdir() if _is_example(entry))


def folder(name: str) -> Traversable:
    """The folder of one example, accents and case aside.

    Raises ScenarioError ("cli.unknown_example", with the nearest names) where there is none.
    """
    known = names()
    wanted = fold_plain(name).replace(" ", "-")
    if wanted not in known:
        close = nearest(wanted, known) or tuple(known)
        raise ScenarioError("cli.unknown_example", name=name, nearest=", ".join(close))
    return _shelf() / wanted


def _shelf() -> Traversable:
    return files("luanchuyen.scenarios.examples")


def _is_example(entry: Traversable) -> bool:
    return entry.is_dir() and any(sheet.name.endswith(".csv") for sheet in entry.iterdir())
