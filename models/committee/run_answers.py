"""What a run answers beside its plans (answers.json): what if somebody declines, who else for a seat, what changed."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any

from luanchuyen.models.committee.answer import UNPRICED, Priced
from luanchuyen.models.committee.price import Change, Cost

Pairs = tuple[tuple[str, str], ...]


@dataclass(frozen=True)
class Decline:
    """What follows where somebody whom plan 1 moves gets no new post.

    ``takes_over``: each post that plan 1 gave them, and who comes to it then, None: nobody. ``only_for``: the posts
    that nobody else can take.
    """

    cadre: str
    priced: Priced
    takes_over: tuple[tuple[str, str | None], ...]
    only_for: tuple[str, ...]

    def to_dict(self) -> dict[str, object]:
        """As answers.json tells it."""
        takes_over = [{"post": post, "cadre": cadre} for post, cadre in self.takes_over]
        changes = [change.to_dict() for change in self.priced.changes]
        priced = {**self.priced.cost.to_dict(), "takes_over": takes_over, "changes": changes}
        return {"cadre": self.cadre, **priced, "unique": self.priced.unique, "only_for": list(self.only_for)}

    @classmethod
    def from_dict(cls, told: Mapping[str, Any]) -> Decline:
        """What ``to_dict`` told. Raises KeyError, TypeError or ValueError on another form."""
        names = ("present", "planned", "now")
        changes = tuple(Change(str(c["cadre"]), *(tuple(map(str, c[name])) for name in names)) for c in told["changes"])
        takes_over = tuple((str(one["post"]), _code(one["cadre"])) for one in told["takes_over"])
        priced = Priced(_cost(told), changes, told["unique"])
        return cls(str(told["cadre"]), priced, takes_over, tuple(map(str, told["only_for"])))


@dataclass(frozen=True)
class SeatAnswer:
    """Of one post that plan 1 fills: the nearest other cadres by what it costs to put them there; what nobody costs."""

    post: str
    cadre: str
    nearest: tuple[tuple[str, Cost], ...]
    nobody: Cost = UNPRICED

    def to_dict(self) -> dict[str, object]:
        """As answers.json tells it."""
        nearest = [{"cadre": cadre, **cost.to_dict()} for cadre, cost in self.nearest]
        return {"post": self.post, "cadre": self.cadre, "nearest": nearest, "nobody": self.nobody.to_dict()}

    @classmethod
    def from_dict(cls, told: Mapping[str, Any]) -> SeatAnswer:
        """What ``to_dict`` told. Raises as ``Decline.from_dict``."""
        nearest = tuple((str(one["cadre"]), _cost(one)) for one in told["nearest"])
        return cls(str(told["post"]), str(told["cadre"]), nearest, _cost(told["nobody"]))


@dataclass(frozen=True)
class Edited:
    """The plan that was edited before this run: its rank and pairs; ``nearness``: what staying close to it cost."""

    plan: int
    pairs: Pairs
    nearness: Cost | None = None

    def to_dict(self) -> dict[str, object]:
        """As answers.json tells it."""
        nearness = None if self.nearness is None else self.nearness.to_dict()
        return {"plan": self.plan, "pairs": [list(pair) for pair in self.pairs], "nearness": nearness}

    @classmethod
    def from_dict(cls, told: Mapping[str, Any]) -> Edited:
        """What ``to_dict`` told. Raises as ``Decline.from_dict``."""
        pairs = tuple((str(cadre), str(post)) for cadre, post in told["pairs"])
        return cls(int(told["plan"]), pairs, None if told["nearness"] is None else _cost(told["nearness"]))


@dataclass(frozen=True)
class RunAnswers:
    """All of it; None: not asked."""

    declines: tuple[Decline, ...] | None = None
    seats: tuple[SeatAnswer, ...] | None = None
    edited: Edited | None = None

    @property
    def asked(self) -> bool:
        """Whether there is anything to tell."""
        return self != RunAnswers()

    def to_dict(self) -> dict[str, object]:
        """What answers.json holds."""
        lists = {"declines": self.declines, "seats": self.seats}
        told: dict[str, object] = {name: [one.to_dict() for one in of] for name, of in lists.items() if of is not None}
        return told if self.edited is None else {**told, "edited": self.edited.to_dict()}

    @classmethod
    def from_dict(cls, told: Mapping[str, Any]) -> RunAnswers:
        """What ``to_dict`` told. Raises as ``Decline.from_dict``."""
        declines = tuple(map(Decline.from_dict, told["declines"])) if "declines" in told else None
        seats = tuple(map(SeatAnswer.from_dict, told["seats"])) if "seats" in told else None
        made = cls(declines, seats, Edited.from_dict(told["edited"]) if "edited" in told else None)
        if made.to_dict() != dict(told):
            raise ValueError("answers")
        return made


NO_ANSWERS = RunAnswers()


def _code(told: object) -> str | None:
    return None if told is None else str(told)


def _cost(told: Mapping[str, Any]) -> Cost:
    tiers = {name: told[name] for name in ("cost", "at_least")}
    read = {k: None if v is None else {int(tier): int(value) for tier, value in v.items()} for k, v in tiers.items()}
    if not isinstance(told["proven"], bool):
        raise ValueError("proven")
    return Cost(read["cost"], read["at_least"], told["proven"])
