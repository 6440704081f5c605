"""What ``why --json`` prints: the answer about a pair, a post, a cadre, or the whole board."""

from __future__ import annotations

from typing import Annotated, TypedDict

from luanchuyen.models.committee.answer import NearKind, PairStatus
from luanchuyen.reports.shapes.run_files import Cell, Conflict, Tiers


class Breach(TypedDict):
    """What keeps a cadre from a post."""

    rule: Annotated[str, "a hard rule's id, or structure"]
    amount: Annotated[int, "the shortfall"]
    value: Annotated[int | str | None, "what the facts say, in the rule's own unit; null: blank"]
    needed: Annotated[int | str | None, "the nearest that would do"]
    basis: Annotated[str, "where the rule comes from"]
    reason: Annotated[str, "empty, or missing; of structure managed_by, frozen, must_leave or own_post"]
    cells: Annotated[list[Cell], "where the facts stand"]
    waiver: Annotated[str | None, "the document that lifts it"]
    authority: Annotated[str | None, "code of the unit that manages the post"]


class Change(TypedDict):
    """Somebody who fares otherwise."""

    cadre: Annotated[str, "who"]
    present: Annotated[list[str], "posts held today"]
    planned: Annotated[list[str], "posts after the plan at hand"]
    now: Annotated[list[str], "posts after the plan that is told"]


class Price(TypedDict):
    """What a decision costs: the best plan in which it holds less the best plan."""

    cost: Annotated[Tiers | None, "by tier; null: no such plan, or none was found"]
    at_least: Annotated[Tiers | None, "what exact bounds show of it"]
    proven: Annotated[bool, "whether nothing is open"]
    changes: Annotated[list[Change], "who fares otherwise in a nearest such plan"]
    unique: Annotated[bool | None, "whether no other such plan is as near; null: open"]


NearChange = TypedDict("NearChange", {
    "kind": Annotated[NearKind, "what changes"],
    "rule": Annotated[str, "of which rule; of a weight also rule.number"],
    "cell": Annotated[Cell | None, "where it stands"],
    "from": Annotated[int | str | None, "as it is"],
    "to": Annotated[int | str | None, "as it would have to be"],
})  # fmt: skip
NearChange.__doc__ = "A change after which a plan with the pair is among the best, verified by planning with it."


class Pair(Price):
    """`why --cadre --post --json`."""

    cadre: Annotated[str, "who"]
    post: Annotated[str, "where"]
    status: Annotated[PairStatus, "unknown: neither a plan with it was found nor that there is none"]
    breaches: Annotated[list[Breach], "what keeps the cadre from the post; waived ones too"]
    conflict: Annotated[list[Conflict], "blocked: what cannot hold together with it; of a pair asked alone"]
    nearest: Annotated[list[NearChange], "of a pair asked alone, where one was found"]


class Post(TypedDict):
    """`why --post --json`."""

    post: Annotated[str, "which"]
    candidates: Annotated[list[Pair], "everybody: by cost, then code; the blocked; the ineligible by what bars them"]
    nobody: Annotated[Price, "what it costs that nobody enters"]


class Cadre(TypedDict):
    """`why --cadre --json`."""

    cadre: Annotated[str, "who"]
    posts: Annotated[list[Pair], "every post, in the same order"]
    stays: Annotated[Price, "what it costs that they get no new post"]


class Shortage(TypedDict):
    """Posts with fewer people than seats, whatever the plan; sets share no post and no cadre."""

    posts: Annotated[list[str], "codes"]
    seats: Annotated[int, "of these posts, less those held outside the sheet"]
    cadres: Annotated[list[str], "all who could hold one of them"]
    empty: Annotated[int, "seats less cadres"]
    rules: Annotated[list[str], "what keeps others out, most first"]


class Core(TypedDict):
    """What the best plans share."""

    always: Annotated[list[list[str]], "[cadre, post] that all have"]
    sometimes: Annotated[list[list[str]], "that some have"]
    unknown: Annotated[list[list[str]], "that were left open"]
    stays: Annotated[list[str], "cadres who get no new post in any"]


WeightInterval = TypedDict("WeightInterval", {
    "rule": Annotated[str, "a soft rule, or non_local.preferred_weight"],
    "tier": Annotated[int, "in which it counts"],
    "weight": Annotated[int, "as it is"],
    "from": Annotated[str, "a whole number or a fraction p/q"],
    "to": Annotated[str | None, "the same; null: no end"],
    "proven": Annotated[bool, "whether both ends are; if not, the interval is no wider than told"],
})  # fmt: skip
WeightInterval.__doc__ = "The weights at which plan 1 stays a best plan by the tiers up to the weight's own."


class Whole(TypedDict):
    """`why --json`."""

    shortages: Annotated[list[Shortage], "where people are too few"]
    core: Annotated[Core, "what the best plans share"]
    weights: Annotated[list[WeightInterval], "one for each weight that counts"]


class NoPlan(TypedDict):
    """`why --json` of a post, a cadre or the whole board where no plan is possible at all."""

    conflict: Annotated[list[Conflict], "as in plans.json"]
