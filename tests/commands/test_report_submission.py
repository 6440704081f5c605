"""The submission read back: every name and number of it is that of plans.json and the workbook, in both forms."""

from __future__ import annotations

import io
import json
import re
import subprocess
from collections.abc import Mapping
from pathlib import Path
from typing import Any

import pytest
from docx import Document
from docx.document import Document as WordFile
from office_forms import form, text_of

from luanchuyen.commands.input import open_case
from luanchuyen.commands.library.reporting import report
from luanchuyen.commands.library.run_writing import write_run
from luanchuyen.messages import speak_in
from luanchuyen.models.errors import FormError
from luanchuyen.models.instance import Instance
from luanchuyen.optimizer.planning import plan
from luanchuyen.reports.submission.filling.placeholders import LISTS, marks
from luanchuyen.reports.submission.forms import FORMS, Form, form_file
from luanchuyen.reports.submission.inspection import inspect

STRANGE = "Quàng Văn <Bình> & Ân {{ho_ten}}"
SETTINGS = "Mục,Giá trị\nNgày chốt số liệu,01/07/2026\nNgày dự kiến thực hiện,01/08/2026\nCơ quan,Ban Tổ chức Tỉnh ủy\n"


@pytest.fixture(scope="module")
def run(board_once: Path, tmp_path_factory: pytest.TempPathFactory) -> tuple[Path, Path, Mapping[str, Any], Instance]:
    """The workbook, its run, plans.json, the facts. One cadre has a name that is markup; one post finds nobody."""
    speak_in("vi")
    people = board_once / "Cán bộ.csv"
    people.write_text(people.read_text(encoding="utf-8").replace("Quàng Văn Bình", STRANGE), encoding="utf-8")
    (board_once / "Tham số.csv").write_text(SETTINGS + "Số phương án,2\n", encoding="utf-8")
    folder, case = tmp_path_factory.mktemp("run") / "kq", open_case(board_once)
    write_run(case, plan(case.instance, case.rules, case.options), folder)
    return board_once, folder, json.loads((folder / "plans.json").read_text(encoding="utf-8")), case.instance


def written(run: tuple[Path, Path, Any, Any], place: Path, rank: int = 1, **wanted: Any) -> bytes:
    """The submission of a plan."""
    report(run[0], f"{run[1]}#{rank}", place, kind="submission", **wanted)
    assert [path.name for path in place.iterdir()] == ["submission.docx"]
    return (place / "submission.docx").read_bytes()


def tables(document: WordFile) -> list[list[list[str]]]:
    """The cells of the tables with a head, row by row."""
    return [
        [[cell.text for cell in row.cells] for row in table.rows]
        for table in document.tables
        if table.rows[0].cells[0].text == "STT"
    ]


@pytest.mark.parametrize("name", FORMS)
@pytest.mark.parametrize("rank", [1, 2])
def test_names_and_numbers_are_those_of_the_run(run: Any, tmp_path: Path, name: str, rank: int) -> None:
    _, _, told, facts = run
    of_plan = told["plans"][rank - 1]
    document = Document(io.BytesIO(written(run, tmp_path / "ho-so", rank, form=name)))
    people, empty, waiting, waivers, whole, particulars = tables(document)
    posts: dict[str, list[str]] = {}
    for one in of_plan["assignments"]:
        posts.setdefault(one["cadre"], []).append(one["post"])
    by_name = {facts.cadres[code].name: code for code in posts}
    assert by_name and STRANGE in {cadre.name for cadre in facts.cadres.values()}
    for table in (people, whole, particulars):
        assert [row[0] for row in table[1:]] == [str(n) for n in range(1, len(posts) + 1)]
        assert {row[1] for row in table[1:]} == by_name.keys()
        assert all(row[2] == str(facts.cadres[by_name[row[1]]].birth) for row in table[1:])
    for row in people[1:]:
        assert set(row[4].split("\n")) == {facts.posts[post].title for post in posts[by_name[row[1]]]}
    left = {facts.posts[one["post"]].title: one["seats"] for one in of_plan["unfilled"]}
    none = {"Không có": ""}
    assert {row[1]: row[2] for row in empty[1:]} == (
        {n: f"{k}/{facts_seats(facts, n)}" for n, k in left.items()} or none
    )
    assert [row[1] for row in (*waiting[1:], *waivers[1:])] == ["Không có", "Không có"]
    text = text_of((tmp_path / "ho-so" / "submission.docx").read_bytes())
    assert f"Trình phương án {rank} trong 2 phương án" in text
    assert f"Số đồng chí được bố trí: {len(posts)}. " in text
    assert f"(số vị trí: {sum(left.values())})" in text
    assert f"{len(facts.posts)} chức danh với" in text and f"{len(facts.cadres)} đồng chí trong danh sách" in text
    assert "{{" not in text.replace(STRANGE, "") and "Thời điểm dự kiến thực hiện: 01/08/2026" in text


def facts_seats(facts: Instance, title: str) -> int:
    """The seats of the post of a title."""
    return next(post.seats for post in facts.posts.values() if post.title == title)


def test_grounds_are_those_of_the_rule_book_of_the_run(run: Any, tmp_path: Path) -> None:
    lines = [line for line in text_of(written(run, tmp_path / "ho-so")).split("\n") if line.startswith("- Căn cứ")]
    assert lines[0] == "- Căn cứ Quy định 65-QĐ/TW (Điều 4, 5, 6, 7, 8, 10, 11);"
    assert "- Căn cứ Kết luận 201-KL/TW (chưa kiểm chứng, đối chiếu văn bản gốc trước khi ký);" in lines
    book = (run[1] / "rules.toml").read_text(encoding="utf-8")
    *grounds, facts = lines
    assert all(line.split()[4].rstrip(";") in book for line in grounds)
    assert facts.startswith("- Căn cứ số liệu chốt đến ngày ") and facts.endswith(".")


def test_the_same_bytes_every_time_and_a_draft_until_final(run: Any, tmp_path: Path) -> None:
    first, again, final = (written(run, tmp_path / f"{n}", final=n == 3) for n in (1, 2, 3))
    assert first == again
    for data, words in ((first, "DỰ THẢO - phục vụ tham khảo"), (final, "")):
        sections = Document(io.BytesIO(data)).sections
        heads = [head.paragraphs[0].text for one in sections for head in (one.first_page_header, one.header)]
        assert heads == [words] * 6  # the number of a page is a field


def test_anonymous_ones_bear_the_codes_of_the_other_papers(run: Any, tmp_path: Path) -> None:
    done = report(run[0], run[1], tmp_path / "ho-so", anonymous=True)
    assert done.key is not None
    text = text_of((tmp_path / "ho-so" / "submission.docx").read_bytes())
    dossier = (tmp_path / "ho-so" / "dossier.html").read_text(encoding="utf-8")
    cadres = run[3].cadres.values()
    assert not [cadre.name for cadre in cadres if cadre.name in text]
    assert not [cadre.birth for cadre in cadres if str(cadre.birth) in text]
    numbers = {line for line in text.split("\n") if re.fullmatch(r"NS\d+", line)}
    assert numbers and all(number in dossier for number in numbers)


def test_english(run: Any, tmp_path: Path) -> None:
    speak_in("en")
    text = text_of(written(run, tmp_path / "papers", form="state"))
    speak_in("vi")
    assert "SUBMISSION" in text and "Cadres placed: " in text and STRANGE in text


def test_an_offices_own_form_is_filled_or_refused_and_nothing_written(run: Any, tmp_path: Path) -> None:
    own = tmp_path / "mau.docx"
    own.write_bytes(form(lambda document: document.add_paragraph("{{ten_co_quan}}: {{persons_moved}}")))
    text = text_of(written(run, tmp_path / "ho-so", form=str(own)))
    moved = {one["cadre"] for one in run[2]["plans"][0]["assignments"]}
    assert text == f"Ban Tổ chức Tỉnh ủy: {len(moved)}"
    own.write_bytes(form(lambda document: document.add_paragraph("{{ho_tenn}}")))
    with pytest.raises(FormError):
        report(run[0], run[1], tmp_path / "khac", form=own)
    assert not (tmp_path / "khac").exists()


@pytest.mark.parametrize("language", ["vi", "en"])
@pytest.mark.parametrize("name", FORMS)
def test_the_built_in_forms_pass_what_an_offices_own_must_pass(name: Form, language: str) -> None:
    speak_in(language)
    data = form_file(name)
    speak_in("vi")
    inspect(data)
    text, known = text_of(data), marks()
    firsts = {known[listed.placeholders[0][1]] for listed in LISTS}
    assert not {mark for mark in firsts if mark not in text}


@pytest.mark.slow
def test_libreoffice_opens_it_and_finds_every_name(run: Any, tmp_path: Path) -> None:
    """Also of a form that LibreOffice itself saved."""
    (tmp_path / "mau.docx").write_bytes(form_file("state"))
    _convert(tmp_path, "mau.docx", "docx:Office Open XML Text", tmp_path / "luu")
    written(run, tmp_path / "ho-so", form=str(tmp_path / "luu" / "mau.docx"))
    _convert(tmp_path, str(tmp_path / "ho-so" / "submission.docx"), "pdf", tmp_path)
    told = subprocess.run(
        ["pdftotext", "-layout", "submission.pdf", "-"], cwd=tmp_path, capture_output=True, check=True
    )
    text = " ".join(told.stdout.decode().split())
    assert "CỘNG HÒA XÃ HỘI CHỦ NGHĨA VIỆT NAM" in text and "DỰ THẢO - phục vụ tham khảo 2 " in text
    moved = {run[3].cadres[one["cadre"]].name for one in run[2]["plans"][0]["assignments"]}
    assert all(word in text for name in moved for word in name.split())


def _convert(folder: Path, file: str, to: str, out: Path) -> None:
    profile = f"-env:UserInstallation=file://{folder}/profile"
    command = ["soffice", profile, "--headless", "--convert-to", to, "--outdir", str(out), file]
    subprocess.run(command, cwd=folder, capture_output=True, check=True, timeout=120)
