"""The column Văn bản ngoại lệ: ``rule: document, dd/mm/yyyy, authority``, several with ``;`` between."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass

from luanchuyen.models.calendar import PartialDate
from luanchuyen.models.text.folding import clean, fold_plain
from luanchuyen.models.text.rule_names import rules_called
from luanchuyen.optimizer.rules.rule import register
from luanchuyen.sheets.opening.grid import Cell
from luanchuyen.sheets.reading.cells.dates import read_date

_DAY = re.compile(
    r"(?:ngày\s+)?(?:\d{1,4}(?:\s*[/.-]\s*\d{1,4}){2}|\d{1,2}\s+tháng\s+\d{1,2}\s+năm\s+\d{4})", re.IGNORECASE
)
_MONTH = re.compile(r"(?:tháng\s+)?(?:0?[1-9]|1[0-2])\s*[/.-]\s*\d{4}", re.IGNORECASE)
_BEFORE_DAY = re.compile(r"^ngày\s+(?=\d+\s*[/.-])", re.IGNORECASE)
_RULE_ENDS = re.compile(":")


@dataclass(frozen=True)
class Written:
    """One waiver as it is written; ``rule`` "" where no rule is named, ``key`` then says why. ``date``: ISO as far as
    written; ``day``: the whole date, None where there is none.
    """

    text: str
    rule: str = ""
    key: str = ""
    document: str = ""
    date: str = ""
    day: PartialDate | None = None
    authority: str = ""

    @property
    def lacks(self) -> tuple[str, ...]:
        """Which of document, date and authority are missing."""
        given = {"document": self.document, "date": self.day, "authority": self.authority}
        return tuple(field for field, value in given.items() if not value)


def written_waivers(text: str) -> Iterator[Written]:
    """Every waiver of a cell, in order."""
    for part in _parts(text):
        rule, rest = _ruled(part)
        if not rule:
            yield Written(part, key="unknown_rule")
        elif not register()[rule].waivable:
            yield Written(part, key="rule_not_waivable")
        else:
            yield _told(part, rule, rest)


def _parts(text: str) -> Iterator[str]:
    """Cut at ``;``, and at a new line that begins with a rule: other new lines are but long documents."""
    for part in text.split(";"):
        whole = ""
        for row in part.split("\n"):
            if whole and _ruled(row)[0]:
                yield whole
                whole = ""
            whole = clean(f"{whole} {row}")
        if whole:
            yield whole


def _ruled(text: str) -> tuple[str, str]:
    """(the rule that the text begins with, what follows); the rule "" where it names none. Names may hold a colon."""
    for end in reversed([found.start() for found in _RULE_ENDS.finditer(text)]):
        rule = rules_called().get(fold_plain(text[:end]))
        if rule:
            return rule, text[end + 1 :]
    return "", text


def _told(text: str, rule: str, rest: str) -> Written:
    """From the right, as documents hold commas: the authority last, before it the date; without a date the last part
    of several is the authority.
    """
    parts = [clean(part) for part in rest.split(",")]
    dates = [at for form in (_MONTH, _DAY) for at, part in enumerate(parts) if form.fullmatch(part)]
    if not dates:
        *document, authority = parts if len(parts) > 1 else (parts[0], "")
        return Written(text, rule, document=_joined(document), authority=authority)
    at = dates[-1]
    given, _ = read_date(Cell(_BEFORE_DAY.sub("", parts[at])))
    day = given if isinstance(given, PartialDate) else None
    return Written(
        text,
        rule,
        document=_joined(parts[:at]),
        date="-".join(reversed(str(day).split("/"))) if day else "",
        day=day if day and day.whole else None,
        authority=_joined(parts[at + 1 :]),
    )


def _joined(parts: list[str]) -> str:
    return ", ".join(part for part in parts if part)
