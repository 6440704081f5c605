"""Local or not for all pairs at once: the solver's telling.

Per distinct (home, place led) a verdict is counted over communes; pairs then look it up. Time served in a
place is added up per cadre, for those alone whose whole record is long enough to matter.
"""

from __future__ import annotations

import datetime as dt
from collections import Counter, defaultdict
from collections.abc import Callable, Hashable
from typing import TYPE_CHECKING, TypeVar

import numpy as np
from numpy.typing import NDArray

from luanchuyen.models.places.gazetteer import Gazetteer, Unresolved
from luanchuyen.models.places.tables import NEW, Place
from luanchuyen.optimizer.columns.pairs import Columns
from luanchuyen.optimizer.integer.arrays import IntArray, is_among

if TYPE_CHECKING:
    from luanchuyen.models.cadre import Cadre, HomePlace

Known = TypeVar("Known", bound=Place | Unresolved)

NON_LOCAL, LOCAL, UNSURE = 0, 1, 2
_OUT, _IN, _UNSURE, _BLANK = 0, 1, 2, 3
_SHORTEST_MONTH = 28


def locality_of(columns: Columns, cadre: IntArray, post: IntArray) -> IntArray:
    """NON_LOCAL, LOCAL or UNSURE for each pair of indices, by the numbers of the rule non_local."""
    table = columns.once("locality", lambda: LocalityTable(columns))
    return table.status(cadre, table.target[post])


def holds_as_non_local(columns: Columns) -> Callable[[IntArray, IntArray], IntArray]:
    """The value of a holding for counts of non-local holders: 1 where the cadre is non-local, else 0."""
    return lambda cadre, post: (locality_of(columns, cadre, post) == NON_LOCAL).astype(np.int64)


class LocalityTable:
    """``target`` is the index of the place each post's unit leads; the last stands for no known place."""

    def __init__(self, columns: Columns) -> None:
        self.columns, self.situation = columns, columns.situation
        shared = self.situation.definitions
        self.combine, self.resident_months = shared.combine, shared.resident_months
        self.as_before = shared.unit == "former_unit"
        self.targets: list[Place] = []
        self.target = columns.of_posts("place led", _numbered(self.targets, self._place_led))
        self.target = np.where(self.target < 0, len(self.targets), self.target)
        self.homes: list[Place | Unresolved] = []
        self.home_of = [self._homes(field) for field in shared.homes]
        self.verdict = self._verdicts()
        self.resident = self._residents() if self.resident_months else np.zeros(0, np.int64)

    def status(self, cadre: IntArray, target: IntArray) -> IntArray:
        """The status of cadres against targets, index arrays of one shape."""
        verdicts = [self.verdict[home[cadre], target] for home in self.home_of]
        inside, outside, unsure, blank = ([v == word for v in verdicts] for word in (_IN, _OUT, _UNSURE, _BLANK))
        if self.combine == "all":
            away, here = _any(outside, cadre), ~_any([*outside, *unsure, *blank], cadre)
            found = np.where(away, NON_LOCAL, np.where(here & bool(verdicts), LOCAL, UNSURE))
        else:
            away = _any(outside, cadre) & ~_any(unsure, cadre)
            found = np.where(_any(inside, cadre), LOCAL, np.where(away, NON_LOCAL, UNSURE))
        if len(self.resident):
            found[is_among(cadre * (len(self.targets) + 1) + target, self.resident)] = LOCAL
        return found.astype(np.int64)

    def _place_led(self, record: Hashable) -> Place | None:
        spot = self.situation.spot(record.unit_id)  # type: ignore[attr-defined]
        return self._judged(spot[1]) if spot else None

    def _judged(self, place: Place) -> Place:
        return self.situation.gazetteer.former(place) if self.as_before else place

    def _homes(self, field: str) -> IntArray:
        """The home of each cadre as an index into ``homes``; -1 = nothing known of it, -2 = blank."""
        number = _numbered(self.homes, lambda cadre: _known(getattr(cadre, field)))
        return self.columns.of_cadres(
            ("home", field), lambda cadre: -2 if getattr(cadre, field) is None else number(cadre)
        )

    def _verdicts(self) -> NDArray[np.int8]:
        """Whether each home lies in each target; then a row for blanks and one for what is unresolved."""
        table = np.full((len(self.homes) + 2, len(self.targets) + 1), _UNSURE, np.int8)
        table[-2] = _BLANK
        lies = _Lies(self.situation.gazetteer, self.targets)
        for row, home in enumerate(self.homes):
            place = home if isinstance(home, Place) else home.within
            assert place is not None
            for era in lies.of_era:
                columns, parts, touched = lies.compare(place, era)
                if parts:
                    table[row, columns] = _OUT
                table[row, lies.beside(place, era)] = _UNSURE
                for target, count in touched.items():
                    table[row, target] = _IN if count == parts and place is home else _UNSURE
        table[:, -1] = _UNSURE
        return table

    def _residents(self) -> IntArray:
        """The keys cadre x targets + target of those who served long enough in the target."""
        lies = _Lies(self.situation.gazetteer, self.targets)
        keys = [
            index * (len(self.targets) + 1) + target
            for index, cadre in enumerate(self.situation.instance.cadres.values())
            for target, spans in self._served(cadre, lies).items()
            if months_of_union(spans) >= self.resident_months
        ]
        return np.array(sorted(keys), np.int64)

    def _served(self, cadre: Cadre, lies: _Lies) -> dict[int, list[tuple[dt.date, dt.date]]]:
        """The days served inside each target; nothing where all they served together is too short."""
        start = self.situation.start
        past = dt.timedelta(days=1)
        rows = [(s.place, s.unit_id, s.since.first, s.to.last + past if s.to else start) for s in cadre.career]
        rows.append((None, self.situation.unit_of[cadre.cadre_id], cadre.in_post_since.first, start))
        rows = [(place, unit_id, since, min(to, start)) for place, unit_id, since, to in rows]
        rows = [row for row in rows if row[2] <= row[3]]
        found: dict[int, list[tuple[dt.date, dt.date]]] = defaultdict(list)
        if sum((to - since).days for _, _, since, to in rows) < self.resident_months * _SHORTEST_MONTH:
            return found
        for place, unit_id, since, to in rows:
            spot = self.situation.spot(unit_id) if place is None and unit_id else None
            where = spot[1] if spot else place
            if isinstance(where, Place):
                for target in lies.holding(self._judged(where)):
                    found[target].append((since, to))
        return found


class _Lies:
    """Counts over communes how much of a place lies in each of ``targets``."""

    def __init__(self, gazetteer: Gazetteer, targets: list[Place]) -> None:
        self.gazetteer = gazetteer
        self.of_era: dict[str, list[int]] = defaultdict(list)
        self.covering: dict[tuple[str, str], list[int]] = defaultdict(list)
        for index, target in enumerate(targets):
            self.of_era[target.era].append(index)
            for commune in gazetteer.communes(target):
                self.covering[target.era, commune].append(index)

    def compare(self, place: Place, era: str) -> tuple[list[int], int, Counter[int]]:
        """The era's targets, the place's communes in that era, and how many of them lie in each target."""
        parts = self._carried(self.gazetteer.communes(place), place.era, era)
        touched = Counter(target for part in parts for target in self.covering.get((era, part), ()))
        return self.of_era[era], len(parts), touched

    def beside(self, place: Place, era: str) -> list[int]:
        """The targets that a commune of the place's margin touches."""
        parts = self._carried(self.gazetteer.margin(place), place.era, era)
        return [target for part in parts for target in self.covering.get((era, part), ())]

    def _carried(self, communes: frozenset[str], era: str, wanted: str) -> frozenset[str]:
        if era == wanted:
            return communes
        image = self.gazetteer.carry if wanted == NEW else self.gazetteer.sources
        return frozenset(code for commune in communes for code in image(commune))

    def holding(self, place: Place) -> list[int]:
        """The targets in which the whole place lies."""
        compared = [self.compare(place, era) for era in self.of_era]
        return [target for _, parts, touched in compared for target, n in touched.items() if n == parts]


def _known(home: HomePlace) -> HomePlace:
    """The home, if anything is known of where it lies."""
    return home if isinstance(home, Place) or (home is not None and home.within is not None) else None


def _numbered(found: list[Known], value: Callable[..., object]) -> Callable[..., int]:
    """A column function: the index of a record's place in ``found``, which grows; -1 where it is no place."""
    index = {place: i for i, place in enumerate(found)}

    def number(record: object) -> int:
        place = value(record)
        if not isinstance(place, Place | Unresolved):
            return -1
        if place not in index:
            index[place] = len(found)  # type: ignore[index]
            found.append(place)  # type: ignore[arg-type]
        return index[place]  # type: ignore[index]

    return number


def _any(masks: list[NDArray[np.bool_]], like: IntArray) -> NDArray[np.bool_]:
    return np.logical_or.reduce(masks) if masks else np.zeros(len(like), bool)


def months_of_union(spans: list[tuple[dt.date, dt.date]]) -> int:
    """Whole months of each stretch without a break, added up."""
    stretches: list[list[dt.date]] = []
    for since, to in sorted(spans):
        if stretches and since <= stretches[-1][1]:
            stretches[-1][1] = max(stretches[-1][1], to)
        else:
            stretches.append([since, to])
    return sum(_whole_months(since, to) for since, to in stretches)


def _whole_months(since: dt.date, to: dt.date) -> int:
    month_after = dt.date(to.year + to.month // 12, to.month % 12 + 1, 1)
    length = (month_after - dt.timedelta(days=1)).day
    return (to.year - since.year) * 12 + to.month - since.month - (min(since.day, length) > to.day)
