"""The agreed lines of a plan alone: whether they are a plan by themselves, and what must go with them."""

from __future__ import annotations

from collections.abc import Iterable

from luanchuyen.models.committee.edit import Edits
from luanchuyen.models.errors import AuditError
from luanchuyen.optimizer.audit.auditor import audit
from luanchuyen.optimizer.situation.situation import Situation

Pairs = tuple[tuple[str, str], ...]


def agreed_alone(situation: Situation, plan: Iterable[tuple[str, str]], agreed: Iterable[tuple[str, str]]) -> Pairs:
    """The ``agreed`` (cadre, post) of a lawful ``plan``, where they are a lawful plan by themselves.

    Raises AuditError with the objections and, as ``needs``, the cadres whose lines would have to go with them: without
    any one of them the rest is no plan either.
    """
    whole, kept = sorted(set(plan)), sorted(set(agreed) & set(plan))
    objections = audit(situation, kept).objections
    if not objections:
        return tuple(kept)
    needs = _needed(situation, whole, kept)
    values = {"objections": objections, "needs": ", ".join(needs), "cadres": ", ".join(_cadres(kept))}
    raise AuditError("apply.not_alone", **values)


def agreed_in(edits: Edits) -> Pairs:
    """The (cadre, post) of the lines marked as agreed, every post of a bundle."""
    fixed = (d for edit in edits.edits if edit.kind == "agree" for d in edit.decisions if d.kind == "fix")
    return tuple(sorted({(decision.cadre, decision.post) for decision in fixed}))


def _needed(situation: Situation, whole: list[tuple[str, str]], kept: list[tuple[str, str]]) -> list[str]:
    """Of the other cadres of the plan those who are needed: each is left out in turn, and stays out where it may."""
    needed = [c for c in _cadres(whole) if c not in _cadres(kept) or not _has_all(whole, kept, c)]
    for cadre_id in list(needed):
        others = {*_cadres(kept), *needed} - {cadre_id}
        if audit(situation, [pair for pair in whole if pair[0] in others or pair in kept]).passed:
            needed.remove(cadre_id)
    return needed


def _has_all(whole: list[tuple[str, str]], kept: list[tuple[str, str]], cadre_id: str) -> bool:
    return [p for p in whole if p[0] == cadre_id] == [p for p in kept if p[0] == cadre_id]


def _cadres(pairs: list[tuple[str, str]]) -> list[str]:
    return sorted({cadre_id for cadre_id, _ in pairs})
