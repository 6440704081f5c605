"""What was confirmed is kept: through kill -9 at any moment, a closed browser, another book and back."""

from __future__ import annotations

import http.client
import json
import threading
import time
from pathlib import Path
from random import Random

import openpyxl
import pytest
from page_server import PageServer

from luanchuyen.page.desk.state import State

HOSTILE = "<img src=x onerror=alert(1)>"
POST, LINE = "DT-PCT", "BL075"


def state_of(work: Path) -> State:
    """What the work folder says."""
    return State.from_dict(json.loads((work / "review.json").read_text(encoding="utf-8")))


def planned(server: PageServer, work: Path) -> None:
    """A first run."""
    assert server.post("/phuong-an/lap", so_phuong_an="1").status == 303
    for _ in range(600):
        if state_of(work).rounds:
            return
        time.sleep(0.1)
    raise AssertionError("no run")


@pytest.mark.slow
def test_kill_9_loses_nothing_that_was_confirmed(district: Path, tmp_path: Path) -> None:
    work, random = tmp_path / "viec", Random("kill")
    server = PageServer(district, "--work", work)
    server.enter()
    planned(server, work)
    number = 0
    for _ in range(3):
        confirmed: list[int] = []

        def choose(first: int, server: PageServer = server, confirmed: list[int] = confirmed) -> None:
            for at in range(first, first + 500):
                fields = {"kieu": "stay", "chuc_danh": POST, "dong": LINE, "ly_do": f"lần {at}"}
                try:
                    if server.post("/xem-xet/chot", **fields).status == 303:
                        confirmed.append(at)
                except (OSError, http.client.HTTPException):
                    return

        clerk = threading.Thread(target=choose, args=(number,))
        clerk.start()
        time.sleep(0.3 + random.random())
        server.kill()
        clerk.join()
        assert confirmed
        kept = state_of(work)
        assert kept.round is not None
        (choice,) = kept.round.tray
        number = int(choice.reason.removeprefix("lần "))
        assert number in (confirmed[-1], confirmed[-1] + 1)
        server = PageServer(district, "--work", work)
        server.enter()
        assert f"lần {number}" in server.ask("GET", "/xem-xet").text
        number += 1
    assert not list(work.glob(".*.new-*"))
    assert server.stop() == 130


def test_the_page_is_whole_without_its_script_and_runs_nobody_elses(district: Path, tmp_path: Path) -> None:
    work, book = tmp_path / "viec", openpyxl.load_workbook(district)
    (row,) = (cells for cells in book["Cán bộ"].iter_rows() if cells[0].value == LINE)
    row[1].value = HOSTILE
    book.save(tmp_path / "huyen.xlsx")
    server = PageServer(tmp_path / "huyen.xlsx", "--work", work, "--lang", "en")
    server.enter()
    planned(server, work)
    page = server.ask("GET", f"/xem-xet?chuc-danh={POST}").text
    secret = page.split('name="khoa" value="')[1].split('"')[0]
    form = f"khoa={secret}&kieu=agree&chuc-danh={POST}&dong={LINE}".encode()
    headers = {"Content_Type": "application/x-www-form-urlencoded", "X_Luan_Chuyen": "", "Origin": "null"}
    assert server.ask("POST", "/xem-xet/chot", form, **headers).status == 403
    assert server.ask("POST", "/xem-xet/chot", form, Sec_Fetch_Site="cross-site", **headers).status == 403
    assert server.ask("POST", "/xem-xet/chot", form, Sec_Fetch_Site="same-origin", **headers).status == 303
    assert "Tray of choices (1)" in server.ask("GET", "/xem-xet").text
    pages = [server.ask("GET", path).text for path in ("/so-lieu", "/phuong-an", "/xem-xet", "/kich-ban", "/ket-qua")]
    assert [HOSTILE in page for page in pages] == [False] * 5
    assert sum("&lt;img" in page for page in pages) >= 4
    assert server.stop() == 130
