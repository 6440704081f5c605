"""From the cells of a line to the line that they name: by its codes alone, and only where the page does not gainsay."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Collection, Iterable
from functools import cached_property

from luanchuyen.messages import LANGUAGES, sentences
from luanchuyen.models.committee.decision import ANYBODY
from luanchuyen.models.text.folding import clean, fold, fold_plain
from luanchuyen.optimizer.situation.situation import Situation
from luanchuyen.scenarios.decisions.lines import RECORDED, PlanLine
from luanchuyen.scenarios.decisions.people import Codes, People
from luanchuyen.sheets.edits.plan_sheets import CODES, Cells, HandCell, PlanSheet
from luanchuyen.wording.names import Names

_LONGEST = 10


class UnknownLineError(Exception):
    """The cells name no line; ``args[0]`` is the key of the reason."""


class LineCodes:
    """Which lines there are: those of ``known``, or, where that is None, whatever codes of the workbook say."""

    def __init__(self, situation: Situation, known: Collection[PlanLine] | None) -> None:
        self.situation = situation
        self.known = known
        self.people = People(situation.instance)
        self.posts = Codes(situation.instance.posts)
        self.names = Names(situation)
        self._recorded = {fold_plain(sentences(lang, "workbook")["lookup_recorded"]) for lang in LANGUAGES}

    def line(self, sheet: PlanSheet, cells: Cells) -> PlanLine:
        """The line. Raises UnknownLineError: no_code_column | no_line | unknown_code | codes_differ | not_in_plan."""
        if not sheet.columns.keys() >= CODES.keys():
            raise UnknownLineError("no_code_column")
        given = [cells[role] for role in CODES if role in cells]
        if not given:
            raise UnknownLineError("no_line")
        if any(cell.fault for cell in given):
            raise UnknownLineError("codes_differ")
        plan = self._plan(cells.get("plan"))
        line = PlanLine(plan, self._cadre(cells.get("cadre"), plan), self._posts(cells.get("posts")))
        if not (line.cadre or line.posts):
            raise UnknownLineError("no_line")
        if gainsaid := self.gainsaid(line, cells):
            raise UnknownLineError(gainsaid)
        if self.known is not None and plan != RECORDED and line not in self.known:
            raise UnknownLineError("not_in_plan")
        return line

    def _plan(self, cell: HandCell | None) -> int:
        if cell is None or not self.names_a_plan(cell):
            raise UnknownLineError("unknown_code")
        text = clean(cell.text)
        return int(text) if text.isdecimal() else RECORDED

    def names_a_plan(self, cell: HandCell) -> bool:
        """Whether the cell holds the number of a plan, or says that the line is one of the recorded decisions."""
        text = clean(cell.text)
        number = text.isascii() and text.isdecimal() and len(text) < _LONGEST and int(text) > 0
        return number or fold_plain(text) in self._recorded

    def _cadre(self, cell: HandCell | None, plan: int) -> str:
        if cell is None or (plan == RECORDED and clean(cell.text) == ANYBODY):
            return ""
        return self._one(cell.text, self.people.codes, cell.number)

    def _posts(self, cell: HandCell | None) -> tuple[str, ...]:
        parts = cell.text.split(";") if cell else ()
        return tuple(sorted({self._one(part, self.posts, cell is not None and cell.number) for part in parts}))

    @staticmethod
    def _one(text: str, codes: Codes, number: bool) -> str:
        found = codes.meant(text, number)
        if len(found) != 1:
            raise UnknownLineError("unknown_code")
        return found[0]

    # -- what the page tells beside the codes ------------------------------------------------------

    def gainsaid(self, line: PlanLine, cells: Cells) -> str:
        """codes_differ where the names printed at the line mean somebody else or other posts; else ""."""
        people = self.printed_people(cells.get("name"))
        posts, by_code = self.printed_posts(cells.get("planned"))
        other = posts != set(line.posts) if by_code else posts.isdisjoint(line.posts)
        return "codes_differ" if (people and line.cadre not in people) or (posts and other) else ""

    def printed_people(self, cell: HandCell | None) -> set[str]:
        """Whom the name's cell means: by a code under the name, else by the name; nobody where it says neither."""
        if cell is None or cell.fault:
            return set()
        rows = [row.strip() for row in cell.text.split("\n")]
        by_code = {row for row in rows if row in self.people.codes}
        return by_code or set(self.people.meant(cell.text)) or set(self.people.named(rows[0]))

    def printed_posts(self, cell: HandCell | None) -> tuple[set[str], bool]:
        """The posts that the cell of the planned posts means, by codes under the titles, else by the titles, of which
        one may fit several; and whether by codes.
        """
        if cell is None or cell.fault:
            return set(), False
        rows = [clean(row) for row in cell.text.split("\n")]
        by_code = {row for row in rows if row in self.posts}
        by_title = {post for row in rows for post in self._titled.get(fold(row), ())}
        return by_code or by_title, bool(by_code)

    @cached_property
    def _titled(self) -> dict[str, list[str]]:
        return grouped((fold(self.names.post(post)), post) for post in self.situation.instance.posts)


def grouped(pairs: Iterable[tuple[str, str]]) -> dict[str, list[str]]:
    """The second of each pair, by the first."""
    found: dict[str, list[str]] = defaultdict(list)
    for key, value in pairs:
        found[key].append(value)
    return dict(found)
