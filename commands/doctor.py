"""``doctor``: versions, and a whole plan of a shipped example made and audited."""

from __future__ import annotations

import platform
from importlib.metadata import PackageNotFoundError, version
from importlib.resources import as_file

from luanchuyen.commands.input import read_input
from luanchuyen.commands.terminal.console import Console
from luanchuyen.messages import say
from luanchuyen.models.errors import ExitCode, RotationError
from luanchuyen.models.options import Options
from luanchuyen.models.version import __version__
from luanchuyen.optimizer.planning import plan
from luanchuyen.scenarios.example import folder

PACKAGES = ("ortools", "numpy", "pandas", "openpyxl", "XlsxWriter", "click")
EXAMPLE = "binh-lieu"


def run(console: Console) -> ExitCode:
    """Print versions and plan the small example."""
    system = f"{platform.system()} {platform.machine()}"
    console.tell(say("cli.doctor_version", version=__version__, python=platform.python_version(), system=system))
    versions = {name: _version(name) for name in PACKAGES}
    for name, number in versions.items():
        key = "cli.doctor_package" if number else "cli.doctor_missing"
        console.tell(say(key, name=name, version=number))
    console.tell(say("cli.doctor_test", name=EXAMPLE))
    try:
        with as_file(folder(EXAMPLE)) as path:
            source = read_input(path)
            result = plan(source.instance, source.policy, Options(plans=2))
    except RotationError as error:
        failed = RotationError("cli.doctor_bad", reason=str(error))
        failed.exit_code = error.exit_code
        raise failed from error
    good = result.status == "optimal" and len(result.plans) == 2
    score = " / ".join(str(v) for v in result.plans[0].score.values()) if result.plans else "–"
    if not good:
        raise RotationError("cli.doctor_bad", reason=result.status)
    console.tell(say("cli.doctor_good", plans=len(result.plans), score=score))
    console.give({"version": __version__, "packages": versions, "self_test": good})
    return ExitCode.DONE


def _version(name: str) -> str | None:
    try:
        return version(name)
    except PackageNotFoundError:
        return None
