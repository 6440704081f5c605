"""What a committee wrote, in words: why a cell is unread, what a waiver lacks, what is to be known beside."""

from __future__ import annotations

from luanchuyen.messages import say, shortened
from luanchuyen.models.committee.edit import Unread, WrittenWaiver
from luanchuyen.wording.rules import rule_name


def unread_words(unread: Unread) -> str:
    """Where it stands, what stands there, why it cannot be read and how to mend it."""
    why = say(f"edits.{unread.key}", candidates=", ".join(unread.candidates))
    return say("edits.unread", sheet=unread.sheet, cell=unread.cell, text=shortened(unread.text), why=why)


def lacking_words(waiver: WrittenWaiver) -> str:
    """What is missing of a waiver that opens nothing; "" where it is whole."""
    if not waiver.lacks:
        return ""
    lacks = ", ".join(say(f"edits.lacks_{field}") for field in waiver.lacks)
    return say("edits.lacking", rule=rule_name(waiver.rule), document=shortened(waiver.document), lacks=lacks)


def note_words(note: tuple[str, tuple[tuple[str, str], ...]]) -> str:
    """A note of what was read: a message key with its values."""
    key, values = note
    return say(key, **dict(values))
