"""Three examples of real programmes: each is written, checked, planned, proven and verified."""

from __future__ import annotations

from pathlib import Path

import pytest
from programmes import CHAIRS, CITY, PROVINCE, Output, best, situation

from luanchuyen.cli import main
from luanchuyen.models.errors import ExitCode
from luanchuyen.optimizer.audit.auditor import audit

PROGRAMMES = (CITY, PROVINCE, CHAIRS)


@pytest.mark.parametrize("name", PROGRAMMES)
def test_it_is_written_checked_planned_and_verified(name: str, tmp_path: Path, capsys: Output) -> None:
    book, run = tmp_path / "so-lieu.xlsx", tmp_path / "ket-qua"
    assert main(["new", "--example", name, "--out", str(book)]) == ExitCode.DONE
    assert main(["check", str(book), "--strict"]) == ExitCode.DONE, capsys.readouterr().out
    assert main(["plan", str(book), "--plans", "1", "--out", str(run)]) == ExitCode.DONE
    assert main(["verify", str(book), str(run)]) == ExitCode.DONE


@pytest.mark.parametrize("name", PROGRAMMES)
def test_its_best_plan_is_proven_and_passes_the_audit(name: str) -> None:
    judged = audit(situation(name), best(name).pairs)
    assert best(name).proven
    assert judged.objections == ()
