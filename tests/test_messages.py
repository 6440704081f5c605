"""Both languages say the same things: the same files, keys and placeholders."""

import re
from importlib.resources import files
from string import Formatter

import pytest

from luanchuyen.messages import LANGUAGES, say, sentences, speak_in

NO_COUNT = {
    "check.half_converted": "cells, not a number",
    "check.several_posts": "a code, not a number",
    "check.heads_at_once": "heads is a verb, and of a code",
    "check.head_till_present": "the same",
    "check.two_open_stints": "of a code",
    "compare.too_many": "the most that is taken, which is not one",
    "workbook.agreement": "as many plans as were asked for, and one plan agrees with none",
}
"""English sentences with a number before a plural that is never of one thing."""


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


COUNTED = re.compile(r"\{(\w+)\}((?: [a-z-]+){1,3})")
CHOICE = re.compile(r"\{\w+:([^|{}]+)\|([^|{}]+)\}")


def english() -> dict[str, str]:
    """Every English template by its key."""
    return {f"{room}.{key}": text for room in rooms("en") for key, text in sentences("en", room).items()}


def plurals() -> set[str]:
    """The nouns that some template has in both numbers, in the plural, and the commonest besides."""
    found = {more.split()[0] for text in english().values() for _, more in CHOICE.findall(text)}
    return {word for word in found if word.endswith("s")} - {"is", "has"} | {
        "files",
        "sheets",
        "columns",
        "runs",
        "days",
    }


@pytest.mark.parametrize("amount", [0, 1, 2, 11, "1", "1,000"])
def test_english_counts_one_thing_or_more(amount: object) -> None:
    speak_in("en")
    told = say("record.warnings", count=amount, path="x")
    assert f"{amount} warning{'' if str(amount) == '1' else 's'};" in told
    assert say("scenario.line", name="A", seats=amount, persons=1, score="5", mark="").count("1 person placed") == 1
    speak_in("vi")


def test_every_count_in_english_has_a_singular() -> None:
    assert {"plans", "warnings", "seats", "persons"} <= plurals()
    nouns = plurals()
    bare = {key for key, text in english().items() for _, words in COUNTED.findall(text) if nouns & {*words.split()}}
    assert bare == NO_COUNT.keys()


def test_a_choice_of_number_is_made_of_two_words_and_a_count_told_in_vietnamese_too() -> None:
    for key, text in english().items():
        assert text.count("|") == len(CHOICE.findall(text)) + text.count("| "), key


@pytest.mark.parametrize("language", LANGUAGES)
def test_no_sentence_is_empty(language: str) -> None:
    blank = [f"{room}.{key}" for room in rooms(language) for key, text in sentences(language, room).items() if not text]
    assert not blank


def test_nobody_is_called_a_candidate() -> None:
    said = [(f"{room}.{key}", text) for room in rooms("vi") for key, text in sentences("vi", room).items()]
    assert not [key for key, text in said if "ứng viên" in text.casefold()]
