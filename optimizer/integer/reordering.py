"""The order of plans where an engine's word proves false: a later plan that scores lower takes its place.

What is then known of the plans that changed places is what the plan before shows: no later plan scores lower than it.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace
from itertools import pairwise

from luanchuyen.optimizer.integer.task import Ranked, TierProof


def in_order(found: Sequence[Ranked]) -> list[Ranked]:
    """The plans by score; from the first that is out of place on, proven no further than the plan before reaches."""
    if all(one.score <= other.score for one, other in pairwise(found)):
        return list(found)
    ordered = sorted(found, key=lambda ranked: ranked.score)
    settled: list[Ranked] = []
    for place, ranked in enumerate(ordered):
        if [r.score for r in found[: place + 1]] == [r.score for r in ordered[: place + 1]]:
            settled.append(found[place])
        else:
            proofs = _after(settled[-1], ranked) if settled else _of_first(found[0].proofs, ranked)
            settled.append(_proven_by(proofs, ranked))
    return settled


def _after(before: Ranked, ranked: Ranked) -> list[TierProof]:
    """Tier by tier what is shown of the plan before, as long as both have its value."""
    proofs = []
    for value, known in zip(ranked.score, before.proofs, strict=False):
        proofs.append(TierProof(value, min(value, known.verified), value, _word(value <= known.verified), None))
        if value != known.value or value > known.verified:
            break
    return proofs


def _of_first(known: Sequence[TierProof], ranked: Ranked) -> list[TierProof]:
    """What the trees of the plan that stood first show of any plan."""
    proofs = []
    for value, proof in zip(ranked.score, known, strict=False):
        shown = proof.verified >= value
        proofs.append(replace(proof, value=value, verified=min(value, proof.verified), word=_word(shown)))
        if not shown or value != proof.value:
            break
    return proofs


def _word(shown: bool) -> str:
    return "tree" if shown else "none"


def _proven_by(proofs: Sequence[TierProof], ranked: Ranked) -> Ranked:
    tiers = len(ranked.score)
    proven = len(proofs) == tiers and all(proof.word == "tree" for proof in proofs)
    known = [proof.verified for proof in proofs]
    bound = (*known, *[0] * (tiers - len(known)))
    return replace(ranked, bound=bound, proven=proven, decided=False, proofs=tuple(proofs), order=None)
