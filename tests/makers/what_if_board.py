"""A small board for scenarios: a province, two communes to be led by people from elsewhere, seven cadres."""

from __future__ import annotations

from functools import cache

from tables_read import read_tables

from luanchuyen.models.instance import Instance
from luanchuyen.models.options import Options
from luanchuyen.models.places.gazetteer import Gazetteer
from luanchuyen.models.policy import Policy
from luanchuyen.optimizer.rules.in_force import situation_of
from luanchuyen.optimizer.situation.situation import Situation
from luanchuyen.scenarios.rulebook.book import load_rules
from luanchuyen.scenarios.scenario import Change, Scenario
from luanchuyen.scenarios.sweep.solving import Starting

Rows = list[dict[str, str]]

UNITS = [
    {"unit_id": "TU", "name": "Tỉnh ủy Điện Biên", "level": "tỉnh", "place": "tỉnh Điện Biên"},
    {"unit_id": "X1", "name": "Đảng ủy xã Mường Phăng", "level": "xã", "parent_id": "TU"},
    {"unit_id": "X2", "name": "Đảng ủy xã Thanh Nưa", "level": "xã", "parent_id": "TU"},
]
POSTS = [
    {"post_id": "X1-BT", "title": "Bí thư Đảng ủy xã Mường Phăng", "unit_id": "X1", "kind": "Bí thư"},
    {"post_id": "X1-PBT", "title": "Phó Bí thư Đảng ủy xã Mường Phăng", "unit_id": "X1", "kind": "Phó Bí thư"},
    {"post_id": "X2-BT", "title": "Bí thư Đảng ủy xã Thanh Nưa", "unit_id": "X2", "kind": "Bí thư", "bundle": "K"},
    {"post_id": "X2-CT", "title": "Chủ tịch HĐND xã Thanh Nưa", "unit_id": "X2", "kind": "council_chair",
     "bundle": "K"},
    {"post_id": "X2-VP", "title": "Chánh Văn phòng xã Thanh Nưa", "unit_id": "X2", "kind": "office_head",
     "status": "giữ nguyên"},
]  # fmt: skip
NAMES = ("Lò Thị An", "Quàng Văn Bình", "Cà Thị Chi", "Vì Văn Dũng", "Tòng Thị Én", "Lường Văn Giang", "Mùa A Hồ")


def cadre(number: int, **more: str) -> dict[str, str]:
    """A cadre of the province; what a test does not name is in order."""
    plain = {
        "cadre_id": f"C{number}",
        "name": NAMES[number],
        "birth": f"15/08/198{number}",
        "sex": "Nữ" if number % 2 == 0 else "Nam",
        "unit_id": "TU",
        "in_post_since": "01/06/2021",
        "rank": "5",
        "evaluations": "HTTNV; HTTNV; HTTNV",
        "planned_for": "Bí thư@xã" if number < 4 else "Phó Bí thư@xã",
    }
    return {**plain, **more}


def tables() -> dict[str, Rows]:
    """The sheets. C5 leads X1 as deputy; C6 holds a post that is left as it is."""
    cadres = [cadre(n) for n in range(5)]
    cadres += [cadre(5, unit_id="X1", post_id="X1-PBT", rank=""), cadre(6, unit_id="X2", post_id="X2-VP", rank="")]
    panel = [
        {"cadre_id": f"C{n}", "post_id": post, "points": str(points + n * step)}
        for n in range(5)
        for post, points, step in (("X1-BT", 90, -7), ("X2-BT", 50, 3))
    ]
    settings = [{"key": "as_of", "value": "01/07/2026"}]
    locks = [{"cadre_id": "C3", "post_id": "X1-BT", "lock": "cấm"}]
    return {"settings": settings, "units": UNITS, "posts": POSTS, "cadres": cadres, "panel": panel, "locks": locks}


@cache
def instance() -> Instance:
    """The board's facts."""
    reading = read_tables(tables(), policy().vocabulary, Gazetteer.load())
    assert reading.instance is not None, [(p.key, p.cells, p.values) for p in reading.errors]
    return reading.instance


def policy(*overrides: tuple[str, str, str]) -> Policy:
    """The default book, with overrides."""
    return load_rules("qd65-2026", overrides)


@cache
def situation() -> Situation:
    """The facts under the default book."""
    return situation_of(instance(), policy())


def starting() -> Starting:
    """What workers start from."""
    return Starting(instance(), policy(), Options(plans=1))


def scenario(*changes: Change, name: str = "thử") -> Scenario:
    """A scenario of these changes."""
    return Scenario(name, changes)


def change(kind: str, *target: str, value: str = "") -> Change:
    """A change."""
    return Change(kind, target, value)
