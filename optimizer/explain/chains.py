"""Chains and cycles of a plan: who leaves which seat, who takes it, where it ends."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass

from luanchuyen.models.plan import Plan
from luanchuyen.optimizer.situation.situation import Situation


@dataclass(frozen=True)
class Handover:
    """A seat of ``post`` passing from ``before`` to ``after``.

    ``before`` None: it was empty at the start. ``after`` None: nobody comes; ``empty`` tells whether it then
    stands empty (it does not where the post had more holders than seats).
    """

    post: str
    before: str | None
    after: str | None
    empty: bool = False


@dataclass(frozen=True)
class Step:
    """One person's move: the seats they take and the seats they leave, in code order."""

    cadre: str
    takes: tuple[Handover, ...]
    leaves: tuple[Handover, ...]


@dataclass(frozen=True)
class Chain:
    """Moves that hang together by the seats handed over, each step after the one whose seat it takes.

    ``cyclic``: a closed ring in which everybody takes the next one's place (two steps: a swap).
    """

    steps: tuple[Step, ...]
    cyclic: bool

    @property
    def ends(self) -> tuple[Handover, ...]:
        """The seats left at the ends, to which nobody comes."""
        return tuple(h for step in self.steps for h in step.leaves if h.after is None)


def handovers(plan: Plan, situation: Situation) -> tuple[Handover, ...]:
    """Every seat that changes hands, in post order. Who moves into a bundle with a post they hold keeps that one.

    The seats of one post are alike, so comers and goers are paired in code order: first with those who move
    on, then with those who must leave and are placed nowhere, then with empty seats.
    """
    movers = plan.persons
    comers = {post_id: [a.cadre for a in coming] for post_id, coming in plan.by_post.items()}
    found: list[Handover] = []
    for post_id, holders in sorted(situation.holders.items()):
        came = comers.get(post_id, [])
        coming = [c for c in came if c not in holders]
        goers = sorted(c for c in holders if c in movers and c not in came)
        goers += sorted(c for c in holders if c in situation.leaves and c not in movers)
        if goers or coming:
            staying = len(holders) - len(goers)
            found += _paired(post_id, goers, coming, _room(situation, post_id) - staying)
    return tuple(found)


def _room(situation: Situation, post_id: str) -> int:
    return situation.seats_in_sheet[post_id]


def _paired(post_id: str, goers: list[str], comers: list[str], room: int) -> Iterator[Handover]:
    both = min(len(goers), len(comers))
    yield from (Handover(post_id, *pair) for pair in zip(goers, comers, strict=False))
    yield from (Handover(post_id, None, comer) for comer in comers[both:])
    empty = max(0, room - len(comers))
    yield from (Handover(post_id, goer, None, at < empty) for at, goer in enumerate(goers[both:]))


def steps(plan: Plan, situation: Situation) -> dict[str, Step]:
    """The step of everybody moved, by cadre code."""
    takes: dict[str, list[Handover]] = defaultdict(list)
    leaves: dict[str, list[Handover]] = defaultdict(list)
    for handover in handovers(plan, situation):
        if handover.after is not None:
            takes[handover.after].append(handover)
        if handover.before is not None:
            leaves[handover.before].append(handover)
    return {c: Step(c, tuple(takes[c]), tuple(leaves[c])) for c in sorted(takes)}


def chains(plan: Plan, situation: Situation) -> tuple[Chain, ...]:
    """The chains and cycles of a plan, the longest first, then by the first cadre's code."""
    return linked(steps(plan, situation))


def linked(all_steps: Mapping[str, Step]) -> tuple[Chain, ...]:
    """Steps, by cadre code, as the chains and cycles that they make, in the same order."""
    found = []
    for members in _components(all_steps):
        ordered = tuple(_ordered({c: all_steps[c] for c in members}))
        cyclic = all(len(step.takes) == len(step.leaves) == 1 and step.takes[0].before in members for step in ordered)
        found.append(Chain(ordered, cyclic))
    return tuple(sorted(found, key=lambda chain: (-len(chain.steps), chain.steps[0].cadre)))


def _components(all_steps: Mapping[str, Step]) -> Iterator[set[str]]:
    left = dict(all_steps)
    while left:
        members: set[str] = set()
        reached = [next(iter(left))]
        while reached:
            step = left.pop(reached.pop(), None)
            if step is not None:
                members.add(step.cadre)
                reached += [*_givers(step), *_takers(step)]
        yield members


def _givers(step: Step) -> Iterable[str]:
    return [h.before for h in step.takes if h.before is not None]


def _takers(step: Step) -> Iterable[str]:
    return [h.after for h in step.leaves if h.after is not None]


def _ordered(members: Mapping[str, Step]) -> Iterator[Step]:
    """Each step once those whose seats it takes are told; a ring is opened at its smallest code."""
    waiting = {c: {g for g in _givers(step) if g in members} for c, step in members.items()}
    ready = [c for c in sorted(waiting, reverse=True) if not waiting[c]]
    while waiting:
        cadre_id = ready.pop() if ready else min(waiting)
        if waiting.pop(cadre_id, None) is None:
            continue
        yield members[cadre_id]
        for taker in sorted(_takers(members[cadre_id]), reverse=True):
            if taker in waiting:
                waiting[taker].discard(cadre_id)
                if not waiting[taker]:
                    ready.append(taker)
