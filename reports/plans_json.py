"""plans.json: a result as the contract's JSON."""

from __future__ import annotations

import json

from luanchuyen.models.plan import Result


def result_to_json(result: Result) -> str:
    """The text of plans.json: sorted where order means nothing, the same bytes for the same result."""
    return json.dumps(result.to_dict(), ensure_ascii=False, indent=1) + "\n"
