"""The clerk's hour in a real browser, by keys alone: from a workbook with errors to decisions carried out."""

from __future__ import annotations

import json
import os
import zipfile
from collections.abc import Iterator
from pathlib import Path

import openpyxl
import pytest
from clerk import CHROMIUM, Clerk, clerk_at
from page_server import PageServer

from luanchuyen.cli import main
from luanchuyen.commands.input import open_case
from luanchuyen.page.desk.state import State

pytestmark = [pytest.mark.slow, pytest.mark.skipif(not CHROMIUM.exists(), reason="no Chromium here")]


@pytest.fixture
def pictures(tmp_path: Path) -> Path:
    """Where pictures go: a place that stays, where one is named, so that somebody may look at them."""
    place = Path(os.environ.get("PAGE_PICTURES", tmp_path / "pictures"))
    place.mkdir(parents=True, exist_ok=True)
    return place


@pytest.fixture
def served(tmp_path: Path) -> Iterator[PageServer]:
    """A page to which a book is handed over."""
    server = PageServer("--work", tmp_path / "viec", "--log", tmp_path / "nhat-ky.jsonl")
    yield server
    server.stop()


def test_the_whole_hour(
    served: PageServer, flawed: Path, district: Path, tmp_path: Path, pictures: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    with clerk_at(served.address, pictures) as clerk:
        hand_over(clerk, flawed, district, tmp_path)
        plan(clerk)
        chosen = choose(clerk)
        contradict(clerk, chosen)
        apply(clerk)
        what_if(clerk)
        saved = carry_out(clerk, tmp_path)
        assert {url.split("/")[2] for url in clerk.asked if not url.startswith("data:")} == {served.host}
        assert clerk.said == []
    assert served.ended() == 0
    work = tmp_path / "viec"
    last = State.from_dict(json.loads((work / "review.json").read_text(encoding="utf-8"))).round
    assert last is not None
    assert saved.read_bytes() == (work / last.edits).read_bytes()
    same_by_command(work / last.folder, saved, district, tmp_path)
    capsys.readouterr()
    assert main(["verify", str(tmp_path / "nhat-ky.jsonl"), "--json"]) == 0
    assert json.loads(capsys.readouterr().out)["lines"] >= 2
    assert open_case(tmp_path / "moi.xlsx").instance.settings.as_of.year == 2020


def test_in_english_and_on_a_wide_screen(district: Path, tmp_path: Path, pictures: Path) -> None:
    server = PageServer(district, "--work", tmp_path / "viec", "--lang", "en")
    with clerk_at(server.address, pictures, width=1920) as clerk:
        clerk.reach("#so-giay")
        clerk.enter("#nut-lap", "#chon-1")
        clerk.wait("#nut-lap:enabled")
        clerk.look("en-plans")
        clerk.enter("#chon-1", "#cac-chuc-danh")
        open_post(clerk, "DT-PCT")
        clerk.wait("#cac-dong-chi li.proven", 90)
        clerk.look("en-review")
        assert clerk.said == []
        steps = clerk.page.eval_on_selector_all(".steps a", "links => links.map(link => link.href)")
        for step in (clerk.page.url, *steps):
            clerk.page.goto(step)
            for width in (390, 1280, 1920):
                clerk.page.set_viewport_size({"width": width, "height": 900})
                wide = clerk.page.evaluate("document.documentElement.scrollWidth")
                assert wide <= width, step
    assert server.stop() == 130


def hand_over(clerk: Clerk, flawed: Path, district: Path, place: Path) -> None:
    """Two errors, each with its cell; then the mended book."""
    clerk.look("so-lieu-trong")
    clerk.hand_over(flawed)
    assert clerk.page.locator(".problems.error tbody tr").count() == 2
    assert "31/02/1980" in clerk.text("main")
    assert "KHONG-CO" in clerk.text("main")
    clerk.look("so-lieu-loi")
    clerk.saved("a[href='/so-lieu/ban-danh-dau.xlsx']", place / "danh-dau.xlsx")
    fixed = clerk.saved("a[href='/so-lieu/ban-da-sua']", place / "da-sua.xlsx")
    assert openpyxl.load_workbook(fixed)["Cán bộ"]["I2"].value == "VPHU"
    clerk.hand_over(district)
    clerk.wait(".good")
    clerk.look("so-lieu")


def plan(clerk: Clerk) -> None:
    """Two plans, and the first to be looked at; on the way many are begun, and stopped."""
    clerk.enter(".steps a[href='/phuong-an']", "#so-phuong-an")
    clerk.reach("#so-phuong-an")
    clerk.press("Control+A")
    clerk.type("500")
    clerk.enter("#nut-lap", "#nut-dung")
    clerk.look("dang-lap")
    clerk.enter("#nut-dung", "#nut-lap:enabled")
    clerk.reach("#so-phuong-an")
    clerk.press("Control+A")
    clerk.type("2")
    clerk.enter("#nut-lap", "#chon-1")
    clerk.wait(".compare tbody tr:nth-child(2):last-child")
    clerk.wait("#nut-lap:enabled")
    clerk.look("phuong-an")
    clerk.enter("#chon-1", "#cac-chuc-danh")


def choose(clerk: Clerk) -> str:
    """Three choices: agreed, another person, somebody else; the code of that person."""
    page = clerk.page
    open_post(clerk, "DT-PCT")
    clerk.act("a")
    clerk.wait(".tray .choices li:nth-child(1)")
    open_post(clerk, "HND-CT")
    clerk.wait("#cac-dong-chi li.proven", 90)
    clerk.act("ArrowRight", "ArrowDown", "Enter")
    clerk.wait(".preview .speed.sure")
    clerk.look("xem-xet-nguoi")
    person = str(page.get_attribute("#cac-dong-chi [aria-current]", "id")).removeprefix("dc-")
    clerk.press("c")
    assert clerk.at("#ly-do")
    clerk.type("đã quen địa bàn")
    clerk.act("Enter")
    clerk.wait(".tray .choices li:nth-child(2)")
    open_post(clerk, "HD-PBT")
    clerk.press("x")
    clerk.type("cần cán bộ nữ")
    clerk.act("Enter")
    clerk.wait(".tray .choices li:nth-child(3)")
    clerk.wait(".tray .totals")
    clerk.look("xem-xet-khay")
    clerk.press("?")
    clerk.wait("dialog[open]")
    clerk.look("phim-tat")
    clerk.press("Escape")
    return person


def open_post(clerk: Clerk, code: str) -> None:
    """Find a post by its code and open it."""
    clerk.press("Escape", "/")
    assert clerk.at("#tim")
    clerk.press("Control+A")
    clerk.type(code.lower())
    clerk.act("ArrowDown", "Enter")
    clerk.wait(f"[id='cd-{code}'][aria-current]")
    clerk.press("Escape")


def contradict(clerk: Clerk, person: str) -> None:
    """The same person for another post as well: said why it cannot be, with ways out; then undone."""
    open_post(clerk, "DV-MT")
    clerk.press("ArrowRight")
    clerk.walk(f"[id='dc-{person}']")
    clerk.act("Enter")
    clerk.wait(".preview")
    clerk.press("c")
    clerk.type("thử xem")
    clerk.act("Enter")
    clerk.wait(".tray .choices li:nth-child(4)")
    clerk.wait(".tray ol:not(.choices) li", 90)
    clerk.look("xem-xet-mau-thuan")
    clerk.act("p")
    clerk.wait("#khong", 90)
    assert clerk.page.locator(".bad-panel ul li").count() >= 1
    clerk.look("phuong-an-mau-thuan")
    clerk.enter(".bad-panel a", "#cac-chuc-danh")
    clerk.act("z")
    clerk.wait(".tray .choices:not(:has(li:nth-child(4)))")


def apply(clerk: Clerk) -> None:
    """Plan again with the three choices."""
    clerk.act("p")
    clerk.wait(".steps a[href='/phuong-an'][aria-current]")
    clerk.wait("#nut-lap:enabled", 90)
    clerk.look("phuong-an-2")
    clerk.enter(".steps a[href='/xem-xet']", "#da-chot")
    clerk.look("xem-xet-da-chot")


def what_if(clerk: Clerk) -> None:
    """A cadre withdrawn, and a rule off: side by side."""
    clerk.enter(".steps a[href='/kich-ban']", "#kb-nguoi")
    clerk.reach("#kb-nguoi")
    clerk.type("BL075")
    clerk.act("Enter")
    clerk.wait("#cac-kb ~ ol li:nth-child(1)")
    clerk.enter("#them-off", "#cac-kb ~ ol li:nth-child(2)")
    clerk.enter("#nut-giai", "#tl")
    clerk.look("kich-ban")


def carry_out(clerk: Clerk, place: Path) -> Path:
    """The marked workbook, the pack, the next book, the calendar; then the end."""
    clerk.enter(".steps a[href='/ket-qua']", "#tai")
    clerk.look("ket-qua")
    saved = clerk.saved("a[href='/ket-qua/da-chot.xlsx']", place / "chot.xlsx")
    clerk.saved("a[href='/ket-qua/goi.zip']", place / "goi.zip")
    papers = clerk.saved("a[href='/ket-qua/ho-so.zip']", place / "ho-so.zip")
    assert {"dossier.html", "submission.docx"} <= set(zipfile.ZipFile(papers).namelist())
    clerk.saved("form[action='/ket-qua/so-lieu-moi'] button", place / "moi.xlsx")
    clerk.saved("button[formaction]", place / "lich.ics")
    clerk.reach(".end button")
    clerk.press("Enter")
    clerk.wait(".over")
    clerk.look("het")
    return saved


def same_by_command(run: Path, edits: Path, book: Path, place: Path) -> None:
    """The command gives the page's run byte for byte."""
    out = place / "bang-lenh"
    asked = ["plan", str(book), "--locks", str(edits), "--plans", "2", "--out", str(out), "--quiet"]
    assert main(asked) == 0
    theirs = {path.name: path.read_bytes() for path in out.iterdir()}
    ours = {path.name: path.read_bytes() for path in run.iterdir()}
    assert ours.keys() == theirs.keys() >= {"plans.json", "plans.xlsx", "manifest.json"}
    assert [name for name in ours if ours[name] != theirs[name]] == []
    assert len(json.loads(ours["plans.json"])["record"]["options"]["locks"]) >= 3
