"""Figures: well formed, styled by classes alone, no taller than a page, and every name and number is in them."""

from __future__ import annotations

import datetime as dt
import re
import xml.etree.ElementTree as ET

import pytest

from luanchuyen.reports.figures.coverage import MOST_PLACES, PlaceRow, coverage_figure
from luanchuyen.reports.figures.drawing import WIDTH, broken, cut, standalone, style, width_of
from luanchuyen.reports.figures.ladder import Ladder, Rung, ladder_figures
from luanchuyen.reports.figures.terms import MOST_ROWS, Service, terms_figures
from luanchuyen.reports.figures.trade_off import Tried, trade_off_figures

SVG = "{http://www.w3.org/2000/svg}"
EVIL = '<script>alert(1)</script> & "x"'
DAY = dt.date(2026, 7, 1)


def texts_of(svg: str) -> list[str]:
    """The lines of text of a figure, which must be well formed."""
    return [text.text or "" for text in ET.fromstring(svg).iter(f"{SVG}text")]


def all_figures() -> list[str]:
    """A figure of each kind, with a name that would be an element."""
    return [
        *ladder_figures([Ladder("1.", (Rung(EVIL, (EVIL,), ("Bí thư",)),), EVIL)], EVIL),
        coverage_figure(1, 2, 3, [PlaceRow(EVIL, False, True)], EVIL),
        *terms_figures([Service(EVIL, 40, DAY, None, dt.date(2040, 1, 31)), Service("B", 39, DAY, DAY, None)], EVIL),
        *trade_off_figures([EVIL, "b"], [Tried(EVIL, (3, None), True), Tried("no", None)], EVIL),
    ]


@pytest.mark.parametrize("svg", all_figures(), ids=["ladder", "coverage", "terms", "trade_off"])
def test_a_figure_needs_nothing_and_runs_nothing(svg: str) -> None:
    for text in (svg, standalone(svg).decode()):
        root = ET.fromstring(text.encode())
        assert {element.tag.removeprefix(SVG) for element in root.iter()} <= {
            *("svg", "style", "text", "rect", "path", "circle"),
        }
        named = {name for element in root.iter() for name in element.attrib}
        assert not {name for name in named if name in ("style", "id") or "href" in name or name.startswith("on")}
        assert root.get("role") == "img" and root.get("aria-label") == EVIL
    classes = {name for element in ET.fromstring(svg).iter() for name in (element.get("class") or "").split()}
    assert {name for name in classes if f".{name}" not in style()} == set()


def test_every_name_and_post_stands_on_a_ladder_and_none_is_taller_than_asked() -> None:
    rungs = tuple(Rung(f"Lò Văn {n}", (f"Phó Bí thư {n}",), (f"Bí thư {n}",), n > 0) for n in range(40))
    ladders = [Ladder("1. Dây chuyền", rungs, "Kết thúc"), Ladder("2. Hoán đổi", rungs[:2])]
    drawn = ladder_figures(ladders, "x", tallest=500)
    told = [line for svg in drawn for line in texts_of(svg)]
    for rung in rungs:
        assert {rung.name, *rung.left, *rung.right} <= set(told)
    assert told.count("Lò Văn 0") == 2 and "Kết thúc" in told and told.count("2. Hoán đổi") == 1
    assert all(int(ET.fromstring(svg).attrib["height"]) <= 500 for svg in drawn) and len(drawn) > 4
    begins = [texts_of(svg)[0] for svg in drawn]
    assert begins[0] == "1. Dây chuyền" and set(begins[1:-1]) == {"1. Dây chuyền (tiếp)"}
    assert begins[-1].startswith("2. Hoán đổi")
    assert not [line for svg in ladder_figures(ladders, "x", 500, apart=False) for line in texts_of(svg) if "(" in line]


def test_what_is_drawn_lies_within_the_figure() -> None:
    long = "Ủy ban Mặt trận Tổ quốc Việt Nam phường Nguyễn Thị Minh Khai nối dài, thành phố Hồ Chí Minh"
    for svg in ladder_figures([Ladder("1.", (Rung(long, (long, long), (long,)),))], "x"):
        root = ET.fromstring(svg)
        heights = [int(text.attrib["y"]) for text in root.iter(f"{SVG}text")]
        assert min(heights) >= 10 and max(heights) <= int(root.attrib["height"])


def test_lines_are_broken_where_they_would_not_fit() -> None:
    text = "Chủ nhiệm Ủy ban Kiểm tra Đảng ủy xã Mường Phăng " + "W" * 60
    lines = broken(text, 150)
    assert "".join(lines).replace(" ", "") == text.replace(" ", "") and len(lines) > 4
    assert all(width_of(line) <= 150 for line in lines)
    assert broken("", 10) == [""] and len(broken("WWW", 1)) == 3


def test_coverage_tells_how_many_and_which() -> None:
    rows = [PlaceRow(f"Xã {n}", n % 2 == 0, n % 3 == 0) for n in range(MOST_PLACES + 3)]
    told = texts_of(coverage_figure(5, 9, 30, rows, "x"))
    assert {"5/30", "9/30", "Xã 0", f"Xã {MOST_PLACES - 1}", "và 3 địa bàn khác"} <= set(told)
    circles = list(ET.fromstring(coverage_figure(1, 1, 2, rows[:3], "x")).iter(f"{SVG}circle"))
    assert [circle.attrib["class"] for circle in circles] == [
        "f-full",
        "f-full",
        "f-empty",
        "f-empty",
        "f-full",
        "f-empty",
    ]


def test_terms_and_retirements_stand_where_their_years_do() -> None:
    services = [Service(f"Lò {n}", 30 + n % 30, DAY, dt.date(2029, 7, 1), dt.date(2031 + n % 7, 3, 31))
                for n in range(MOST_ROWS + 1)]  # fmt: skip
    first, second = terms_figures(services, "x")
    assert len(texts_of(first)) > MOST_ROWS * 2 and len(texts_of(second)) < 20
    root = ET.fromstring(first)
    years = {t.text: int(t.attrib["x"]) for t in root.iter(f"{SVG}text") if re.fullmatch(r"20\d\d", t.text or "")}
    bars = [(int(r.attrib["x"]), int(r.attrib["width"])) for r in root.iter(f"{SVG}rect")]
    assert len(set(bars)) == 1 and years["2029"] < sum(bars[0]) < years["2031"]


def test_bars_of_a_trade_off_are_as_long_as_their_numbers() -> None:
    tried = [Tried("gốc", (4, 100), base=True), Tried("30 tháng", (2, 50)), Tried("không có", None)]
    (svg,) = trade_off_figures(["Trống", "Điểm"], tried, "x")
    widths = [int(rect.attrib["width"]) for rect in ET.fromstring(svg).iter(f"{SVG}rect")]
    assert widths[0] == widths[1] and all(abs(w - widths[0] // 2) <= 1 for w in widths[2:]) and len(widths) == 4
    assert {"4", "100", "2", "50", "không có phương án"} <= set(texts_of(svg))
    assert all(int(t.attrib["x"]) < WIDTH for t in ET.fromstring(svg).iter(f"{SVG}text"))


def test_a_name_that_is_cut_says_so() -> None:
    assert cut("Lò Văn An", 190) == "Lò Văn An"
    long = cut("Công Tằng Tôn Nữ Hoàng Thị Phương Thảo", 190)
    assert long == "Công Tằng Tôn Nữ Hoàng Thị…" and width_of(long, 13) <= 190
