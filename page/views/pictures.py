"""A plan where people would rather look: its chains as ladders, places covered, ages and terms; the papers' figures."""

from __future__ import annotations

from dataclasses import replace

from markupsafe import Markup

from luanchuyen.page.desk.rounds import OpenRound
from luanchuyen.page.views.common import Shown
from luanchuyen.reports.papers.drawn import figures_of, ladders_of
from luanchuyen.reports.papers.making import papers_of


def pictures_of(current: OpenRound) -> list[Shown]:
    """The figures of the plan at hand, each with what it shows; drawn once a plan."""
    known: dict[int, list[Shown]] = current.situation.once("figures by plan", dict)
    rank = current.plan.rank
    if rank not in known:
        result = replace(current.result, plans=current.run.plans)
        papers = papers_of(current.situation, result, current.run.answers, rank)
        drawn = (*ladders_of(papers), *figures_of(papers))
        # Our own drawing, every text in it escaped.
        known[rank] = [{"name": label, "svg": Markup(svg)} for _, label, svg in drawn]
    return known[rank]
