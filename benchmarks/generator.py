"""Synthetic inputs on real places, invented people: a folder of CSV files by the sheets of the workbook.

    python benchmarks/generator.py nation --seed 1 --out DIR

The same size and seed give the same bytes under one version of NumPy.
"""

from __future__ import annotations

import argparse
import csv
import io
from collections.abc import Iterable
from dataclasses import replace
from pathlib import Path
from typing import TYPE_CHECKING

import land as land_of
import lives
import numpy as np
import people as people_of
import pool as pool_of
import seats
from sizes import MAX_LEAVE, MAX_LEAVE_TIGHT, PRESETS, Size

if TYPE_CHECKING:
    from luanchuyen.models.instance import Instance

HEADINGS = {
    "Đơn vị": (
        "Mã đơn vị", "Tên đơn vị", "Cấp", "Khối", "Lĩnh vực", "Thuộc đơn vị", "Địa bàn", "Vùng khó khăn",
    ),
    "Chức danh": (
        "Mã chức danh", "Tên chức danh", "Mã đơn vị", "Loại chức danh", "Bậc chức danh", "Số lượng", "Tình trạng",
        "Tập thể lãnh đạo", "Không là người địa phương", "Chuyên môn tối thiểu", "LLCT tối thiểu", "QLNN tối thiểu",
        "Năng lực cần",
    ),
    "Cán bộ": (
        "Mã cán bộ", "Họ và tên", "Ngày sinh", "Giới tính", "Dân tộc", "Quê quán", "Nơi sinh", "Mã đơn vị hiện nay",
        "Mã chức danh hiện nay", "Chức vụ hiện nay", "Ngày giữ chức vụ", "Số nhiệm kỳ liên tiếp", "Bậc chức danh",
        "Chuyên môn", "Chuyên ngành", "LLCT", "QLNN", "Năng lực", "Xếp loại 3 năm", "Kỷ luật", "Ngày kỷ luật",
        "Quy hoạch", "Nguyện vọng", "Hoãn đến",
    ),
    "Quá trình công tác": ("Mã cán bộ", "Mã đơn vị", "Chức vụ", "Từ ngày", "Đến ngày", "Hình thức"),
    "Quan hệ gia đình": ("Mã cán bộ", "Mã người thân", "Quan hệ"),
    "Điểm hội đồng": ("Mã cán bộ", "Mã chức danh", "Điểm"),
    "Tham số": ("Mục", "Giá trị"),
}  # fmt: skip

Rows = list[tuple[object, ...]]


def sheets(size: Size, seed: int, max_leave: int = MAX_LEAVE) -> dict[str, Rows]:
    """The rows of every sheet, by its title."""
    rng = np.random.default_rng(seed)
    land = land_of.land(size, rng)
    posts = seats.posts(size, land, rng)
    people = people_of.people(size, land, posts, rng)
    pool = pool_of.pool(people, posts, land.province[posts.unit], rng)
    wished = lives.wishes(people, land, rng)
    return {
        "Đơn vị": land_of.unit_rows(land),
        "Chức danh": seats.post_rows(posts, land, rng),
        "Cán bộ": people_of.cadre_rows(people, land, posts, pool.cells(posts, len(people)), wished, rng),
        "Quá trình công tác": lives.career_rows(people, land, rng),
        "Quan hệ gia đình": lives.relation_rows(people, rng),
        "Điểm hội đồng": lives.panel_rows(pool, people, posts, rng),
        "Tham số": _settings(max_leave),
    }


def _settings(max_leave: int) -> Rows:
    """The default rule book; every move asks planning for the very post or its kind, and a unit sends few."""
    return [
        ("Ngày chốt số liệu", "01/07/2026"),
        ("Bộ quy định", "qd65-2026"),
        ("planning_pool.accept", "same"),
        ("planning_pool.purposes", "training, non_local, two_term"),
        ("release.max_leave", max_leave),
        ("release.max_leave_share", 0),
    ]


def write(folder: Path, size: Size, seed: int, max_leave: int = MAX_LEAVE) -> Path:
    """Write one input into ``folder``, made if need be; returns the folder."""
    folder.mkdir(parents=True, exist_ok=True)
    for title, rows in sheets(size, seed, max_leave).items():
        (folder / f"{title}.csv").write_bytes(_csv(HEADINGS[title], rows))
    return folder


def _csv(heading: Iterable[str], rows: Rows) -> bytes:
    stream = io.StringIO(newline="")
    table = csv.writer(stream, lineterminator="\n")
    table.writerow(heading)
    table.writerows(rows)
    return stream.getvalue().encode()


def instance(folder: Path) -> Instance:
    """The input of a folder through the package's own reader. Raises DataError where it is not sound."""
    from luanchuyen.commands.library.facts import read

    return read(folder)


def main() -> None:
    """Write the input that the command line asks for."""
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("preset", choices=PRESETS)
    parser.add_argument("--seed", type=int, default=1)
    parser.add_argument("--out", type=Path, required=True)
    parser.add_argument("--tight", action="store_true", help=f"units send at most {MAX_LEAVE_TIGHT}, not {MAX_LEAVE}")
    for name in ("provinces", "communes", "departments", "posts", "cadres"):
        parser.add_argument(f"--{name}", type=int, help="instead of the preset's number")
    given = parser.parse_args()
    chosen = {name: value for name in Size.__annotations__ if (value := getattr(given, name)) is not None}
    size = replace(PRESETS[given.preset], **chosen)
    write(given.out, size, given.seed, MAX_LEAVE_TIGHT if given.tight else MAX_LEAVE)


if __name__ == "__main__":
    main()
