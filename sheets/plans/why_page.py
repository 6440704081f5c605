"""The sheet Vì sao: of every seat that plan 1 fills what speaks for the move, who else comes near and at what cost."""

from __future__ import annotations

from collections import defaultdict

from luanchuyen.messages import say
from luanchuyen.models.committee.answer import Priced
from luanchuyen.models.committee.price import Cost
from luanchuyen.models.committee.run_answers import SeatAnswer
from luanchuyen.models.finding import Finding
from luanchuyen.optimizer.explain.merits import merits_of
from luanchuyen.sheets.paper.formats import Coded
from luanchuyen.sheets.plans.book import PlansBook
from luanchuyen.wording.answers.costs import in_short, price_words
from luanchuyen.wording.answers.merits import in_order, merit_words
from luanchuyen.wording.findings import of_cadres, remark, told_as
from luanchuyen.wording.numbers import number, sentence
from luanchuyen.wording.rules import rule_name

WIDTHS = (38, 120, 84, 368, 160, 176, 84)


def write(book: PlansBook) -> None:
    """Add the sheet, where it was asked for."""
    told = book.answers.seats
    if told is None:
        return
    sheet = book.sheet(say("workbook.sheet_why"), say("workbook.why_title"), WIDTHS, say("workbook.why_note"))
    heading = sheet.row
    columns = ("stt", "post", "name", "met", "points", "nearest", "nobody")
    sheet.cells([say(f"workbook.why_column_{name}") for name in columns], "head")
    sheet.worksheet.freeze_panes(sheet.row, 3)
    findings = of_cadres(book.plans[0])
    for at, (posts, seat) in enumerate(_seats(told), start=1):
        row = (*_who(book, posts, seat), _met(book, seat), _points(book, findings.get(seat.cadre, [])))
        others = (_nearest(book, seat), sentence(_price(seat.nobody)))
        sheet.cells([at, *row, *others], ["centre", *["text"] * 6])
    sheet.printed(heading)


def _seats(told: tuple[SeatAnswer, ...]) -> list[tuple[tuple[str, ...], SeatAnswer]]:
    """The seats in the order of their posts; what one person takes together is one where the answers are alike."""
    alike: dict[str, list[tuple[list[str], SeatAnswer]]] = defaultdict(list)
    for seat in told:
        mates = [posts for posts, one in alike[seat.cadre] if (one.nearest, one.nobody) == (seat.nearest, seat.nobody)]
        if mates:
            mates[0].append(seat.post)
        else:
            alike[seat.cadre].append(([seat.post], seat))
    return sorted(((tuple(posts), seat) for of in alike.values() for posts, seat in of), key=lambda one: one[0])


def _who(book: PlansBook, posts: tuple[str, ...], seat: SeatAnswer) -> tuple[Coded, Coded]:
    named = Coded(tuple((book.names.post(post), post) for post in posts))
    return named, Coded(((book.names.person(seat.cadre), seat.cadre),))


def _met(book: PlansBook, seat: SeatAnswer) -> str:
    """The facts met by the whole move, which is judged as one."""
    posts = [move.post for move in book.plans[0].by_cadre.get(seat.cadre, ())] or [seat.post]
    merits = in_order(merits_of(book.situation, seat.cadre, posts))
    return sentence("; ".join(map(merit_words, merits)))


def _points(book: PlansBook, findings: list[Finding]) -> str:
    """What the move costs, finding by finding; of what is told as points alone the rule."""
    told = []
    for finding in findings:
        said = rule_name(finding.rule) if told_as(finding) == "points" else remark(finding, book.situation)
        told.append(say("workbook.remark_cost", said=said, cost=number(finding.cost)) if finding.cost else said)
    return sentence("; ".join(told)) or say("workbook.no_remark")


def _nearest(book: PlansBook, seat: SeatAnswer) -> str:
    told = [
        say("workbook.why_nearest", name=book.names.person(cadre), code=cadre, cost=_price(cost))
        for cadre, cost in seat.nearest
    ]
    return "\n".join(told) or say("workbook.why_alone")


def _price(cost: Cost) -> str:
    """In short where it is proven; else what is known of it."""
    return ", ".join(in_short(cost.cost)) if cost.cost is not None and cost.proven else price_words(Priced(cost))
