"""The facts once a plan has taken effect on a day, as updates of the workbook's cells and rows.

Who moved holds what they took, since the day. Who had to leave and was not moved leaves once somebody took a post of
theirs or its Ngày trống has come; else they are where they were, and their post still ends. A filled post is neither
vacant nor ending any more; *có người* stays where people outside the sheet hold seats of it.
"""

from __future__ import annotations

import datetime as dt
from collections.abc import Callable, Iterator, Mapping
from dataclasses import dataclass
from functools import cached_property

from luanchuyen.models.cadre import Cadre, Stint
from luanchuyen.models.calendar import PartialDate, add_months
from luanchuyen.models.plan import Assignment
from luanchuyen.models.post import Post
from luanchuyen.models.retirement import retires_on
from luanchuyen.models.update import AddedRow, Fact, Update, Updates
from luanchuyen.optimizer.explain.assignments import assignments_of
from luanchuyen.optimizer.situation.lineup import Lineup
from luanchuyen.optimizer.situation.situation import Situation
from luanchuyen.scenarios.decisions.careers import closed, opened, still_running


@dataclass(frozen=True)
class Effects:
    """What a line-up does to the facts when it takes effect on ``day``: legal, as the auditor found it.

    ``rules``: the name of the rule book that it was judged by. ``waits``: what is written of who waits for a post,
    by what they were; ``retires``: of who leaves and is owed none, since they retire within the horizon.
    """

    lineup: Lineup
    day: dt.date
    rules: str
    waits: Callable[[str], str]
    retires: Callable[[str], str]

    @cached_property
    def waiting(self) -> tuple[str, ...]:
        """Who has left their posts and was given none."""
        situation = self.lineup.situation
        left = (c for c in sorted(situation.leaves) if c not in self.lineup.moves)
        return tuple(c for c in left if any(map(self._gone, situation.held[c])))

    @cached_property
    def filled(self) -> frozenset[str]:
        """The posts that somebody came into."""
        return frozenset(p for group in self.lineup.moves.values() for p in group.posts)

    @cached_property
    def half_held(self) -> tuple[str, ...]:
        """Posts held in part by people outside the sheet that lost a holder: their empty seats cannot be typed."""
        outside, left = self.lineup.situation.outside, self._left
        return tuple(p for p, seats in outside.items() if seats and self._after(p) < left[p])

    def holds(self, cadre_id: str) -> tuple[str, ...]:
        """The posts of a cadre afterwards."""
        if cadre_id in self.lineup.moves:
            return self.lineup.moves[cadre_id].posts
        return () if cadre_id in self.waiting else self.lineup.situation.held[cadre_id]

    def updates(self) -> Updates:
        """Every cell and row, in the order of the workbook's tables."""
        cells = [*self._settings(), *self._posts()]
        rows: list[AddedRow] = []
        for cadre_id, cadre in self.lineup.situation.instance.cadres.items():
            if cadre_id in self.lineup.moves:
                cells += self._moved(cadre)
            elif cadre_id in self.waiting:
                cells += self._without_post(cadre)
            else:
                continue
            ended = closed(self.lineup.situation, cadre, self.day)
            cells += ended.cells
            rows += ended.rows
            if cadre_id in self.lineup.moves:
                rows += opened(self.lineup.situation, self._taken[cadre_id], self.day, self.rules)
        return Updates(tuple(cells), tuple(rows))

    def running(self) -> tuple[Stint, ...]:
        """Rows of working records that run on, though their cadre left: of units that they did not leave."""
        situation = self.lineup.situation
        gone = (situation.cadre(c) for c in sorted({*self.lineup.moves, *self.waiting}))
        return tuple(stint for cadre in gone for stint in still_running(situation, cadre, self.day))

    def unlike(self, made: Situation) -> tuple[str, ...]:
        """The codes of whoever and whatever is otherwise than it should be in the facts as they were written."""
        before, settings = self.lineup.situation, made.instance.settings
        wrong = [] if settings.as_of == settings.start == self.day else ["as_of"]
        for cadre_id, cadre in made.instance.cadres.items():
            told = set(made.held[cadre_id]) == set(self.holds(cadre_id))
            if cadre_id in self.lineup.moves:
                rows = [stint for stint in cadre.career if stint.since == PartialDate.of(self.day)]
                told &= cadre.in_post_since == PartialDate.of(self.day)
                told &= len(rows) >= len(self.lineup.moves[cadre_id].posts)
            wrong += [] if told else [cadre_id]
        half = set(self.half_held)
        return (*wrong, *(p for p in made.instance.posts if p not in half and made.outside[p] != before.outside[p]))

    @cached_property
    def _taken(self) -> dict[str, list[Assignment]]:
        found: dict[str, list[Assignment]] = {}
        for assignment in assignments_of(self.lineup):
            found.setdefault(assignment.cadre, []).append(assignment)
        return found

    def _gone(self, post_id: str) -> bool:
        """Whether an ending post has changed hands, or the day on which it falls vacant has come."""
        vacant = self.lineup.situation.post(post_id).vacant_from
        over = vacant is not None and vacant.last <= self.day and self.lineup.situation.ends(post_id)
        return over or post_id in self.filled

    @cached_property
    def _left(self) -> dict[str, int]:
        return {p: len(cadres) for p, cadres in self.lineup.situation.holders.items()}

    def _after(self, post_id: str) -> int:
        """How many people of the sheet hold the post afterwards."""
        stay = sum(c not in self.lineup.moves and c not in self.waiting for c in self.lineup.situation.holders[post_id])
        return stay + sum(post_id in group.posts for group in self.lineup.moves.values())

    def _settings(self) -> Iterator[Update]:
        if self.lineup.situation.instance.settings.as_of != self.day:
            yield Update("settings", "as_of", PartialDate.of(self.day))
        yield Update("settings", "start", None)

    def _posts(self) -> Iterator[Update]:
        situation = self.lineup.situation
        for post_id, post in situation.instance.posts.items():
            outside = situation.outside[post_id]
            if post_id in self.filled:
                values = {"vacant_from": None} if outside else {"status": None, "vacant_from": None}
                yield from _changed("posts", post, values)
            elif post.status == "held" and not outside and self._after(post_id) < self._left[post_id]:
                yield from _changed("posts", post, {"status": None})  # else its empty seats would count as held

    def _moved(self, cadre: Cadre) -> Iterator[Update]:
        """The cells of who moved. The terms count in one place; where nobody has a number, none is kept here."""
        situation, group = self.lineup.situation, self.lineup.moves[cadre.cadre_id]
        posts = sorted(group.posts, key=lambda p: (p != group.lead, p))
        lead, unit = situation.post(group.lead), situation.post(group.lead).unit_id
        values: dict[str, Fact] = {
            "unit_id": unit,
            "post_id": tuple(posts),
            "position": "; ".join(situation.post(p).title for p in posts),
            "in_post_since": PartialDate.of(self.day),
            "rank": None,
        }
        if any(c.consecutive_terms is not None for c in situation.instance.cadres.values()):
            values["consecutive_terms"] = self._terms(cadre, posts)
        theirs = cadre.managed_by or situation.territory.manager(unit)
        if theirs != situation.manager_of_post(group.lead):
            values["managed_by"] = lead.managed_by
        return _changed("cadres", cadre, values)

    def _terms(self, cadre: Cadre, posts: list[str]) -> int | None:
        """One more as head of the place where they were, the first of another; None for who heads nothing."""
        situation = self.lineup.situation
        heads = [situation.post(p).unit_id for p in posts if situation.is_head(p)]
        if not heads:
            return None
        before = situation.unit_of[cadre.cadre_id]
        if not any(situation.territory.one_place(before, unit) for unit in heads):
            return 1
        terms = situation.terms[cadre.cadre_id]
        if terms is None:  # of who heads nothing a blank is nought
            return None if any(map(situation.is_head, situation.held[cadre.cadre_id])) else 1
        return terms + 1

    def _without_post(self, cadre: Cadre) -> Iterator[Update]:
        """The cells of who holds a post no more: with the rank and the unit of what they left."""
        situation = self.lineup.situation
        horizon = add_months(situation.start, situation.horizon_months)
        owed = retires_on(cadre, situation.policy.vocabulary.retirement) > horizon  # as the rule placement has it
        said = self.waits if owed else self.retires
        titles = "; ".join(situation.post(p).title for p in situation.held[cadre.cadre_id])
        values: dict[str, Fact] = {
            "position": said(cadre.position or titles),
            "post_id": (),
            "unit_id": situation.unit_of[cadre.cadre_id],
            "rank": situation.rank_of_cadre(cadre.cadre_id),
        }
        return _changed("cadres", cadre, values)


def _changed(table: str, noun: Cadre | Post, values: Mapping[str, Fact]) -> Iterator[Update]:
    """The updates of one record, without the facts that are so already."""
    for name, value in values.items():
        if getattr(noun, "post_ids" if name == "post_id" else name) != value:
            yield Update(table, name, value, noun.origin)
