"""What a form sends: read as a stream, bounded, kept in memory; a workbook in it is bytes and a name to be shown."""

from __future__ import annotations

import sys
from dataclasses import dataclass, field
from urllib.parse import parse_qsl

from python_multipart import FormParser
from python_multipart.multipart import Field, File, parse_options_header
from starlette.requests import Request

from luanchuyen.models.errors import UsageError
from luanchuyen.models.text.folding import clean
from luanchuyen.sheets.opening.preflight import MOST_BYTES

SECRET = "khoa"
MOST_TEXT = 256 * 1024
"""Bytes of a form without a workbook."""
_AROUND = 64 * 1024
"""Bytes that a form may have around a workbook."""
_LONGEST_NAME = 120
MOST_FIELDS = 100


class RefusedForm(UsageError):
    """A form that is none of ours, or too large; ``status`` is what the browser is told."""

    def __init__(self, status: int, key: str, **values: object) -> None:
        super().__init__(key, **values)
        self.status = status


@dataclass
class Form:
    """The fields by name, the last of each; the one file. ``name``: as it was called, no path."""

    fields: dict[str, str] = field(default_factory=dict)
    name: str = ""
    data: bytes | None = None

    def text(self, name: str) -> str:
        """A field, tidied; "" where there is none."""
        return clean(self.fields.get(name, ""))


async def read_form(request: Request, secret: str, with_file: bool = False) -> Form:
    """The form of a request. Raises RefusedForm: too large, malformed, or, sent without our script, not ours."""
    most = MOST_BYTES + _AROUND if with_file else MOST_TEXT
    told = request.headers.get("content-length", "")
    if told.isdecimal() and int(told) > most:
        raise RefusedForm(413, "page.too_large", most=MOST_BYTES // 2**20)
    form, body = Form(), bytearray()
    async for chunk in request.stream():
        body += chunk
        if len(body) > most:
            raise RefusedForm(413, "page.too_large", most=MOST_BYTES // 2**20)
    if body:
        _parse(form, request.headers.get("content-type", ""), bytes(body))
    if request.scope["by_form"] and form.fields.get(SECRET) != secret:
        raise RefusedForm(403, "page.foreign_form")
    return form


def _parse(form: Form, content_type: str, body: bytes) -> None:
    kind, options = parse_options_header(content_type)
    if kind == b"application/x-www-form-urlencoded":
        try:
            form.fields = dict(parse_qsl(body.decode(), keep_blank_values=True, max_num_fields=MOST_FIELDS))
        except ValueError as error:
            raise RefusedForm(400, "page.no_form") from error
        return

    def on_field(one: Field) -> None:
        name = (one.field_name or b"").decode("utf-8", "replace")
        form.fields[name] = (one.value or b"").decode("utf-8", "replace")

    def on_file(one: File) -> None:
        one.file_object.seek(0)
        form.data, form.name = one.file_object.read(), plain_name((one.file_name or b"").decode("utf-8", "replace"))

    config = {"MAX_MEMORY_FILE_SIZE": sys.maxsize, "MAX_BODY_SIZE": sys.maxsize}
    try:
        parser = FormParser(kind.decode("latin-1"), on_field, on_file, boundary=options.get(b"boundary"), config=config)
        parser.write(body)
        parser.finalize()
    except Exception as error:  # whatever its parser makes of bytes that are no form
        raise RefusedForm(400, "page.no_form") from error


def plain_name(name: str) -> str:
    """The last part of a name, tidied: for showing alone, never a place."""
    return clean(name.replace("\\", "/").rpartition("/")[2])[-_LONGEST_NAME:]
