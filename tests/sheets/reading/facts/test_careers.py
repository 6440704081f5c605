"""The sheet Quá trình công tác with everything wrong in it: each thing named by cell, all at once, nothing lost."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest

Tables = dict[str, list[dict[str, str]]]
Read = Callable[[Any], Any]
Said = Callable[[Any], dict[str, tuple[str, tuple[str, ...]]]]
Written = Callable[..., Path]

COLUMNS = ("cadre_id", "unit_id", "place", "kind", "from", "to")
MUONG_PHANG, MUONG_CHA = "xã Mường Phăng, tỉnh Điện Biên", "xã Mường Chà, tỉnh Điện Biên"


def row(**cells: str) -> dict[str, str]:
    """A row of cadre 001, whose columns are A to F."""
    return {column: {"cadre_id": "001", **cells}.get(column.rstrip("_"), "") for column in COLUMNS}


def head(unit_id: str, since: str, to: str = "", kind: str = "Bí thư") -> dict[str, str]:
    return row(unit_id=unit_id, kind=kind, **{"from": since, "to": to})


@pytest.fixture
def career(tables: Tables, read: Read, said: Said, xlsx: Written) -> Callable[..., dict[str, Any]]:
    """What is said of these rows in a workbook with units of the communes Mường Phăng and Mường Chà."""
    tables["units"] += [
        {"unit_id": "UMP", "name": "UBND xã Mường Phăng", "level": "xã", "place": MUONG_PHANG},
        {"unit_id": "BMP", "name": "Ban của Đảng ủy xã", "level": "xã", "parent_id": "XMP"},
        {"unit_id": "XMC", "name": "Đảng ủy xã Mường Chà", "level": "xã", "place": MUONG_CHA},
        {"unit_id": "UMC", "name": "UBND xã Mường Chà", "level": "xã", "place": MUONG_CHA},
    ]

    def check(*rows: dict[str, str]) -> dict[str, Any]:
        tables["career"] = list(rows)
        reading = read(xlsx(tables))
        if reading.instance is not None:
            assert len(reading.instance.cadres["001"].career) == len(rows)
        return {name: told for name, told in said(reading).items() if name != "partial_date"}

    return check


Career = Callable[..., dict[str, Any]]


def secretary_of_muong_phang(tables: Tables) -> None:
    """Cadre 001 is secretary there since 01/06/2021."""
    del tables["posts"][0]["status"]
    tables["cadres"][0] |= {"unit_id": "XMP", "post_id": "P1", "in_post_since": "01/06/2021"}


def test_a_sound_record(career: Career) -> None:
    assert (
        career(
            head("XMC", "01/01/2015", "30/06/2018"), head("XMP", "01/07/2018", "31/05/2021"), head("TU", "01/06/2021")
        )
        == {}
    )


def test_it_ends_before_it_starts(career: Career) -> None:
    assert career(head("XMP", "01/01/2019", "31/12/2018")) == {"ends_before_start": ("error", ("F2", "E2"))}


def test_an_unknown_unit_is_an_error_with_the_nearest(career: Career, tables: Tables, read: Read) -> None:
    assert career(head("XMPP", "2015", "2018")) == {"unknown_code": ("error", ("B2",))}
    (problem,) = read(tables).errors
    assert "XMP" in str(problem.values["nearest"])


def test_a_place_that_exists_twice_is_told_with_the_full_names(career: Career, tables: Tables, read: Read) -> None:
    assert career(row(place="xã Thanh An", **{"from": "2010", "to": "2012"})) == {
        "place_ambiguous": ("warning", ("C2",))
    }
    (problem,) = (one for one in read(tables).problems if one.key == "check.place_ambiguous")
    assert "Xã Thanh An, Tỉnh Điện Biên" in str(problem.values["nearest"])


def test_a_row_in_the_future(career: Career) -> None:
    assert career(head("XMP", "01/08/2026")) == {"stint_later": ("warning", ("E2",))}
    assert career(head("XMP", "01/07/2026")) == {}


def test_a_unit_and_a_place_that_contradict(career: Career) -> None:
    rows = [
        row(unit_id=unit, place=place, **{"from": "2010", "to": "2012"})
        for unit, place in (("XMP", MUONG_CHA), ("BMP", MUONG_CHA), ("XMP", "tỉnh Điện Biên"), ("TU", MUONG_CHA))
    ]
    assert career(*rows) == {"stint_elsewhere": ("warning", ("B3", "C3"))}
    assert career(rows[0], rows[2], rows[3]) == {"stint_elsewhere": ("warning", ("B2", "C2"))}


def test_head_of_two_places_at_once(career: Career) -> None:
    told = {"heads_at_once": ("warning", ("E2", "E3"))}
    assert career(head("XMP", "01/01/2015", "31/12/2018"), head("XMC", "01/01/2018", "31/12/2020")) == told
    assert career(head("XMP", "01/01/2015", "31/12/2018"), head("UMC", "01/01/2016", "2020", "Chủ tịch UBND")) == told


@pytest.mark.parametrize(
    ("second", "why"),
    [
        (head("UMP", "01/01/2018", "31/12/2020", "Chủ tịch UBND"), "one place"),
        (head("BMP", "01/01/2018", "31/12/2020"), "one place, by the unit above"),
        (head("XMC", "31/12/2018", "31/12/2020"), "the day of handing over"),
        (head("XMC", "2018", "31/12/2020"), "a year alone: perhaps not together"),
        (head("XMC", "01/01/2018", "31/12/2020", "Phó Bí thư"), "no head"),
        (head("XMC", "01/01/2015", "31/12/2018"), "by one decision"),
    ],
    ids=lambda value: value if isinstance(value, str) else "",
)
def test_head_of_two_units_that_may_well_be(career: Career, second: dict[str, str], why: str) -> None:
    assert "heads_at_once" not in career(head("XMP", "01/01/2015", "31/12/2018"), second), why


def test_head_of_two_units_of_one_bundle(career: Career, tables: Tables) -> None:
    tables["posts"][0]["bundle"] = "K1"
    tables["posts"].append({**tables["posts"][1], "post_id": "P3", "unit_id": "XMC", "bundle": "K1"})
    assert career(head("XMP", "01/01/2015", "31/12/2018"), head("XMC", "01/01/2018", "31/12/2020")) == {}


def test_open_rows(career: Career, tables: Tables) -> None:
    assert career(head("XMP", "2015"), head("XMC", "01/06/2019", "2020")) == {
        "open_stint_before": ("warning", ("F2", "E3")),
        "heads_at_once": ("warning", ("E2", "E3")),
    }
    two = career(head("XMP", "2015", kind=""), head("XMC", "01/06/2019", kind=""), head("TU", "2020", kind=""))
    assert two == {"two_open_stints": ("warning", ("F2", "F3", "F4"))}
    secretary_of_muong_phang(tables)
    assert career(head("XMP", "2015"), head("UMP", "2019", kind="Chủ tịch UBND")) == {}


def test_rows_that_go_on_into_the_present_post(career: Career, tables: Tables) -> None:
    secretary_of_muong_phang(tables)
    assert career(head("XMC", "2015")) == {"open_stint_present": ("warning", ("F2",))}
    assert career(head("XMC", "2015", "31/12/2022")) == {"head_till_present": ("warning", ("F2",))}


@pytest.mark.parametrize(
    ("rows", "why"),
    [
        ([head("XMC", "2015", "01/06/2021")], "the day of handing over"),
        ([head("XMC", "2015", "2021")], "a year alone: perhaps not together"),
        ([head("XMC", "2015", "31/12/2022", "Phó Bí thư")], "no head"),
        ([head("UMP", "2015", kind="Chủ tịch UBND")], "one place"),
        ([head("XMC", "01/06/2021")], "by one decision"),
        ([head("XMC", "2015", "31/05/2021"), head("XMP", "01/06/2021")], "the record has the present post"),
    ],
    ids=lambda value: value if isinstance(value, str) else "",
)
def test_rows_that_agree_with_the_present_post(
    career: Career, tables: Tables, rows: list[dict[str, str]], why: str
) -> None:
    secretary_of_muong_phang(tables)
    assert career(*rows) == {}, why


def test_an_open_row_is_told_of_once(career: Career, tables: Tables) -> None:
    secretary_of_muong_phang(tables)
    assert career(head("TU", "2012", kind=""), head("XMC", "2015", "2018", kind="")).keys() == {"open_stint_before"}


def test_everything_at_once(career: Career) -> None:
    told = career(
        head("XMP", "01/01/2019", "31/12/2018"),
        head("XMPP", "2015", "2016"),
        head("XMC", "01/09/2026"),
        row(unit_id="XMP", place=MUONG_CHA, **{"from": "2010", "to": "2012"}),
        row(place="xã Thanh An", **{"from": "khoảng 2010", "to": "2012"}),
    )
    assert told.keys() >= {"ends_before_start", "unknown_code", "stint_later", "stint_elsewhere", "place_ambiguous"}
    assert {name for name, (severity, _) in told.items() if severity == "error"} == {
        "ends_before_start", "unknown_code", "not_a_date",
    }  # fmt: skip


def test_heads_are_told_by_the_title_where_the_kind_is_blank(career: Career, tables: Tables) -> None:
    titles = ("Bí thư Đảng ủy xã Mường Phăng", "Bí thư Đảng ủy xã Mường Chà (nhiệm kỳ 2015-2020)")
    rows = [
        {**row(unit_id=unit, **{"from": since, "to": "31/12/2020"}), "position": title}
        for unit, since, title in zip(("XMP", "XMC"), ("01/01/2015", "01/01/2016"), titles, strict=True)
    ]
    assert career(*rows) == {"heads_at_once": ("warning", ("E2", "E3"))}
