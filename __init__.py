"""Luân Chuyển: planning the rotation of leading officials.

The repository's root is this package: the folder ``models/`` is ``luanchuyen.models``, and so on.

>>> from luanchuyen import read, load_rules, plan, audit
>>> instance = read("so-lieu.xlsx")                                  # doctest: +SKIP
>>> result = plan(instance, load_rules("qd65-2026"))                 # doctest: +SKIP
>>> audit(instance, load_rules("qd65-2026"), result.plans[0].pairs)  # doctest: +SKIP
"""

# Nothing is imported here: under `python -m` the current folder is still on the path (__main__.py takes it off).
TYPE_CHECKING = False
__version__ = "0.1.0"
__all__ = [
    "Options",
    "assignments_frame",
    "audit",
    "findings_frame",
    "load_rules",
    "plan",
    "read",
    "sweep_frame",
]

if TYPE_CHECKING:
    from luanchuyen.commands.library import audit, read
    from luanchuyen.optimizer.planning import Options, plan
    from luanchuyen.reports.frames import assignments_frame, findings_frame, sweep_frame
    from luanchuyen.scenarios.rulebook import load_rules

_HOMES = {
    "read": "luanchuyen.commands.library",
    "plan": "luanchuyen.optimizer.planning",
    "audit": "luanchuyen.commands.library",
    "Options": "luanchuyen.optimizer.planning",
    "load_rules": "luanchuyen.scenarios.rulebook",
    "assignments_frame": "luanchuyen.reports.frames",
    "findings_frame": "luanchuyen.reports.frames",
    "sweep_frame": "luanchuyen.reports.frames",
}


def __getattr__(name: str) -> object:
    # Imported when asked for, so that `import luanchuyen` and `--help` stay instant.
    if name not in _HOMES:
        raise AttributeError(name)
    from importlib import import_module

    return getattr(import_module(_HOMES[name]), name)
