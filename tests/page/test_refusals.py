"""Who is not let in, what is not done: every way in but the one of our own user is shut."""

from __future__ import annotations

import json
import re
import stat
from pathlib import Path

import anyio
import pytest
from page_server import PageServer
from shape_of import unlike

from luanchuyen.cli import main
from luanchuyen.messages import LANGUAGES, sentences
from luanchuyen.models.errors import ExitCode
from luanchuyen.page.desk.desk import Desk
from luanchuyen.page.desk.journal import Journal
from luanchuyen.page.desk.work_folder import held_work
from luanchuyen.page.guard import POLICY
from luanchuyen.page.rendering import TEMPLATES
from luanchuyen.page.server import FAREWELL, Served
from luanchuyen.page.server import PageServer as PageServing
from luanchuyen.page.session import TOKEN_SECONDS, Session
from luanchuyen.reports.shapes import answers
from luanchuyen.sheets.opening.preflight import MOST_BYTES

CHANGES = ["/so-lieu", "/so-lieu/doc-lai", "/phuong-an/lap", "/phuong-an/chon", "/dung", "/xem-xet/chot",
           "/xem-xet/hoan-tac", "/xem-xet/bo", "/xem-xet/ap-dung", "/kich-ban/them", "/kich-ban/bo", "/kich-ban/giai",
           "/ket-qua/so-lieu-moi", "/ket-thuc"]  # fmt: skip
PAGES = ["/", "/so-lieu", "/phuong-an", "/xem-xet", "/kich-ban", "/ket-qua", "/su-kien", "/tinh/page.css",
         "/ket-qua/goi.zip"]  # fmt: skip


def work_of(server: PageServer) -> Path:
    """The work folder, as the command was told it."""
    arguments = server.process.args
    assert isinstance(arguments, list)
    return Path(str(arguments[arguments.index("--work") + 1]))


def test_the_address_opens_once(bare: PageServer) -> None:
    assert unlike(bare.told, answers.Review) == []
    assert bare.cookie.startswith(f"luanchuyen-{bare.port}=")
    assert bare.ask("GET", bare.entry, Cookie="").status == 403
    assert bare.ask("GET", "/vao?ma=khac", Cookie="").status == 403
    assert bare.ask("HEAD", bare.entry, Cookie="").status == 405
    assert bare.ask("GET", "/so-lieu").status == 200


def test_the_address_is_good_for_a_minute(monkeypatch: pytest.MonkeyPatch) -> None:
    session, now = Session(), [1000.0]
    monkeypatch.setattr("luanchuyen.page.session.time.monotonic", lambda: now[0])
    session.began(5000)
    now[0] += TOKEN_SECONDS + 1
    assert session.enter(session.token) is None
    now[0] -= 2
    assert session.enter("x" + session.token[1:]) is None
    assert session.knows(session.enter(session.token) or "")
    assert session.enter(session.token) is None


def test_to_look_at_the_address_is_not_to_enter(tmp_path: Path) -> None:
    server = PageServer("--work", tmp_path / "viec")
    assert server.ask("HEAD", server.entry).status == 405
    assert server.enter().status == 303
    assert server.stop() == 130


def test_it_ends_when_nobody_comes(tmp_path: Path) -> None:
    with held_work(tmp_path / "viec", None, print) as work:
        server = PageServing(Desk(work, None, Journal()), Served(idle=1), print)
        assert not anyio.run(server.on_tick, 1)
        server._last -= 61
        assert anyio.run(server.on_tick, 1)
        server._last += 61
        server.end()
        server._ends -= FAREWELL
        assert anyio.run(server.on_tick, 1)


def test_the_cookie_is_strict(tmp_path: Path) -> None:
    server = PageServer("--work", tmp_path / "viec")
    told = server.enter().headers["set-cookie"].casefold()
    assert "httponly" in told
    assert "samesite=strict" in told
    assert server.ask("GET", "/so-lieu").status == 200
    ended = server.post("/ket-thuc")
    assert (ended.status, server.ended()) == (200, 0)


@pytest.mark.parametrize("path", PAGES)
def test_nobody_else_reads(bare: PageServer, path: str) -> None:
    assert bare.ask("GET", path, Cookie="").status == 403
    assert bare.ask("GET", path, Cookie=f"luanchuyen-{bare.port}=khac").status == 403
    assert bare.ask("GET", path, Host=f"localhost:{bare.port}").status == 403
    assert bare.ask("GET", path, Host="luanchuyen.example").status == 403


@pytest.mark.parametrize("path", CHANGES)
def test_nothing_changes_but_by_our_own_page(bare: PageServer, path: str) -> None:
    before = (work_of(bare) / "review.json").read_bytes()
    for wrong in (
        {"Origin": "http://example.org"},
        {"Origin": f"http://localhost:{bare.port}"},
        {"Origin": ""},
        {"Origin": "null"},
        {"Origin": "null", "Sec_Fetch_Site": "same-origin", "X_Luan_Chuyen": ""},
        {"X_Luan_Chuyen": ""},
        {"Host": "luanchuyen.example"},
        {"Cookie": ""},
    ):
        assert bare.ask("POST", path, b"", **wrong).status == 403, wrong
    assert bare.ask("GET", path).status in (200, 405, 404)
    assert (work_of(bare) / "review.json").read_bytes() == before


@pytest.mark.parametrize("method", ["PUT", "DELETE", "PATCH", "OPTIONS"])
def test_no_other_way(bare: PageServer, method: str) -> None:
    assert bare.ask(method, "/so-lieu").status == 405


def test_every_answer_bears_the_headers(bare: PageServer) -> None:
    for reply in (bare.ask("GET", "/so-lieu"), bare.ask("GET", "/so-lieu", Cookie=""), bare.ask("GET", "/khong-co"),
                  bare.ask("GET", "/tinh/htmx.min.js"), bare.post("/xem-xet/hoan-tac")):  # fmt: skip
        assert reply.headers["content-security-policy"] == POLICY
        assert reply.headers["cache-control"] == "no-store"
        assert reply.headers["x-content-type-options"] == "nosniff"
        assert reply.headers["referrer-policy"] == "no-referrer"
        assert "server" not in reply.headers


def test_a_book_that_is_too_large_is_not_taken(bare: PageServer) -> None:
    told = {"Content_Type": "multipart/form-data; boundary=x", "Content_Length": str(MOST_BYTES + 2**20)}
    reply = bare.ask("POST", "/so-lieu", **told)
    assert (reply.status, "50" in reply.text) == (413, True)
    assert not list(work_of(bare).glob("so-lieu*"))


@pytest.mark.parametrize("name", ["../../etc/x.xlsx", "C:\\Windows\\x.exe", "x\0y.xlsx", "", "a" * 500])
def test_a_name_is_no_path(bare: PageServer, name: str) -> None:
    head = f'--x\r\nContent-Disposition: form-data; name="tep"; filename="{name}"\r\n\r\n'.encode()
    bare.ask("POST", "/so-lieu", head + b"PK no workbook\r\n--x--\r\n", Content_Type="multipart/form-data; boundary=x")
    kept = [path.name for path in work_of(bare).iterdir()]
    assert all(one == "review.json" or one.startswith("so-lieu-") for one in kept)
    assert bare.ask("GET", "/so-lieu").status == 200


@pytest.mark.parametrize("body", [b"", b"--x", b"\xff\xfe", b"--x\r\n\r\n--x--"])
def test_what_is_no_form_is_said(bare: PageServer, body: bytes) -> None:
    assert bare.ask("POST", "/so-lieu", body, Content_Type="multipart/form-data; boundary=x").status in (303, 400)
    assert bare.ask("POST", "/xem-xet/chot", body, Content_Type="application/x-www-form-urlencoded").status in (
        303,
        400,
    )


def test_one_user_at_a_time(bare: PageServer, capsys: pytest.CaptureFixture[str]) -> None:
    code = main(["review", "--work", str(work_of(bare)), "--no-browser", "--json"])
    assert (code, json.loads(capsys.readouterr().out)["error"]["key"]) == (ExitCode.FILE, "writing.busy")


def test_the_work_folder_is_its_users_alone(bare: PageServer) -> None:
    assert stat.S_IMODE(work_of(bare).stat().st_mode) == 0o700


def test_a_folder_of_other_things_is_left_alone(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    (tmp_path / "thư.txt").write_text("của tôi")
    assert main(["review", "--work", str(tmp_path), "--no-browser", "--json"]) == ExitCode.FILE
    assert json.loads(capsys.readouterr().out)["error"]["key"] == "page.strange_work"


def test_without_its_extra_it_says_how_to_get_it(
    monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    monkeypatch.setattr("luanchuyen.commands.review.NEEDED", ("uvicorn", "khong_co_that"))
    assert main(["review", "--work", "x", "--no-browser", "--json"]) == ExitCode.USAGE
    told = json.loads(capsys.readouterr().out)["error"]["sentence"]
    assert "khong_co_that" in told
    assert "uvicorn" not in told
    assert "pip install" in told


@pytest.mark.parametrize("language", LANGUAGES)
def test_every_word_of_the_templates_is_there(language: str) -> None:
    known = sentences(language, "page").keys()
    used = {
        key for file in TEMPLATES.glob("*.html") for key in re.findall(r'say\("(\w+)"[,)]', file.read_text("utf-8"))
    }
    begun = {
        key for file in TEMPLATES.glob("*.html") for key in re.findall(r'say\("(\w+_)" ~', file.read_text("utf-8"))
    }
    assert len(used) > 100
    assert used <= known
    assert begun == {"key_", "severity_", "waiver_", "speed_"}


def test_without_a_book_a_folder_is_needed(capsys: pytest.CaptureFixture[str]) -> None:
    assert main(["review", "--no-browser", "--json"]) == ExitCode.USAGE
    assert json.loads(capsys.readouterr().out)["error"]["key"] == "page.needs_work"
