"""Every reason why a cell of a committee is not read has its sentence, in both languages."""

from __future__ import annotations

import re
from importlib.resources import files
from pathlib import Path

import pytest

from luanchuyen.messages import LANGUAGES, sentences, speak_in
from luanchuyen.models.committee.edit import Unread, WrittenWaiver
from luanchuyen.wording.answers.unread import lacking_words, note_words, unread_words

GIVEN = re.compile(
    r'(?:UnknownLineError|UnreadCellError)\("(\w+)"|key="(\w+)"|return "(not_\w+)"|"(not_recorded)"'
    r'|"(codes_differ)"|"(no_mark_column)"|"(fits_several)"|"(unknown_word)"|"(merged|struck|formula|fault|twice)"'
)
OTHERS = {"unread", "lacking", "nothing_to_hold", "remarked"}


def keys() -> set[str]:
    """Every reason that the code gives."""
    rooms = ("sheets/edits", "scenarios/decisions")
    sources = (path for room in rooms for path in Path(str(files("luanchuyen"))).joinpath(room).glob("*.py"))
    found = {key for path in sources for groups in GIVEN.findall(path.read_text(encoding="utf-8")) for key in groups}
    return found - {""}


def test_every_reason_has_a_sentence_and_every_sentence_a_reason() -> None:
    told = {key for key in sentences("vi", "edits") if not key.startswith("lacks_")}
    assert keys() == told - OTHERS and len(keys()) > 15


@pytest.mark.parametrize("lang", LANGUAGES)
def test_they_say_where_what_and_how_to_mend_it(lang: str) -> None:
    speak_in(lang)
    for key in keys():
        said = unread_words(Unread("Phương án 1", "K7", "An", key, ("C2", "C3")))
        assert "Phương án 1" in said and "K7" in said and "An" in said and said.endswith(".")
    assert "C2, C3" in unread_words(Unread("Phương án 1", "K7", "An", "fits_several", ("C2", "C3")))
    fields = ("document", "date", "authority", "reason", "decision")
    told = lacking_words(WrittenWaiver("stint_length", "C1", "P1", "CV 1", "", "", "", fields))
    assert all(sentences(lang, "edits")[f"lacks_{field}"] in told for field in fields)
    assert lacking_words(WrittenWaiver("stint_length", "C1", "P1", "CV 1", "2026-01-01", "BTV", "x")) == ""
    assert note_words(("edits.nothing_to_hold", ())) == sentences(lang, "edits")["nothing_to_hold"]
    assert "K7" in note_words(("edits.remarked", (("sheet", "Phương án 1"), ("place", "K7"))))
    speak_in("vi")
