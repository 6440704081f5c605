"""Facts as NumPy columns, and frames of (cadre, post) pairs over them: what the solver's telling reads."""

from __future__ import annotations

import datetime as dt
from collections.abc import Callable, Collection, Hashable, Iterable
from typing import TYPE_CHECKING, Any, NamedTuple, TypeVar

import numpy as np

from luanchuyen.models.cadre import Cadre
from luanchuyen.models.post import Post
from luanchuyen.optimizer.integer.arrays import BoolArray, IntArray, is_among

if TYPE_CHECKING:
    from luanchuyen.models.calendar import PartialDate
    from luanchuyen.optimizer.situation.situation import Situation

UNKNOWN = -1
Made = TypeVar("Made")
Noun = TypeVar("Noun")


def columns_of(situation: Situation) -> Columns:
    """The facts of a situation as columns, made once; those of a situation ``alike`` serve it too."""
    kept = columns_of(situation.alike) if situation.alike else None
    return situation.once("columns", lambda: Columns(situation, kept))


class Standing(NamedTuple):
    """The name of what rests on which posts are frozen, and so on who leaves and who is due."""

    name: Hashable


class Columns:
    """Cadres and posts of a situation, indexed in code order; each column is made once, when asked for.

    ``alike``: columns of the same facts under other entries of rules, which are shared; those that are no ``Standing``
    where posts are frozen besides. So a column's name holds every number of a rule that it depends on.
    """

    def __init__(self, situation: Situation, alike: Columns | None = None) -> None:
        self.situation = situation
        self.cadre_ids: tuple[str, ...] = tuple(situation.instance.cadres)
        self.post_ids: tuple[str, ...] = tuple(situation.instance.posts)
        self.cadre_index = {code: i for i, code in enumerate(self.cadre_ids)}
        self.post_index = {code: i for i, code in enumerate(self.post_ids)}
        self._made: dict[tuple[str, Hashable], IntArray] = alike._made if alike else {}
        self._codes: dict[Hashable, dict[Hashable, int]] = alike._codes if alike else {}
        self._kept: dict[Hashable, Any] = alike._kept if alike else {}
        if alike and situation.froze:
            self._made = {key: column for key, column in self._made.items() if not isinstance(key[1], Standing)}
            self._kept = {name: table for name, table in self._kept.items() if not isinstance(name, Standing)}

    def of_cadres(self, name: Hashable, value: Callable[[Cadre], int]) -> IntArray:
        """The column ``name``: ``value`` of each cadre, shape (cadres,)."""
        return self._column("cadres", self.situation.instance.cadres.values(), name, value)

    def of_posts(self, name: Hashable, value: Callable[[Post], int]) -> IntArray:
        """The column ``name``: ``value`` of each post, shape (posts,)."""
        return self._column("posts", self.situation.instance.posts.values(), name, value)

    def _column(self, table: str, nouns: Collection[Noun], name: Hashable, value: Callable[[Noun], int]) -> IntArray:
        if (table, name) not in self._made:
            self._made[table, name] = np.fromiter((int(value(noun)) for noun in nouns), np.int64, len(nouns))
        return self._made[table, name]

    def coded(self, table: str, name: Hashable, value: Callable[..., Hashable]) -> IntArray:
        """A column of words as numbers shared by both tables under one ``name``; None gives UNKNOWN."""
        codes = self._codes.setdefault(name, {})

        def number(record: object) -> int:
            word = value(record)
            return UNKNOWN if word is None else codes.setdefault(word, len(codes))

        make = self.of_cadres if table == "cadres" else self.of_posts
        return make(("coded", name), number)

    def months_since(
        self, name: Hashable, day: Callable[[Cadre], dt.date | None], until: dt.date | None = None
    ) -> IntArray:
        """Whole months from each cadre's date to ``until`` (the start); the lowest integer where there is none.

        Told apart from the calendar: by month numbers and clipped days, all cadres at once.
        """
        numbers = self.of_cadres(("months", name), lambda c: _month_number(day(c)))
        days = self.of_cadres(("day", name), lambda c: _day_of_month(day(c)))
        start = until or self.situation.start
        now = start.year * 12 + start.month - 1
        whole = now - numbers - (np.minimum(days, _length(start)) > start.day)
        return np.where(numbers < 0, np.iinfo(np.int64).min, whole)

    def months_until(
        self, name: Hashable, day: Callable[[Cadre], dt.date | None], since: dt.date | None = None
    ) -> IntArray:
        """Whole months from ``since`` (the start) to each cadre's date, negative if past; the lowest integer: none."""
        numbers = self.of_cadres(("months", name), lambda c: _month_number(day(c)))
        days = self.of_cadres(("day", name), lambda c: _day_of_month(day(c)))
        lengths = self.of_cadres(("length", name), lambda c: _length(day(c) or dt.date.min))
        start = since or self.situation.start
        whole = numbers - (start.year * 12 + start.month - 1) - (np.minimum(start.day, lengths) > days)
        return np.where(numbers < 0, np.iinfo(np.int64).min, whole)

    def once(self, name: Hashable, make: Callable[[], Made]) -> Made:
        """What ``make`` gives, made once under ``name``: for tables wider than a column."""
        if name not in self._kept:
            self._kept[name] = make()
        kept: Made = self._kept[name]
        return kept


def _month_number(day: dt.date | None) -> int:
    return -1 if day is None else day.year * 12 + day.month - 1


def _day_of_month(day: dt.date | None) -> int:
    return 0 if day is None else day.day


def _length(day: dt.date) -> int:
    following = dt.date(day.year + day.month // 12, day.month % 12 + 1, 1)
    return (following - dt.timedelta(days=1)).day


def first_day(date: PartialDate | None) -> dt.date | None:
    """The first day of a partial date, None for none."""
    return date.first if date else None


def latest_day(date: PartialDate | None) -> dt.date | None:
    """The last day of a partial date, None for none."""
    return date.last if date else None


class Pairs:
    """A frame of pairs: ``cadre`` and ``post`` are index arrays of one shape (pairs,).

    ``group``: the group taken, where it is not the one in which the post is held.
    """

    def __init__(self, columns: Columns, cadre: IntArray, post: IntArray, group: IntArray | None = None) -> None:
        self.columns = columns
        self.cadre = cadre
        self.post = post
        self._group = group

    @property
    def group(self) -> IntArray:
        """The group that each pair takes."""
        if self._group is not None:
            return self._group
        group_of = self.situation.group_of
        return self.of_post("group", lambda post: group_of[post.post_id].index)

    @property
    def situation(self) -> Situation:
        """The situation behind the columns."""
        return self.columns.situation

    def __len__(self) -> int:
        return len(self.cadre)

    def of_cadre(self, name: Hashable, value: Callable[[Cadre], int]) -> IntArray:
        """A cadre column spread over the pairs."""
        return self.columns.of_cadres(name, value)[self.cadre]

    def of_post(self, name: Hashable, value: Callable[[Post], int]) -> IntArray:
        """A post column spread over the pairs."""
        return self.columns.of_posts(name, value)[self.post]

    def among(self, keys: Iterable[tuple[str, str]]) -> BoolArray:
        """Which pairs are among (cadre code, post code) ``keys``; codes not in the frame are passed over."""
        columns = self.columns
        width = len(columns.post_ids)
        wanted = [
            columns.cadre_index[c] * width + columns.post_index[p]
            for c, p in keys
            if c in columns.cadre_index and p in columns.post_index
        ]
        return is_among(self.cadre * width + self.post, np.array(wanted, np.int64))

    def take(self, chosen: IntArray | BoolArray) -> Pairs:
        """The chosen pairs."""
        group = None if self._group is None else self._group[chosen]
        return Pairs(self.columns, self.cadre[chosen], self.post[chosen], group)


def on_their_days(pairs: Pairs, value: Callable[[dt.date], IntArray]) -> IntArray:
    """A cadre column that depends on a day, spread over the pairs: each on the day for ages of its post."""
    situation, columns = pairs.situation, pairs.columns
    days = sorted({situation.start, *situation.policy.reference_dates.values()})
    if len(days) == 1:
        return value(days[0])[pairs.cadre]
    number = columns.of_posts("day of ages", lambda post: days.index(situation.day_of_ages(post.post_id)))
    spread: IntArray = np.stack([value(day) for day in days])[number[pairs.post], pairs.cadre]
    return spread
