"""What the work folder keeps: which book, the rounds of plans made of it, what was chosen and not yet applied."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field, replace
from typing import Any, Literal, cast, get_args

from luanchuyen.models.committee.decision import Decision
from luanchuyen.models.committee.edit import EditKind
from luanchuyen.scenarios.decisions.lines import PlanLine

FORM = "luanchuyen-review-1"
MOST_STEPS = 100
"""Steps that can be undone within a round."""
ChoiceKind = EditKind | Literal["take_back"]
_KINDS = (*get_args(EditKind), "take_back")


@dataclass(frozen=True)
class Choice:
    """One tentative decision at a line of the plan at hand. ``chosen``: whom, of a choice. ``waiver``: as it is typed
    in the column Văn bản ngoại lệ. ``taken``: of take_back, the decisions of an earlier round that stand no more."""

    line: PlanLine
    kind: ChoiceKind
    chosen: str = ""
    reason: str = ""
    waiver: str = ""
    taken: tuple[Decision, ...] = ()

    def to_dict(self) -> dict[str, object]:
        """As it is kept."""
        told = {name: getattr(self, name) for name in ("kind", "chosen", "reason", "waiver")}
        line = [self.line.plan, self.line.cadre, list(self.line.posts)]
        return {"line": line, **told, "taken": [decision.told() for decision in self.taken]}

    @classmethod
    def from_dict(cls, told: Mapping[str, Any]) -> Choice:
        """Raises KeyError, TypeError or ValueError on another form."""
        plan, cadre, posts = told["line"]
        kind = cast("ChoiceKind", told["kind"])
        if kind not in _KINDS:
            raise ValueError("kind")
        line = PlanLine(int(plan), str(cadre), tuple(map(str, posts)))
        taken = tuple(map(Decision.from_told, told["taken"]))
        return cls(line, kind, str(told["chosen"]), str(told["reason"]), str(told["waiver"]), taken)


Tray = tuple[Choice, ...]


@dataclass(frozen=True)
class Round:
    """One run and what was chosen on it. ``folder``: its name in the work folder; ``edits``: of the marked workbook
    that led to it, "" of the first. ``rank``: the plan at hand. ``before``: earlier trays, the last one last."""

    folder: str
    rank: int = 1
    edits: str = ""
    tray: Tray = ()
    before: tuple[Tray, ...] = ()

    def with_tray(self, tray: Tray) -> Round:
        """The round after a step; the tray until now can be had back."""
        return replace(self, tray=tray, before=(*self.before, self.tray)[-MOST_STEPS:])

    def to_dict(self) -> dict[str, object]:
        """As it is kept."""
        told = {name: getattr(self, name) for name in ("folder", "rank", "edits")}
        return {**told, "tray": _told(self.tray), "before": [_told(tray) for tray in self.before]}

    @classmethod
    def from_dict(cls, told: Mapping[str, Any]) -> Round:
        """Raises KeyError, TypeError or ValueError on another form."""
        before = tuple(map(_tray, told["before"]))
        return cls(str(told["folder"]), int(told["rank"]), str(told["edits"]), _tray(told["tray"]), before)


def _told(tray: Tray) -> list[dict[str, object]]:
    return [choice.to_dict() for choice in tray]


def _tray(told: Sequence[Mapping[str, Any]]) -> Tray:
    return tuple(map(Choice.from_dict, told))


@dataclass(frozen=True)
class State:
    """``book``: the file of an uploaded book in the work folder, "" where the command named one; ``name``: as it was
    called. ``input_sha256``: of the facts that the rounds were made of; ``shelf``: rounds of other facts, by theirs.
    ``made``: runs so far, for their names.
    ``plans`` and ``seconds``: what was asked of the next run, None = as Tham số says. ``scenarios``: as TOML tables.
    """

    book: str = ""
    name: str = ""
    input_sha256: str = ""
    rounds: tuple[Round, ...] = ()
    shelf: Mapping[str, tuple[Round, ...]] = field(default_factory=dict)
    made: int = 0
    plans: int | None = None
    seconds: int | None = None
    scenarios: tuple[Mapping[str, Any], ...] = field(default=())

    @property
    def round(self) -> Round | None:
        """The round at hand."""
        return self.rounds[-1] if self.rounds else None

    def with_round(self, changed: Round) -> State:
        """The same with another round at hand."""
        return replace(self, rounds=(*self.rounds[:-1], changed))

    def of_facts(self, sha256: str) -> State:
        """The same on other facts: their rounds from the shelf, those at hand onto it."""
        shelf = {**self.shelf, self.input_sha256: self.rounds} if self.rounds else dict(self.shelf)
        return replace(self, input_sha256=sha256, rounds=shelf.pop(sha256, ()), shelf=shelf)

    def to_dict(self) -> dict[str, object]:
        """As it is kept."""
        told = {n: getattr(self, n) for n in ("book", "name", "input_sha256", "made", "plans", "seconds")}
        rounds = [one.to_dict() for one in self.rounds]
        shelf = {sha: [one.to_dict() for one in those] for sha, those in sorted(self.shelf.items())}
        return {"form": FORM, **told, "rounds": rounds, "shelf": shelf, "scenarios": list(self.scenarios)}

    @classmethod
    def from_dict(cls, told: Mapping[str, Any]) -> State:
        """Raises KeyError, TypeError or ValueError on another form."""
        if told["form"] != FORM:
            raise ValueError("form")
        book, name, input_sha256 = (str(told[name]) for name in ("book", "name", "input_sha256"))
        plans, seconds = (None if told[name] is None else int(told[name]) for name in ("plans", "seconds"))
        rounds = tuple(map(Round.from_dict, told["rounds"]))
        shelf = {str(sha): tuple(map(Round.from_dict, those)) for sha, those in told["shelf"].items()}
        scenarios = tuple(told["scenarios"])
        return cls(book, name, input_sha256, rounds, shelf, int(told["made"]), plans, seconds, scenarios)
