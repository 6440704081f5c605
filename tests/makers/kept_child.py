"""``plan`` with a solving child that is kept from call to call, which the package does not offer to its users."""

from __future__ import annotations

from collections.abc import Mapping

from luanchuyen.models.instance import Instance
from luanchuyen.models.options import Options
from luanchuyen.models.plan import Result
from luanchuyen.models.policy import Policy
from luanchuyen.optimizer.planning import Report, plan_situation
from luanchuyen.optimizer.rules.in_force import situation_of
from luanchuyen.optimizer.solver.process import SolvingChild


def plan(
    instance: Instance,
    policy: Policy,
    options: Options | None = None,
    *,
    given: Mapping[str, tuple[str, ...]] | None = None,
    report: Report | None = None,
    child: SolvingChild | None = None,
    cross: bool = False,
) -> Result:
    """As the package's ``plan``; ``child`` solves, where it is given."""
    situation = situation_of(instance, policy, given=given)
    return plan_situation(situation, options, report=report, child=child, cross=cross)
