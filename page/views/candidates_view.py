"""Xem xét, middle: who may take the chosen post, by what choosing them costs the whole board, as far as it is proven.

Three sorts, never mixed: plain; allowed with what it costs; barred by law, with who may waive it.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence

from luanchuyen.messages import say
from luanchuyen.models.committee.answer import Priced
from luanchuyen.models.text.folding import fold_plain
from luanchuyen.optimizer.rules.rule import Rule, register
from luanchuyen.page.desk.pricing import Pricing, Question, pair_question
from luanchuyen.page.desk.rounds import OpenRound
from luanchuyen.page.desk.state import Choice
from luanchuyen.page.views.common import Shown
from luanchuyen.page.views.line_facts import bars_at, eligible_for, flags_of
from luanchuyen.scenarios.decisions.lines import PlanLine
from luanchuyen.wording.answers.breaches import breach_line
from luanchuyen.wording.answers.costs import in_short, is_free, price_words
from luanchuyen.wording.names import Names
from luanchuyen.wording.rules import rule_name

MOST_BARRED = 40
"""People barred who are shown at once."""
MOST_JUDGED = 2000
"""People whose bars are worked out for one page; of more, those that a search finds."""


def questions_at(current: OpenRound, line: PlanLine) -> list[Question]:
    """What is to be priced of a line: everybody who may take it, and that nobody does."""
    people = [cadre for cadre in eligible_for(current, line) if cadre != line.cadre]
    choices = [Choice(line, "choose", cadre) for cadre in people]
    if line.sort == "moved":
        choices += [Choice(line, "exclude"), Choice(line, "leave_empty")]
    return [_question(current, choice) for choice in choices]


def _question(current: OpenRound, choice: Choice) -> Question:
    return pair_question(d for edit in current.edits([choice]) for d in edit.decisions)


def candidates_shown(current: OpenRound, pricing: Pricing, line: PlanLine, person: str, query: str) -> Shown:
    """The people of a line; ``person``: who is looked at; ``query``: part of a name."""
    names, wanted = Names(current.situation), fold_plain(query)
    able = eligible_for(current, line)
    rows = [_row(current, pricing, line, cadre, names) for cadre in able]
    rows = [row for row in rows if wanted in row["key"]]
    chosen = {choice.chosen for choice in current.told.tray if choice.line == line}
    for row in rows:
        row |= {"here": row["code"] == person, "chosen": row["code"] in chosen}
    barred = [cadre for cadre in current.situation.instance.cadres if cadre not in able]
    gates = list(_barred(current, line, barred, names, wanted))
    return {
        "rows": sorted(rows, key=lambda row: row["order"]),
        "barred": [gate for gate in gates[:MOST_BARRED] if gate],
        "barred_count": len(gates),
        "barred_more": sum(not gate for gate in gates),
        "open": sum(row["state"] == "pending" for row in rows),
        "nobody": _of_choice(current, pricing, line, "leave_empty"),
        "other": _of_choice(current, pricing, line, "exclude"),
        "failure": str(pricing.failure) if pricing.failure else "",
    }


def _of_choice(current: OpenRound, pricing: Pricing, line: PlanLine, kind: str) -> Shown | None:
    """What it costs to leave the line empty, or to have anybody else; None where that is no question."""
    if line.sort != "moved":
        return None
    choice = Choice(line, "leave_empty" if kind == "leave_empty" else "exclude")
    return price_shown(pricing, _question(current, choice))


def _row(current: OpenRound, pricing: Pricing, line: PlanLine, cadre: str, names: Names) -> Shown:
    flags = flags_of(current, cadre, line.posts)
    person = current.situation.cadre(cadre)
    shown: Shown = {
        "code": cadre,
        "name": names.person(cadre),
        "born": person.birth.year,
        "present": names.present(cadre).replace("\n", "; "),
        "planned": _planned(current, cadre, line, names),
        "flags": flags,
        "key": fold_plain(f"{person.name} {cadre}"),
    }
    if cadre == line.cadre:
        return {**shown, "state": "in_plan", "price": say("page.in_plan"), "order": (0, ())}
    price = price_shown(pricing, _question(current, Choice(line, "choose", cadre)))
    places = {"proven": 1, "open": 2, "pending": 3, "blocked": 4}
    return {**shown, **price, "order": (places[price["state"]], price["by"], names.order(cadre))}


def _planned(current: OpenRound, cadre: str, line: PlanLine, names: Names) -> str:
    """Where else the plan at hand puts them."""
    elsewhere = [move.post for move in current.plan.by_cadre.get(cadre, ())]
    return names.listed(tuple(elsewhere)) if elsewhere and cadre != line.cadre else ""


def price_shown(pricing: Pricing, question: Question) -> Shown:
    """A price in words: proven, open, being proven, or that no plan keeps it. No number that is not proven is told as
    one that is."""
    decisions, tray, _ = question
    told = pricing.answer((decisions, tray, True)) or pricing.answer(question)
    if not isinstance(told, Priced):
        return {"state": "pending", "price": say("page.being_proven"), "by": ()}
    cost = told.cost
    if cost.cost is None:
        return {"state": "blocked" if cost.proven else "open", "price": price_words(told), "by": ()}
    by = tuple(value for _, value in sorted(cost.cost.items()))
    if not cost.proven:
        return {"state": "open", "price": say("page.not_proven", price=price_words(told)), "by": by}
    said = say("page.costs_nothing") if is_free(cost.cost) else ", ".join(in_short(cost.cost))
    return {"state": "proven", "price": said, "by": by}


def _barred(current: OpenRound, line: PlanLine, people: Sequence[str], names: Names, wanted: str) -> Iterator[Shown]:
    """Who is barred, the fewest bars first, each with every bar, its cells, its source and who may waive it; beyond
    those shown nothing of each."""
    situation, told = current.situation, []
    people = [cadre for cadre in people if wanted in fold_plain(f"{situation.cadre(cadre).name} {cadre}")]
    if len(people) > MOST_JUDGED:
        yield from ({} for _ in people)
        return
    for cadre, bars in bars_at(current, line, people).items():
        told.append((len(bars), names.order(cadre), cadre, bars))
    for at, (_, _, cadre, bars) in enumerate(sorted(told, key=lambda one: one[:2])):
        if at >= MOST_BARRED:
            yield {}
            continue
        waivable = bool(bars) and all(not b.of_structure and register().get(b.rule, Rule).waivable for b in bars)
        yield {
            "code": cadre,
            "name": names.person(cadre),
            "born": situation.cadre(cadre).birth.year,
            "bars": [breach_line(breach, names).strip() for breach in bars] or [say("page.barred_plainly")],
            "rules": [(b.rule, rule_name(b.rule)) for b in bars] if waivable else [],
        }
