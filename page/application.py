"""The addresses of the page, and what each does: reading shows, a POST is one step of the desk, then the page again."""

from __future__ import annotations

from collections.abc import Awaitable, Callable
from pathlib import Path
from urllib.parse import urlencode

from anyio import to_thread
from starlette.applications import Starlette
from starlette.requests import Request
from starlette.responses import PlainTextResponse, RedirectResponse, Response
from starlette.routing import Mount, Route
from starlette.staticfiles import StaticFiles

from luanchuyen.messages import say
from luanchuyen.models.errors import RotationError
from luanchuyen.page import downloads
from luanchuyen.page.desk.desk import Desk
from luanchuyen.page.events import events
from luanchuyen.page.forms import asked_of, choice_of
from luanchuyen.page.guard import ENTRY, Guard
from luanchuyen.page.rendering import page
from luanchuyen.page.session import COOKIE_SECONDS, Session
from luanchuyen.page.uploads import Form, RefusedForm, read_form
from luanchuyen.page.views.common import Shown, common
from luanchuyen.page.views.facts_view import facts_shown
from luanchuyen.page.views.plans_view import failure_lines, plans_shown
from luanchuyen.page.views.results_view import results_shown
from luanchuyen.page.views.review_view import Looked, review_shown
from luanchuyen.page.views.what_if_view import table_of, what_if_shown
from luanchuyen.reports.figures.drawing import style

STATIC = Path(__file__).parent / "static"
LOOKED = {"chuc-danh": "post", "dong": "line", "nguoi": "person", "tim": "query", "tim-nguoi": "people"}
"""The parameters of Xem xét."""
Step = Callable[[Form], str | None]
"""What a form does; where to go then, None: to the page it came from."""


class Pages:
    """The pages of one desk. ``end`` is called when the user is done."""

    def __init__(self, desk: Desk, session: Session, end: Callable[[], None], closing: Callable[[], bool]) -> None:
        self.desk, self.session, self.end, self.closing = desk, session, end, closing
        self.alert: list[str] = []

    # -- reading -----------------------------------------------------------------------------------

    def show(self, at: str, make: Callable[[Request], Shown]) -> Route:
        """A page at an address."""

        def shown(request: Request) -> Response:
            with self.desk.lock:
                alert, self.alert = self.alert, []
                values = {**common(self.desk, at), **make(request), "alert": alert, "secret": self.session.secret}
                return page(at.replace("-", "_"), values)

        return Route(f"/{at}", shown, methods=["GET"])

    def file(self, at: str, make: Callable[[Request], Response], back: str = "/ket-qua") -> Route:
        """Something to be saved; what hinders it is said on the page that offers it."""

        def given(request: Request) -> Response:
            try:
                return make(request)
            except (RotationError, OSError) as error:
                self.alert = failure_lines(error)
                return RedirectResponse(back, 303)

        return Route(at, given, methods=["GET"])

    def home(self, _request: Request) -> Response:
        """The page where the work stands."""
        at = "xem-xet" if self.desk.round else "phuong-an" if self.desk.facts and self.desk.facts.case else "so-lieu"
        return RedirectResponse(f"/{at}", 303)

    # -- changing ----------------------------------------------------------------------------------

    def step(self, at: str, back: str, do: Step, with_file: bool = False) -> Route:
        """A change: done in a thread, on the disk before the answer; what hinders it is said on the page."""

        async def changed(request: Request) -> Response:
            try:
                form = await read_form(request, self.session.secret, with_file)
            except RefusedForm as error:
                return PlainTextResponse(str(error), error.status)
            target = await to_thread.run_sync(self._done, do, form)
            return RedirectResponse(target or f"{back}{_kept(form)}", 303)

        return Route(at, changed, methods=["POST"])

    def _done(self, do: Step, form: Form) -> str | None:
        try:
            return do(form)
        except (RotationError, OSError) as error:
            self.alert = failure_lines(error)
            return None

    def upload(self, form: Form) -> str | None:
        """A book was handed over."""
        if not form.data:
            self.alert = [say("page.no_file")]
            return None
        self.desk.upload(form.name, form.data)
        return None

    def plan(self, form: Form) -> str | None:
        """A first run is asked for."""
        self.desk.plan(*asked_of(form))
        return None

    def choose(self, form: Form) -> str | None:
        """A choice is made."""
        with self.desk.lock:
            if self.desk.round is not None:
                self.desk.decide(choice_of(form, self.desk.round))
        return None

    def apply(self, _form: Form) -> str | None:
        """The choices are to bind."""
        self.desk.apply()
        return "/phuong-an"

    def take(self, form: Form) -> str | None:
        """Another plan of the run."""
        text = form.text("phuong-an")
        self.desk.take_plan(int(text) if text.isdecimal() and len(text) < 6 else 0)
        return "/xem-xet"

    def add_scenario(self, form: Form) -> str | None:
        """One more to be asked."""
        target = form.text("doi-tuong").rpartition("·")[2].strip()  # the code, where a name stands before it
        made = table_of(form.text("kieu"), target, form.text("gia-tri"))
        self.desk.set_scenarios((*self.desk.state.scenarios, made))
        return None

    def drop_scenario(self, form: Form) -> str | None:
        """One fewer."""
        at = form.text("so")
        kept = [one for place, one in enumerate(self.desk.state.scenarios) if str(place) != at]
        self.desk.set_scenarios(tuple(kept))
        return None


def _kept(form: Form) -> str:
    """Where on Xem xét the user was."""
    told = {name: form.text(name) for name in ("chuc-danh", "dong", "tim", "tim-nguoi") if form.text(name)}
    return f"?{urlencode(told)}" if told and form.text("kieu") else ""


def _nothing(act: Callable[[], None]) -> Step:
    def done(_form: Form) -> str | None:
        act()
        return None

    return done


def application(desk: Desk, session: Session, end: Callable[[], None], closing: Callable[[], bool]) -> Guard:
    """The whole application behind its guard."""
    pages = Pages(desk, session, end, closing)
    routes = [
        Route("/", pages.home, methods=["GET"]),
        Route(ENTRY, _entry(session), methods=["GET"]),
        Route("/su-kien", _events(desk, closing), methods=["GET"]),
        Route("/ket-thuc", _goodbye(pages), methods=["POST"]),
        Route("/hinh.css", lambda _: Response(style(), media_type="text/css"), methods=["GET"]),
        Mount("/tinh", StaticFiles(directory=STATIC)),
        *_shown(pages),
        *_files(pages),
        *_steps(pages),
    ]
    return Guard(Starlette(routes=routes, exception_handlers={Exception: _fault}), session, desk.work.keep_fault)


def _fault(_request: Request, error: Exception) -> Response:
    return PlainTextResponse(say("page.fault", kind=type(error).__name__), 500)


def _shown(pages: Pages) -> list[Route]:
    desk = pages.desk

    def looked(request: Request) -> Looked:
        return Looked(**{name: request.query_params.get(key, "") for key, name in LOOKED.items()})

    return [
        pages.show("so-lieu", lambda _: facts_shown(desk)),
        pages.show("phuong-an", lambda _: plans_shown(desk)),
        pages.show("xem-xet", lambda request: review_shown(desk, looked(request))),
        pages.show("kich-ban", lambda _: what_if_shown(desk)),
        pages.show("ket-qua", lambda _: results_shown(desk)),
    ]


def _files(pages: Pages) -> list[Route]:
    desk = pages.desk

    def until(request: Request) -> str:
        return request.query_params.get("den", "")

    return [
        pages.file("/so-lieu/ban-danh-dau.xlsx", lambda _: downloads.marked_book(desk), "/so-lieu"),
        pages.file("/so-lieu/ban-da-sua", lambda _: downloads.fixed_book(desk), "/so-lieu"),
        pages.file("/ket-qua/phieu-chot.xlsx", lambda _: downloads.plans_book(desk)),
        pages.file("/ket-qua/da-chot.xlsx", lambda _: downloads.applied_edits(desk)),
        pages.file("/ket-qua/goi.zip", lambda _: downloads.pack(desk)),
        pages.file("/ket-qua/ho-so.zip", lambda _: downloads.papers(desk)),
        pages.file("/ket-qua/den-han.xlsx", lambda request: downloads.due(desk, until(request), "xlsx")),
        pages.file("/ket-qua/den-han.ics", lambda request: downloads.due(desk, until(request), "ics")),
    ]


def _steps(pages: Pages) -> list[Route]:
    desk = pages.desk
    return [
        pages.step("/so-lieu", "/so-lieu", pages.upload, with_file=True),
        pages.step("/so-lieu/doc-lai", "/so-lieu", _nothing(desk.read_again)),
        pages.step("/phuong-an/lap", "/phuong-an", pages.plan),
        pages.step("/phuong-an/chon", "/phuong-an", pages.take),
        pages.step("/dung", "/phuong-an", _nothing(desk.stop)),
        pages.step("/xem-xet/chot", "/xem-xet", pages.choose),
        pages.step("/xem-xet/hoan-tac", "/xem-xet", _nothing(desk.undo)),
        pages.step("/xem-xet/bo", "/xem-xet", _nothing(desk.discard)),
        pages.step("/xem-xet/ap-dung", "/xem-xet", pages.apply),
        pages.step("/kich-ban/them", "/kich-ban", pages.add_scenario),
        pages.step("/kich-ban/bo", "/kich-ban", pages.drop_scenario),
        pages.step("/kich-ban/giai", "/kich-ban", _nothing(desk.ask_what_if)),
        _next_book(pages),
    ]


def _next_book(pages: Pages) -> Route:
    async def given(request: Request) -> Response:
        try:
            form = await read_form(request, pages.session.secret)
            return await to_thread.run_sync(downloads.next_book, pages.desk, form.text("ngay"))
        except RefusedForm as error:
            return PlainTextResponse(str(error), error.status)
        except (RotationError, OSError) as error:
            pages.alert = failure_lines(error)
            return RedirectResponse("/ket-qua", 303)

    return Route("/ket-qua/so-lieu-moi", given, methods=["POST"])


def _entry(session: Session) -> Callable[[Request], Response]:
    """The token becomes a cookie."""

    def entered(request: Request) -> Response:
        cookie = session.enter(request.query_params.get("ma", ""))
        if cookie is None:
            return PlainTextResponse(say("page.token_spent"), 403)
        answer = RedirectResponse("/", 303)
        answer.set_cookie(session.cookie_name, cookie, max_age=COOKIE_SECONDS, httponly=True, samesite="strict")
        return answer

    return entered


def _events(desk: Desk, closing: Callable[[], bool]) -> Callable[[Request], Awaitable[Response]]:
    async def told(request: Request) -> Response:
        return events(request, desk, closing)

    return told


def _goodbye(pages: Pages) -> Callable[[Request], Awaitable[Response]]:
    async def ended(request: Request) -> Response:
        try:
            await read_form(request, pages.session.secret)
        except RefusedForm as error:
            return PlainTextResponse(str(error), error.status)
        pages.end()
        return page("het", {"lang": common(pages.desk, "")["lang"], "folder": str(pages.desk.work.path)})

    return ended
