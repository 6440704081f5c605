"""The number that says how plain values of a noun are to be read, for whoever keeps them outside a run folder.

It stands around them, not in them: plans.json and certificate.json have a fixed form, in which nothing strange may
stand, and bear numbers of their own (``version`` of the record, ``form``). A field that is added or gone, or one that
means something else, makes a new number.
"""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

from luanchuyen.models.certificate import Certificate
from luanchuyen.models.errors import Problem, VersionError
from luanchuyen.models.finding import Finding
from luanchuyen.models.plan import Plan, Result

SCHEMA = 1
Noun = Result | Plan | Finding | Problem | Certificate
NOUNS: Mapping[str, type[Noun]] = {noun.__name__: noun for noun in (Result, Plan, Finding, Problem, Certificate)}


def numbered(noun: Noun) -> dict[str, object]:
    """``{"schema": 1, "noun": "Plan", "value": noun.to_dict()}``."""
    return {"schema": SCHEMA, "noun": type(noun).__name__, "value": noun.to_dict()}


def from_numbered(told: Mapping[str, Any]) -> Noun:
    """The noun that ``numbered`` told.

    Raises VersionError for a later number; KeyError, TypeError, ValueError or AttributeError on another form.
    """
    if told["schema"] != SCHEMA:
        raise VersionError("plan.newer_schema", found=told["schema"], ours=SCHEMA)
    return NOUNS[told["noun"]].from_dict(told["value"])
