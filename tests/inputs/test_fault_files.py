"""The collected inputs that once failed, where that folder lies beside the repository: each with what must come out.

Every one of them has its own test by its kind elsewhere; here the very files are run.
"""

from __future__ import annotations

import ast
import contextlib
import io
import json
import re
import time
from collections.abc import Collection, Sequence
from dataclasses import dataclass
from functools import cache
from pathlib import Path

import pytest
from package_tree import ROOT

from luanchuyen import open_case, plan
from luanchuyen.cli import main
from luanchuyen.commands.input import Case, read_input
from luanchuyen.models.errors import ExitCode
from luanchuyen.models.options import Options
from luanchuyen.models.places.tables import NEW, Place
from luanchuyen.models.plan import Result
from luanchuyen.models.text.csv_text import csv_bytes
from luanchuyen.optimizer.explain.breaches import breaches_of

FOLDER = next((found for above in ROOT.parents if (found := above / "shared" / "faults").is_dir()), None)
pytestmark = pytest.mark.skipif(FOLDER is None, reason="the collected inputs are not here")


def file_of(name: str) -> Path:
    """One of the inputs."""
    assert FOLDER is not None
    return FOLDER / name


@dataclass(frozen=True)
class Told:
    """How a command ended, what it printed on both streams, and the seconds of the processor."""

    code: int
    text: str
    seconds: float


def told(*arguments: str) -> Told:
    """A command in this process."""
    stream, began = io.StringIO(), time.process_time()
    with contextlib.redirect_stdout(stream), contextlib.redirect_stderr(stream):
        code = main(list(arguments))
    return Told(code, re.sub(r"\s+", " ", stream.getvalue()), time.process_time() - began)


@cache
def checked(name: str) -> Told:
    """``check`` of an input."""
    return told("check", str(file_of(f"{name}.xlsx")))


@cache
def planned(name: str) -> tuple[Case, Result]:
    """The best plan of an input."""
    case = open_case(file_of(f"{name}.xlsx"))
    return case, plan(case.instance, case.rules, Options(plans=1))


FORMER = "là đơn vị trước 01/7/2025, nay không còn"
CHECKS = {
    "board-commune-under-its-party": (ExitCode.DONE, ("do cấp ủy của chính địa bàn đó quản lý",)),
    "board-commune-under-province": (ExitCode.DONE, ("Chủ tịch UBND cấp xã (20) → tỉnh: Tỉnh ủy Lạng Sơn",)),
    "dates-half-converted": (ExitCode.DONE, ('trang "Cán bộ", ô J2, J3, J4 (Ngày giữ chức vụ)', "đảo ngày với tháng")),
    "facts-abolished-units": (ExitCode.DATA, ("ô B33", '"Thị trấn Bình Liêu" mang tên đơn vị trước', FORMER)),
    "facts-two-holders-one-seat": (ExitCode.DONE, ("ô J2, J10: chức danh VPHU-CVP có 2 đồng chí giữ",)),
    "hostile-merge-whole-sheet": (ExitCode.DATA, ("có ô gộp hoặc liên kết phủ hơn",)),
    "hostile-redos-row": (ExitCode.DATA, ("hỏng hoặc chép chưa xong",)),
    "layout-nam-nu-one-row": (ExitCode.DONE, ("Không thấy lỗi nào", "đọc 234 dòng, dùng được 234")),
    "layout-three-tiers": (ExitCode.DONE, ("đọc 9 dòng, dùng được 9",)),
    "names-instead-of-codes": (ExitCode.DONE, ("Không thấy lỗi nào", "CHUẨN HÓA")),
    "places-gone-before-2025": (ExitCode.DONE, ("phần biết được là Huyện Đông Hưng, Tỉnh Thái Bình", "Xã Đông Xá")),
    "places-ha-bac": (ExitCode.DONE, ("Tỉnh Hà Bắc trước đây, nay là địa bàn: Tỉnh Bắc Giang, Tỉnh Bắc Ninh",)),
    "places-led-abolished": (ExitCode.DATA, ("ô F3 (Địa bàn)", FORMER, "Xã Đông Quan, Tỉnh Hưng Yên")),
    "places-led-former": (ExitCode.DATA, ("ô F3 (Địa bàn)", FORMER, "Xã Nam Trà My, Thành phố Đà Nẵng")),
    "places-split-unknown": (ExitCode.DONE, ("cần xác minh", "Phường Tân Định, Thành phố Hồ Chí Minh; Phường Sài Gòn")),
    "places-two-spellings": (ExitCode.DONE, ("ô F4 (Địa bàn): được hiểu là Xã Avương, Thành phố Đà Nẵng",)),
    "template-example-rows-left": (ExitCode.DONE, ("dòng ví dụ của tệp mẫu còn nguyên, không đưa vào phương án",)),
}  # fmt: skip
"""By input, how ``check`` ends and what it says."""


@pytest.mark.parametrize("name", CHECKS)
def test_it_is_told(name: str) -> None:
    code, words = CHECKS[name]
    found = checked(name)
    assert found.code == code
    assert [word for word in words if word not in found.text] == []


@pytest.mark.parametrize(("name", "other"), [("dates-as-meant", "đảo ngày"), ("places-led-today", FORMER)])
def test_what_is_right_is_not_blamed(name: str, other: str) -> None:
    found = checked(name)
    assert found.code == ExitCode.DONE and other not in found.text


@pytest.mark.parametrize("name", ["hostile-merge-whole-sheet", "hostile-redos-row"])
def test_what_is_hostile_is_refused_at_once(name: str) -> None:
    assert checked(name).seconds < 1


PLANS: dict[str, Collection[tuple[str, str]]] = {
    "places-two-spellings": (),
    "places-one-spelling": (),
    "places-led-today": (),
    "places-split-unknown": (),
    "return-rotation-over": (),
    "return-up-two-ranks": (),
    "places-ha-bac": (("CB002", "XMP-BT"),),
}
"""By input, who may be placed, and nobody else: a chair of two terms, who is local or may be, who comes not home."""


@pytest.mark.parametrize("name", PLANS)
def test_nobody_is_placed_who_must_not_be(name: str) -> None:
    _, result = planned(name)
    assert result.status == "optimal"
    assert [*result.plans[0].pairs] == [*PLANS[name]]


def test_who_comes_from_a_commune_that_is_gone_is_known_to_be_no_local_elsewhere() -> None:
    case = open_case(file_of("places-gone-before-2025.xlsx"))
    for post in case.instance.posts:
        assert not [breach for breach in breaches_of(case.situation, "C1", post) if breach.binds]


CONFLICTS = {
    "conflict-bans-left-out": {("rule", "budget"), ("lock", "fixed")},
    "conflict-coverage-hard": {("rule", "coverage"), ("rule", "stint_length")},
    "conflict-fill-hard-all-local": {("rule", "fill"), ("rule", "non_local")},
    "conflict-fill-hard-banned": {("rule", "fill"), ("lock", "forbidden")},
    "conflict-pin-to-frozen": {("lock", "fixed"), ("frozen", None)},
}


@pytest.mark.parametrize("name", CONFLICTS)
def test_a_conflict_is_whole_and_has_its_cells(name: str) -> None:
    _, result = planned(name)
    assert result.status == "infeasible"
    assert {(one.kind, one.rule) for one in result.conflicts} == CONFLICTS[name]
    assert len(result.conflicts) == 2 and all(one.cells for one in result.conflicts)


@pytest.mark.parametrize(
    ("name", "people"),
    [
        ("layout-number-row", {"9001": "Trần Văn Một", "9002": "Trần Văn Hai"}),
        ("layout-three-tiers", {"T30-HQ02-9001": "Trần Văn Một"}),
        ("layout-marks", {"9001": "Trần Văn Một", "9002": "Lê Thị Hai"}),
        ("text-x000d", {"C1": "Lê Văn An"}),
        ("text-empty-style", {"C1": None}),
    ],
)
def test_it_is_read_as_it_was_meant(name: str, people: dict[str, str | None]) -> None:
    cadres = open_case(file_of(f"{name}.xlsx")).instance.cadres
    assert [code for code in cadres if code.startswith("(")] == []
    for code, person in people.items():
        assert person in (None, cadres[code].name)
    if name == "layout-marks":
        assert (cadres["9001"].sex, cadres["9002"].sex) == ("male", "female")


def test_a_row_of_the_template_is_not_planned_with() -> None:
    instance = open_case(file_of("template-example-rows-left.xlsx")).instance
    assert not [cadre.name for cadre in instance.cadres.values() if "ví dụ" in cadre.name]


def test_python_plans_as_the_command_does(tmp_path: Path) -> None:
    book, run = file_of("python-settings-dropped.xlsx"), tmp_path / "ket-qua"
    assert told("plan", str(book), "--out", str(run), "--plans", "1").code == ExitCode.DONE
    document = json.loads((run / "plans.json").read_text(encoding="utf-8"))
    _, result = planned("python-settings-dropped")
    assert document["plans"][0]["score"] == {str(tier): value for tier, value in result.plans[0].score.items()}


def test_words_that_are_nearly_right_are_few_and_each_has_its_cure(tmp_path: Path) -> None:
    found = told("check", str(file_of("words-abbreviated.xlsx")), "--fixed", str(tmp_path / "da-sua.xlsx"))
    count = int(re.findall(r"Tìm thấy (\d+) lỗi", found.text)[0])
    assert found.code == ExitCode.DATA and count <= 15
    assert found.text.count(" LỖI ") <= found.text.count(" → ")
    left = told("check", str(tmp_path / "da-sua.xlsx"))
    assert int(re.findall(r"Tìm thấy (\d+) lỗi", left.text)[0]) <= count and "CHUẨN HÓA" not in left.text


@pytest.mark.parametrize("option", ["--rules", "--scenarios"])
def test_what_is_nested_too_deep_is_a_sentence(option: str, tmp_path: Path) -> None:
    deep, book = str(file_of("hostile-deep.toml")), str(file_of("places-led-today.xlsx"))
    command = ["plan" if option == "--rules" else "whatif", book, option, deep, "--out", str(tmp_path / "kq")]
    found = told(*command)
    assert found.code == ExitCode.USAGE and "lồng nhau quá sâu" in found.text
    assert [*tmp_path.iterdir()] == []


def board_of(folder: Path, places: Sequence[str], homes: Sequence[str]) -> Path:
    """A board as a folder of CSV files: a commune that leads each of the places, a cadre from each of the homes."""
    folder.mkdir()
    sheets: dict[str, list[tuple[str, ...]]] = {
        "Tham số": [("Mục", "Giá trị"), ("Ngày chốt số liệu", "01/07/2026")],
        "Đơn vị": [("Mã đơn vị", "Tên đơn vị", "Cấp", "Địa bàn"), ("TU", "Tỉnh ủy", "tỉnh", ""),
                   *((f"X{n}", f"Đơn vị {n}", "xã", place) for n, place in enumerate(places))],
        "Chức danh": [("post_id", "title", "unit_id", "kind"), ("P", "Chánh Văn phòng", "TU", "Chánh Văn phòng")],
        "Cán bộ": [("cadre_id", "name", "birth", "sex", "unit_id", "in_post_since", "ancestral_home"),
                   *((f"C{n}", f"Lò Văn {n}", "1980", "Nam", "TU", "2020", home) for n, home in enumerate(homes))],
    }  # fmt: skip
    for name, rows in sheets.items():
        (folder / f"{name}.csv").write_bytes(csv_bytes(rows))
    return folder


def test_a_former_spelling_of_a_unit_is_never_read_in_silence(tmp_path: Path) -> None:
    lines = file_of("places-of-several-communes.txt").read_text(encoding="utf-8").splitlines()
    listed = [ast.literal_eval(line) for line in lines if line.startswith("(")]
    assert len(listed) >= 20
    problems = read_input(board_of(tmp_path / "a", [one[0] for one in listed], ["Hà Nội"])).reading.problems
    wrong = {cell for one in problems if one.severity == "error" and one.sheet == "Đơn vị" for cell in one.cells}
    taken = [one for row, one in enumerate(listed, 3) if f"D{row}" not in wrong]
    instance = open_case(board_of(tmp_path / "b", [one[0] for one in taken], ["Hà Nội"])).instance
    for n, (written, code, _, _) in enumerate(taken):
        assert instance.units[f"X{n}"].place == Place.of(NEW, code), written


def test_no_way_of_writing_a_home_is_an_error(tmp_path: Path) -> None:
    homes = file_of("places-as-written.txt").read_text(encoding="utf-8").splitlines()
    assert len(homes) >= 30
    assert len(open_case(board_of(tmp_path / "a", ["xã Đức Thọ, tỉnh Hà Tĩnh"], homes)).instance.cadres) == len(homes)


def test_none_of_them_is_left_out() -> None:
    assert FOLDER is not None
    source = Path(__file__).read_text(encoding="utf-8")
    assert [file.name for file in FOLDER.iterdir() if file.suffix != ".md" and file.stem not in source] == []
