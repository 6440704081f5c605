"""What the cells for decisions offer, as ranges of a hidden sheet; and what the workbook bears of its run."""

from __future__ import annotations

from collections import Counter
from collections.abc import Mapping
from functools import cached_property

from luanchuyen.messages import say
from luanchuyen.models.plan import Plan
from luanchuyen.optimizer.explain.eligible import Posts, eligible
from luanchuyen.sheets.form.page_header import page_header
from luanchuyen.sheets.form.words import DECISION
from luanchuyen.sheets.plans.book import PlansBook
from luanchuyen.sheets.plans.plan_rows import PlanRow
from luanchuyen.wording.answers.costs import in_short
from luanchuyen.wording.left_out import does_without

WORDS = {
    "moved": ("agree", "exclude", "stay", "leave_empty"),
    "empty": ("agree", "leave_empty"),
    "leaving": ("agree", "stay"),
}
"""What may be said at a line, by its sort."""
MOST = 200_000
"""Lines of all lists together; where there would be more, the lists that are left offer the words alone."""
HASHES = ("input_sha256", "rules_sha256")


class Choices:
    """The lists, one below the other, each once: the same words and people are one range."""

    def __init__(self, book: PlansBook) -> None:
        self.book = book
        self.told = [
            *([name, str(book.result.record.get(name, ""))] for name in HASHES),
            *(["decision", *(cell for cell in decision.told() if cell is not None)] for decision in book.decisions),
        ]
        self.entries: list[str] = []
        self._ranges: dict[tuple[str, ...], str] = {}

    def rule(self, row: PlanRow) -> Mapping[str, object]:
        """The drop-down of a line's decision, with what may be written; any other text is taken too."""
        sort = _sort(row)
        words = [word.title for word in DECISION if word.code in WORDS[sort]]
        people = [c for c in self._eligible.get(row.posts, ()) if c != row.cadre] if row.posts else []
        names = self.book.situation.instance.cadres
        prices = self._prices.get(row.posts, {})
        offered = [self._offer(code, names[code].name, prices.get(code)) for code in people]
        if len(self.entries) + len(offered) > MOST:
            offered = []
        return {
            "validate": "list",
            "source": self._range((*words, *offered)),
            "show_error": False,
            "input_title": say("workbook.plan_decision"),
            "input_message": say(f"workbook.decision_prompt_{sort}"),
        }

    def offers(self, place: int, row: PlanRow) -> object:
        """What is equal for lines that surely offer the same: words alone by their sort, people by the line."""
        return _sort(row) if does_without(self.book.situation) else place

    @staticmethod
    def _offer(code: str, name: str, price: str | None) -> str:
        if price is None:
            return say("workbook.choice", code=code, name=name)
        return say("workbook.choice_priced", code=code, name=name, price=price)

    @cached_property
    def _prices(self) -> Mapping[Posts, Mapping[str, str]]:
        """By the posts of a line of plan 1: what it costs to put somebody there. Not where a post has several lines:
        there to choose somebody also keeps the line's own cadre out, which was not priced.
        """
        seats = self.book.answers.seats or ()
        lines = Counter(seat.post for seat in seats)
        known = {s.post: dict(s.nearest) for s in seats if lines[s.post] == 1}
        moved = [tuple(sorted(move.post for move in moves)) for moves in self.book.plans[0].by_cadre.values()]
        told: dict[Posts, Mapping[str, str]] = {}
        for posts in (posts for posts in moved if known.keys() >= set(posts)):
            first, *others = (known[post] for post in posts)
            alike = {code: cost for code, cost in first.items() if all(other.get(code) == cost for other in others)}
            said = {code: in_short(cost.cost)[0] for code, cost in alike.items() if cost.proven and cost.cost}
            told[posts] = said
        return told

    def _range(self, offered: tuple[str, ...]) -> str:
        if offered not in self._ranges:
            first = len(self.told) + len(self.entries) + 2
            last = first + len(offered) - 1
            self.entries += offered
            self._ranges[offered] = f"='{say('workbook.sheet_choices')}'!$A${first}:$A${last}"
        return self._ranges[offered]

    @cached_property
    def _eligible(self) -> Mapping[Posts, tuple[str, ...]]:
        if does_without(self.book.situation):
            return {}
        return eligible(self.book.situation, sorted(set().union(*map(_taken, self.book.plans))))

    def write(self) -> None:
        """Add the sheet, after all rules were asked for."""
        sheet = self.book.workbook.add_worksheet(say("workbook.sheet_choices"))
        sheet.hide()
        if secrecy := self.book.situation.instance.settings.secrecy:
            sheet.set_header(page_header(secrecy))
        look = self.book.formats["plain"]
        for row, cells in enumerate(self.told):
            for column, text in enumerate(cells):
                sheet.write_string(row, column, text, look)
        for row, text in enumerate(self.entries, start=len(self.told) + 1):
            sheet.write_string(row, 0, text, look)


def _sort(row: PlanRow) -> str:
    return "leaving" if not row.posts else "moved" if row.cadre else "empty"


def _taken(plan: Plan) -> set[Posts]:
    """The posts of every line of a plan, as the line takes them."""
    moved = {tuple(move.post for move in moves) for moves in plan.by_cadre.values()}
    return moved | {(post,) for post in plan.empty}
