"""Tiny boards on which something was decided: lawful decisions, senseless ones, and such as cannot all hold."""

from __future__ import annotations

from random import Random

from brute_force import BruteForce
from tiny_boards import Board, tiny_board

from luanchuyen.models.committee.decision import ANYBODY, Decision
from luanchuyen.optimizer.situation.situation import Situation


def random_decision(random: Random, situation: Situation) -> Decision:
    """One decision about anybody and any post, possible or not."""
    cadre = random.choice(sorted(situation.instance.cadres))
    post = random.choice(sorted(situation.instance.posts))
    kind = random.choice(("fix", "fix", "forbid", "stay", "at_most", "nobody"))
    if kind == "nobody":
        return Decision("forbid", ANYBODY, post)
    if kind == "at_most":
        return Decision("at_most", ANYBODY, post, random.choice((0, 1, 1, 2)))
    if kind == "stay":
        return Decision("stay", cadre)
    return Decision("fix" if kind == "fix" else "forbid", cadre, post)


def likely_decision(random: Random, brute: BruteForce) -> Decision:
    """A decision on what some lawful plan does."""
    pairs = [pair for plan in brute.legal[:30] for pair in plan.pairs]
    if not pairs or random.random() < 0.25:
        return random_decision(random, brute.situation)
    cadre, post = random.choice(pairs)
    made = (Decision("fix", cadre, post), Decision("forbid", cadre, post), Decision("stay", cadre))
    return random.choice((*made, Decision("forbid", ANYBODY, post), made[0]))


def decided_board(seed: int, most: int = 3) -> tuple[Board, BruteForce, tuple[Decision, ...]]:
    """A board, its plans with nothing decided, and one to ``most`` decisions."""
    board = tiny_board(seed)
    brute, random = BruteForce(board.situation), Random(f"decided {seed}")
    return board, brute, tuple(likely_decision(random, brute) for _ in range(random.randint(1, most)))
