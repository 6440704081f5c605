"""The answer about one pair, one post or one cadre, as the lines that a screen shows."""

from __future__ import annotations

from collections import Counter
from collections.abc import Callable, Iterator, Sequence
from itertools import groupby

from luanchuyen.messages import say
from luanchuyen.models.committee.answer import CadreAnswer, PairAnswer, PostAnswer
from luanchuyen.optimizer.explain.shortage_sets import shortage_sets
from luanchuyen.optimizer.rules.rule import Rule, register
from luanchuyen.optimizer.situation.situation import Situation
from luanchuyen.wording.answers.boards import shortage_line
from luanchuyen.wording.answers.breaches import breach_line, breach_name, near_line
from luanchuyen.wording.answers.costs import change_lines, is_free, loss_lines, price_words, tiers_words
from luanchuyen.wording.conflicts import conflict_words
from luanchuyen.wording.names import Names
from luanchuyen.wording.naming import named

MOST_LINES = 25
"""Rows of one kind that a screen shows; of the rest the number."""

Pairs = Sequence[tuple[str, str]]


def pair_lines(situation: Situation, answer: PairAnswer, best: Pairs, private: bool = False) -> Iterator[str]:
    """Everything about one pair. ``private``: nothing that tells of others' files."""
    names = Names(situation)
    yield say("why.pair", person=names.person(answer.cadre), post=names.post(answer.post))
    yield _status(answer)
    for breach in answer.breaches:
        yield breach_line(breach, names)
    if answer.status == "blocked":
        for number, words in enumerate(conflict_words(answer.conflicts, named(situation, (), answer.conflicts)), 1):
            yield say("plan.conflict", number=number, words=words)
        yield from _short(situation, answer, names)
    if not private:
        yield from loss_lines(situation, best, answer.priced)
    yield from change_lines(names, answer.priced)
    if answer.nearest:
        yield say("why.near_head")
        authority = situation.manager_of_post(answer.post)
        for change in answer.nearest:
            yield near_line(change, names, authority)


def _status(answer: PairAnswer) -> str:
    cost = answer.priced.cost
    if answer.status == "in_plan" and is_free(cost.cost):
        return say("why.in_plan")
    if answer.status == "in_plan" and cost.proven:
        return say("why.in_plan_worse", cost=tiers_words(cost.cost))
    if answer.status == "blocked" and not answer.conflicts:
        return say("why.blocked_short")
    if answer.unasked:
        return say("why.unasked", least=tiers_words(cost.at_least))
    if answer.status in ("in_plan", "allowed"):
        if not cost.proven:
            return say("why.allowed_open", cost=tiers_words(cost.cost), least=tiers_words(cost.at_least))
        return say("why.allowed_free") if is_free(cost.cost) else say("why.allowed", cost=tiers_words(cost.cost))
    return say(f"why.{answer.status}")


def _short(situation: Situation, answer: PairAnswer, names: Names) -> Iterator[str]:
    """Where a post of the conflict is to be filled and lies in a set with fewer people than seats: the count."""
    filled = [one for one in answer.conflicts if one.rule and register().get(one.rule, Rule).says_who_leaves]
    posts = {str(one.subject["post"]) for one in filled if "post" in one.subject}
    for shortage in shortage_sets(situation):
        if posts & set(shortage.posts):
            yield shortage_line(shortage, names)


def post_lines(situation: Situation, answer: PostAnswer) -> Iterator[str]:
    """Everybody for one post."""
    names = Names(situation)
    yield say("why.post", post=names.post(answer.post), **_counts(answer.candidates))
    yield from _rows(answer.candidates, lambda one: names.person(one.cadre))
    yield say("why.nobody", cost=price_words(answer.nobody))


def cadre_lines(situation: Situation, answer: CadreAnswer) -> Iterator[str]:
    """Every post for one cadre."""
    names = Names(situation)
    yield say("why.cadre", person=names.person(answer.cadre), **_counts(answer.posts))
    yield from _rows(answer.posts, lambda one: names.post(one.post))
    yield say("why.stays", cost=price_words(answer.stays))


def _counts(answers: Sequence[PairAnswer]) -> dict[str, int]:
    of = [answer.status for answer in answers]
    allowed = of.count("in_plan") + of.count("allowed")
    return {"allowed": allowed, "blocked": of.count("blocked"), "barred": of.count("not_eligible")}


def _rows(answers: Sequence[PairAnswer], name: Callable[[PairAnswer], str]) -> Iterator[str]:
    """A line each, equal costs marked; of what is not possible the first."""
    costs = Counter(_key(one) for one in answers)
    for possible, alike in groupby(answers, key=lambda one: one.status in ("in_plan", "allowed")):
        these = list(alike)
        shown = these if possible else these[:MOST_LINES]
        for one in shown:
            tied = say("why.tied") if possible and costs[_key(one)] > 1 else ""
            yield say("why.row", name=name(one), said=row_words(one) + tied)
        if len(these) > len(shown):
            yield say("why.more", count=len(these) - len(shown))


def _key(answer: PairAnswer) -> tuple[tuple[int, int], ...] | None:
    """What is equal for equal costs."""
    cost = answer.priced.cost.cost
    return None if cost is None else tuple(sorted(cost.items()))


def row_words(answer: PairAnswer) -> str:
    """One pair in a few words."""
    cost = answer.priced.cost
    if answer.status == "not_eligible":
        rules = dict.fromkeys(breach_name(b) for b in answer.breaches if b.binds)
        return say("why.row_not_eligible", rules="; ".join(rules))
    if answer.status == "blocked":
        return say("why.row_blocked")
    if answer.unasked:
        return say("why.row_unasked", least=tiers_words(cost.at_least))
    if cost.cost is None:
        return say("why.row_unknown")
    return (
        say("why.row_in_plan", cost=price_words(answer.priced))
        if answer.status == "in_plan"
        else price_words(answer.priced)
    )
