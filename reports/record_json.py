"""A record as JSON."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import asdict
from typing import Any

from luanchuyen.models.places.tables import Place
from luanchuyen.optimizer.record.coverage import Coverage
from luanchuyen.optimizer.record.reconciliation import Reconciled
from luanchuyen.optimizer.record.record import Record, Standing
from luanchuyen.optimizer.record.turnover import WITHIN_MONTHS


def record_to_dict(record: Record, remarks: Iterable[Reconciled] = ()) -> dict[str, Any]:
    """The record; dates as yyyy-mm-dd, places by code. ``total`` is of the three forms of moving."""
    total = record.line(None)
    return {
        "from": record.first.isoformat(),
        "to": record.last.isoformat(),
        "forms": [asdict(line) for line in record.lines if line.form is not None],
        "total": asdict(total) if total else None,
        "external": [asdict(line) for line in record.external],
        "coverage": {"before": _coverage(record.before.coverage), "after": _coverage(record.after.coverage)},
        "concurrent": _concurrent(record.before, record.after),
        "two_terms": {
            "before": len(record.before.terms.past),
            "after": len(record.after.terms.past),
            "limit": record.after.terms.limit,
            "before_cadres": list(record.before.terms.past),
            "after_cadres": list(record.after.terms.past),
        },
        "head_changes": {
            "months": WITHIN_MONTHS,
            "twice": [list(headed) for headed in record.changed_twice],
        },
        "reconciliation": [{"key": remark.key, **remark.values} for remark in remarks],
    }


def _coverage(coverage: Coverage) -> dict[str, Any]:
    return {
        "covered": coverage.covered,
        "of": coverage.of,
        "open": _codes(coverage.open),
        "unknown": _codes(coverage.unknown),
        "unheld": _codes(coverage.unheld),
    }


def _codes(places: Iterable[Place]) -> list[str]:
    return [str(place) for place in places]


def _concurrent(before: Standing, after: Standing) -> list[dict[str, Any]]:
    return [
        {
            "kinds": list(one.kinds),
            "level": one.level,
            "before": {"places": one.places, "of": one.of},
            "after": {"places": two.places, "of": two.of},
        }
        for one, two in zip(before.concurrent, after.concurrent, strict=True)
    ]
