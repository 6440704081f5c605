"""What speaks for a move: what the rules in force ask of a cadre and a post, as the facts meet it. No solver."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass

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
    cadre, group = situation.cadre(cadre_id), _group(situation, frozenset(posts))
    found: list[Merit] = []
    for rule, entry in in_force(situation):
        if rule.tells("pair"):
            judged = group.posts if rule.per == "post" else (group.lead,)
            asking = [post for post in map(situation.post, judged) if rule.grade(post, entry).level != "off"]
            told = [met for post in asking for met in rule.met(cadre, post, group, situation)]
            found += [Merit(rule.name, met) for met in _summed(rule, told)]
    return tuple(found)


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
