"""plans.json: a result as the contract's JSON."""

from __future__ import annotations

import json

from luanchuyen.models.plan import Result
from luanchuyen.models.plan_values import conflict_to_dict, plan_to_dict


def result_to_json(result: Result) -> str:
    """The text of plans.json: sorted where order means nothing, the same bytes for the same result."""
    document = {
        "record": dict(result.record),
        "status": result.status,
        "conflicts": [conflict_to_dict(conflict) for conflict in result.conflicts],
        "plans": [plan_to_dict(plan) for plan in result.plans],
    }
    return json.dumps(document, ensure_ascii=False, indent=1) + "\n"
