"""Rules and rule books in words: a rule's name, a book's period, concurrent posts, the days that ages go by."""

from __future__ import annotations

from collections.abc import Iterator

from luanchuyen.messages import knows, say
from luanchuyen.models.policy import Period, Policy
from luanchuyen.wording.numbers import day


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
