"""Who is understood to manage a kind of post, and the notice where communes manage their own chairs."""

from __future__ import annotations

import json
from typing import Any

import pytest
from cases_of import default_book
from tables_read import read_tables

from luanchuyen.cli import main
from luanchuyen.messages import speak_in
from luanchuyen.models.places.gazetteer import Gazetteer
from luanchuyen.optimizer.rules.in_force import situation_of
from luanchuyen.optimizer.situation.authorities import authorities, own_communes
from luanchuyen.optimizer.situation.situation import Situation
from luanchuyen.wording.check.authorities import authority_lines

PLACES = ("xã Mường Phăng, tỉnh Điện Biên", "xã Thanh Nưa, tỉnh Điện Biên")


def situation(parent: str = "", *, top: str = "TU", **chair: str) -> Situation:
    """Two communes, each with secretary and chair; the UBND are under ``parent``, else their Đảng ủy."""
    units = [{"unit_id": "TU", "name": "Tỉnh ủy", "level": "tỉnh", "place": "tỉnh Điện Biên"}]
    posts = []
    for n, place in enumerate(PLACES, 1):
        units += [
            {"unit_id": f"D{n}", "name": f"Đảng ủy {place}", "level": "xã", "parent_id": top, "place": place},
            {
                "unit_id": f"U{n}",
                "name": f"UBND {place}",
                "level": "xã",
                "parent_id": parent or f"D{n}",
                "place": place,
            },
        ]
        posts += [
            {"post_id": f"B{n}", "title": "Bí thư", "unit_id": f"D{n}", "kind": "Bí thư"},
            {"post_id": f"C{n}", "title": "Chủ tịch", "unit_id": f"U{n}", "kind": "Chủ tịch UBND", **chair},
        ]
    cadre = {"cadre_id": "1", "name": "A", "birth": "1980", "sex": "Nam", "unit_id": "TU", "in_post_since": "2020"}
    tables = {"settings": [{"key": "as_of", "value": "01/07/2026"}], "units": units, "posts": posts, "cadres": [cadre]}
    reading = read_tables(tables, default_book().vocabulary, Gazetteer.load())
    assert reading.instance is not None
    return situation_of(reading.instance, default_book())


def seen(found: Situation) -> list[tuple[str, str, tuple[str, ...], int, int]]:
    return [(one.kind, one.manager_level, one.managers, one.posts, one.typed) for one in authorities(found)]


def test_chairs_under_their_own_party_committee() -> None:
    found = situation()
    assert seen(found) == [("secretary", "tỉnh", ("TU",), 2, 0), ("pc_chair", "xã", ("D1", "D2"), 2, 0)]
    (notice,) = own_communes(found)
    assert (notice.key, notice.severity, notice.cells) == ("readiness.own_commune", "info", ("E4", "E6"))
    assert notice.values == {"count": 2, "kinds": "Chủ tịch UBND", "level": "xã"}


def test_chairs_under_the_province() -> None:
    found = situation("TU")
    assert seen(found) == [("secretary", "tỉnh", ("TU",), 2, 0), ("pc_chair", "tỉnh", ("TU",), 2, 0)]
    assert not list(own_communes(found))


def test_an_authority_that_is_typed_is_no_inference() -> None:
    found = situation(managed_by="TU")
    assert seen(found)[1] == ("pc_chair", "tỉnh", ("TU",), 2, 2)
    assert not list(own_communes(found))
    assert not list(own_communes(situation(managed_by="D1"))), "what the clerk wrote is meant"


def test_none_can_be_inferred_where_nothing_stands_above() -> None:
    assert seen(situation(top=""))[0] == ("secretary", "", (), 2, 0)


@pytest.mark.parametrize("language", ["vi", "en"])
def test_the_lines_of_check_are_narrow(language: str) -> None:
    speak_in(language)
    lines = list(authority_lines(situation()))
    assert len(lines) == 4 and all(len(line) <= 80 for line in lines)
    assert "Tỉnh ủy" in lines[2] and "2" in lines[3]


def test_check_gives_them_as_json(tmp_path: Any, capsys: pytest.CaptureFixture[str]) -> None:
    for title, head, rows in (
        ("Tham số", "Mục,Giá trị", ["as_of,01/07/2026"]),
        ("Đơn vị", "Mã đơn vị,Tên đơn vị,Cấp,Thuộc đơn vị", ["TU,Tỉnh ủy,tỉnh,", "D1,Đảng ủy xã A,xã,TU"]),
        ("Chức danh", "Mã chức danh,Tên chức danh,Mã đơn vị,Loại chức danh", ["B1,Bí thư,D1,Bí thư"]),
        ("Cán bộ", "Mã cán bộ,Họ và tên,Ngày sinh,Giới tính,Mã đơn vị hiện nay,Ngày giữ chức vụ",
         ["1,An,1980,Nam,TU,2020"]),
    ):  # fmt: skip
        (tmp_path / f"{title}.csv").write_text("\n".join([head, *rows]), encoding="utf-8")
    assert main(["check", str(tmp_path), "--json"]) == 0
    assert json.loads(capsys.readouterr().out)["authorities"] == [
        {"kind": "secretary", "level": "xã", "manager_level": "tỉnh", "managers": ["TU"], "posts": 1, "typed": 0}
    ]
