"""The input workbook as ``new`` makes it: with example rows alone, or filled with a shipped example."""

from __future__ import annotations

import datetime as dt
import io
from collections.abc import Mapping, Sequence
from contextvars import copy_context
from importlib.resources.abc import Traversable
from pathlib import Path
from typing import BinaryIO

from xlsxwriter.workbook import Workbook

from luanchuyen.messages import say, speak_in
from luanchuyen.models.vocabulary import Vocabulary
from luanchuyen.sheets.form.example_rows import ExampleRow, example_rows
from luanchuyen.sheets.form.tables import SHEETS
from luanchuyen.sheets.paper.workbook import new_workbook
from luanchuyen.sheets.template import choices
from luanchuyen.sheets.template.folder_rows import folder_rows
from luanchuyen.sheets.template.guide import write_guide
from luanchuyen.sheets.template.look import PLAIN_FONT, Look, print_set_up
from luanchuyen.sheets.template.table import write_table

Target = Path | str | BinaryIO
_MADE = dt.date(2026, 1, 1)
"""The date in the file's properties: fixed, so that the same template is the same bytes."""

_LETTER, _PADDING, _WIDEST = 8, 20, 330


def write_template(target: Target, vocabulary: Vocabulary, lang: str = "vi") -> None:
    """Write the workbook to be filled in, guide and notes in ``lang``; headings and words are Vietnamese.

    Its example rows alone are a sound input. OSError where the file cannot be written.
    """
    rows = {sheet.id: example_rows(sheet) for sheet in SHEETS}
    _write(target, rows, vocabulary, lang, as_example=True)


def write_example(target: Target, folder: Traversable, vocabulary: Vocabulary, lang: str = "vi") -> None:
    """Write the same workbook filled with the CSV files of ``folder``.

    KeyError where the folder has a column that no sheet declares; OSError where the file cannot be written.
    """
    _write(target, folder_rows(folder), vocabulary, lang, as_example=False)


def write_carried(target: Target, rows: Mapping[str, Sequence[ExampleRow]], vocabulary: Vocabulary, lang: str) -> None:
    """Write the same workbook filled with rows by sheet id. OSError where the file cannot be written."""
    _write(target, rows, vocabulary, lang, as_example=False)


def _write(
    target: Target, rows: Mapping[str, Sequence[ExampleRow]], vocabulary: Vocabulary, lang: str, as_example: bool
) -> None:
    data = copy_context().run(_bytes, rows, vocabulary, lang, as_example)
    if isinstance(target, Path | str):
        Path(target).write_bytes(data)
    else:
        target.write(data)


def _bytes(rows: Mapping[str, Sequence[ExampleRow]], vocabulary: Vocabulary, lang: str, as_example: bool) -> bytes:
    speak_in(lang)
    stream = io.BytesIO()
    workbook = new_workbook(stream, _MADE, PLAIN_FONT)
    look = Look(workbook)
    known = choices.lists(vocabulary)
    write_guide(workbook, look, as_example)
    for sheet in SHEETS:
        write_table(workbook, look, sheet, rows.get(sheet.id, ()), known, as_example)
    _write_words(workbook, look, known)
    workbook.close()
    return stream.getvalue()


def _write_words(workbook: Workbook, look: Look, known: Mapping[str, Sequence[str]]) -> None:
    """The sheet Danh mục: the words of every drop-down, rules with what they are called."""
    page = workbook.add_worksheet(choices.TITLE)
    called = [say(f"rules.{rule}_name") for rule in known["rule"]]
    columns = [*((say(f"template.list_{name}"), words) for name, words in known.items())]
    columns.append((say("template.list_rule_name"), called))
    widths = []
    for place, (heading, words) in enumerate(columns):
        longest = max(map(len, (*words, *heading.split())))
        widths.append(min(_WIDEST, _LETTER * longest + _PADDING))
        page.set_column_pixels(place, place, widths[-1])
        page.write_string(0, place, heading, look["optional"])
        for row, word in enumerate(words, 1):
            page.write_string(row, place, word, look["line"])
    page.set_row_pixels(0, 48)
    page.freeze_panes(1, 0)
    print_set_up(page, sum(widths))
