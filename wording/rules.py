"""Rules and rule books in words: names, purposes of moves, a book's period, posts held together, days of ages."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from functools import cache
from typing import TYPE_CHECKING

from luanchuyen.messages import LANGUAGES, knows, say, sentences
from luanchuyen.models.policy import Period, Policy
from luanchuyen.models.text.folding import fold_plain, nearest
from luanchuyen.wording.numbers import day

if TYPE_CHECKING:
    from luanchuyen.models.plan import Assignment
    from luanchuyen.optimizer.situation.situation import Situation

MOST_LIKE = 3
TERMS_SERVED = 2
"""As the words "two terms" say, whatever number of terms the rule book allows."""


def rule_name(rule: str) -> str:
    """A rule in a board's words; a name that nobody knows stands as it is."""
    for key in (f"rules.{rule}_name", f"plan.{rule}"):
        if knows(key):
            return say(key)
    return rule


@cache
def rules_called() -> Mapping[str, str]:
    """Each rule by its code and by its name in either language, folded, accents aside."""
    from luanchuyen.optimizer.rules.rule import register  # late: few who say a rule's name look one up

    found = {fold_plain(rule): rule for rule in register()}
    for lang in LANGUAGES:
        said = sentences(lang, "rules")
        found |= {fold_plain(said[f"{rule}_name"]): rule for rule in register() if f"{rule}_name" in said}
    return found


def rules_like(written: str) -> tuple[str, ...]:
    """The names of rules that hold what is written, else those that look most like it, each with its code."""
    coded = {coded_rule_name(rule): rule for rule in rules_called().values()}
    holding = tuple(name for name in coded if fold_plain(written) in fold_plain(name))
    if 0 < len(holding) <= MOST_LIKE:
        return holding
    like = nearest(written, [*map(rule_name, coded.values()), *coded.values()], MOST_LIKE)
    return tuple(dict.fromkeys(coded_rule_name(rules_called()[fold_plain(name)]) for name in like))


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
