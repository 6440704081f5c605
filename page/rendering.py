"""Pages made of templates: every text escaped, a name that is not there is a fault, words from messages/."""

from __future__ import annotations

from functools import cache
from pathlib import Path

import jinja2
from starlette.responses import HTMLResponse

from luanchuyen.messages import say
from luanchuyen.page.views.common import Shown

TEMPLATES = Path(__file__).parent / "templates"


@cache
def _templates() -> jinja2.Environment:
    found = jinja2.Environment(
        loader=jinja2.FileSystemLoader(TEMPLATES),
        autoescape=True,
        undefined=jinja2.StrictUndefined,
        trim_blocks=True,
        lstrip_blocks=True,
        auto_reload=False,
    )
    found.globals["say"] = said
    return found


def said(key: str, /, **values: object) -> str:
    """The sentence of that key among the page's."""
    return say(f"page.{key}", **values)


def page(template: str, shown: Shown, status: int = 200) -> HTMLResponse:
    """A page of ours."""
    return HTMLResponse(_templates().get_template(f"{template}.html").render(shown), status)
