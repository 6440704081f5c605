"""Both languages say the same things: the same files, keys and placeholders."""

from importlib.resources import files
from string import Formatter

import pytest

from luanchuyen.messages import LANGUAGES, sentences


def rooms(language: str) -> set[str]:
    """The names of the message files of a language."""
    found = files("luanchuyen.messages").joinpath(language).iterdir()
    return {entry.name.removesuffix(".toml") for entry in found if entry.name.endswith(".toml")}


def placeholders(sentence: str) -> set[str]:
    """The names in braces."""
    return {name for _, name, _, _ in Formatter().parse(sentence) if name is not None}


def test_both_languages_have_the_same_files() -> None:
    assert rooms("vi") == rooms("en") != set()


@pytest.mark.parametrize("room", sorted(rooms("vi") & rooms("en")))
def test_both_languages_have_the_same_keys_and_placeholders(room: str) -> None:
    vietnamese, english = sentences("vi", room), sentences("en", room)
    assert vietnamese.keys() == english.keys()
    assert {key: placeholders(text) for key, text in vietnamese.items()} == {
        key: placeholders(text) for key, text in english.items()
    }


@pytest.mark.parametrize("language", LANGUAGES)
def test_no_sentence_is_empty(language: str) -> None:
    blank = [f"{room}.{key}" for room in rooms(language) for key, text in sentences(language, room).items() if not text]
    assert not blank


def test_nobody_is_called_a_candidate() -> None:
    said = [(f"{room}.{key}", text) for room in rooms("vi") for key, text in sentences("vi", room).items()]
    assert not [key for key, text in said if "ứng viên" in text.casefold()]
