"""The rows that the empty template shows: one a sheet, and those that its codes point to."""

from __future__ import annotations

from collections.abc import Mapping

from luanchuyen.sheets.form.column import Sheet
from luanchuyen.sheets.form.decisions import SETTING_ROWS

ExampleRow = Mapping[str, str]

_MARK = " (ví dụ)"
MARKED = {"units": "name", "posts": "title", "cadres": "name"}
"""The column in which an example says that it is one."""

_SETTINGS = {"differ_by": "3", "plans": "5"}
_INSTEAD: Mapping[str, ExampleRow] = {
    "cadres": {
        "position": "Phó Trưởng Ban Tổ chức Tỉnh ủy",
        "rank": "5",
        "birthplace": "xã Nà Tấu, tỉnh Điện Biên",
        "raised_in": "phường Điện Biên Phủ, tỉnh Điện Biên",
        "planned_for": "Bí thư@xã",
    },
    "locks": {"cadre_id": "CB002"},
}
"""What the declared examples lack to be a workbook that has a plan."""

_BESIDE: Mapping[str, tuple[ExampleRow, ...]] = {
    "units": (
        {
            "unit_id": "TU",
            "name": "Tỉnh ủy Điện Biên",
            "level": "tỉnh",
            "bloc": "Đảng",
            "place": "tỉnh Điện Biên",
        },
    ),
    "cadres": (
        {
            "cadre_id": "CB002",
            "name": "Quàng Văn Minh",
            "birth": "03/1980",
            "sex": "Nam",
            "ethnicity": "Thái",
            "ancestral_home": "xã Mường Phăng, tỉnh Điện Biên",
            "unit_id": "TU",
            "position": "Phó Chánh Văn phòng Tỉnh ủy",
            "in_post_since": "10/2022",
            "rank": "5",
            "education": "đại học",
            "field": "Kinh tế",
            "political_level": "cao cấp",
            "state_level": "chuyên viên",
            "skills": "kinh tế:4; dân vận:3",
            "evaluations": "HTTNV; HTTNV; HTTNV",
            "planned_for": "XMP-BT; Phó Bí thư@xã",
        },
    ),
}


def example_rows(sheet: Sheet) -> tuple[ExampleRow, ...]:
    """The example rows of a sheet, values by column id; together they are a sound workbook."""
    if sheet.id == "settings":
        values = {row.id: row.example for row in SETTING_ROWS} | _SETTINGS
        return tuple({"key": row.heading, "value": values[row.id]} for row in SETTING_ROWS)
    first = {**{column.id: column.example for column in sheet}, **_INSTEAD.get(sheet.id, {})}
    named = MARKED.get(sheet.id)
    rows = (first, *_BESIDE.get(sheet.id, ()))
    return tuple({**row, named: row[named] + _MARK} for row in rows) if named else rows
