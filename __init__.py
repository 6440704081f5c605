"""Luân Chuyển: planning the rotation of leading officials.

The repository's root is this package: the folder ``models/`` is ``luanchuyen.models``, and so on.

>>> from luanchuyen import open_case, plan, audit
>>> case = open_case("so-lieu.xlsx")                               # doctest: +SKIP
>>> result = plan(case.instance, case.rules, case.options)         # doctest: +SKIP
>>> audit(case.instance, case.rules, result.plans[0].pairs)        # doctest: +SKIP
"""

# Nothing is imported here: under `python -m` the current folder is still on the path (__main__.py takes it off).
TYPE_CHECKING = False
__version__ = "0.1.1"
__all__ = [
    "Assignment",
    "AuditError",
    "Case",
    "DataError",
    "Finding",
    "Instance",
    "Options",
    "Plan",
    "Policy",
    "Problem",
    "Result",
    "RotationError",
    "RuleBookError",
    "ScenarioError",
    "assignments_frame",
    "audit",
    "findings_frame",
    "load_rules",
    "open_case",
    "plan",
    "read",
    "sweep_frame",
]

if TYPE_CHECKING:
    from luanchuyen.commands.input import Case, open_case
    from luanchuyen.commands.library import audit, read
    from luanchuyen.models.errors import AuditError, DataError, Problem, RotationError, RuleBookError, ScenarioError
    from luanchuyen.models.finding import Finding
    from luanchuyen.models.instance import Instance
    from luanchuyen.models.options import Options
    from luanchuyen.models.plan import Assignment, Plan, Result
    from luanchuyen.models.policy import Policy
    from luanchuyen.optimizer.planning import plan
    from luanchuyen.reports.frames import assignments_frame, findings_frame, sweep_frame
    from luanchuyen.scenarios.rulebook.book import load_rules

_HOMES = {
    "Case": "luanchuyen.commands.input",
    "open_case": "luanchuyen.commands.input",
    "audit": "luanchuyen.commands.library",
    "read": "luanchuyen.commands.library",
    "DataError": "luanchuyen.models.errors",
    "AuditError": "luanchuyen.models.errors",
    "Problem": "luanchuyen.models.errors",
    "RotationError": "luanchuyen.models.errors",
    "RuleBookError": "luanchuyen.models.errors",
    "ScenarioError": "luanchuyen.models.errors",
    "Finding": "luanchuyen.models.finding",
    "Instance": "luanchuyen.models.instance",
    "Options": "luanchuyen.models.options",
    "Assignment": "luanchuyen.models.plan",
    "Plan": "luanchuyen.models.plan",
    "Result": "luanchuyen.models.plan",
    "Policy": "luanchuyen.models.policy",
    "plan": "luanchuyen.optimizer.planning",
    "assignments_frame": "luanchuyen.reports.frames",
    "findings_frame": "luanchuyen.reports.frames",
    "sweep_frame": "luanchuyen.reports.frames",
    "load_rules": "luanchuyen.scenarios.rulebook.book",
}


def __getattr__(name: str) -> object:
    # Imported when asked for, so that `import luanchuyen` and `--help` stay instant.
    if name not in _HOMES:
        raise AttributeError(name)
    from importlib import import_module

    return getattr(import_module(_HOMES[name]), name)


def __dir__() -> list[str]:
    return [*__all__, "__version__"]
