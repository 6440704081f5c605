"""Forms are filled by plain replacement: split runs, rows and paragraphs of lists, names of any letters."""

from __future__ import annotations

import io

import pytest
from docx import Document
from docx.document import Document as WordFile
from office_forms import W, form, packed, parts, text_of, values, with_body

from luanchuyen.models.errors import FormError, Problem
from luanchuyen.reports.submission.filling.filling import filled


def problems(data: bytes) -> list[Problem]:
    """What is not understood of a form."""
    with pytest.raises(FormError) as caught:
        filled(data, values(), final=True)
    assert caught.value.exit_code == 2
    told = caught.value.values["problems"]
    assert isinstance(told, tuple)
    return list(told)


def test_a_placeholder_that_word_split_over_runs_keeps_the_look_of_its_first_letter() -> None:
    def write(document: WordFile) -> None:
        line = document.add_paragraph("Của ")
        line.add_run("{").bold = True
        for piece in ("{ten_", "co_", "quan}", "} và {{SỐ CÁN BỘ}}."):
            line.add_run(piece)

    done = filled(form(write), values(organisation="Ban Tổ chức"), final=True)
    runs = Document(io.BytesIO(done)).paragraphs[0].runs
    assert [run.text for run in runs if run.text] == ["Của ", "Ban Tổ chức", " và cadres."]
    assert [run.bold for run in runs if run.text] == [None, True, None]


@pytest.mark.parametrize("name", ["Lò Văn <C> & Con", "{{ten_co_quan}}", "{% x %}", "a\x00\x0b\ud800b", "Đặng Thị Ế"])
def test_any_name_stands_whole_and_is_never_looked_at_again(name: str) -> None:
    done = filled(
        form(lambda document: document.add_paragraph("{{title}}|{{ho_ten}}")), values(0, title=name), final=True
    )
    whole = name.replace("\x00", "").replace("\x0b", "").replace("\ud800", "")
    assert text_of(done) == f"{whole}|Không có"


def test_a_row_is_told_once_a_line_and_a_paragraph_too() -> None:
    def write(document: WordFile) -> None:
        table = document.add_table(2, 2)
        table.cell(0, 0).text, table.cell(1, 0).text, table.cell(1, 1).text = (
            "Đồng chí",
            "{{stt}}. {{ho_ten}}",
            "{{plan}}",
        )
        document.add_paragraph("- {{dieu_kien}};")
        document.add_paragraph("hết")

    document = Document(io.BytesIO(filled(form(write), values(3), final=True)))
    rows = [[cell.text for cell in row.cells] for row in document.tables[0].rows]
    assert rows == [["Đồng chí", ""], *([f"no {n}. person {n}", "plan"] for n in (1, 2, 3))]
    assert [line.text for line in document.paragraphs] == [*(f"- condition {n};" for n in (1, 2, 3)), "hết"]


def test_a_list_without_lines_says_so_or_is_left_out() -> None:
    def write(document: WordFile) -> None:
        cells = document.add_table(1, 2).rows[0].cells
        cells[0].text, cells[1].text = "{{trong_stt}}", "{{trong_chuc_danh}}: {{trong_so}}"
        document.add_paragraph("{{bang_diem}}")
        document.add_table(1, 1).cell(0, 0).text = "{{tie}}"

    document = Document(io.BytesIO(filled(form(write), values(0), final=True)))
    assert [cell.text for cell in document.tables[0].rows[0].cells] == ["", "Không có: "]
    assert [line.text for line in document.paragraphs] == []
    assert document.tables[1].cell(0, 0).text == ""  # a cell must hold a paragraph


def test_a_line_end_in_a_value_is_a_break() -> None:
    done = filled(form(lambda document: document.add_paragraph("{{title}}")), values(title="một\nhai"), final=True)
    assert Document(io.BytesIO(done)).paragraphs[0].text == "một\nhai"


def test_headers_and_text_boxes_are_filled_and_bound_controls_freed() -> None:
    box = (
        "<w:p><w:r><w:pict><v:shape xmlns:v='urn:schemas-microsoft-com:vml'><v:textbox><w:txbxContent><w:p><w:r>"
        "<w:t>{{plan}}</w:t></w:r></w:p></w:txbxContent></v:textbox></v:shape></w:pict></w:r></w:p>"
    )
    control = (
        '<w:sdt><w:sdtPr><w:dataBinding w:xpath="/x" w:storeItemID="{0}"/></w:sdtPr><w:sdtContent><w:p><w:r>'
        "<w:t>{{title}}</w:t></w:r></w:p></w:sdtContent></w:sdt>"
    )
    document = Document(io.BytesIO(with_body(box + control)))
    document.sections[0].header.paragraphs[0].text = "{{organisation}}"
    stream = io.BytesIO()
    document.save(stream)
    done = parts(filled(stream.getvalue(), values(), final=True))
    assert b">plan<" in done["word/document.xml"] and b">title<" in done["word/document.xml"]
    assert b"dataBinding" not in done["word/document.xml"]
    assert any(b">organisation<" in content for name, content in done.items() if "header" in name)


def test_what_is_not_understood_is_told_at_once_each_with_its_place() -> None:
    def write(document: WordFile) -> None:
        document.add_paragraph("Kính gửi {{ten_co_quang}} và {{ cán_bộ.tên }}")
        cells = document.add_table(2, 2).rows[1].cells
        cells[0].text, cells[1].text = "{{ho_ten}}", "{{trong_chuc_danh}}"
        document.add_paragraph("{% for x in y %}")
        document.add_paragraph("{{ho_ten")

    first, second, *stray, mixed = problems(form(write))
    assert first.values["text"] == "{{ten_co_quang}}" and first.values["nearest"] == "{{ten_co_quan}}"
    assert "đoạn 1 (“Kính gửi {{ten_co_quang}}" in str(first.values["source"])
    assert (second.key, second.values["text"]) == ("submission.unknown", "{{cán_bộ.tên}}")
    assert [one.values["text"] for one in stray] == ["{% for x in y %}", "{{ho_ten"]
    assert (mixed.key, mixed.values["source"]) == ("submission.mixed", "thân văn bản, bảng 1, hàng 2, ô 1")


def test_a_table_within_a_row_that_repeats_is_told() -> None:
    def write(document: WordFile) -> None:
        cell = document.add_table(1, 1).cell(0, 0)
        cell.text = "{{ho_ten}}"
        cell.add_table(1, 1).cell(0, 0).text = "{{trong_chuc_danh}}"

    assert {problem.key for problem in problems(form(write))} == {"submission.mixed"}


def test_a_form_without_placeholders_is_refused() -> None:
    assert [one.key for one in problems(form(lambda document: document.add_paragraph("Kính gửi")))] == [
        "submission.no_placeholder"
    ]


def test_draft_stands_in_every_header_that_a_page_shows_until_final() -> None:
    def write(document: WordFile) -> None:
        document.add_paragraph("{{title}}")
        document.settings.odd_and_even_pages_header_footer = True
        document.sections[0].different_first_page_header_footer = True
        document.add_section()
        document.add_section().header.is_linked_to_previous = False

    whole = form(write)
    document = Document(io.BytesIO(filled(whole, values(), final=False)))
    first, _, last = document.sections
    for header in (first.first_page_header, first.even_page_header, first.header, last.header):
        assert header.paragraphs[0].text == "DỰ THẢO - phục vụ tham khảo"
    assert document.sections[1].header.is_linked_to_previous
    assert "DỰ THẢO" not in "".join(str(content) for content in parts(filled(whole, values(), final=True)).values())


def test_nobody_and_no_day_stands_in_the_file() -> None:
    def write(document: WordFile) -> None:
        document.add_paragraph("{{title}}")
        document.core_properties.author, document.core_properties.revision = "Trần Bình", 7

    for final in (True, False):
        done = filled(form(write), values(), final=final)
        assert done == filled(form(write), values(), final=final)
        assert "Trần Bình".encode() not in b"".join(parts(done).values())
        assert parts(done)["docProps/core.xml"].count(b"<") == 2


def test_copies_of_a_row_bear_no_second_bookmark() -> None:
    table = (
        "<w:tbl><w:tblPr/><w:tblGrid><w:gridCol/></w:tblGrid><w:tr><w:tc><w:p><w:bookmarkStart w:id='1' w:name='a'/>"
        "<w:r><w:t>{{ho_ten}}</w:t></w:r><w:bookmarkEnd w:id='1'/></w:p></w:tc></w:tr></w:tbl>"
    )
    done = parts(filled(with_body(table), values(4), final=True))["word/document.xml"]
    assert done.count(b"person ") == 4 and done.count(b"bookmarkStart") == 1
    assert packed(parts(with_body(f"<w:p {W}/>")))  # the maker's own markup is whole
