"""What holds for every test: it begins in Vietnamese, and no socket of it, or of its children, leaves this machine."""

import importlib.util
import os
from collections.abc import Iterator
from pathlib import Path

import pytest

from luanchuyen.messages import speak_in

os.environ.pop("COLUMNS", None)  # the runner on several cores sets it; what has a width of its own says so

GUARD = Path(__file__).with_name("guard")
if GUARD.as_posix() not in os.environ.get("PYTHONPATH", "").split(os.pathsep):  # once: a hook is never taken back
    os.environ["PYTHONPATH"] = os.pathsep.join(filter(None, (GUARD.as_posix(), os.environ.get("PYTHONPATH"))))
    _found = importlib.util.spec_from_file_location("guard_of_sockets", GUARD / "sitecustomize.py")
    assert _found is not None and _found.loader is not None
    _found.loader.exec_module(importlib.util.module_from_spec(_found))


@pytest.fixture(autouse=True)
def vietnamese() -> Iterator[None]:
    """Every test begins in Vietnamese, whatever the one before it spoke."""
    speak_in("vi")
    yield
    speak_in("vi")
