"""The figures of the papers, by name."""

from __future__ import annotations

from luanchuyen.messages import say
from luanchuyen.reports.figures.coverage import PlaceRow, coverage_figure
from luanchuyen.reports.figures.ladder import ladder_figures
from luanchuyen.reports.figures.terms import Service, terms_figures
from luanchuyen.reports.figures.trade_off import trade_off_figures
from luanchuyen.reports.papers.papers import Covered, Papers

PIECE = 200
"""Pixels of a piece of a ladder."""
Figure = tuple[str, str, str]
"""(file's name without its ending, what it shows, SVG)"""


def ladders_of(papers: Papers) -> tuple[Figure, ...]:
    """The chains of the plan put forward, a figure a page."""
    label = say("figures.ladder", rank=papers.chosen)
    return _numbered("ladder", label, ladder_figures(papers.plan.chains, label))


def flowing_ladders(papers: Papers) -> tuple[str, ...]:
    """The same in pieces so small that a page can be filled with them."""
    label = say("figures.ladder", rank=papers.chosen)
    return ladder_figures(papers.plan.chains, label, PIECE, apart=False)


def figures_of(papers: Papers) -> tuple[Figure, ...]:
    """Coverage, where places are judged; ages and terms, where somebody moves; the trade-off of a sweep."""
    return (*_coverage(papers), *_terms(papers), *_trade_off(papers))


def _coverage(papers: Papers) -> tuple[Figure, ...]:
    told = papers.plan.coverage
    if not told.of:
        return ()
    label = say("figures.coverage", rank=papers.chosen)
    return _numbered("coverage", label, (coverage_figure(told.before, told.after, told.of, _places(told), label),))


def _places(told: Covered) -> tuple[PlaceRow, ...]:
    rows = [PlaceRow(name, False, True) for name in told.gained]
    rows += [PlaceRow(name, True, False) for name in told.lost]
    return (*rows, *(PlaceRow(name, False, False) for name in told.open if name not in told.lost))


def _terms(papers: Papers) -> tuple[Figure, ...]:
    label = say("figures.terms", rank=papers.chosen)
    services = [Service(m.person.name, m.age, m.start, m.end, m.retires) for m in papers.plan.moves]
    return _numbered("terms", label, terms_figures(services, label))


def _trade_off(papers: Papers) -> tuple[Figure, ...]:
    if papers.sweep is None:
        return ()
    label = say("figures.trade_off")
    return _numbered("trade-off", label, trade_off_figures(papers.sweep.columns, papers.sweep.tried, label))


def _numbered(name: str, label: str, drawn: tuple[str, ...]) -> tuple[Figure, ...]:
    return tuple((f"{name}-{at}" if len(drawn) > 1 else name, label, svg) for at, svg in enumerate(drawn, start=1))
