"""Who comes home from a rotation, by which posts and to which rank: told cadre by cadre, in plain Python.

Rows *bổ nhiệm lại* open no posting and are passed over. The latest row is the rotation: of luân chuyển, in the unit
where the cadre is now, and still running. The rows next before it say where home is: their units, and where a unit
is not in the sheet but its Địa bàn is given, the units that lead that place. A date known in part orders by its
first day; months are counted at their fewest: from its last day, to the first that the end may mean.
"""

from __future__ import annotations

from collections.abc import Collection, Iterable
from typing import TYPE_CHECKING, NamedTuple

from luanchuyen.models.calendar import day_after, months_between
from luanchuyen.models.places.tables import Place

if TYPE_CHECKING:
    from luanchuyen.models.cadre import Cadre, Stint
    from luanchuyen.models.unit import Unit
    from luanchuyen.optimizer.situation.incumbency import Incumbency


class Homecoming(NamedTuple):
    """The rows next before a rotation that still runs, and the whole months of the rotation at the start."""

    before: tuple[Stint, ...]
    months: int


def homecomings(situation: Incumbency) -> dict[str, Homecoming]:
    """Everybody whose present posting is a rotation with a row before it."""
    found = {}
    for cadre_id, cadre in situation.instance.cadres.items():
        served = running(situation, cadre_id, ("rotation",))
        before = _latest(stint for stint in _postings(cadre) if served and stint.since.first != served[0].since.first)
        if before:
            found[cadre_id] = Homecoming(before, max(_months(stint, situation) for stint in served))
    return found


def running(situation: Incumbency, cadre_id: str, forms: Collection[str]) -> tuple[Stint, ...]:
    """The rows of a cadre's present posting, of some forms: of the latest by first day those that were served in the
    unit where they are, and still run.
    """
    return tuple(
        stint
        for stint in _latest(_postings(situation.cadre(cadre_id)))
        if stint.form in forms and stint.unit_id == situation.unit_of[cadre_id] and still_runs(stint, situation)
    )


def _postings(cadre: Cadre) -> list[Stint]:
    return [stint for stint in cadre.career if stint.form != "reappointment"]


def comes_home(
    situation: Incumbency, back: Homecoming | None, cadre_id: str, post_id: str, posts: Iterable[str]
) -> bool:
    """Whether the cadre comes home by a post, taking ``posts`` with it: after the months of a stint, or by a waiver."""
    if back is None or not _rows_of(situation, back, post_id):
        return False
    lasted = back.months >= situation.definitions.rotation_months
    # A rotation ends after the months of this rule, so a waiver of the rule ends it too.
    return lasted or situation.waived("stint_length", cadre_id, posts) is not None


def rank_held_before(situation: Incumbency, back: Homecoming, cadre_id: str, post_id: str) -> int | None:
    """The highest rank that who comes home by a post held in its unit before the rotation; None = unknown."""
    rows = _rows_of(situation, back, post_id)
    unit = _unit_of_post(situation, post_id)
    ranks = [_rank_of_row(situation, stint, unit, cadre_id) for stint in rows]
    return min((rank for rank in ranks if rank is not None), default=None)


def _rank_of_row(situation: Incumbency, stint: Stint, unit: Unit, cadre_id: str) -> int | None:
    """The rank of a post of the row's kind in the unit, else the table's, else the cadre's own."""
    posts = situation.instance.posts.values()
    same = [post.post_id for post in posts if post.unit_id == unit.unit_id and post.kind == stint.kind]
    known = [rank for post_id in same if (rank := situation.rank_of_post(post_id)) is not None]
    if known:
        return min(known)
    by_kind = situation.policy.vocabulary.ranks.get((stint.kind or "", unit.level))
    return situation.rank_of_cadre(cadre_id) if by_kind is None else by_kind


def _rows_of(situation: Incumbency, back: Homecoming, post_id: str) -> list[Stint]:
    """The rows before the rotation that were served in the post's unit."""
    unit, units = _unit_of_post(situation, post_id), situation.instance.units
    return [
        stint
        for stint in back.before
        if (stint.unit_id == unit.unit_id if stint.unit_id in units else _leads(unit, stint.place))
    ]


def _leads(unit: Unit, place: object) -> bool:
    return isinstance(place, Place) and unit.place == place


def _unit_of_post(situation: Incumbency, post_id: str) -> Unit:
    return situation.instance.units[situation.post(post_id).unit_id]


def still_runs(stint: Stint, situation: Incumbency) -> bool:
    """Whether it runs up to the start, or ends after the facts were taken: boards type the end they expect."""
    if stint.to is None:
        return True
    return day_after(stint.to.first) >= situation.start or stint.to.first > situation.instance.settings.as_of


def _months(stint: Stint, situation: Incumbency) -> int:
    end = day_after(stint.to.first) if stint.to else situation.start
    return months_between(stint.since.last, min(end, situation.start))


def _latest(stints: Iterable[Stint]) -> tuple[Stint, ...]:
    found = list(stints)
    day = max((stint.since.first for stint in found), default=None)
    return tuple(stint for stint in found if stint.since.first == day)
