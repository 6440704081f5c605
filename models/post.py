"""Posts: the seats that a plan fills, keeps or leaves."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field

from luanchuyen.models.calendar import PartialDate
from luanchuyen.models.origin import NOWHERE, Origin
from luanchuyen.models.plan import Form

PURPOSES = ("training", "non_local", "two_term", "reinforce", "return", "other")
FORMS = ("rotation", "transfer", "secondment")
MODES = {
    "designate": ("chỉ định",),
    "nominate": ("giới thiệu ứng cử", "giới thiệu bầu", "giới thiệu để bầu", "ứng cử", "bầu", "bầu cử"),
    "appoint": ("bổ nhiệm",),
}
"""How a post is taken: each mode and the words for it, the usual one first."""


@dataclass(frozen=True)
class Post:
    """One post with ``seats`` identical seats.

    ``kind`` is a kind of the vocabulary or the clerk's own words. None = the cell is blank: a default of
    the rule book (head, key, rank), of the holders (status) or of the move (purpose) takes its place.
    No rule reads ``over_number_until``: it is told when a post has more holders than seats.
    """

    post_id: str
    title: str
    unit_id: str
    kind: str
    head: bool | None = None
    key: bool | None = None
    rank: int | None = None
    seats: int = 1
    status: str | None = None
    vacant_from: PartialDate | None = None
    managed_by: str | None = None
    collective: str | None = None
    non_local: str | None = None
    education: str | None = None
    political_level: str | None = None
    state_level: str | None = None
    skills: Mapping[str, int] = field(default_factory=dict)
    purpose: str | None = None
    form: Form = "rotation"
    bundle: str | None = None
    mode: str | None = None
    over_number_until: PartialDate | None = None
    origin: Origin = NOWHERE
