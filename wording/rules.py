"""Rules and rule books in words: names, purposes of moves, a book's period, posts held together, days of ages."""

from __future__ import annotations

from collections.abc import Iterator
from typing import TYPE_CHECKING

from luanchuyen.messages import knows, say
from luanchuyen.models.policy import Period, Policy
from luanchuyen.wording.numbers import day

if TYPE_CHECKING:
    from luanchuyen.models.plan import Assignment
    from luanchuyen.optimizer.situation.situation import Situation

TERMS_SERVED = 2
"""As the words "two terms" say, whatever number of terms the rule book allows."""


def rule_name(rule: str) -> str:
    """A rule in a board's words; a name that nobody knows stands as it is."""
    for key in (f"rules.{rule}_name", f"plan.{rule}"):
        if knows(key):
            return say(key)
    return rule


def weight_name(weight: str) -> str:
    """A weight in a board's words: of a rule, or a number of its own such as ``non_local.preferred_weight``."""
    rule, _, number_name = weight.partition(".")
    return say(f"rules.{rule}_{number_name}") if number_name else rule_name(rule)


def coded_rule_name(rule: str) -> str:
    """The rule in words, with its code, which the sheets of settings and waivers take."""
    key = f"rules.{rule}_name"
    return f"{say(key)} ({rule})" if rule and knows(key) else rule


def period_words(period: Period) -> str:
    """``từ 07/10/2017 đến 27/04/2022``; "" where it has no limit."""
    first, last = (day(limit) if limit else "" for limit in (period.first, period.last))
    if not (first or last):
        return ""
    key = "both" if first and last else "from" if first else "to"
    return say(f"rulebook.period_{key}", first=first, last=last)


def bundle_words(policy: Policy) -> Iterator[tuple[str, str]]:
    """(how it binds, the posts) of each bundle."""
    for rule in policy.bundles:
        known = policy.vocabulary.kinds
        kinds = " + ".join(known[kind].title if kind in known else kind for kind in rule.kinds)
        yield say(f"rulebook.bundle_{rule.mode}"), say("rulebook.bundle_posts", kinds=kinds, level=rule.level)


def date_words(policy: Policy) -> Iterator[str]:
    """``chỉ định, cấp xã: 31/07/2025`` for each reference date."""
    for (mode, level), date in policy.reference_dates.items():
        yield say("rulebook.dates_day", mode=say(f"rules.mode_{mode}"), level=level, day=day(date))


def purpose_said(situation: Situation, move: Assignment, lead: str) -> str:
    """The purpose of a move into the post ``lead``, or into a bundle that it leads.

    Where the mover has not served two terms, or is not known to be non-local, it is said of the post instead.
    """
    purpose = move.purpose
    if purpose == "two_term" and (situation.terms[move.cadre] or 0) < TERMS_SERVED:
        return say("rules.purpose_two_term_of_post")
    if purpose == "non_local" and situation.locality(move.cadre, lead) != "non_local":
        return say(f"rules.purpose_non_local_{'of_holder' if situation.due_purpose(lead) else 'of_post'}")
    return say(f"rules.purpose_{purpose}")
