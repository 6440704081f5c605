"""Problems as the notes of an error: a traceback, in a script or a notebook, shows where each is and how to mend it."""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import contextmanager

from luanchuyen.messages import knows, say
from luanchuyen.models.errors import DataError, Problem, RotationError
from luanchuyen.wording.check.problems import sentence

MOST_NOTED = 20


@contextmanager
def noted() -> Iterator[None]:
    """Whatever error leaves here has the sentences of its first problems as notes, those that stop before others."""
    try:
        yield
    except RotationError as error:
        told = error.problems if isinstance(error, DataError) else error.values.get("problems")
        problems = [one for one in told if isinstance(one, Problem)] if isinstance(told, tuple | list) else []
        stopping = [one for one in problems if one.severity == "error"]
        for problem in stopping[:MOST_NOTED]:
            error.add_note(sentence(problem) if knows(problem.key) else problem.key)
        if len(stopping) > MOST_NOTED:
            error.add_note(say("check.more_noted", count=len(stopping) - MOST_NOTED))
        raise
