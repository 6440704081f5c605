"""What fills a form, drawn from the papers: every text and every list by the English names of the placeholders."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Iterator

from luanchuyen.messages import say
from luanchuyen.reports.papers.move import Fact, Move, Person, Seat
from luanchuyen.reports.papers.papers import Papers
from luanchuyen.reports.submission.filling.filling import Values
from luanchuyen.reports.submission.filling.repeating import Line
from luanchuyen.reports.submission.legal_bases import grounds_of
from luanchuyen.wording.numbers import day, number, sentence


def values_of(papers: Papers) -> Values:
    """All of it, of the plan that the papers put forward."""
    plan = papers.plan
    lists: dict[str, list[Line]] = {
        "bases": [{"legal_basis": said} for said in _bases(papers)],
        "ties": [{"tie": _ties(papers)}] if plan.tied_with else [],
        "contents": [
            {
                "content_letter": content.letter,
                "content_heading": content.heading,
                "content_text": _running(content.lines) or say("submission.none_yet"),
            }
            for content in papers.contents
        ],
        "moves": [
            _move(place, move, _weighed(papers, move), papers.anonymous)
            for place, move in enumerate(plan.moves, start=1)
        ],
        "empty": list(_empty(papers)),
        "waiting": list(_waiting(papers)),
        "waivers": list(_waivers(papers)),
        "conditions": [{"condition": said} for said in _conditions(papers)],
    }
    return Values(_texts(papers), lists)


def _running(lines: Iterable[str]) -> str:
    """Lines in running text: those that are no sentences are parted by semicolons."""
    return " ".join(line if line.endswith(".") else f"{line};" for line in lines).rstrip(";")


def _texts(papers: Papers) -> dict[str, str]:
    board, plan = papers.board, papers.plan
    told = {
        "posts": board.posts,
        "seats": board.seats,
        "seats_free": board.seats_free,
        "cadres": board.cadres,
        "must_leave": board.leaves,
        "due": board.due,
        "plan": plan.rank,
        "plans": len(papers.plans),
        "persons_moved": len(plan.moves),
        "posts_filled": plan.posts_filled,
        "seats_empty": plan.seats_empty,
        "persons_waiting": len(plan.waiting),
        "waivers_used": sum(len(move.exemptions) for move in plan.moves),
    }
    return {
        "organisation": board.organisation or say("submission.to_fill"),
        "title": board.title,
        "secrecy": board.secrecy,
        "as_of": day(board.as_of),
        "start": day(board.start),
        "term": say("submission.months", count=number(board.term_months)),
        "rule_book": board.rules,
        "proof": plan.proof,
        "by_form": _by_form(plan.moves),
        **{name: number(value) for name, value in told.items()},
    }


def _by_form(moves: Iterable[Move]) -> str:
    """``luân chuyển: 8; điều động: 2``: persons by the form of their move."""
    counted = Counter(move.form_said for move in moves)
    return "; ".join(f"{said}: {number(count)}" for said, count in sorted(counted.items())) or say("submission.none")


def _bases(papers: Papers) -> Iterator[str]:
    """The grounds of the rules in force."""
    in_force = (rule for rule in papers.rules if rule.level != "off")
    return (ground.said() for ground in grounds_of((rule.basis, rule.verified) for rule in in_force))


def _ties(papers: Papers) -> str:
    return say("submission.tied", plans=", ".join(map(str, papers.plan.tied_with)))


def _weighed(papers: Papers, move: Move) -> list[Fact]:
    """What a move does not meet; without what is told by its rule's name and points alone, which are the dossier's."""
    names = {rule.rule: rule.name for rule in papers.rules}
    return [fact for fact in move.unmet if fact.said != names.get(fact.rule)]


def _move(place: int, move: Move, weighed: Iterable[Fact], anonymous: bool) -> Line:
    """``anonymous``: nothing that tells when the person was born."""
    unmet = [fact.said for fact in weighed]
    waivers = [say("submission.waived", rule=one.rule, document=one.document) for one in move.exemptions]
    notes = [fact.said for fact in move.notes]
    return {
        "no": number(place),
        **_person(move.person),
        "age": "" if anonymous else number(move.age),
        "planned_post": "\n".join(seat.title for seat in move.seats),
        "mode": _modes(move),
        "planned_and_mode": "\n".join(map(_with_mode, move.seats)),
        "form": move.form_said,
        "purpose": move.purpose_said,
        "direction": move.direction_said,
        "term_of_move": move.term,
        "from_day": day(move.start),
        "to_day": day(move.end) if move.end else "",
        "successor": _successor(move),
        "months_left": "" if move.remaining is None else number(move.remaining),
        "retires": "" if move.retires is None else day(move.retires),
        "met": "\n".join(fact.said for fact in move.met),
        "unmet": "\n".join(unmet),
        "waivers": "\n".join(waivers),
        "notes": "\n".join(notes),
        "to_weigh": "\n".join((*unmet, *waivers, *notes)),
    }


def _person(person: Person) -> Line:
    return {
        "person": person.name,
        "code": person.shown_code,
        "sex": person.sex,
        "born": person.born,
        "ethnicity": person.ethnicity,
        "home": person.home,
        "education": person.education,
        "political_level": person.political_level,
        "state_level": person.state_level,
        "party_date": person.party_date,
        "committee": person.committee,
        "evaluations": person.evaluations,
        "present_post": person.present,
        "present_unit": person.unit,
        "since": person.since,
    }


def _with_mode(seat: Seat) -> str:
    return say("submission.with_mode", post=seat.title, mode=seat.mode) if seat.mode else seat.title


def _modes(move: Move) -> str:
    """How each of the posts is come by, once where it is the same of all."""
    modes = list(dict.fromkeys(seat.mode for seat in move.seats if seat.mode))
    if len(modes) < 2:
        return "".join(modes)
    return "\n".join(f"{seat.title}: {seat.mode}" for seat in move.seats if seat.mode)


def _successor(move: Move) -> str:
    """Who follows where the person leaves; of several posts each with its own."""
    if not move.leaves:
        return move.keeps_place
    whos = {following.who for following in move.leaves}
    if len(whos) == 1:
        return next(iter(whos))
    return "\n".join(f"{following.seat.title}: {following.who}" for following in move.leaves)


def _empty(papers: Papers) -> Iterator[Line]:
    for place, post in enumerate(papers.plan.empty, start=1):
        yield {
            "empty_no": number(place),
            "empty_post": post.seat.title,
            "empty_seats": say("submission.of_seats", empty=number(post.empty), seats=number(post.seats)),
            "empty_why": "; ".join(post.why),
        }


def _waiting(papers: Papers) -> Iterator[Line]:
    for place, one in enumerate(papers.plan.waiting, start=1):
        yield {
            "waiting_no": number(place),
            "waiting_person": one.person.name,
            "waiting_present": one.person.present,
            "waiting_said": one.said or say("submission.leaves_office"),
        }


def _waivers(papers: Papers) -> Iterator[Line]:
    used = [(move.person.name, one) for move in papers.plan.moves for one in move.exemptions]
    for place, (name, one) in enumerate(used, start=1):
        yield {
            "waiver_no": number(place),
            "waiver_person": name,
            "waiver_rule": one.rule,
            "waiver_document": one.document,
            "waiver_authority": one.authority,
            "waiver_date": one.date,
            "waiver_reason": one.reason,
        }


def _conditions(papers: Papers) -> Iterator[str]:
    """What the committee should know before it signs: of the plan as a whole, then what is said of persons."""
    yield from papers.plan.remarks
    said: dict[str, dict[str, None]] = {}
    for move in papers.plan.moves:
        for fact in (*_weighed(papers, move), *move.notes):
            said.setdefault(fact.said, {})[move.person.name] = None
    for told, people in said.items():
        yield say("submission.condition_of", told=sentence(told), people=", ".join(people))
