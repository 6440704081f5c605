"""Merged communes widen who is local: said once for the places, and of each cadre it makes local."""

from __future__ import annotations

from dataclasses import replace

from cases_of import default_book
from tables_read import read_tables

from luanchuyen.models.errors import Problem
from luanchuyen.models.places.gazetteer import Gazetteer
from luanchuyen.models.policy import Policy
from luanchuyen.optimizer.explain.merged_places import MOST_CADRES, widening
from luanchuyen.optimizer.rules.in_force import situation_of

HUC_DONG = "xã Húc Động, huyện Bình Liêu, tỉnh Quảng Ninh"
BINH_LIEU = "thị trấn Bình Liêu, huyện Bình Liêu, tỉnh Quảng Ninh"


def book(**numbers: object) -> Policy:
    policy = default_book()
    entry = policy.entry("non_local")
    return replace(policy, entries={"non_local": replace(entry, level="hard", numbers={**entry.numbers, **numbers})})


def found(
    policy: Policy,
    *homes: str,
    non_local: str = "bắt buộc",
    career: list[dict[str, str]] | None = None,
    place: str = "xã Bình Liêu, tỉnh Quảng Ninh",
    more: dict[str, str] | None = None,
) -> list[Problem]:
    cadres = [
        {"cadre_id": f"C{n}", "name": f"Nông Văn {n}", "birth": "1980", "sex": "Nam", "unit_id": "STC",
         "in_post_since": "01/01/2022", "ancestral_home": home, **(more or {})}
        for n, home in enumerate(homes, 1)
    ]  # fmt: skip
    tables = {
        "settings": [{"key": "as_of", "value": "01/07/2026"}],
        "units": [
            {"unit_id": "STC", "name": "Sở Tài chính", "level": "tỉnh", "place": ""},
            {"unit_id": "BL", "name": "UBND xã Bình Liêu", "level": "xã", "place": place},
        ],
        "posts": [{"post_id": "CT", "title": "Chủ tịch", "unit_id": "BL", "kind": "pc_chair", "non_local": non_local}],
        "cadres": cadres,
        "career": career or [],
    }
    reading = read_tables(tables, policy.vocabulary, Gazetteer.load())
    assert reading.instance is not None, reading.errors
    return list(widening(situation_of(reading.instance, policy)))


def test_a_former_commune_of_another_code_makes_local_only_by_the_merger() -> None:
    places, cadre = found(book(), HUC_DONG, BINH_LIEU)
    assert (places.severity, places.table, places.cells, places.values) == ("info", "units", ("D3",), {"count": 1})
    assert (cadre.key, cadre.severity, cadre.cells) == ("readiness.widened_cadre", "info", ("G2",))
    assert cadre.values["cadre"] == "C1"
    assert cadre.values["places"] == "Xã Bình Liêu, Thành phố Quảng Ninh"


def test_nothing_is_said_where_the_former_units_decide() -> None:
    assert found(book(unit="former_unit"), HUC_DONG) == []


def test_nothing_is_said_where_no_post_asks_it_or_the_former_unit_is_typed() -> None:
    assert found(book(), HUC_DONG, non_local="không") == []
    assert found(book(), HUC_DONG, place="06838@2024") == []


def test_who_is_local_by_his_years_there_is_local_by_either_unit() -> None:
    served = [{"cadre_id": "C1", "place": "06838@2024", "from": "01/01/2000", "to": "31/12/2020"}]
    assert [problem.key for problem in found(book(), HUC_DONG, career=served)] == ["readiness.widened"]


def test_one_line_a_cadre_however_many_of_his_homes_the_merger_took_in() -> None:
    _, cadre = found(book(), HUC_DONG, more={"birthplace": "06859@2024", "raised_in": "tỉnh Lai Châu"})
    assert cadre.values["homes"] == "Xã Húc Động, Huyện Bình Liêu, Tỉnh Quảng Ninh"
    assert cadre.cells == ("G2", "H2")


def test_many_cadres_are_counted_together() -> None:
    places, *cadres = found(book(), *[HUC_DONG] * (MOST_CADRES + 3))
    assert places.values["count"] == 1
    assert [problem.key for problem in cadres[MOST_CADRES:]] == ["readiness.widened_more"]
    assert cadres[-1].values["count"] == 3
    assert len(cadres[-1].cells) == 3
