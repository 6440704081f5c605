"""The dossier: page 1 with the seven contents, what all plans share, what differs, a page a move, rules, proofs."""

from __future__ import annotations

from luanchuyen.messages import say
from luanchuyen.reports.dossier.rendering import rendered
from luanchuyen.reports.papers.papers import Papers


def dossier(papers: Papers, final: bool = False) -> bytes:
    """The dossier as one HTML file. ``final``: without the mark of a draft."""
    plans = papers.plans
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
    )
