"""The product from Python: read a workbook, audit a plan; planning is optimizer/planning.py's own ``plan``."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from pathlib import Path

from luanchuyen.commands.input import read_input
from luanchuyen.models.instance import Instance
from luanchuyen.models.policy import Policy
from luanchuyen.optimizer.audit.auditor import Audit
from luanchuyen.optimizer.audit.auditor import audit as audit_pairs
from luanchuyen.optimizer.rules.in_force import situation_of


def read(book: str | Path, rules: str | Path | None = None) -> Instance:
    """The facts alone of a workbook, or of a folder of CSV files: whoever plans wants ``open_case``.

    What Tham số says of rules, overrides, plans and distance stands in ``instance.settings``; ``plan`` does not
    look there. ``rules``: the rule book whose words the cells are read with (default: the one that Tham số names).
    Raises DataError with every problem at once, each with its sheet and cell.
    """
    return read_input(book, rules).instance


def audit(
    instance: Instance,
    rules: Policy,
    pairs: Iterable[tuple[str, str]],
    given: Mapping[str, tuple[str, ...]] | None = None,
) -> Audit:
    """Judge the plan of (cadre, post) ``pairs`` on the facts alone: objections, findings, score by tier."""
    return audit_pairs(situation_of(instance, rules, given=given), pairs)
