"""A page from a template: everything escaped, nothing left undefined, its one style allowed by its hash."""

from __future__ import annotations

import base64
import hashlib
from functools import cache
from importlib.resources import files
from typing import TYPE_CHECKING

from markupsafe import Markup

from luanchuyen.messages import language, say
from luanchuyen.reports.figures.drawing import style as figure_style
from luanchuyen.wording.numbers import day, number, sentence

if TYPE_CHECKING:
    from jinja2 import Environment

POLICY = "default-src 'none'; style-src 'sha256-{digest}'; base-uri 'none'; form-action 'none'"
"""What a browser may do with the page: apply its one style, and nothing besides."""


def rendered(template: str, mark: str, secrecy: str, **values: object) -> bytes:
    """The page of a template. ``mark``, ``secrecy``: what stands at the head of every printed page, "" nothing."""
    style = _style(mark, secrecy)
    digest = base64.b64encode(hashlib.sha256(style.encode()).digest()).decode()
    page = {"style": Markup(style), "policy": POLICY.format(digest=digest), "language": language()}
    text = _environment().get_template(template).render(page=page, mark=mark, secrecy=secrecy, **values)
    return (text.rstrip() + "\n").encode()


@cache
def _environment() -> Environment:
    from jinja2 import Environment, FunctionLoader, StrictUndefined

    made = Environment(
        loader=FunctionLoader(_source), autoescape=True, undefined=StrictUndefined, trim_blocks=True, lstrip_blocks=True
    )
    made.globals.update(say=say, day=day, number=number, sentence=sentence)
    made.filters["lines"] = str.splitlines
    return made


def _source(name: str) -> str:
    return files(__package__).joinpath("templates", name).read_text(encoding="utf-8")


def _style(mark: str, secrecy: str) -> str:
    """The whole style: that of the page, of its figures, and what is printed in the margins."""
    page = files(__package__).joinpath("templates", "dossier.css").read_text(encoding="utf-8")
    numbered = f'{_quoted(say("dossier.page"))} counter(page) "/" counter(pages)'
    margins = f"@bottom-center{{content:{numbered}}}@top-right{{content:{_quoted(mark)}}}"
    margins += f"@top-left{{content:{_quoted(secrecy)}}}"
    return f"{page}{figure_style()}@page{{{margins}}}"


def _quoted(text: str) -> str:
    """A text as CSS takes it; whatever might end it, or the style, by its number."""
    plain = "".join(c if c.isalnum() or c == " " else f"\\{ord(c):x} " for c in text if c.isprintable())
    return f'"{plain}"'
