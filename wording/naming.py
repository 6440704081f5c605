"""The names behind the codes of a comparison: from the facts, or read back from plans.xlsx."""

from __future__ import annotations

import datetime as dt
from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field
from typing import TYPE_CHECKING

from luanchuyen.messages import say
from luanchuyen.models.conflict import Conflict
from luanchuyen.models.text.vietnamese_order import sort_key
from luanchuyen.optimizer.situation.situation import Situation
from luanchuyen.wording.names import Names

if TYPE_CHECKING:
    from luanchuyen.models.comparison import Comparison


@dataclass(frozen=True)
class Naming:
    """Names by code; a code that has none stands for itself. The rest is for the head of every page.

    ``people_by_cell``: whose code a cell holds, of those that a conflict tells of.
    """

    people: Mapping[str, str] = field(default_factory=dict)
    posts: Mapping[str, str] = field(default_factory=dict)
    units: Mapping[str, str] = field(default_factory=dict)
    people_by_cell: Mapping[str, str] = field(default_factory=dict)
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
        """A cadre, a post or a unit, with the code."""
        return _coded(self.people.get(code) or self.units.get(code) or self.post(code), code)

    def order(self, code: str) -> tuple[object, ...]:
        """The Vietnamese order of people, namesakes by code."""
        return (sort_key(self.person(code)), code)


def _coded(name: str, code: str) -> str:
    return name if code in name else say("compare.coded", name=name, code=code)


def naming_of(situation: Situation, comparison: Comparison) -> Naming:
    """The names of everybody and every post that the comparison tells of."""
    codes = {code for one in comparison.all for condition in one.conditions for code in condition.target}
    codes |= {code for one in comparison.all for post, who in one.entrants.items() for code in (post, *who)}
    codes |= {post for one in comparison.all for post in one.empty}
    return named(situation, codes, [conflict for one in comparison.all for conflict in one.conflicts])


def named(situation: Situation, codes: Iterable[str], conflicts: Iterable[Conflict]) -> Naming:
    """The names of these codes, and of those that the conflicts tell of by code or by cell."""
    names, instance, settings = Names(situation), situation.instance, situation.instance.settings
    conflicts = list(conflicts)
    cells = {cell for conflict in conflicts for cell in conflict.cells}
    by_cell = {cadre.origin.cell("cadre_id"): code for code, cadre in instance.cadres.items()}
    by_cell = {cell: by_cell[cell] for cell in sorted(cells & by_cell.keys())}
    told = {*codes, *by_cell.values()}
    for conflict in conflicts:
        for value in conflict.subject.values():
            told |= set(map(str, value)) if isinstance(value, list | tuple) else {str(value)}
    return Naming(
        people={code: names.person(code) for code in sorted(told & instance.cadres.keys())},
        posts={code: names.post(code) for code in sorted(told & instance.posts.keys())},
        units={code: names.unit(code) for code in sorted(told & instance.units.keys())},
        people_by_cell=by_cell,
        organisation=settings.organisation,
        secrecy=settings.secrecy,
        as_of=settings.as_of,
    )
