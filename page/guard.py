"""What stands before every page: the right host, our one user, changes from our own pages alone, strict headers."""

from __future__ import annotations

from collections.abc import Callable

from starlette.datastructures import Headers, MutableHeaders
from starlette.requests import cookie_parser
from starlette.responses import PlainTextResponse
from starlette.types import ASGIApp, Message, Receive, Scope, Send

from luanchuyen.messages import say
from luanchuyen.page.session import Session

OURS = "x-luan-chuyen"
"""The header that our own script sends with every change."""
ENTRY = "/vao"
POLICY = (
    "default-src 'none'; script-src 'self'; style-src 'self'; img-src 'self'; connect-src 'self'; "
    "form-action 'self'; frame-ancestors 'none'; base-uri 'none'"
)
HEADERS = {
    "content-security-policy": POLICY,
    "cache-control": "no-store",
    "x-content-type-options": "nosniff",
    "referrer-policy": "no-referrer",
    "cross-origin-opener-policy": "same-origin",
    "cross-origin-resource-policy": "same-origin",
}
READING = ("GET", "HEAD")


class Guard:
    """Wraps the application. ``scope["by_form"]``: a change that must bear the secret of our forms.

    ``fault`` hears what should never happen.
    """

    def __init__(self, app: ASGIApp, session: Session, fault: Callable[[Exception], None]) -> None:
        self.app, self.session, self.fault = app, session, fault

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        """Answer, or refuse."""
        if scope["type"] != "http":
            return
        headers = Headers(scope=scope)

        async def strict(message: Message) -> None:
            if message["type"] == "http.response.start":
                told = MutableHeaders(scope=message)
                for name, value in HEADERS.items():
                    told[name] = value
            await send(message)

        refusal = self._refusal(scope, headers)
        if refusal is not None:
            status, key = refusal
            await PlainTextResponse(say(key), status)(scope, receive, strict)
            return
        scope["by_form"] = OURS not in headers
        try:
            await self.app(scope, receive, strict)
        except Exception as error:  # told by the application as 500; here for whoever is to mend it
            self.fault(error)

    def _refusal(self, scope: Scope, headers: Headers) -> tuple[int, str] | None:
        if headers.getlist("host") != [self.session.host]:
            return 403, "page.wrong_host"
        if scope["path"] == ENTRY:
            return None if scope["method"] == "GET" else (405, "page.wrong_method")  # to look is not to enter
        if not self.session.knows(_cookie(headers, self.session.cookie_name)):
            return 403, "page.not_the_user"
        if scope["method"] in READING:
            return None
        if scope["method"] != "POST":
            return 405, "page.wrong_method"
        if not self._own(headers):
            return 403, "page.foreign_form"
        return None

    def _own(self, headers: Headers) -> bool:
        """Whether a change comes from a page of ours. A form sent without our script, by a browser that was told to
        send no referrer, says "null" for its origin; that it is ours its secret shows."""
        origin = headers.get("origin", "")
        if origin == "null":
            return headers.get("sec-fetch-site") == "same-origin" and OURS not in headers
        return origin == self.session.origin


def _cookie(headers: Headers, name: str) -> str:
    return cookie_parser(headers.get("cookie", "")).get(name, "")
