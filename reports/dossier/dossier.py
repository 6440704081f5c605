"""The dossier: page 1 with the seven contents, what all plans share, what differs, a page a move, rules, proofs."""

from __future__ import annotations

from collections.abc import Iterator, Sequence

from markupsafe import Markup

from luanchuyen.messages import say
from luanchuyen.reports.dossier.rendering import rendered
from luanchuyen.reports.papers.drawn import figures_of, flowing_ladders
from luanchuyen.reports.papers.papers import Papers, PostLine

PIECES = 10
"""Pieces of a personal dossier."""
ACROSS = 5
"""Plans side by side on a page; more stand in further tables, each with plan 1."""


def dossier(papers: Papers, final: bool = False) -> bytes:
    """The dossier as one HTML file. ``final``: without the mark of a draft."""
    plans, several = papers.plans, len(papers.plans) > 1
    ties = sorted({tuple(sorted((plan.rank, *plan.tied_with))) for plan in plans if plan.tied_with})
    return rendered(
        "dossier.html",
        "" if final else say("dossier.draft"),
        papers.board.secrecy,
        papers=papers,
        board=papers.board,
        plan=papers.plan,
        tiers=sorted({tier for plan in plans for tier in plan.score}),
        ties="; ".join(", ".join(map(str, ranks)) for ranks in ties),
        plan_names=lambda across: [say("dossier.plan", rank=plans[at].rank) for at in across],
        same=[line for line in papers.lines if line.same],
        differing=(differing := [line for line in papers.lines if several and not line.same]),
        differing_tables=list(_tables(differing, len(plans))),
        ladders=list(map(Markup, flowing_ladders(papers))),
        figures=[(label, Markup(svg)) for _, label, svg in figures_of(papers)],
        pieces=[say(f"dossier.piece_{at}") for at in range(1, PIECES + 1)],
        unverified=sum(not rule.verified for rule in papers.rules),
    )


def _tables(lines: Sequence[PostLine], plans: int) -> Iterator[tuple[tuple[int, ...], list[PostLine]]]:
    """Which plans stand side by side, by their places, and the posts in which some of them differ from the first."""
    for first in range(1, plans, ACROSS - 1):
        others = range(first, min(first + ACROSS - 1, plans))
        told = [line for line in lines if any(line.comers[at] != line.comers[0] for at in others)]
        if told:
            yield (0, *others), told
