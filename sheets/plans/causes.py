"""Why a post stays empty, in words: the rules that bar, who comes nearest, whose homes are to be verified first."""

from __future__ import annotations

from collections.abc import Sequence

from luanchuyen.messages import say
from luanchuyen.models.committee.pair_breach import PairBreach
from luanchuyen.optimizer.explain.near_misses import NearMiss
from luanchuyen.optimizer.explain.unsure import UnsureHome, unsure_homes
from luanchuyen.sheets.plans.book import PlansBook
from luanchuyen.wording.answers.breaches import breach_words
from luanchuyen.wording.rules import rule_name

SPECIAL_REASONS = frozenset({"no_candidate", "chosen", "shortage"})
MOST_NAMED = 3
"""Cadres whose homes are named beside a reason."""
RULES_NAMED = 4
"""Rules that a reason names, most first; of the rest the number."""


def reasons(why: tuple[str, ...]) -> str:
    """Why a post stays empty, in words."""
    said = [say(f"workbook.why_{rule}") if rule in SPECIAL_REASONS else rule_name(rule) for rule in why]
    return "; ".join(said)


def some(names: Sequence[str], most: int, between: str = "; ") -> str:
    """The first of them; of the rest the number."""
    told = between.join(names[:most])
    return say("workbook.and_more", names=told, count=len(names) - most) if len(names) > most else told


def cause(book: PlansBook, post_id: str, rule: str, count: int | None = None, homes: bool = False) -> str:
    """One reason, with how many cadres it bars; where it cannot be told, nobody is told to be local or not.

    ``homes``: with some of the homes to be verified.
    """
    # Only this rule leaves people unsure: it is the one that judges homes.
    unsure = book.unsure.get(post_id) if rule == "non_local" else None
    said = say("workbook.to_verify") if unsure and unsure.alone else reasons((rule,))
    if unsure and homes:
        return f"{said} ({_homes(book, post_id, unsure.cadres[:MOST_NAMED])})"
    if count is None:
        return said
    if unsure and not unsure.alone:
        return say("workbook.barred_partly", rule=said, count=count, unsure=len(unsure.cadres))
    return say("workbook.barred", rule=said, count=count)


def near(book: PlansBook, post_id: str, one: NearMiss) -> str:
    """Somebody who comes near the post, and what they lack."""
    lacks = "; ".join(_lack(book, post_id, one.cadre, breach) for breach in one.breaches)
    return say("workbook.near", name=book.names.person(one.cadre), code=one.cadre, lacks=lacks)


def _lack(book: PlansBook, post_id: str, cadre_id: str, breach: PairBreach) -> str:
    unsure = book.unsure.get(post_id) if breach.rule == "non_local" else None
    if unsure is None or cadre_id not in unsure.cadres:
        return breach_words(breach, book.names)
    return _homes(book, post_id, (cadre_id,))


def _homes(book: PlansBook, post_id: str, cadres: tuple[str, ...]) -> str:
    told = {_home(home): None for cadre_id in cadres for home in unsure_homes(book.situation, cadre_id, post_id)}
    return say("workbook.verify", homes="; ".join(told)) if told else say("workbook.verify_blank")


def _home(home: UnsureHome) -> str:
    if home.sort != "split":
        return home.home
    return say("workbook.verify_split", home=home.home, today=" – ".join(home.today))
