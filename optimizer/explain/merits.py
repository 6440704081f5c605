"""What speaks for a move: what the rules in force ask of a cadre and a post, as the facts meet it. No solver."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from dataclasses import dataclass

from luanchuyen.models.policy import Entry
from luanchuyen.optimizer.rules.in_force import in_force
from luanchuyen.optimizer.rules.rule import Met, Rule
from luanchuyen.optimizer.situation.situation import Situation
from luanchuyen.optimizer.situation.structure import Group


@dataclass(frozen=True)
class Merit:
    """A rule and what it is met by; of a rule that is summed over the posts of a bundle their sum."""

    rule: str
    met: Met


def merits_of(situation: Situation, cadre_id: str, posts: Iterable[str]) -> tuple[Merit, ...]:
    """Everything met by a move into these posts, which one person takes together, in the order of the rules."""
    known: dict[tuple[str, frozenset[str]], tuple[Merit, ...]] = situation.once("merits of moves", dict)
    key = cadre_id, frozenset(posts)
    if key not in known:
        known[key] = tuple(_found(situation, *key))
    return known[key]


def _found(situation: Situation, cadre_id: str, posts: frozenset[str]) -> Iterator[Merit]:
    cadre, group = situation.cadre(cadre_id), _group(situation, posts)
    for rule, entry in _of_pairs(situation):
        judged = group.posts if rule.per == "post" else (group.lead,)
        asking = [post for post in map(situation.post, judged) if rule.grade(post, entry).level != "off"]
        told = [met for post in asking for met in rule.met(cadre, post, group, situation)]
        yield from (Merit(rule.name, met) for met in _summed(rule, told))


def _of_pairs(situation: Situation) -> tuple[tuple[Rule, Entry], ...]:
    """The rules in force that judge a move by itself and have something to say of what meets them."""
    telling = (entry for entry in in_force(situation) if entry[0].tells("pair") and entry[0].tells("met"))
    return situation.once("rules with merits", lambda: tuple(telling))


def _group(situation: Situation, posts: frozenset[str]) -> Group:
    first = min(posts)
    ways = [group for group in situation.groups_with[first] if frozenset(group.posts) == posts]
    return ways[0] if ways else situation.group_of[first]


def _summed(rule: Rule, told: list[Met]) -> list[Met]:
    """Numbers of several posts as one; what is no number each once."""
    points = [met for met in told if isinstance(met.value, int) and isinstance(met.needed, int)]
    if rule.per != "post" or len(points) < 2:
        return list(dict.fromkeys(told))
    value, needed = (sum(int(getattr(met, name)) for met in points) for name in ("value", "needed"))
    return [Met(value, needed)]
