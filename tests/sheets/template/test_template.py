"""The template: sound as it is, the same bytes twice, no text that Excel garbles; examples read back."""

from __future__ import annotations

import io
import re
import zipfile
from collections.abc import Callable
from dataclasses import replace
from functools import cache
from pathlib import Path
from typing import Any

import openpyxl
import pytest

from luanchuyen.messages import language, sentences, speak_in
from luanchuyen.models.instance import Instance
from luanchuyen.models.options import Options
from luanchuyen.models.origin import NOWHERE
from luanchuyen.models.vocabulary import Vocabulary
from luanchuyen.optimizer.planning import plan
from luanchuyen.scenarios import example
from luanchuyen.scenarios.rulebook.book import load_rules, load_vocabulary
from luanchuyen.sheets.form.decisions import SETTING_ROWS
from luanchuyen.sheets.form.tables import SHEETS
from luanchuyen.sheets.reading.reader import Reading
from luanchuyen.sheets.template.choices import lists
from luanchuyen.sheets.template.template import write_example, write_template


@cache
def written(lang: str = "vi") -> bytes:
    stream = io.BytesIO()
    write_template(stream, load_vocabulary(), lang)
    return stream.getvalue()


@pytest.fixture(scope="module")
def book() -> openpyxl.Workbook:
    return openpyxl.load_workbook(io.BytesIO(written()))


def saved(folder: Path) -> Path:
    path = folder / "mẫu.xlsx"
    path.write_bytes(written())
    return path


def bare(instance: Instance) -> Instance:
    """Without what says where it was written."""

    def whole(nouns: Any) -> Any:
        if isinstance(nouns, dict):
            return {code: one(noun) for code, noun in nouns.items()}
        return tuple(one(noun) for noun in nouns)

    def one(noun: Any) -> Any:
        noun = replace(noun, origin=NOWHERE)
        return replace(noun, career=whole(noun.career)) if hasattr(noun, "career") else noun

    overrides = tuple((*override[:3], "") for override in instance.settings.overrides)
    kinds = ("units", "posts", "cadres", "relations", "locks", "waivers", "panel")
    return replace(
        instance,
        settings=replace(instance.settings, overrides=overrides),
        sha256="",
        **{kind: whole(getattr(instance, kind)) for kind in kinds},
    )


def test_sheets_and_their_headings(book: openpyxl.Workbook) -> None:
    assert book.sheetnames == ["Hướng dẫn", *(sheet.title for sheet in SHEETS), "Danh mục"]
    for sheet in SHEETS:
        headings = [cell.value for cell in book[sheet.title][1]]
        assert headings == [f"{c.heading} *" if c.required else c.heading for c in sheet]


def test_every_heading_says_what_goes_in_and_whether_it_must(book: openpyxl.Workbook) -> None:
    words = sentences("vi", "template")
    for sheet in SHEETS:
        for cell, column in zip(book[sheet.title][1], sheet, strict=True):
            first, note = cell.comment.text.split("\n")[:2]
            assert first == words["required" if column.required else "optional"]
            assert note == words[sheet.note(column)]
    page = book["Tham số"]
    noted = [page.cell(row, 1).comment.text.split("\n")[1] for row in range(2, len(SETTING_ROWS) + 2)]
    assert noted == [words[f"note_setting_{row.id}"] for row in SETTING_ROWS]


def test_as_it_is_it_reads_without_a_warning_and_gives_a_plan(tmp_path: Path, read: Callable[[Path], Reading]) -> None:
    reading = read(saved(tmp_path))
    assert {problem.key for problem in reading.problems} == {"check.partial_date"}  # shown as what may be written
    assert reading.instance is not None
    assert (reading.instance.settings.plans, reading.instance.settings.differ_by) == (5, 3)
    result = plan(reading.instance, load_rules("qd65-2026"), Options(plans=1))
    assert [(move.cadre, move.post) for move in result.plans[0].assignments] == [("CB001", "XMP-BT")]


def test_same_bytes_twice() -> None:
    stream = io.BytesIO()
    write_template(stream, load_vocabulary(), "vi")
    assert stream.getvalue() == written()


def test_the_font_is_its_own_not_the_themes() -> None:
    with zipfile.ZipFile(io.BytesIO(written())) as archive:
        assert b"<scheme" not in archive.read("xl/styles.xml")


def test_no_formula_and_no_clock() -> None:
    with zipfile.ZipFile(io.BytesIO(written())) as archive:
        for name in archive.namelist():
            text = archive.read(name).decode()
            assert not (name.startswith("xl/worksheets/sheet") and re.search(r"<f[ >]", text))
            if name == "docProps/core.xml":
                assert set(re.findall(r"\d{4}-\d\d-\d\dT[\d:]+Z", text)) == {"2026-01-01T00:00:00Z"}


def test_dates_and_codes_are_text_where_the_clerk_will_type(book: openpyxl.Workbook) -> None:
    for sheet in SHEETS:
        page = book[sheet.title]
        for place, column in enumerate(sheet, 1):
            (shape,) = (d for d in page.column_dimensions.values() if d.min <= place <= d.max)
            if column.reads in ("date", "code", "codes"):
                assert shape.number_format == "@", (sheet.id, column.id)
                assert page.cell(2, place).number_format == "@"


def test_drop_downs_offer_the_words_and_the_codes_of_other_sheets(book: openpyxl.Workbook) -> None:
    def formula(title: str, letter: str) -> str:
        found = [v for v in book[title].data_validations.dataValidation if f"{letter}2" in v.sqref]
        assert len(found) == 1
        return str(found[0].formula1)

    area = formula("Chức danh", "I")
    assert area.startswith("'Danh mục'!")
    offered = [cell.value for (cell,) in book["Danh mục"][area.partition("!")[2].replace("$", "")]]
    assert offered == ["trống", "sắp trống", "có người", "giữ nguyên"]
    assert "OFFSET('Đơn vị'!$A$2" in formula("Cán bộ", "I")
    assert "OFFSET('Chức danh'!$A$2" in formula("Khóa", "B")


def test_the_offered_words_are_those_of_the_vocabulary(vocabulary: Vocabulary) -> None:
    own = replace(vocabulary, levels=("trên", "dưới"))
    assert lists(own)["level"] == ("trên", "dưới")


def test_printed_on_a4_across_with_the_heading_on_each_page(book: openpyxl.Workbook) -> None:
    for sheet in SHEETS:
        page = book[sheet.title]
        assert (page.page_setup.orientation, page.page_setup.paperSize) == ("landscape", 9)
        assert page.print_title_rows == "$1:$1"
        assert page.freeze_panes is not None


def test_guide_ends_as_every_paper_does(book: openpyxl.Workbook) -> None:
    texts = [cell.value for row in book["Hướng dẫn"] for cell in row if cell.value]
    assert texts[-1] == "Dự thảo, phục vụ tham khảo"
    assert sum(str(text).startswith("Bước ") for text in texts) == 5
    assert any("nằm trên máy này" in str(text) for text in texts)


def test_english_guide_leaves_the_language_spoken_alone() -> None:
    speak_in("vi")
    data = openpyxl.load_workbook(io.BytesIO(written("en")))
    assert data["Hướng dẫn"]["A1"].value == sentences("en", "template")["guide_title"]
    assert data["Cán bộ"]["B1"].value == "Họ và tên *"
    assert language() == "vi"


@pytest.mark.parametrize("name", example.names())
def test_an_example_reads_back_to_the_same_facts(name: str, tmp_path: Path, read: Callable[[Path], Reading]) -> None:
    path = tmp_path / f"{name}.xlsx"
    write_example(path, example.folder(name), load_vocabulary())
    book, folder = read(path), read(Path(str(example.folder(name))))
    assert {problem.severity for problem in book.problems} <= {"normalised"}
    assert book.instance is not None and folder.instance is not None
    assert bare(book.instance) == bare(folder.instance)


def test_a_column_that_no_sheet_has_is_refused(tmp_path: Path) -> None:
    (tmp_path / "Đơn vị.csv").write_text("Mã đơn vị,Tên đơn vị,Sở thích\nA,B,C\n", encoding="utf-8")
    with pytest.raises(KeyError, match="Sở thích"):
        write_example(io.BytesIO(), tmp_path, load_vocabulary())


def test_formulas_of_an_example_stay_text(tmp_path: Path) -> None:
    (tmp_path / "Đơn vị.csv").write_text("Mã đơn vị,Tên đơn vị\n001,=1+1\n", encoding="utf-8")
    stream = io.BytesIO()
    write_example(stream, tmp_path, load_vocabulary())
    page = openpyxl.load_workbook(stream)["Đơn vị"]
    assert [(cell.value, cell.data_type) for cell in page[2][:2]] == [("001", "s"), ("=1+1", "s")]
