"""Both tellings of a rule on the same question: a pair, a plan, or every pair there is."""

from __future__ import annotations

from collections.abc import Iterable, Sequence

import numpy as np

from luanchuyen.optimizer.columns.moves import Moves
from luanchuyen.optimizer.columns.pairs import Columns, Pairs
from luanchuyen.optimizer.rules.in_force import in_force
from luanchuyen.optimizer.rules.rule import Rule
from luanchuyen.optimizer.situation.lineup import lineup_of
from luanchuyen.optimizer.situation.situation import Situation
from luanchuyen.optimizer.situation.structure import Group

Holding = tuple[str, str]


def judged_posts(rule: Rule, post_id: str, situation: Situation) -> tuple[str, ...]:
    """The posts on which a move into ``post_id`` is judged: all of its group, or the lead."""
    group = situation.group_of[post_id]
    return group.posts if rule.per == "post" else (group.lead,)


def judged(rule: Rule, cadre_id: str, post_id: str, situation: Situation) -> tuple[int, bool]:
    """(amount, missing) in plain Python, after waivers; (0, False) where the rule does not judge."""
    if not _judges(rule, cadre_id, post_id, situation):
        return 0, False
    cadre = situation.cadre(cadre_id)
    posts = judged_posts(rule, post_id, situation)
    breaches = [rule.judge(cadre, situation.post(p), situation) for p in posts]
    found = [breach for breach in breaches if breach is not None]
    return sum(b.amount for b in found), any(b.reason == "missing" for b in found)


def judged_within(rule: Rule, cadre_id: str, group: Group, situation: Situation) -> int:
    """The amount of a move in plain Python, after waivers, whether or not the rule is in force."""
    if situation.waived(rule.name, cadre_id, group.posts):
        return 0
    cadre, posts = situation.cadre(cadre_id), group.posts if rule.per == "post" else (group.lead,)
    breaches = [rule.judge_within(cadre, situation.post(p), group, situation) for p in posts]
    return sum(breach.amount for breach in breaches if breach)


def told_by_arrays(rule: Rule, cadre_id: str, post_id: str, situation: Situation) -> int:
    """The amount by the arrays, after waivers, on a frame of this move alone."""
    if not _judges(rule, cadre_id, post_id, situation):
        return 0
    posts = judged_posts(rule, post_id, situation)
    return int(rule.amounts(frame(Columns(situation), [(cadre_id, p) for p in posts])).sum())


def _judges(rule: Rule, cadre_id: str, post_id: str, situation: Situation) -> bool:
    active = any(other.name == rule.name for other, _ in in_force(situation))
    return active and not situation.waived(rule.name, cadre_id, situation.group_of[post_id].posts)


def frame(columns: Columns, pairs: Iterable[Holding]) -> Pairs:
    """The pairs as a frame."""
    indices = [(columns.cadre_index[c], columns.post_index[p]) for c, p in pairs]
    cadre, post = np.array(indices, np.int64).reshape(-1, 2).T
    return Pairs(columns, cadre, post)


def every_pair(columns: Columns) -> Pairs:
    """Cadres x posts."""
    shape = (len(columns.cadre_ids), len(columns.post_ids))
    cadre, post = (index.ravel() for index in np.indices(shape))
    return Pairs(columns, cadre, post)


def moves_of(situation: Situation, pairs: Sequence[Holding]) -> Moves:
    """The moves of a plan and no others."""
    columns = Columns(situation)
    taken = [(columns.cadre_index[c], group.index) for c, group in lineup_of(situation, pairs).moves.items()]
    cadre, group = np.array(taken, np.int64).reshape(-1, 2).T
    return Moves(columns, cadre, group)


def plan_amount(rule: Rule, pairs: Sequence[Holding], situation: Situation) -> int:
    """What a plan rule's breaches add up to, in plain Python; standing ones left out."""
    breaches = rule.breaches(lineup_of(situation, pairs), situation)
    return sum(breach.amount for breach in breaches if not breach.standing)


def plan_excess(rule: Rule, pairs: Sequence[Holding], situation: Situation) -> int:
    """What its linear rows add up to with every move of the plan made."""
    moves = moves_of(situation, pairs)
    return int(rule.excess(moves).values(np.ones(len(moves), np.int64)).sum())


def subjects_told(rule: Rule, pairs: Sequence[Holding], situation: Situation) -> tuple[list[object], list[object]]:
    """The subjects of a plan rule's breaches, in plain Python and by its rows with every move of the plan made."""
    plain: list[object] = [dict(breach.subject) for breach in rule.breaches(lineup_of(situation, pairs), situation)]
    moves = moves_of(situation, pairs)
    excess = rule.excess(moves)
    values = excess.values(np.ones(len(moves), np.int64))
    return plain, [dict(subject) for subject, value in zip(excess.subjects, values, strict=True) if value]


def standing(rule: Rule, pairs: Sequence[Holding], situation: Situation) -> int:
    """How many findings stand: of the rule, or due holders who stay."""
    moved = dict(pairs)
    found = sum(rule.name in names for (c, _), names in situation.due_holdings.items() if c not in moved)
    if rule.tells("plan"):
        found += sum(breach.standing for breach in rule.breaches(lineup_of(situation, pairs), situation))
    return found + len(rule.standing(lineup_of(situation, pairs)))
