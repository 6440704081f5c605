"""Serves one desk on the loopback address until it is told to end, or nobody came for a while."""

from __future__ import annotations

import math
import threading
import time
import webbrowser
from collections.abc import Callable
from dataclasses import dataclass

import uvicorn
from starlette.types import ASGIApp, Receive, Scope, Send

from luanchuyen.models.errors import FileError
from luanchuyen.page.application import application
from luanchuyen.page.desk.desk import Desk
from luanchuyen.page.guard import ENTRY
from luanchuyen.page.session import Session

HOST = "127.0.0.1"
FAREWELL = 1.0
"""Seconds from the user's word until the end."""
EVENTS = "/su-kien"
"""The one address that a browser asks by itself: no sign of a person."""


@dataclass(frozen=True)
class Served:
    """``port`` 0: any that is free; ``idle``: minutes without a person after which it ends; ``browser``: opened."""

    port: int = 0
    idle: float = 120.0
    browser: bool = True


class PageServer(uvicorn.Server):
    """uvicorn's server with an end of its own. ``ready(address)`` is called once it listens."""

    def __init__(self, desk: Desk, served: Served, ready: Callable[[str], None]) -> None:
        self.session, self.desk, self.served, self._ready = Session(), desk, served, ready
        self._last, self._ends = time.monotonic(), math.inf
        app = application(desk, self.session, self.end, lambda: self.should_exit)
        config = uvicorn.Config(
            self._seen(app), host=HOST, port=served.port, log_config=None, access_log=False, lifespan="off",
            server_header=False, date_header=False, timeout_graceful_shutdown=2, ws="none",
        )  # fmt: skip
        super().__init__(config)

    def end(self) -> None:
        """End soon: when the last page has what it fetches."""
        self._ends = time.monotonic() + FAREWELL

    def _seen(self, app: ASGIApp) -> ASGIApp:
        async def seen(scope: Scope, receive: Receive, send: Send) -> None:
            if scope["type"] == "http" and scope["path"] != EVENTS:
                self._last = time.monotonic()
            await app(scope, receive, send)

        return seen

    async def startup(self, sockets: list[object] | None = None) -> None:  # type: ignore[override]
        """Listen, then tell where."""
        await super().startup(None)
        if self.should_exit:
            return
        port = self.servers[0].sockets[0].getsockname()[1]
        self.session.began(port)
        address = f"{self.session.origin}{ENTRY}?ma={self.session.token}"
        self._ready(address)
        if self.served.browser:
            # In a thread: some browsers are waited for until they end.
            threading.Thread(target=webbrowser.open, args=(address,), daemon=True).start()

    async def on_tick(self, counter: int) -> bool:
        """Whether to end: told so, or idle."""
        ending = await super().on_tick(counter)
        if self.desk.busy:
            self._last = time.monotonic()
        now = time.monotonic()
        return ending or now > self._ends or now - self._last > self.served.idle * 60


def serve(desk: Desk, served: Served, ready: Callable[[str], None]) -> None:
    """Serve until the end. Raises FileError where the port is another's."""
    server = PageServer(desk, served, ready)
    try:
        server.run()
    except SystemExit as error:
        raise FileError("page.port_taken", port=served.port) from error
    finally:
        desk.close()
