"""What a board must heed before it reads the plans, as sentences."""

from __future__ import annotations

from collections.abc import Callable

from luanchuyen.messages import say
from luanchuyen.models.certificate import checked
from luanchuyen.models.finding import Finding
from luanchuyen.models.plan import Plan
from luanchuyen.sheets.plans.book import PlansBook
from luanchuyen.sheets.plans.rules_page import unverified
from luanchuyen.wording.forms import within


def warnings(book: PlansBook) -> list[str]:
    """The sentences, the gravest first; none for what does not apply."""
    asked = _option(book, "plans") or book.situation.instance.settings.plans
    fewer = isinstance(asked, int) and asked > len(book.plans)
    counts = {
        "warn_interrupted": asked if fewer and book.result.status == "feasible" else 0,
        "warn_unproven": sum(not plan.proven for plan in book.plans),
        "warn_no_certificate": sum(not checked(book.result.certificate, plan.rank) for plan in book.plans),
        "warn_empty": len(_always_empty(book)),
        # This rule's findings are those who wait.
        "warn_waiting": _most(book, lambda f: f.rule == "placement"),
        "warn_missing": _most(book, lambda f: f.reason == "missing"),
        "warn_standing": _most(book, lambda f: f.level == "standing"),
        "warn_waived": _most(book, lambda f: f.waiver is not None),
        "warn_within": max((_within(book, plan) for plan in book.plans), default=0),
        "warn_unverified": len(unverified(book)),
    }
    told = [say(f"workbook.{key}", count=count) for key, count in counts.items() if count]
    if fewer and book.result.status == "optimal":
        told.append(say("workbook.warn_fewer", count=len(book.plans), asked=asked))
    return told


def _always_empty(book: PlansBook) -> set[str]:
    empty = [set(plan.empty) for plan in book.plans]
    return set.intersection(*empty) if empty else set()


def _most(book: PlansBook, counts: Callable[[Finding], bool]) -> int:
    return max((sum(map(counts, plan.findings)) for plan in book.plans), default=0)


def _within(book: PlansBook, plan: Plan) -> int:
    return sum(bool(within(book.situation, moves[0])) for moves in plan.by_cadre.values())


def _option(book: PlansBook, name: str) -> object:
    options = book.result.record.get("options")
    return options.get(name) if isinstance(options, dict) else None
