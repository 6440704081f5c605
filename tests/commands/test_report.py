"""The committee's papers: each name and number is the run's, nothing is loaded or run, nobody is given away."""

from __future__ import annotations

import base64
import csv
import hashlib
import json
import re
import shutil
import xml.etree.ElementTree as ET
from pathlib import Path
from typing import Any

import openpyxl
import pytest
from office_forms import text_of
from pages_read import PageReader, Section
from shape_of import unlike

from luanchuyen.cli import main
from luanchuyen.models.errors import ExitCode
from luanchuyen.reports.shapes import papers as shapes

Output = pytest.CaptureFixture[str]
EVIL = "<img src=x onerror=alert(1)>"
RELATIVE = "Quàng Văn Bình"


@pytest.fixture(scope="module")
def book(board_once: Path) -> Path:
    """The board with a name that would be an element, a waiver that names somebody, a committee's secrecy mark."""
    cadres = board_once / "Cán bộ.csv"
    cadres.write_text(cadres.read_text(encoding="utf-8").replace("Lò Thị An", EVIL), encoding="utf-8")
    settings = board_once / "Tham số.csv"
    more = 'secrecy,"MẬT ""</style>"\norganisation,Ban Tổ chức Tỉnh ủy\n'
    settings.write_text(settings.read_text(encoding="utf-8") + more, encoding="utf-8")
    (board_once / "Ngoại lệ.csv").write_text(
        "Quy định,Mã cán bộ,Mã chức danh,Cấp quyết định,Văn bản,Ngày,Lý do\n"
        f"non_local,C0,X2-BT,Ban Thường vụ Tỉnh ủy,12-QĐ/TU,01/06/2026,như đã báo cáo về đồng chí {RELATIVE}\n",
        encoding="utf-8",
    )
    locks = "Mã cán bộ,Mã chức danh,Khóa,Lý do\nC0,X2-BT,cố định,\n"
    (board_once / "Khóa.csv").write_text(locks, encoding="utf-8")
    return board_once


@pytest.fixture(scope="module")
def run(book: Path, tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A run with the nearest others of each seat."""
    folder = tmp_path_factory.mktemp("run") / "ket-qua"
    assert main(["lap", str(book), "--out", str(folder), "--explain", "--quiet"]) == ExitCode.DONE
    return folder


@pytest.fixture(scope="module")
def papers(book: Path, run: Path, tmp_path_factory: pytest.TempPathFactory) -> Path:
    """All papers of it."""
    out = tmp_path_factory.mktemp("papers") / "ho-so"
    assert main(["ho-so", str(book), str(run), "--out", str(out), "--per-person"]) == ExitCode.DONE
    return out


@pytest.fixture(scope="module")
def dossier(papers: Path) -> PageReader:
    """The dossier, read back."""
    return PageReader((papers / "dossier.html").read_text(encoding="utf-8"))


def told(run: Path, name: str = "plans.json") -> Any:
    """A file of the run."""
    return json.loads((run / name).read_text(encoding="utf-8"))


def rows_of(book: Path, sheet: str) -> dict[str, dict[str, str]]:
    """The rows of a sheet of the board, by their first column."""
    with (book / f"{sheet}.csv").open(encoding="utf-8", newline="") as stream:
        return {next(iter(row.values())): row for row in csv.DictReader(stream)}


def names_of(book: Path) -> dict[str, str]:
    """Everybody's name by code."""
    return {code: row["Họ và tên"] for code, row in rows_of(book, "Cán bộ").items()}


def titles_of(book: Path) -> dict[str, str]:
    """Every post's title by code."""
    return {code: row["Tên chức danh"] for code, row in rows_of(book, "Chức danh").items()}


def move_pages(dossier: PageReader) -> list[Section]:
    """The pages of single moves."""
    return [s for s in dossier.sections if s.headings and re.match(r"\d+\. .*\(C\d\)", s.headings[-1])]


def test_the_table_of_plans_tells_what_plans_json_tells(dossier: PageReader, run: Path) -> None:
    for section in ("2. ", "11. "):
        table = dossier.section(section).tables[0][1:]
        if section == "2. ":
            want = [
                [
                    f"Phương án {plan['rank']}",
                    *map(str, (len({a["cadre"] for a in plan["assignments"]}), len(plan["assignments"]))),
                    str(sum(u["seats"] for u in plan["unfilled"])),
                    *map(str, plan["score"].values()),
                ]
                for plan in told(run)["plans"]
            ]
            assert [row[:-1] for row in table] == want
        else:
            want = [
                [tier, str(score), str(score), str(plan["bound"][tier])]
                for plan in told(run)["plans"]
                for tier, score in plan["score"].items()
            ]
            assert [row[-4:] if len(row) == 4 else row[1:5] for row in table] == want


def test_who_comes_to_each_post_is_as_plans_json_tells(dossier: PageReader, run: Path, book: Path) -> None:
    plans, names, titles = told(run)["plans"], names_of(book), titles_of(book)
    shown: dict[str, list[str]] = {}
    same, differing = dossier.section("3. ").tables, dossier.section("4. ").tables
    for _, posts, _, who in same[0][1:] if same else ():
        shown |= {title: [who] * len(plans) for title in posts.splitlines()}
    for _, posts, _, *who in differing[0][1:] if differing else ():
        shown |= {title: [one.removeprefix("● ") for one in who] for title in posts.splitlines()}
    want = {}
    for post, title in titles.items():
        came = [
            "\n".join([names[a["cadre"]] for a in plan["assignments"] if a["post"] == post]
                      + ["(trống)" for u in plan["unfilled"] if u["post"] == post])
            for plan in plans
        ]  # fmt: skip
        if any(came):
            want[title] = [one or "(giữ nguyên)" for one in came]
    assert shown == want and (same or differing)


def test_every_move_has_its_page_with_its_figures(dossier: PageReader, run: Path, book: Path) -> None:
    plans, names, titles = told(run)["plans"], names_of(book), titles_of(book)
    nearest = {(seat["cadre"], seat["post"]): seat for seat in told(run, "answers.json")["seats"]}
    moves = {(a["cadre"], a["post"]): plans[0] for a in plans[0]["assignments"]}
    pages = move_pages(dossier)
    assert len(pages) == len(moves) >= 3
    others = {(a["cadre"], a["post"]) for plan in plans for a in plan["assignments"]} - moves.keys()
    rows = dossier.section("Chỉ có").tables[0][1:]
    assert {(row[0], row[3]) for row in rows} == {(names[cadre], titles[post]) for cadre, post in others} != set()
    for page in pages:
        facts = dict(page.tables[0])
        code = re.findall(r"\((C\d)\)", page.headings[-1])[0]
        to = facts["Chức vụ dự kiến (phương thức)"].partition(" (")[0]
        post = next(p for p, title in titles.items() if title == to)
        plan = moves.pop((code, post))
        assert names[code] in page.headings[-1]
        # That somebody moves at all costs a point of the last group, which is told of the plan and not at each move.
        mine = [f for f in plan["findings"] if f["subject"].get("cadre") == code and f["rule"] != "moves"]
        points = {f["cost"] for f in mine if f["cost"]}
        assert {int(n) for n in re.findall(r"\(\+(\d+)\)", facts["Chưa đạt (điểm thiếu), lưu ý"])} == points
        if (code, post) in nearest:
            others = facts["Ba đồng chí khác gần nhất: điểm thiếu thêm của cả phương án"].splitlines()
            those = nearest[code, post]["nearest"]
            assert len(others) == len(those or [None]) + 1
            for line, one in zip(others, those, strict=False):
                costs = [f"{'+' if cost > 0 else '−'}{abs(cost)} (nhóm {t})" for t, cost in one["cost"].items() if cost]
                assert line == f"{names[one['cadre']]}: {', '.join(costs) or '+0'}"
        assert {"Ý kiến nơi đi:", "Ý kiến nơi đến:"} <= {line.strip() for line in page.text.splitlines()}
    assert not moves


def test_a_waiver_is_told_with_its_document(dossier: PageReader) -> None:
    page = next(page for page in move_pages(dossier) if "(C0)" in page.headings[-1])
    waived = dict(page.tables[0])["Ngoại lệ được áp dụng"]
    assert waived.startswith("Không là người địa phương: 12-QĐ/TU, 01/06/2026, Ban Thường vụ Tỉnh ủy (như đã báo cáo")
    assert RELATIVE in waived


def test_the_seven_contents_are_answered_and_what_is_missing_is_told(
    dossier: PageReader, book: Path, run: Path, tmp_path: Path, capsys: Output
) -> None:
    rows = dossier.section("1. ").tables[0]
    assert [row[0] for row in rows] == ["a", "b", "c", "d", "đ", "e", "g"]
    missing = [row[1] for row in rows if row[2].startswith("Chưa có")]
    assert missing == ["Chế độ, chính sách", "Dự kiến bố trí sau luân chuyển"]
    assert rows[6][2] == "01/07/2026" and "01/07/2026 đến 01/07/2029" in rows[3][2]
    capsys.readouterr()
    arguments = [
        "report",
        str(book),
        f"{run}#2",
        "--out",
        str(tmp_path / "p"),
        "--kind",
        "figures",
        "--json",
        "--quiet",
    ]
    assert main([*arguments, "--lang", "vi"]) == ExitCode.DONE
    answer = json.loads(capsys.readouterr().out)
    assert unlike(answer, shapes.Report) == []
    assert answer["missing"] == missing and answer["plan"] == 2 and answer["key"] is None
    for file in answer["files"]:
        assert hashlib.sha256((tmp_path / "p" / file["name"]).read_bytes()).hexdigest() == file["sha256"]
        ET.fromstring((tmp_path / "p" / file["name"]).read_bytes())


def test_nothing_is_loaded_and_nothing_is_run(papers: Path) -> None:
    for file in papers.rglob("*.html"):
        page = PageReader(file.read_text(encoding="utf-8"))
        assert not {"script", "link", "img", "iframe", "object", "base", "form"} & set(page.tags)
        assert not [a for a in page.attributes if a[1] in ("style", "src", "href") or a[1].startswith("on")]
        assert "url(" not in page.style and "@import" not in page.style
        policy = next(value for tag, name, value in page.attributes if tag == "meta" and "default-src" in value)
        digest = base64.b64encode(hashlib.sha256(page.style.encode()).digest()).decode()
        assert policy.startswith(f"default-src 'none'; style-src 'sha256-{digest}'")
        assert "MẬT" in page.text and "</style" not in page.style
    assert EVIL in PageReader((papers / "dossier.html").read_text(encoding="utf-8")).text


def test_the_same_papers_byte_for_byte(papers: Path, book: Path, run: Path, tmp_path: Path) -> None:
    again = tmp_path / "again"
    assert main(["ho-so", str(book), str(run), "--out", str(again), "--per-person", "--quiet"]) == ExitCode.DONE
    files = {file.relative_to(papers): file.read_bytes() for file in papers.rglob("*") if file.is_file()}
    assert {file.relative_to(again): file.read_bytes() for file in again.rglob("*") if file.is_file()} == files


def test_a_persons_sheet_tells_nothing_of_anybody_else(papers: Path, book: Path, run: Path) -> None:
    names, sheets = names_of(book), sorted((papers / "persons").iterdir())
    moved = {a["cadre"] for a in told(run)["plans"][0]["assignments"]}
    assert {re.findall(r"C\d", sheet.name)[0] for sheet in sheets} == moved
    for sheet in sheets:
        own, text = re.findall(r"C\d", sheet.name)[0], PageReader(sheet.read_text(encoding="utf-8")).text
        assert names[own] in text
        assert not [name for code, name in names.items() if code != own and name in text]
        assert not re.search(r"C\d", text) and "hội đồng" not in text and "(+" not in text


def read(file: Path) -> str:
    """A page or a figure as it is, a Word file by what it says."""
    return text_of(file.read_bytes()) if file.suffix == ".docx" else file.read_text(encoding="utf-8")


def test_anonymous_papers_name_nobody(book: Path, run: Path, tmp_path: Path) -> None:
    out = tmp_path / "an-danh"
    arguments = ["ho-so", str(book), str(run), "--out", str(out), "--anonymous", "--per-person", "--quiet"]
    assert main(arguments) == ExitCode.DONE
    names = names_of(book)
    files = [file for file in out.rglob("*") if file.is_file()]
    texts = {file: read(file) for file in files}
    for text in texts.values():
        assert not [name for name in (*names.values(), "&lt;img") if name in text]
        assert not re.search(r"\bC[0-7]\b", text) and "198" not in re.sub(r"[0-9a-f]{64}", "", text)
        assert "nghỉ hưu ngày" not in text and "tháng công tác" not in text
    with (tmp_path / "an-danh-khoa.csv").open(encoding="utf-8-sig", newline="") as stream:
        key = {number: (code, name) for number, code, name in list(csv.reader(stream))[1:]}
    assert {code: name for code, name in key.values()} == names
    plan = told(run)["plans"][0]
    page = PageReader((out / "dossier.html").read_text(encoding="utf-8"))
    headings = " ".join(h for s in page.sections for h in s.headings)
    for assignment in plan["assignments"]:
        number = next(number for number, (code, _) in key.items() if code == assignment["cadre"])
        assert number in headings and f"{number}.html" in {file.name for file in texts}
    assert [code for code, _ in key.values()] not in (sorted(names), sorted(names, key=lambda code: names[code]))


def test_a_run_that_is_not_of_this_book_is_refused_as_verify_refuses_it(
    book: Path, run: Path, tmp_path: Path, capsys: Output
) -> None:
    other = tmp_path / "khac"
    other.mkdir()
    for file in book.iterdir():
        changed = file.read_text(encoding="utf-8").replace("Cà Thị Chi", "Cà Thị Chiên")
        (other / file.name).write_text(changed, encoding="utf-8")
    capsys.readouterr()
    assert main(["xac-minh", str(other), str(run)]) == ExitCode.AUDIT
    verified = capsys.readouterr().err
    assert main(["ho-so", str(other), str(run), "--out", str(tmp_path / "out")]) == ExitCode.AUDIT
    assert capsys.readouterr().err == verified and verified
    assert not (tmp_path / "out").exists()


@pytest.mark.parametrize("target", ["there", "inside", "key", "file", "sheets"])
def test_nothing_is_written_over_anything(book: Path, run: Path, tmp_path: Path, target: str) -> None:
    out = {"inside": run, "sheets": book}.get(target, tmp_path) / "papers"
    if target == "there":
        out.mkdir()
    elif target == "file":
        out.write_text("ai đó")
    (tmp_path / "papers-khoa.csv").write_text("ai đó")
    before = sorted([*tmp_path.rglob("*"), *book.rglob("*")])
    options = ["--anonymous"] if target in ("key", "sheets") else []
    assert main(["report", str(book), str(run), "--out", str(out), *options]) == ExitCode.FILE
    assert (
        sorted([*tmp_path.rglob("*"), *book.rglob("*")]) == before
        and (tmp_path / "papers-khoa.csv").read_text() == "ai đó"
    )


def test_a_key_that_a_killed_writer_left_is_taken_up(book: Path, run: Path, tmp_path: Path) -> None:
    """The key is written first: papers without it would be nobody's to read."""
    arguments = ["report", str(book), str(run), "--anonymous", "--kind", "figures", "--quiet", "--out"]
    out, key = tmp_path / "papers", tmp_path / "papers-khoa.csv"
    assert main([*arguments, str(out)]) == ExitCode.DONE
    content = key.read_bytes()
    shutil.rmtree(out)
    assert main([*arguments, str(out)]) == ExitCode.DONE
    assert key.read_bytes() == content and (out / "figures").is_dir()


def test_marks_in_the_workbook_of_the_run_are_told_to_be_no_part_of_the_papers(
    book: Path, run: Path, tmp_path: Path, capsys: Output
) -> None:
    marked = tmp_path / "run"
    shutil.copytree(run, marked)
    workbook = openpyxl.load_workbook(marked / "plans.xlsx")
    sheet = workbook["Phương án 1"]
    column = next(cell.column for row in sheet.iter_rows() for cell in row if cell.value == "Chốt")
    line = next(cell.row for row in sheet.iter_rows(max_col=1) for cell in row if cell.value == 1)
    sheet.cell(line, column).value = "đồng ý"
    workbook.save(marked / "plans.xlsx")
    given = ["ho-so", str(book), str(marked), "--out", str(tmp_path / "out"), "--kind", "figures"]
    assert main(given) == ExitCode.DONE
    assert "chưa tính các ý kiến ấy" in capsys.readouterr().err


def test_scenarios_of_this_book_are_drawn_and_others_refused(book: Path, run: Path, tmp_path: Path) -> None:
    sweep, out = tmp_path / "kich-ban", tmp_path / "out"
    asked = ["--set", "stint_length.min_months=120", "--jobs", "1", "--quiet"]
    assert main(["whatif", str(book), "--out", str(sweep), *asked]) == ExitCode.DONE
    given = ["report", str(book), str(run), "--kind", "figures", "--sweep", str(sweep), "--quiet"]
    assert main([*given, "--out", str(out)]) == ExitCode.DONE
    drawn = ET.fromstring((out / "figures" / "trade-off.svg").read_bytes())
    texts = [text.text for text in drawn.iter("{http://www.w3.org/2000/svg}text")]
    comparison = json.loads((sweep / "comparison.json").read_text(encoding="utf-8"))
    for one in (comparison["base"], *comparison["others"]):
        assert {str(sum(one["empty"].values())), *map(str, one["score"].values())} <= set(texts)
    assert main([*given, "--out", str(tmp_path / "no"), "--anonymous"]) == ExitCode.USAGE
    manifest = sweep / "manifest.json"
    manifest.write_text(manifest.read_text().replace('"input_sha256": "', '"input_sha256": "0'))
    assert main([*given, "--out", str(tmp_path / "no")]) == ExitCode.FILE
    (sweep / "comparison.json").write_text("{}")
    assert main([*given, "--out", str(tmp_path / "no")]) == ExitCode.FILE
    assert not (tmp_path / "no").exists()
