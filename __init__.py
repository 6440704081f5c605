"""Luân Chuyển: planning the rotation of leading officials.

The repository's root is this package: the folder ``models/`` is ``luanchuyen.models``, and so on.

>>> from luanchuyen import open_case, plan, audit
>>> case = open_case("so-lieu.xlsx")                               # doctest: +SKIP
>>> result = plan(case.instance, case.rules, case.options)         # doctest: +SKIP
>>> audit(case.instance, case.rules, result.plans[0].pairs)        # doctest: +SKIP

docs/python.md tells the rest.
"""

# Nothing is imported here: under `python -m` the current folder is still on the path (__main__.py takes it off).
TYPE_CHECKING = False
__all__ = [
    "Assignment",
    "AuditError",
    "Case",
    "Certificate",
    "DataError",
    "Decided",
    "Decision",
    "Edit",
    "Edits",
    "FileError",
    "Finding",
    "FormError",
    "Instance",
    "Judgement",
    "MemoryLimitError",
    "Options",
    "Plan",
    "Policy",
    "Problem",
    "Result",
    "RotationError",
    "RuleBookError",
    "RunAnswers",
    "ScenarioError",
    "StoppedError",
    "UsageError",
    "VersionError",
    "answer_run",
    "apply",
    "audit",
    "calendar",
    "compare",
    "explain",
    "judge_edits",
    "load_rules",
    "open_case",
    "plan",
    "read",
    "record",
    "report",
    "verify",
    "what_if",
    "write_run",
]

if TYPE_CHECKING:
    from luanchuyen.commands.input import Case, open_case
    from luanchuyen.commands.library.answering import what_if
    from luanchuyen.commands.library.applying import apply
    from luanchuyen.commands.library.comparing import compare
    from luanchuyen.commands.library.counting import record
    from luanchuyen.commands.library.explaining import explain
    from luanchuyen.commands.library.facts import audit, read
    from luanchuyen.commands.library.foreseeing import calendar
    from luanchuyen.commands.library.judging import judge_edits
    from luanchuyen.commands.library.reporting import report
    from luanchuyen.commands.library.run_answering import answer_run
    from luanchuyen.commands.library.run_writing import write_run
    from luanchuyen.commands.library.verifying import verify
    from luanchuyen.models.certificate import Certificate
    from luanchuyen.models.committee.decision import Decided, Decision
    from luanchuyen.models.committee.edit import Edit, Edits
    from luanchuyen.models.committee.judgement import Judgement
    from luanchuyen.models.committee.run_answers import RunAnswers
    from luanchuyen.models.errors import (
        AuditError,
        DataError,
        FileError,
        FormError,
        MemoryLimitError,
        Problem,
        RotationError,
        RuleBookError,
        ScenarioError,
        StoppedError,
        UsageError,
        VersionError,
    )
    from luanchuyen.models.finding import Finding
    from luanchuyen.models.instance import Instance
    from luanchuyen.models.options import Options
    from luanchuyen.models.plan import Assignment, Plan, Result
    from luanchuyen.models.policy import Policy
    from luanchuyen.models.version import __version__ as __version__
    from luanchuyen.optimizer.planning import plan
    from luanchuyen.scenarios.rulebook.book import load_rules

_HOMES = {
    "Case": "luanchuyen.commands.input",
    "open_case": "luanchuyen.commands.input",
    "what_if": "luanchuyen.commands.library.answering",
    "apply": "luanchuyen.commands.library.applying",
    "compare": "luanchuyen.commands.library.comparing",
    "record": "luanchuyen.commands.library.counting",
    "explain": "luanchuyen.commands.library.explaining",
    "audit": "luanchuyen.commands.library.facts",
    "read": "luanchuyen.commands.library.facts",
    "calendar": "luanchuyen.commands.library.foreseeing",
    "judge_edits": "luanchuyen.commands.library.judging",
    "report": "luanchuyen.commands.library.reporting",
    "answer_run": "luanchuyen.commands.library.run_answering",
    "write_run": "luanchuyen.commands.library.run_writing",
    "verify": "luanchuyen.commands.library.verifying",
    "Certificate": "luanchuyen.models.certificate",
    "Decided": "luanchuyen.models.committee.decision",
    "Decision": "luanchuyen.models.committee.decision",
    "Edit": "luanchuyen.models.committee.edit",
    "Edits": "luanchuyen.models.committee.edit",
    "Judgement": "luanchuyen.models.committee.judgement",
    "RunAnswers": "luanchuyen.models.committee.run_answers",
    "AuditError": "luanchuyen.models.errors",
    "DataError": "luanchuyen.models.errors",
    "FileError": "luanchuyen.models.errors",
    "FormError": "luanchuyen.models.errors",
    "MemoryLimitError": "luanchuyen.models.errors",
    "Problem": "luanchuyen.models.errors",
    "RotationError": "luanchuyen.models.errors",
    "RuleBookError": "luanchuyen.models.errors",
    "ScenarioError": "luanchuyen.models.errors",
    "StoppedError": "luanchuyen.models.errors",
    "UsageError": "luanchuyen.models.errors",
    "VersionError": "luanchuyen.models.errors",
    "Finding": "luanchuyen.models.finding",
    "Instance": "luanchuyen.models.instance",
    "Options": "luanchuyen.models.options",
    "Assignment": "luanchuyen.models.plan",
    "Plan": "luanchuyen.models.plan",
    "Result": "luanchuyen.models.plan",
    "Policy": "luanchuyen.models.policy",
    "plan": "luanchuyen.optimizer.planning",
    "load_rules": "luanchuyen.scenarios.rulebook.book",
    "__version__": "luanchuyen.models.version",
}


def __getattr__(name: str) -> object:
    # Imported when asked for, so that `import luanchuyen` and `--help` stay instant.
    if name not in _HOMES:
        raise AttributeError(f"module {__name__!r} has no attribute {name!r}; dir({__name__}) lists what it has")
    from importlib import import_module

    return getattr(import_module(_HOMES[name]), name)


def __dir__() -> list[str]:
    return [*__all__, "__version__"]
