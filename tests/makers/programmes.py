"""Shipped examples of real programmes as tests use them: their rows, situations, best plans and records."""

from __future__ import annotations

import csv
import json
from functools import cache
from importlib.resources import as_file
from typing import Any

import pytest

from luanchuyen.cli import main
from luanchuyen.commands.input import read_input
from luanchuyen.models.errors import ExitCode
from luanchuyen.models.options import Options
from luanchuyen.models.plan import Plan
from luanchuyen.optimizer.planning import plan
from luanchuyen.optimizer.rules.in_force import situation_of
from luanchuyen.optimizer.situation.situation import Situation
from luanchuyen.scenarios.example import folder

Output = pytest.CaptureFixture[str]
CITY, PROVINCE, CHAIRS = "tp-ha-tinh", "ha-tinh", "doi-chu-tich-xa"


def rows(name: str, sheet: str) -> list[dict[str, str]]:
    """The rows of a sheet as they are written."""
    text = (folder(name) / f"{sheet}.csv").read_text(encoding="utf-8")
    return list(csv.DictReader(text.splitlines()))


@cache
def situation(name: str, stint: int | None = None) -> Situation:
    """The example under its own book; ``stint``: with so many months in post asked for."""
    overrides = [("stint_length", "min_months", str(stint))] if stint else []
    with as_file(folder(name)) as path:
        source = read_input(path, overrides=overrides)
    return situation_of(source.instance, source.policy)


@cache
def best(name: str, stint: int | None = None) -> Plan:
    """The best plan of the example."""
    board = situation(name, stint)
    (made,) = plan(board.instance, board.policy, Options(plans=1)).plans
    return made


def recorded(capsys: Output, name: str, *options: str) -> dict[str, Any]:
    """What the command ``record`` counts."""
    with as_file(folder(name)) as path:
        assert main(["record", str(path), *options, "--json"]) == ExitCode.DONE
    return json.loads(capsys.readouterr().out)  # type: ignore[no-any-return]


def moves(record: dict[str, Any], form: str) -> dict[str | None, int]:
    """The moves of one form by direction; None: of all."""
    return {row["direction"]: row["moves"] for row in record["forms"] if row["form"] == form}
