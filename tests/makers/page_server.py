"""The review page served by its command in a process of its own, and asked over plain HTTP as no browser would."""

from __future__ import annotations

import http.client
import json
import signal
import subprocess
import sys
from typing import NamedTuple
from urllib.parse import urlencode, urlsplit

OURS = {"X-Luan-Chuyen": "page"}


class Reply(NamedTuple):
    """What came back."""

    status: int
    headers: dict[str, str]
    text: str


class PageServer:
    """``luanchuyen review``; ``address`` is the one-time address that it printed."""

    def __init__(self, *arguments: object) -> None:
        command = [sys.executable, "-m", "luanchuyen", "review", *map(str, arguments), "--no-browser", "--json"]
        self.process = subprocess.Popen(command, stdout=subprocess.PIPE, stderr=subprocess.PIPE, text=True)
        told = ""
        assert self.process.stdout is not None
        while "}" not in told:
            line = self.process.stdout.readline()
            assert line, self.process.communicate()[1]
            told += line
        self.told = json.loads(told)
        self.address = str(self.told["address"])
        parts = urlsplit(self.address)
        self.host, self.port, self.entry = parts.netloc, parts.port, f"{parts.path}?{parts.query}"
        self.cookie = ""

    def ask(self, method: str, path: str, body: bytes = b"", **headers: str) -> Reply:
        """One request with these headers; of the usual ones a name with "" leaves one out."""
        usual = {"Host": self.host, "Cookie": self.cookie, "Origin": f"http://{self.host}", **OURS}
        told = {**usual, **{name.replace("_", "-"): text for name, text in headers.items()}}
        connection = http.client.HTTPConnection("127.0.0.1", self.port, timeout=30)
        connection.putrequest(method, path, skip_host=True)
        for name, text in told.items():
            if text:
                connection.putheader(name, text)
        if body or method == "POST":
            connection.putheader("Content-Length", told.get("Content-Length") or str(len(body)))
        connection.endheaders(body or None)
        answer = connection.getresponse()
        text = answer.read().decode("utf-8", "replace")
        connection.close()
        return Reply(answer.status, {name.lower(): value for name, value in answer.getheaders()}, text)

    def post(self, path: str, **fields: str) -> Reply:
        """A form of ours."""
        body = urlencode({name.replace("_", "-"): text for name, text in fields.items()}).encode()
        return self.ask("POST", path, body, Content_Type="application/x-www-form-urlencoded")

    def enter(self) -> Reply:
        """Use the address, and keep the cookie."""
        reply = self.ask("GET", self.entry)
        self.cookie = reply.headers.get("set-cookie", "").partition(";")[0]
        return reply

    def kill(self) -> None:
        """As the power does."""
        self.process.send_signal(signal.SIGKILL)
        self.process.communicate()

    def stop(self) -> int:
        """As Ctrl-C does: the exit code."""
        if self.process.poll() is None:
            self.process.send_signal(signal.SIGINT)
        return self.ended()

    def ended(self) -> int:
        """The exit code, once it ends by itself."""
        self.process.communicate(timeout=30)
        return self.process.returncode
