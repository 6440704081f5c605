"""The purpose of a move in words that are true of whom they stand beside."""

from __future__ import annotations

from luanchuyen.messages import say
from luanchuyen.models.plan import Assignment
from luanchuyen.optimizer.situation.situation import Situation

TERMS_SERVED = 2
"""As the words "two terms" say, whatever number of terms the rule book allows."""


def purpose_said(situation: Situation, move: Assignment, lead: str) -> str:
    """The purpose of a move into the post ``lead``, or into a bundle that it leads.

    Where the mover has not served two terms, or is not known to be non-local, it is said of the post instead.
    """
    purpose = move.purpose
    if purpose == "two_term" and (situation.cadre(move.cadre).consecutive_terms or 0) < TERMS_SERVED:
        return say("rules.purpose_two_term_of_post")
    if purpose == "non_local" and situation.locality(move.cadre, lead) != "non_local":
        return say(f"rules.purpose_non_local_{'of_holder' if situation.due_purpose(lead) else 'of_post'}")
    return say(f"rules.purpose_{purpose}")
