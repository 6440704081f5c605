"""Why posts stay empty, as the workbook tells it: of whom it cannot be told is to be verified, never local or not."""

from __future__ import annotations

import io
from collections.abc import Callable
from typing import Any

import openpyxl
import pytest

from luanchuyen.messages import sentences, speak_in
from luanchuyen.models.plan import Plan, Result, Unfilled
from luanchuyen.optimizer.rules.in_force import situation_of
from luanchuyen.scenarios.rulebook.book import DEFAULT, load_rules
from luanchuyen.sheets.plans.writer import write_plans

Tables = dict[str, list[dict[str, str]]]
DA_KAO, SAIGON = "phường Đa Kao, quận 1, TP Hồ Chí Minh", "phường Sài Gòn, TP Hồ Chí Minh"


def told(tables: Tables, read: Callable[[Any], Any]) -> dict[str, str]:
    """Sheet → all that stands in it, of a run whose one plan leaves P1 empty."""
    speak_in("vi")
    tables["units"][0]["place"] = ""
    tables["units"][1] |= {"name": "Đảng ủy phường Sài Gòn", "place": SAIGON}
    tables["posts"][0] |= {"non_local": "bắt buộc"}
    reading = read(tables)
    assert reading.instance is not None, reading.errors
    plan = Plan(1, (), {1: 6}, {1: 6}, False, unfilled=(Unfilled("P1", 1, ("non_local",)),))
    stream = io.BytesIO()
    write_plans(stream, situation_of(reading.instance, load_rules(DEFAULT)), Result("optimal", (plan,), {}))
    book = openpyxl.load_workbook(stream)
    return {page.title: "\n".join(str(c.value) for row in page for c in row if c.value) for page in book}


@pytest.mark.parametrize("home", [DA_KAO, "Tân Lập", "thành phố Hồ Chí Minh"])
def test_who_is_unknown_to_all_is_to_be_verified(tables: Tables, read: Callable[[Any], Any], home: str) -> None:
    for cadre in tables["cadres"]:
        cadre["ancestral_home"] = home
    pages, words = told(tables, read), sentences("vi", "workbook")
    for page in ("Phương án 1", "Chức danh còn trống"):
        assert words["to_verify"] in pages[page]
        assert sentences("vi", "rules")["non_local_name"] not in pages[page]
    if home == DA_KAO:
        for page in ("Phương án 1", "Chức danh còn trống"):
            assert "Phường Đa Kao, Quận 1" in pages[page] and "Phường Tân Định" in pages[page]


def test_beside_people_known_to_be_local_the_unknown_are_counted(tables: Tables, read: Callable[[Any], Any]) -> None:
    for cadre, home in zip(tables["cadres"], (DA_KAO, SAIGON), strict=True):
        cadre["ancestral_home"] = home
    page = told(tables, read)["Chức danh còn trống"]
    assert "Không là người địa phương (vướng 2 đồng chí, trong đó 1 đồng chí cần xác minh)" in page
