"""Xem xét, right: what follows. First what the auditor says at once, then what is proven of the whole board; each
number bears which of the two it is."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import replace

from luanchuyen.messages import say
from luanchuyen.models.committee.answer import Priced
from luanchuyen.models.committee.price import Value
from luanchuyen.models.comparison import Measures
from luanchuyen.optimizer.audit.auditor import Objection, audit
from luanchuyen.optimizer.situation.lineup import lineup_of
from luanchuyen.page.desk.checking import Checked, checked, plan_like
from luanchuyen.page.desk.pricing import JudgedTray
from luanchuyen.page.desk.rounds import OpenRound
from luanchuyen.page.desk.state import Choice, Tray
from luanchuyen.page.views.common import Shown
from luanchuyen.page.views.plans_view import FIGURES, figure_values
from luanchuyen.scenarios.comparison.measures import measures_of
from luanchuyen.wording.answers.costs import change_lines, loss_lines, price_words
from luanchuyen.wording.answers.edits import way_line
from luanchuyen.wording.conflicts import conflict_words
from luanchuyen.wording.names import Names
from luanchuyen.wording.naming import named
from luanchuyen.wording.numbers import number, signed
from luanchuyen.wording.objections import objection_words

SHOWN_OBJECTIONS = 8


def checked_shown(current: OpenRound, tray: Tray) -> Shown:
    """The auditor's quick answer to choices laid over the plan at hand."""
    choices = [(c.line, edit) for c in tray if c.kind != "take_back" for edit in current.edits([c])]
    told = checked(current.granting(tray), current.plan, choices)
    names = Names(current.situation)
    objections = [objection_words(_by_name(one, current, names)) for one in told.objections]
    return {
        "passed": not objections,
        "objections": objections[:SHOWN_OBJECTIONS],
        "more": max(0, len(objections) - SHOWN_OBJECTIONS),
        "left": [names.person(cadre) for cadre in told.left],
        "scores": scores_shown(told.before, told.score),
        "figures": _figures(told),
    }


def _by_name(objection: Objection, current: OpenRound, names: Names) -> Objection:
    """The objection with names for its codes."""
    instance = current.situation.instance

    def name(code: object) -> object:
        if isinstance(code, list | tuple):
            return [name(one) for one in code]
        known = ((instance.cadres, names.person), (instance.posts, names.post), (instance.units, names.unit))
        return next((called(str(code)) for table, called in known if code in table), code)

    return replace(objection, values={key: name(value) for key, value in objection.values.items()})


def _figures(told: Checked) -> list[Shown]:
    return figures_shown(told.figures, told.empty)


def figures_shown(figures: tuple[Measures, Measures], empty: tuple[int, int]) -> list[Shown]:
    """Coverage, quotas, counts: before and now, those that differ marked."""
    before, now = (figure_values(one, seats) for one, seats in zip(figures, empty, strict=True))
    rows = zip(FIGURES, before, now, strict=True)
    return [
        {"name": say(f"page.figure_{name}"), "before": was, "now": then, "differs": was != then}
        for name, was, then in rows
    ]


def scores_shown(before: Mapping[int, int], now: Mapping[int, int]) -> list[Shown]:
    """The points of every tier before and now, with the difference."""
    return [
        {"tier": tier, "before": number(before[tier]), "now": number(now[tier]),
         "change": signed(now[tier] - before[tier]) or "0"}
        for tier in sorted(before)
    ]  # fmt: skip


def proven_shown(current: OpenRound, told: Priced | JudgedTray | None) -> Shown | None:
    """What is proven of a choice, or of all of them; None as long as it is being proven."""
    if told is None:
        return None
    if isinstance(told, JudgedTray):
        together = told.told
        if together.value.status == "infeasible":
            return {"state": "blocked", **_contradiction(current, told)}
        return _priced_shown(current, told.priced, together.value)
    return _priced_shown(current, told, None)


def _contradiction(current: OpenRound, told: JudgedTray) -> Shown:
    situation, together = current.situation, told.told
    names = Names(situation)
    return {
        "conflict": conflict_words(together.conflict, named(situation, (), together.conflict)),
        "ways": [way_line(at, way, names).strip() for at, way in enumerate(together.ways_out, 1)],
    }


def _priced_shown(current: OpenRound, priced: Priced, value: Value | None) -> Shown:
    cost = priced.cost
    if cost.cost is None or priced.pairs is None:
        return {"state": "blocked" if cost.proven else "open", "price": price_words(priced), "conflict": [], "ways": []}
    situation, plan = current.situation, current.plan
    made = plan_like(situation, lineup_of(situation, priced.pairs))
    figures = measures_of(situation, plan), measures_of(situation, made)
    names = Names(situation)
    return {
        "state": "proven" if cost.proven else "open",
        "price": price_words(priced),
        "scores": scores_shown(plan.score, _score(current, priced, value)),
        "figures": figures_shown(figures, (plan.seats_empty, made.seats_empty)),
        "losses": list(loss_lines(situation, plan.pairs, priced)),
        "chains": list(change_lines(names, priced)),
    }


def _score(current: OpenRound, priced: Priced, value: Value | None) -> Mapping[int, int]:
    """The points of the told plan: of a tray as it was solved, of one choice the base and what it costs."""
    if value is not None and value.score is not None:
        return value.score
    return audit(current.situation, priced.pairs or ()).score


def tray_shown(current: OpenRound) -> list[Shown]:
    """The tentative choices, in the order in which they were made."""
    return [_choice(current, choice) for choice in current.told.tray]


def _choice(current: OpenRound, choice: Choice) -> Shown:
    names = Names(current.situation)
    known = current.situation.instance.cadres
    values = {
        "person": names.person(choice.chosen if choice.kind == "choose" else choice.line.cadre)
        if (choice.chosen or choice.line.cadre) in known
        else "",
        "post": names.listed(choice.line.posts),
        "instead": names.person(choice.line.cadre) if choice.line.cadre in known else "",
    }
    key = f"page.told_{choice.kind}" + ("_instead" if choice.kind == "choose" and values["instead"] else "")
    return {"said": say(key, **values), "reason": choice.reason, "waiver": choice.waiver, "post": first(choice)}


def first(choice: Choice) -> str:
    """The post where a choice was made; "" where it is about none."""
    return choice.line.posts[0] if choice.line.posts else ""


def settled_shown(current: OpenRound) -> Iterator[Shown]:
    """The decisions that bind this run already, each with what takes it back."""
    names = Names(current.situation)
    known = current.situation.instance.cadres
    gone = {decision for choice in current.told.tray for decision in choice.taken}
    for decision in current.run.decided.decisions:
        person = names.person(decision.cadre) if decision.cadre in known else say("page.anybody")
        post = names.post(decision.post) if decision.post else ""
        said = say(f"page.settled_{decision.kind}", person=person, post=post, most=decision.most)
        yield {"said": said, "told": decision.told(), "gone": decision in gone}
