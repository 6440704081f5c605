"""The names behind the codes of a comparison: from the facts, or read back from plans.xlsx."""

from __future__ import annotations

import datetime as dt
from collections.abc import Mapping
from dataclasses import dataclass, field

from luanchuyen.messages import say
from luanchuyen.models.comparison import Comparison
from luanchuyen.models.vietnamese_order import sort_key
from luanchuyen.optimizer.situation import Situation
from luanchuyen.sheets.pages.names import Names


@dataclass(frozen=True)
class Naming:
    """Names by code; a code that has none stands for itself. The rest is for the head of every page."""

    people: Mapping[str, str] = field(default_factory=dict)
    posts: Mapping[str, str] = field(default_factory=dict)
    organisation: str = ""
    secrecy: str = ""
    as_of: dt.date = dt.date(2000, 1, 1)

    def person(self, code: str) -> str:
        """A cadre's name."""
        return self.people.get(code, code)

    def post(self, code: str) -> str:
        """A post's title with its unit."""
        return self.posts.get(code, code)

    def coded_person(self, code: str) -> str:
        """Name and code."""
        return _coded(self.person(code), code)

    def coded_post(self, code: str) -> str:
        """Title and code."""
        return _coded(self.post(code), code)

    def either(self, code: str) -> str:
        """A cadre or a post, with the code."""
        return _coded(self.people.get(code) or self.post(code), code)

    def order(self, code: str) -> tuple[object, ...]:
        """The Vietnamese order of people, namesakes by code."""
        return (sort_key(self.person(code)), code)


def _coded(name: str, code: str) -> str:
    return name if code in name else say("compare.coded", name=name, code=code)


def naming_of(situation: Situation, comparison: Comparison) -> Naming:
    """The names of everybody and every post that the comparison tells of."""
    names, settings = Names(situation), situation.instance.settings
    codes = {code for one in comparison.all for condition in one.conditions for code in condition.target}
    codes |= {code for one in comparison.all for post, who in one.entrants.items() for code in (post, *who)}
    codes |= {post for one in comparison.all for post in one.empty}
    instance = situation.instance
    return Naming(
        people={code: names.person(code) for code in sorted(codes & instance.cadres.keys())},
        posts={code: names.post(code) for code in sorted(codes & instance.posts.keys())},
        organisation=settings.organisation,
        secrecy=settings.secrecy,
        as_of=settings.as_of,
    )
