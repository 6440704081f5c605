"""Which formulas read a sheet that was changed."""

from __future__ import annotations

import pytest

from luanchuyen.sheets.rewriting.formulas import names_a_sheet


@pytest.mark.parametrize(
    ("formula", "own", "reads"),
    [
        ("VLOOKUP(F2,'Cán bộ'!A:C,3,0)", False, True),
        ("'CÁN BỘ'!A1", False, True),
        ("'Của Cán bộ'!A1", False, False),
        ("canbo!A1", False, True),
        ("xcanbo!A1", False, False),
        ("SUM(canbo!A1:B2)", False, True),
        ("'It''s'!A1", False, True),
        ('"canbo!"&A1', False, False),
        ('"A1"&"canbo!"', True, False),
        ("A1", False, False),
        ("$A$1+1", True, True),
        ("SUM(B:B)", True, True),
        ("TODAY()", True, False),
        ("LOG10(5)", True, False),
        ("'Khác'!A1+Khac!$B$2", True, False),
        ("Khac!A:B", True, False),
    ],
)
def test_a_formula_reads_a_changed_sheet(formula: str, own: bool, reads: bool) -> None:
    assert names_a_sheet(formula, ["Cán bộ", "canbo", "It's"], own) is reads
