"""The sheet Cái giá của quy định: what loosening each rule gains, the greatest gain first."""

from __future__ import annotations

from collections.abc import Sequence

from luanchuyen.messages import say
from luanchuyen.sheets.comparison.book import ComparisonBook
from luanchuyen.sheets.paper.formats import PAGE_PIXELS
from luanchuyen.wording.comparison.costs import gain_words, gained, lessened
from luanchuyen.wording.comparison.words import marks, short_proof

NUMBER, FIGURE, PEOPLE, PROOF, LEAST_NAME = 44, 96, 200, 140, 200
FEW = 4
"""People named; the rest are counted, and all are in costs.csv."""


def write(book: ComparisonBook) -> None:
    """Add the sheet, where it was asked what the rules cost."""
    if not any(one.gain for one in book.comparison.others):
        return
    gains = book.comparison.gains
    tiers = sorted({tier for _, gain in gains for tier in gain.points})
    widths = [NUMBER, LEAST_NAME, *[FIGURE] * (len(tiers) + 2), PEOPLE, PROOF]
    widths[1] = max(LEAST_NAME, PAGE_PIXELS - sum(widths) + LEAST_NAME)
    notes = [book.notes(), say("sweep.costs_note"), say("sweep.costs_order" if gains else "sweep.costs_none")]
    sheet = book.sheet(say("sweep.sheet_costs"), say("sweep.costs_title"), widths, "\n".join(notes))
    heading = sheet.row
    points = [say("sweep.points", tier=tier) for tier in tiers]
    ends = [say("sweep.cadres"), say("sweep.who"), say("compare.proof")]
    sheet.cells([say("compare.number"), say("sweep.loosened"), say("sweep.seats"), *points, *ends], "head")
    sheet.worksheet.freeze_panes(sheet.row, 2)
    styles = ["centre", "text", *["share"] * (len(tiers) + 1), "number", "text", "text"]
    numbers = {id(one): f"{at}{marks(one)}" for at, one in enumerate(book.comparison.others, 1)}
    for one, gain in gains:
        who, cadres = _who(book, gain.cadres), len(gain.cadres) if gain.seats is not None else None
        figures = [gained(gain.seats), *(lessened(gain.points.get(tier)) for tier in tiers)]
        sheet.cells([numbers[id(one)], gain_words(one, gain), *figures, cadres, who, short_proof(one)], styles)
    sheet.printed(heading)


def _who(book: ComparisonBook, cadres: Sequence[str]) -> str:
    """The first few by name."""
    told = [book.naming.coded_person(code) for code in sorted(cadres, key=book.naming.order)[:FEW]]
    more = [say("sweep.more_people", count=len(cadres) - FEW)] if len(cadres) > FEW else []
    return "\n".join([*told, *more])
