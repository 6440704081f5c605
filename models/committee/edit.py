"""What a committee wrote into a workbook of plans: edits, what could not be read, what else was changed."""

from __future__ import annotations

from collections import Counter
from collections.abc import Sequence
from dataclasses import asdict, dataclass, replace
from typing import Literal

from luanchuyen.models.committee.decision import Decided, Decision
from luanchuyen.models.waiver import Waiver

EditKind = Literal["agree", "choose", "exclude", "stay", "leave_empty"]


@dataclass(frozen=True)
class Edit:
    """One mark of the column Chốt, known by the codes of its line.

    ``plan``: the rank of the sheet where it was first read. ``post``: the line's, of a bundle its lead; None on a line
    of who leaves. ``cadre``: who is fixed (agree, choose) or the line's own (exclude, stay), None for leave_empty;
    ``instead_of``: the line's own for choose and leave_empty, else None. ``decisions``: what it binds, () where it
    binds nothing. ``waivers``: the complete ones of its line. ``cells``: such as ``Phương án 1!K12``, one a sheet
    on which the same was decided. ``emptied``: (plan, post) of each line that a limit in ``decisions`` counts.
    """

    kind: EditKind
    plan: int
    post: str | None
    cadre: str | None
    instead_of: str | None
    reason: str
    cells: tuple[str, ...]
    decisions: tuple[Decision, ...]
    waivers: tuple[Waiver, ...] = ()
    emptied: tuple[tuple[int, str], ...] = ()


@dataclass(frozen=True)
class Unread:
    """A cell for the hand that cannot be read or fits two. ``key`` names the sentence; ``candidates`` are codes."""

    sheet: str
    cell: str
    text: str
    key: str
    candidates: tuple[str, ...] = ()


@dataclass(frozen=True)
class OtherChange:
    """A cell that is not for the hand and tells otherwise than it was written; of a line gone ``now`` is ""."""

    sheet: str
    cell: str
    was: str
    now: str


@dataclass(frozen=True)
class WrittenWaiver:
    """What the column Văn bản ngoại lệ says of one rule; it opens nothing while ``lacks`` names a field.

    ``date``: ISO as far as written, "" where it is missing.
    """

    rule: str
    cadre: str | None
    post: str | None
    document: str
    date: str
    authority: str
    reason: str
    lacks: tuple[str, ...] = ()


@dataclass(frozen=True)
class Edits:
    """An edited workbook as read, everything in the order of sheets and lines.

    ``input_sha256`` and ``rules_sha256``: of the run that it bears, "" where it bears none. ``taken_back``: decisions
    of an earlier round that no longer stand in the section of recorded decisions. ``notes``: (message key, values as
    pairs) of what was moved, added or left out and claims nothing. ``sha256``: of the file. ``plans``: the pairs of
    each plan, by rank, as the lines of its sheet say.
    """

    edits: tuple[Edit, ...] = ()
    unread: tuple[Unread, ...] = ()
    other_changes: tuple[OtherChange, ...] = ()
    waivers: tuple[WrittenWaiver, ...] = ()
    taken_back: tuple[Decision, ...] = ()
    notes: tuple[tuple[str, tuple[tuple[str, str], ...]], ...] = ()
    input_sha256: str = ""
    rules_sha256: str = ""
    sha256: str = ""
    plans: tuple[tuple[int, tuple[tuple[str, str], ...]], ...] = ()

    @property
    def decisions(self) -> tuple[Decision, ...]:
        """Everything that is decided, each once, in order; of one written in several cells all of them."""
        return decisions_of(self.edits, self.edits)

    def to_dict(self) -> dict[str, object]:
        """What JSON tells beside the edits themselves, which are told as judged."""
        return {
            "unread": [{**asdict(one), "candidates": list(one.candidates)} for one in self.unread],
            "other_changes": [asdict(one) for one in self.other_changes],
            "waivers": [{**asdict(one), "lacks": list(one.lacks)} for one in self.waivers],
            "taken_back": [decision.told() for decision in self.taken_back],
        }

    @property
    def granted(self) -> tuple[Waiver, ...]:
        """The complete waivers of lines with a decision, each once."""
        return granted_by(self.edits)

    @property
    def decided(self) -> Decided:
        """What binds the next plan: every decision and complete waiver."""
        return Decided(self.decisions, self.granted, self.sha256)


def decisions_of(kept: Sequence[Edit], edits: Sequence[Edit]) -> tuple[Decision, ...]:
    """What ``kept`` of the edits bind, each once, in order, with all its cells: a line left empty that is not kept lets
    one more enter its post, as far as its own plan limits it."""
    dropped = Counter(line for edit in edits for line in edit.emptied)
    dropped.subtract(line for edit in kept for line in edit.emptied)
    cells: dict[Decision, list[str]] = {}
    for edit in kept:
        for decision in edit.decisions:
            more = [dropped[line] for line in edit.emptied if line[1] == decision.post and decision.kind == "at_most"]
            bound = replace(decision, most=decision.most + min(more, default=0))
            cells.setdefault(bound, []).extend(decision.cells or edit.cells)
    return tuple(replace(d, cells=tuple(dict.fromkeys(where))) for d, where in sorted(cells.items()))


def granted_by(edits: Sequence[Edit]) -> tuple[Waiver, ...]:
    """The complete waivers of lines, each once."""
    found: list[Waiver] = []
    for edit in edits:
        found += [waiver for waiver in edit.waivers if waiver not in found]
    return tuple(found)
