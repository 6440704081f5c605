"""Assignments, findings and sweeps as pandas frames, for analysts; pandas is imported only here, when asked for."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import asdict
from typing import TYPE_CHECKING

from luanchuyen.models.plan import Result

if TYPE_CHECKING:
    import pandas as pd


def assignments_frame(result: Result) -> pd.DataFrame:
    """One row a (plan, cadre, post): column ``rank`` and the fields of an assignment."""
    import pandas as pd

    columns = ["rank", "cadre", "post", "from_post", "from_unit", "form", "purpose", "direction"]
    rows = [{"rank": plan.rank, **asdict(a)} for plan in result.plans for a in plan.assignments]
    return pd.DataFrame(rows, columns=[*columns, "cross_bloc", "vacates"])


def findings_frame(result: Result) -> pd.DataFrame:
    """One row a (plan, finding): rule, level, tier, amount, cost, subject as text, the waiver's document."""
    import pandas as pd

    rows = [
        {
            "rank": plan.rank,
            "rule": f.rule,
            "level": f.level,
            "tier": f.tier,
            "amount": f.amount,
            "cost": f.cost,
            "subject": " ".join(f"{k}={v}" for k, v in f.subject.items()),
            "waiver": f.waiver.document if f.waiver else None,
        }
        for plan in result.plans
        for f in plan.findings
    ]
    return pd.DataFrame(rows, columns=["rank", "rule", "level", "tier", "amount", "cost", "subject", "waiver"])


def sweep_frame(rows: Sequence[Mapping[str, object]]) -> pd.DataFrame:
    """One row a scenario, of the plain rows that ``sweep_rows`` and ``cost_rows`` make of outcomes."""
    import pandas as pd

    return pd.DataFrame(list(rows))
