"""The first sheet of the template: how to fill it in, what the commands do, how things are written."""

from __future__ import annotations

from xlsxwriter.workbook import Workbook
from xlsxwriter.worksheet import Worksheet

from luanchuyen.messages import say
from luanchuyen.sheets.form.tables import SHEETS
from luanchuyen.sheets.paper.text_size import needed
from luanchuyen.sheets.template import choices
from luanchuyen.sheets.template.look import POINTS, Look

TITLE = "Hướng dẫn"
STEPS = 5
COMMANDS = (
    "new",
    "check",
    "plan",
    "verify",
    "why",
    "whatif",
    "locks",
    "review",
    "report",
    "apply",
    "calendar",
    "compare",
    "record",
    "rules",
)
RULES = ("dates", "codes", "several", "places", "blank", "delete")
_WIDTHS = (370, 650)


class _Lines:
    """The sheet, written from the top down in two columns."""

    def __init__(self, page: Worksheet, look: Look) -> None:
        self.page = page
        self.look = look
        self.row = 0

    def across(self, text: str, style: str, points: int = POINTS) -> None:
        self.page.merge_range(self.row, 0, self.row, 1, "", self.look[style])
        self.page.write_string(self.row, 0, text, self.look[style])
        self._end(needed(text, sum(_WIDTHS), points, style in ("title", "section")))

    def pair(self, left: str, right: str, style: str = "strong", link: str = "") -> None:
        if link:
            self.page.write_url(self.row, 0, link, self.look["link"], left)
        else:
            self.page.write_string(self.row, 0, left, self.look[style])
        self.page.write_string(self.row, 1, right, self.look["line"])
        self._end(max(needed(left, _WIDTHS[0], POINTS, bold=True), needed(right, _WIDTHS[1], POINTS)))

    def gap(self) -> None:
        self._end(10)

    def _end(self, height: int) -> None:
        self.page.set_row_pixels(self.row, height)
        self.row += 1


def write_guide(workbook: Workbook, look: Look, as_example: bool) -> None:
    """Add the guide; ``as_example`` says whether the rows below are examples to be written over."""
    page = workbook.add_worksheet(TITLE)
    for column, pixels in enumerate(_WIDTHS):
        page.set_column_pixels(column, column, pixels)
    lines = _Lines(page, look)
    lines.across(say("template.guide_title"), "title", 18)
    lines.across(say("template.guide_about"), "line")
    lines.across(say("template.guide_privacy"), "strong")
    _section(lines, "steps")
    for step in range(1, STEPS + 1):
        lines.pair(say("template.guide_step", number=step), say(f"template.guide_step_{step}"))
    _section(lines, "sheets")
    for sheet in SHEETS:
        need = say("template.guide_needed") if sheet.required else ""
        about = say(f"template.sheet_{sheet.id}")
        lines.pair(sheet.title, f"{need}{about}", link=f"internal:'{sheet.title}'!A1")
    lines.pair(choices.TITLE, say("template.sheet_words"), link=f"internal:'{choices.TITLE}'!A1")
    _section(lines, "colours")
    for colour, style in (("required", "required"), ("optional", "optional"), ("example", "example_text")):
        if colour != "example" or as_example:
            lines.pair(say(f"template.colour_{colour}"), say(f"template.colour_{colour}_about"), style)
    _section(lines, "rules")
    for rule in RULES:
        lines.pair(say(f"template.rule_{rule}"), say(f"template.rule_{rule}_about"))
    _section(lines, "commands")
    for command in COMMANDS:
        lines.pair(say(f"template.command_{command}"), say(f"template.command_{command}_about"), "typed")
    lines.gap()
    lines.across(say("template.draft"), "close")
    _print(page, lines.row)


def _section(lines: _Lines, name: str) -> None:
    lines.gap()
    lines.across(say(f"template.guide_{name}"), "section", 14)


def _print(page: Worksheet, rows: int) -> None:
    page.hide_gridlines(2)
    page.set_landscape()
    page.set_paper(9)
    page.set_margins(left=0.5, right=0.5, top=0.6, bottom=0.65)
    page.print_area(0, 0, rows - 1, 1)
    page.fit_to_pages(1, 2)
    footer = say("template.footer", sheet="&A", page="&P", pages="&N")
    page.set_footer(f'&C&"Times New Roman,Regular"&10{footer}')
