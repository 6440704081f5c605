"""The tables of the workbook: what each is called, unless the workbook at hand calls its sheet otherwise."""

from __future__ import annotations

from collections.abc import Mapping

TITLES: Mapping[str, str] = {
    "settings": "Tham số",
    "units": "Đơn vị",
    "posts": "Chức danh",
    "cadres": "Cán bộ",
    "career": "Quá trình công tác",
    "relations": "Quan hệ gia đình",
    "locks": "Khóa",
    "waivers": "Ngoại lệ",
    "panel": "Điểm hội đồng",
    "scenarios": "Kịch bản",
    "places": "Địa danh",
}
"""The declared title of the sheet of each table, by the table's id."""
