"""Server-sent events: that something changed, by topic; the page then fetches what it shows.

job: a run began or ended. beat: one is at work. answers: something more is proven.
"""

from __future__ import annotations

from collections.abc import AsyncIterator, Callable

import anyio
from starlette.requests import Request
from starlette.responses import StreamingResponse

from luanchuyen.page.desk.desk import Desk

LOOK = 0.15
"""Seconds between two looks."""
BEAT = 1.0
"""Seconds between two signs of life of a run."""
QUIET = 15.0
"""Seconds after which a line keeps the connection open."""


def events(request: Request, desk: Desk, closing: Callable[[], bool]) -> StreamingResponse:
    """The stream, until the browser or the server goes. The address tells of which versions the page was made."""
    asked = request.query_params
    shown = {t: int(asked[t]) if asked.get(t, "").isdecimal() else now for t, now in desk.versions.items()}

    async def told() -> AsyncIterator[str]:
        seen, since_beat, since_word = shown, 0.0, 0.0
        yield "retry: 1000\n\n"
        while not closing() and not await request.is_disconnected():
            await anyio.sleep(LOOK)
            since_beat, since_word = since_beat + LOOK, since_word + LOOK
            now = dict(desk.versions)
            topics = [topic for topic in now if now[topic] != seen[topic]]
            if desk.busy and not topics and since_beat >= BEAT:
                topics, since_beat = ["beat"], 0.0
            seen = now
            for topic in topics:
                yield f"event: {topic}\ndata: {now.get(topic, 0)}\n\n"
            if topics:
                since_word = 0.0
            elif since_word >= QUIET:
                yield ": \n\n"
                since_word = 0.0

    return StreamingResponse(told(), media_type="text/event-stream")
