"""Persons and posts as the papers print them."""

from __future__ import annotations

from collections.abc import Mapping

from luanchuyen.messages import say
from luanchuyen.models.plan import Plan
from luanchuyen.optimizer.explain.chains import Step, steps
from luanchuyen.optimizer.situation.situation import Situation
from luanchuyen.reports.papers.move import Person, Seat
from luanchuyen.wording.names import Names


class People:
    """The persons and posts of one situation. ``numbers``: of everybody; ``anonymous``: print no more than these."""

    def __init__(self, situation: Situation, numbers: Mapping[str, int], anonymous: bool) -> None:
        self.situation, self.numbers, self.anonymous = situation, numbers, anonymous
        self.names = Names(situation)
        self._persons: dict[str, Person] = {}

    def person(self, code: str) -> Person:
        """One person, made once."""
        if code not in self._persons:
            self._persons[code] = self._anonymous(code) if self.anonymous else self._whole(code)
        return self._persons[code]

    def seat(self, post: str) -> Seat:
        """One post."""
        return Seat(post, self.names.post(post), self.names.mode(post))

    def seats(self, posts: tuple[str, ...]) -> tuple[Seat, ...]:
        """Several, the lead of them first."""
        lead = self.situation.lead(posts)
        return tuple(map(self.seat, sorted(posts, key=lambda post: (post != lead, post))))

    def steps(self, plan: Plan) -> dict[str, Step]:
        """The step of everybody whom a plan moves."""
        return steps(plan, self.situation)

    def _anonymous(self, code: str) -> Person:
        names, unit = self.names, self.situation.unit_of[code]
        present = {"present": names.present(code), "unit": names.unit(unit)}
        return Person(code, self.numbers[code], names.person(code), "", **present)

    def _whole(self, code: str) -> Person:
        cadre, names = self.situation.cadre(code), self.names
        education = ", ".join(filter(None, (cadre.education, cadre.field)))
        return Person(
            code,
            self.numbers[code],
            names.person(code),
            code,
            sex=say(f"workbook.sex_{cadre.sex}"),
            born=str(cadre.birth),
            ethnicity=cadre.ethnicity or "",
            home=names.home(code),
            education=education,
            political_level=cadre.political_level or "",
            state_level=cadre.state_level or "",
            party_date=str(cadre.party_date or ""),
            committee=cadre.committee,
            present=names.present(code),
            unit=names.unit(self.situation.unit_of[code]),
            since=str(cadre.in_post_since),
            evaluations="; ".join(mark or say("record.no_mark") for mark in cadre.evaluations or ()),
        )
