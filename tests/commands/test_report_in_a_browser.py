"""The papers in a real browser: no violation of accessibility, nothing asked of any network, whole on A4 paper."""

from __future__ import annotations

import re
import subprocess
from collections.abc import Iterator
from pathlib import Path

import pytest
from axe_playwright_python.sync_playwright import Axe
from playwright.sync_api import Browser, sync_playwright

from luanchuyen.cli import main
from luanchuyen.models.errors import ExitCode

pytestmark = pytest.mark.slow
CHROMIUM = "/usr/bin/chromium"
EVIL = "<img src=x onerror=\"document.title='run'\">"


@pytest.fixture(scope="module")
def browser() -> Iterator[Browser]:
    """Debian's Chromium."""
    with sync_playwright() as playwright:
        opened = playwright.chromium.launch(executable_path=CHROMIUM, args=["--no-sandbox"])
        yield opened
        opened.close()


@pytest.fixture(scope="module")
def papers(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """The papers of a district, one of whose cadres has an element for a name: a draft and a final dossier."""
    place = tmp_path_factory.mktemp("district")
    book, run = place / "so-lieu", place / "ket-qua"
    assert main(["new", "--example", "binh-lieu", "--out", str(place / "book.xlsx"), "--quiet"]) == ExitCode.DONE
    _as_csv(place / "book.xlsx", book, "Phạm Mạnh Bắc", EVIL)
    assert main(["plan", str(book), "--out", str(run), "--quiet"]) == ExitCode.DONE
    report = ["report", str(book), str(run), "--quiet", "--out"]
    assert main([*report, str(place / "draft"), "--per-person"]) == ExitCode.DONE
    assert main([*report, str(place / "final"), "--kind", "dossier", "--final", "--lang", "en"]) == ExitCode.DONE
    return place


def _as_csv(workbook: Path, folder: Path, name: str, instead: str) -> None:
    """A workbook's sheets as a folder of CSV files, with one name changed."""
    import csv

    import openpyxl

    folder.mkdir()
    opened = openpyxl.load_workbook(workbook, data_only=True)
    for sheet in opened:
        with (folder / f"{sheet.title}.csv").open("w", encoding="utf-8", newline="") as stream:
            for row in sheet.iter_rows(values_only=True):
                cells = [cell.strftime("%d/%m/%Y") if hasattr(cell, "strftime") else cell for cell in row]
                csv.writer(stream).writerow([instead if cell == name else cell for cell in cells])
    opened.close()


def pages_of(pdf: Path) -> list[str]:
    """The text of each page of a PDF, its words in one line."""
    out = subprocess.run(["pdftotext", "-layout", str(pdf), "-"], capture_output=True, check=True, encoding="utf-8")
    return [" ".join(page.split()) for page in out.stdout.split("\f")[:-1]]


@pytest.mark.parametrize("file", ["draft/dossier.html", "final/dossier.html", "draft/persons"])
def test_nothing_bars_anybody_and_nothing_is_asked_of_a_network(browser: Browser, papers: Path, file: str) -> None:
    path = papers / file
    path = min(path.iterdir()) if path.is_dir() else path
    page = browser.new_page()
    asked, said = list[str](), list[str]()
    page.on("request", lambda request: asked.append(request.url))
    page.on("console", lambda message: said.append(message.text))
    page.goto(path.as_uri())
    title = page.title()
    # A page that may run nothing cannot be judged from within: the judge comes in past its policy, by the debugger.
    violations = Axe().run(page).response["violations"]
    assert [(v["id"], v["nodes"][0]["html"]) for v in violations] == []
    assert asked == [path.as_uri()] and said == [] and title != "run"
    assert page.locator("img").count() == 0
    page.close()


def test_every_name_is_on_paper_and_every_page_is_numbered(browser: Browser, papers: Path) -> None:
    for folder, mark, number in (("draft", "DỰ THẢO", "Trang {}/{}"), ("final", "DRAFT", "Page {}/{}")):
        page = browser.new_page()
        page.goto((papers / folder / "dossier.html").as_uri())
        names = [re.sub(r"^\d+\. | \([A-Z0-9]+\).*$", "", text) for text in page.locator("h3").all_inner_texts()]
        page.pdf(path=papers / f"{folder}.pdf", prefer_css_page_size=True)
        page.close()
        told = pages_of(papers / f"{folder}.pdf")
        movers = [name for name in names if " " in name and "?" not in name][:8]
        assert len(movers) >= 8
        for name in movers:
            assert any(" ".join(name.split()) in text for text in told), name
        for at, text in enumerate(told, start=1):
            assert number.format(at, len(told)) in text
            assert (mark in text) == (folder == "draft") and "draft" not in text
            assert len(text) > 200, f"page {at} holds next to nothing: {text}"


def test_no_heading_stands_alone_at_a_page_s_foot(browser: Browser, papers: Path) -> None:
    page = browser.new_page()
    page.goto((papers / "draft" / "dossier.html").as_uri())
    heads = page.locator("h2, caption, figcaption, thead tr").all_inner_texts()
    page.close()
    words = {word for head in heads for word in head.split()}
    out = subprocess.run(["pdftotext", "-layout", str(papers / "draft.pdf"), "-"], capture_output=True, check=True)
    for text in out.stdout.decode().split("\f")[:-1]:
        *_, last, number = [line.split() for line in text.splitlines() if line.strip()]
        assert number[0] == "Trang" and not set(last) <= words, last


def test_each_move_has_one_page_of_its_own(papers: Path) -> None:
    told = pages_of(papers / "draft.pdf")
    moves = [text for text in told if "Ý kiến nơi đi:" in text]
    assert len(moves) >= 8 and all(text.count("Ý kiến nơi đi:") == 1 for text in moves)
    assert all("Dự kiến bố trí sau luân chuyển:" in text for text in moves)
