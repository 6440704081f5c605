"""LibreOffice opens, keeps and saves a marked workbook: what is read of it is the same."""

from __future__ import annotations

import io
import shutil
import subprocess
from pathlib import Path

import openpyxl
import pytest
from committee_board import edited, marked, situation, workbook, written

from luanchuyen.models.committee.decision import Decision
from luanchuyen.sheets.edits.reading import read_edits

OFFICE = shutil.which("soffice")


def saved_by_office(books: list[bytes], folder: Path) -> list[bytes]:
    """Workbooks opened and saved twice: in LibreOffice's own form, then for Excel again."""
    paths = [folder / f"{at}.xlsx" for at in range(len(books))]
    for path, data in zip(paths, books, strict=True):
        path.write_bytes(data)
    for form in ("ods", "xlsx"):
        command = [str(OFFICE), "--headless", f"-env:UserInstallation={(folder / 'profile').as_uri()}"]
        command += ["--convert-to", form, "--outdir", str(folder / form), *map(str, paths)]
        subprocess.run(command, check=True, capture_output=True, timeout=240)
        paths = [folder / form / f"{path.stem}.{form}" for path in paths]
    return [path.read_bytes() for path in paths]


@pytest.mark.slow
@pytest.mark.skipif(OFFICE is None, reason="needs LibreOffice")
def test_libreoffice_keeps_marks_codes_lists_and_recorded_decisions(tmp_path: Path) -> None:
    carried = (Decision("fix", "C4", "P3"), Decision("fix", "C4", "P4"), Decision("at_most", "*", "P2", 1))
    ours = written(carried)
    document = {"reason": "yêu cầu nhiệm vụ", "waiver": "stint_length: 125-CV/TU, mục 3, 15/06/2026, Ban Thường vụ"}

    def bend(book: openpyxl.Workbook) -> None:
        marked("C1", "P1", mark="C9 · Hoàng Ngọc Hưng", **document)(book)
        marked("C8", "P1", sheet="Phương án 2", mark="KHONG NHAN", name="Cà Thị Hoà")(book)
        marked("", "P7", mark='=CONCATENATE("không ";"bố trí")'.replace(";", ","))(book)
        marked("C5", "P5", mark="010")(book)

    saved, untouched = saved_by_office([edited(bend, ours), workbook()], tmp_path)
    found = read_edits(saved, situation(), ours, carried)
    assert found is not None
    assert found.unread == () and found.taken_back == ()
    decided = {*carried, Decision("fix", "C9", "P1"), Decision("stay", "C8"), Decision("forbid", "*", "P7")}
    assert set(found.decisions) == {*decided, Decision("fix", "010", "P5"), Decision("forbid", "C5", "P5")}
    assert [(w.cadre_id, w.document, w.reason) for w in found.granted] == [
        ("C9", "125-CV/TU, mục 3", "yêu cầu nhiệm vụ")
    ]
    assert [change.now for change in found.other_changes] == ["Cà Thị Hoà"]
    assert (found.input_sha256, found.rules_sha256) == ("ab" * 32, "cd" * 32)
    rules = openpyxl.load_workbook(io.BytesIO(saved))["Phương án 1"].data_validations.dataValidation
    assert rules and all(rule.type == "list" and "Danh sách chọn" in rule.formula1 for rule in rules)
    alone = read_edits(untouched, situation(), workbook())
    assert alone is not None
    assert (alone.edits, alone.unread, alone.other_changes, alone.notes) == ((), (), (), ())
