"""A province, a commune, and what a test says of its posts and cadres."""

from __future__ import annotations

from collections.abc import Mapping

from cases_of import Case

from luanchuyen.optimizer.situation.situation import Situation

HARD = {"fill": "soft", "forbidden": "hard", "fixed": "hard", "budget": "hard"}


def board(
    posts: list[dict[str, str]],
    cadres: int | list[dict[str, str]],
    levels: Mapping[str, str] = HARD,
    **tables: list[dict[str, str]],
) -> Situation:
    """A province with posts in one commune and cadres of its committee; only the rules of ``levels`` judge."""
    units = [
        {"unit_id": "TV", "name": "Tỉnh ủy khác", "level": "tỉnh"},
        {"unit_id": "TU", "name": "Tỉnh ủy", "level": "tỉnh"},
        {"unit_id": "X", "name": "Đảng ủy xã X", "level": "xã", "parent_id": "TU", "budget": "10"},
    ]
    people = [
        {"cadre_id": f"C{n}", "name": f"Lò Văn {n}", "birth": "01/01/1980", "sex": "Nam", "unit_id": "TU",
         "in_post_since": "01/01/2020", **told}
        for n, told in enumerate([{}] * cadres if isinstance(cadres, int) else cadres, start=1)
    ]  # fmt: skip
    told = [{"title": f"Chức danh {p['post_id']}", "unit_id": "X", "kind": "other", **p} for p in posts]
    others = {name: {"level": level} for name, level in levels.items()}
    case = Case("moves", "", {}, others, {}, {"units": units, "posts": told, "cadres": people, **tables})
    return case.situation()


def lock(cadre: str, post: str, kind: str = "cấm") -> dict[str, str]:
    """A row of Khóa."""
    return {"cadre_id": cadre, "post_id": post, "lock": kind}
