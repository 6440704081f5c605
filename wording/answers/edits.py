"""A committee's edits as it reads them: a block an edit, then all together, contradictions and ways out."""

from __future__ import annotations

from collections.abc import Iterator

from luanchuyen.messages import say
from luanchuyen.models.committee.answer import Priced
from luanchuyen.models.committee.edit import Edit, Edits
from luanchuyen.models.committee.judgement import JudgedEdit, Judgement, Together, WayOut
from luanchuyen.models.committee.price import Change, Cost
from luanchuyen.models.conflict import Conflict
from luanchuyen.optimizer.columns.decided import subject_of
from luanchuyen.optimizer.situation.situation import Situation
from luanchuyen.wording.answers.breaches import breach_line
from luanchuyen.wording.answers.costs import after_words, is_free, price_words
from luanchuyen.wording.answers.unread import lacking_words, note_words, unread_words
from luanchuyen.wording.conflicts import conflict_words
from luanchuyen.wording.names import Names
from luanchuyen.wording.naming import named
from luanchuyen.wording.rules import rule_name

SHOWN = 20
"""Changed cells that a screen shows; of the rest the number."""


def judgement_lines(situation: Situation, judgement: Judgement) -> Iterator[str]:
    """Every edit with what it breaks, costs and displaces; all together."""
    names = Names(situation)
    for number, one in enumerate(judgement.edits, 1):
        yield say("judging.edit", number=number, what=edit_words(one.edit, names), cells=", ".join(one.edit.cells))
        yield from _judged(situation, one, names)
    if judgement.edits:
        yield from together_lines(situation, judgement.together)


def edit_words(edit: Edit, names: Names) -> str:
    """What an edit decides."""
    known = names.instance.cadres
    values = {
        "person": names.person(edit.cadre) if edit.cadre and edit.cadre in known else "",
        "post": names.listed(_posts(edit)) if edit.post else "",
        "instead": names.person(edit.instead_of) if edit.instead_of and edit.instead_of in known else "",
    }
    if edit.kind == "agree" and edit.post is None:
        return say("judging.agree_leaving", **values)
    instead = edit.kind in ("choose", "leave_empty") and bool(values["instead"])
    return say(f"judging.{edit.kind}{'_instead' if instead else ''}", **values)


def _posts(edit: Edit) -> tuple[str, ...]:
    """The posts of an edit, of a bundle all of them."""
    named = dict.fromkeys(decision.post for decision in edit.decisions if decision.post)
    return tuple(named) or ((edit.post,) if edit.post else ())


def _judged(situation: Situation, one: JudgedEdit, names: Names) -> Iterator[str]:
    if one.edit.reason:
        yield say("judging.reason", reason=one.edit.reason)
    for breach in one.breaches:
        yield f"   {breach_line(breach, names)}"
    yield _cost_line("alone", one.cost)
    for change in one.displaces:
        yield displaced_line(situation, change)
    if one.displaces and one.unique is False:
        yield say("judging.displaced_one_of")


def displaced_line(situation: Situation, change: Change) -> str:
    """Who loses a planned post, and what they have then."""
    names, now = Names(situation), after_words(situation, change, change.now)
    lost = tuple(post for post in change.planned if post not in change.now)
    return say("judging.displaced", person=names.person(change.cadre), planned=names.listed(lost), now=now)


def _cost_line(key: str, cost: Cost) -> str:
    if cost.proven and is_free(cost.cost):
        return say(f"judging.{key}_free")
    return say(f"judging.{key}", cost=price_words(Priced(cost)))


def together_lines(situation: Situation, together: Together) -> Iterator[str]:
    """What all edits cost at once; or what contradicts, and the ways out."""
    if together.value.status == "unknown":
        yield say("judging.together_open")
        return
    if together.value.status != "infeasible":
        yield _cost_line("together", together.cost)
        return
    yield say("judging.contradiction")
    for number, words in enumerate(conflict_words(together.conflict, named(situation, (), together.conflict)), 1):
        yield say("plan.conflict", number=number, words=words)
    yield say("judging.ways" if together.ways_out else "judging.no_ways")
    names = Names(situation)
    for number, way in enumerate(together.ways_out, 1):
        yield way_line(number, way, names)


def way_line(number: int, way: WayOut, names: Names) -> str:
    """One way out."""
    parts = [say("judging.way_drop", cells=", ".join(edit.cells)) for edit in way.drop]
    for rule, cadre, post in way.waive:
        parts.append(say("judging.way_waive", rule=rule_name(rule), person=names.person(cadre), post=names.post(post)))
    return say("judging.way", number=number, parts="; ".join(parts), cost=price_words(Priced(way.cost)))


def reading_lines(situation: Situation, edits: Edits) -> Iterator[str]:
    """What could not be read, what opens nothing, what was taken back, what else was changed."""
    for unread in edits.unread:
        yield unread_words(unread)
    yield from (lacking_words(waiver) for waiver in edits.waivers if waiver.lacks)
    taken = [Conflict("edit", None, subject_of(decision)) for decision in edits.taken_back]
    for words in conflict_words(taken, named(situation, (), taken)):
        yield say("judging.taken_back", what=words)
    if edits.other_changes:
        yield say("judging.other_changes", count=len(edits.other_changes))
    for change in edits.other_changes[:SHOWN]:
        values = {"was": change.was, "now": change.now}
        yield say("judging.other_change", sheet=change.sheet, cell=change.cell, **values)
    if len(edits.other_changes) > SHOWN:
        yield say("judging.more", count=len(edits.other_changes) - SHOWN)
    yield from map(note_words, edits.notes)
