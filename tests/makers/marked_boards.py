"""Tiny hard boards of which a committee marked the lines of a plan: posts of two seats, bundles, all words of Chốt."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import replace
from random import Random

from infeasible_boards import hard_board

from luanchuyen.models.committee.edit import Edit, EditKind
from luanchuyen.optimizer.questions.prices import Pairs, by_the_book
from luanchuyen.optimizer.rules.in_force import situation_of
from luanchuyen.optimizer.situation.lineup import lineup_of
from luanchuyen.optimizer.situation.situation import Situation
from luanchuyen.scenarios.decisions.lines import PlanLine, lines_a_post
from luanchuyen.scenarios.decisions.marks import Mark, edits_of, meant, refused

MILDER = {"fill": 0.2, "forbidden": 0.2, "placement": 0.4}
"""How often a hard rule of a board is off here."""
WORDS: tuple[EditKind, ...] = ("agree", *["choose"] * 4, "exclude", "stay", *["leave_empty"] * 4)


def marked_board(seed: int) -> Situation:
    """The board of a seed: half its posts have two seats, few rules bind, fill more often, nothing to stay close to."""
    situation, random = by_the_book(hard_board(seed)), Random(f"marked board {seed}")
    instance, policy = situation.instance, situation.policy
    seats = {code: replace(p, seats=2) if random.random() < 0.6 else p for code, p in instance.posts.items()}
    entries = dict(policy.entries)
    for name, entry in policy.entries.items():
        if entry.level == "hard" and random.random() < MILDER.get(name, 0.8):
            entries[name] = replace(entry, level="off")
    if random.random() < 0.7:
        entries["fill"] = replace(entries["fill"], level="hard")
    return situation_of(replace(instance, posts=seats), replace(policy, entries=entries))


def lines_told(situation: Situation, pairs: Pairs) -> list[PlanLine]:
    """The lines that the sheet of a plan has."""
    after = lineup_of(situation, pairs)
    lines = [PlanLine(1, c, tuple(sorted(p for d, p in pairs if d == c))) for c in sorted({c for c, _ in pairs})]
    for post_id, post in situation.instance.posts.items():
        there = sum(post_id in after.after(cadre_id) for cadre_id in situation.instance.cadres)
        if there + situation.outside[post_id] < post.seats and post.status != "frozen":
            lines.append(PlanLine(1, "", (post_id,)))
    return [*lines, *(PlanLine(1, c, ()) for c in sorted(situation.leaves - {c for c, _ in pairs}))]


def marks(random: Random, situation: Situation, lines: Sequence[PlanLine]) -> Iterator[Mark]:
    """A mark at some lines."""
    for row, line in enumerate(lines, start=10):
        if random.random() < 0.1:
            continue
        kind = random.choice(WORDS)
        chosen = random.choice(sorted(situation.instance.cadres)) if kind == "choose" else ""
        mark = meant(Mark(line, kind, f"Phương án 1!K{row}", chosen))
        if refused(mark) is None:
            yield mark


def edits_at(seed: int, situation: Situation, pairs: Pairs) -> tuple[Edit, ...]:
    """The edits of a committee at the lines of a plan."""
    lines = lines_told(situation, pairs)
    return edits_of(list(marks(Random(f"marked {seed}"), situation, lines)), lines_a_post(lines), situation)
