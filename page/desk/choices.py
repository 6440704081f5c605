"""Which choices say something at a line of the plan at hand, and how one is put into the tray."""

from __future__ import annotations

from luanchuyen.models.errors import UsageError
from luanchuyen.page.desk.rounds import OpenRound
from luanchuyen.page.desk.state import Choice, Tray
from luanchuyen.scenarios.decisions.marks import Mark, refused


def check_choice(current: OpenRound, choice: Choice) -> None:
    """Raises UsageError where a choice says nothing at its line, or lacks a reason."""
    if choice.kind == "take_back":
        if not choice.taken or not set(choice.taken) <= set(current.run.decided.decisions):
            raise UsageError("page.no_such_decision")
    elif not current.knows(choice.line):
        raise UsageError("page.no_such_line")
    elif choice.kind == "choose" and choice.chosen not in current.situation.instance.cadres:
        raise UsageError("page.no_such_person")
    elif refused(Mark(choice.line, choice.kind, "", choice.chosen)) is not None:
        raise UsageError("page.says_nothing")
    if not choice.reason and choice.kind != "agree":
        raise UsageError("page.needs_reason")


def replaced(tray: Tray, choice: Choice) -> Tray:
    """The tray with a choice; one made at the same line before gives way."""
    return (*(one for one in tray if one.line != choice.line), choice)
