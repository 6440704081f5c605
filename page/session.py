"""One user: a token that opens the page once and soon, and the cookie that it turns into."""

from __future__ import annotations

import secrets
import time

TOKEN_SECONDS = 60.0
COOKIE_SECONDS = 12 * 3600
_BYTES = 32


class Session:
    """``port``: where the server listens, known once it does. ``secret``: stands in every form of ours."""

    def __init__(self) -> None:
        self.port = 0
        self.token = secrets.token_urlsafe(_BYTES)
        self.secret = secrets.token_urlsafe(_BYTES)
        self._cookie = secrets.token_urlsafe(_BYTES)
        self._until = time.monotonic() + TOKEN_SECONDS
        self._used = False

    @property
    def host(self) -> str:
        """What a browser must call us."""
        return f"127.0.0.1:{self.port}"

    @property
    def origin(self) -> str:
        """Where our own forms come from."""
        return f"http://{self.host}"

    @property
    def cookie_name(self) -> str:
        """Named by the port: cookies are the machine's, not the port's."""
        return f"luanchuyen-{self.port}"

    def began(self, port: int) -> None:
        """The server listens: from now on the token is good for a minute."""
        self.port, self._until = port, time.monotonic() + TOKEN_SECONDS

    def enter(self, token: str) -> str | None:
        """The cookie for a token; None where it is wrong, spent or old. Whatever was tried, it is spent by the right
        one alone."""
        right = secrets.compare_digest(token.encode(), self.token.encode())
        if not right or self._used or time.monotonic() > self._until:
            return None
        self._used = True
        return self._cookie

    def knows(self, cookie: str) -> bool:
        """Whether a cookie is ours."""
        return secrets.compare_digest(cookie.encode(), self._cookie.encode())

    def has_secret(self, text: str) -> bool:
        """Whether a form is ours."""
        return secrets.compare_digest(text.encode(), self.secret.encode())
