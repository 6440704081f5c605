"""What a lock says of who holds it: machine, user, process, since when."""

from __future__ import annotations

import datetime as dt
import json
import os
import time
from dataclasses import dataclass

from luanchuyen.reports.writing.processes import Owner, ourselves, this_host

_MOST = 4096
_SHOWN = 60


@dataclass(frozen=True)
class Holder:
    """Who holds a lock; ``owner`` None: the file tells nothing that we know."""

    owner: Owner | None
    user: str = ""
    since: str = ""

    def told(self) -> dict[str, str]:
        """For a sentence: the lock may be anybody's file, so only letters that print, and few of them."""
        who = self.owner.host if self.owner else "?"
        return {"host": _plain(f"{who} ({self.user})" if self.user else who), "since": _plain(self.since or "?")}


def _plain(text: str) -> str:
    return "".join(letter for letter in text if letter.isprintable())[:_SHOWN]


def our_record() -> bytes:
    """This process as the holder, for the lock file; nothing of it gets into the files of a run."""
    owner = ourselves()
    user = os.environ.get("USERNAME") or os.environ.get("USER") or ""
    since = dt.datetime.now().strftime("%d/%m/%Y %H:%M")
    told = {"host": owner.host, "pid": owner.pid, "start": owner.start, "user": user, "since": since}
    return json.dumps(told).encode()


def holder_of(handle: int) -> Holder | None:
    """Who the open lock file names; None where it is empty: whoever held it let go."""
    os.lseek(handle, 0, os.SEEK_SET)
    text = os.read(handle, _MOST).decode("utf-8", "replace").strip()
    if not text:
        return None
    try:
        told = json.loads(text)
        if isinstance(told, int):  # version 0.1 wrote a number alone
            return Holder(Owner(this_host(), told))
        owner = Owner(str(told["host"]), int(told["pid"]), str(told["start"]))
        return Holder(owner, str(told.get("user", "")), str(told.get("since", "")))
    except (ValueError, KeyError, TypeError, AttributeError, RecursionError):
        return Holder(None)


def holder_at_last(handle: int) -> Holder:
    """The same, given a moment: between taking a lock and writing one's name there is one."""
    for _ in range(20):
        found = holder_of(handle)
        if found is not None:
            return found
        time.sleep(0.01)
    return Holder(None)
