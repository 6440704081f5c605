"""Click's own words: the catalogue translates messages that click has, and click is left as it was found."""

from __future__ import annotations

import ast
import inspect
from string import Formatter
from types import ModuleType

import click
import pytest

from luanchuyen.cli import main
from luanchuyen.commands.terminal.click_catalogue import TRANSLATED, click_speaks, gettext, ngettext
from luanchuyen.messages import LANGUAGES, sentences, speak_in
from luanchuyen.models.errors import ExitCode

DEVELOPERS = {"Invalid start character for option ({option})"}
"""What only who declares an option meets."""


def messages_of(module: ModuleType) -> set[str]:
    """The messages that a module of click has translated."""
    calls = [node for node in ast.walk(ast.parse(inspect.getsource(module))) if isinstance(node, ast.Call)]
    asked = [call for call in calls if isinstance(call.func, ast.Name) and call.func.id in ("_", "ngettext")]
    return {part.value for call in asked for part in call.args[:2] if isinstance(part, ast.Constant)}


def placeholders(text: str) -> set[str]:
    return {name for _, name, _, _ in Formatter().parse(text) if name}


@pytest.mark.parametrize("language", LANGUAGES)
def test_every_entry_is_a_message_of_click_and_of_the_parser_every_message_an_entry(language: str) -> None:
    entries = sentences(language, "click")
    known = {message for module in TRANSLATED for message in messages_of(module)}
    assert len(entries) > 10
    assert entries.keys() <= known
    assert messages_of(click.parser) - entries.keys() == DEVELOPERS
    assert all(placeholders(told) <= placeholders(message) for message, told in entries.items())


def test_a_message_is_filled_in_the_language_spoken() -> None:
    one, more = "Option {name!r} requires an argument.", "Option {name!r} requires {nargs} arguments."
    assert ngettext(one, more, 2).format(name="--fix", nargs=2).startswith("Tùy chọn --fix cần kèm 2 giá trị")
    speak_in("en")
    assert ngettext(one, more, 2).format(name="--fix", nargs=2) == "The option --fix needs 2 values, parted by a blank."
    assert ngettext(one, more, 1).format(name="--set", nargs=1) == "The option --set needs a value."
    assert gettext("Got unexpected extra argument ({args})").format(args="x" * 500).endswith("xxx….")
    assert gettext("Aborted!") == "Aborted!"


def test_click_is_left_as_it_was_found(capsys: pytest.CaptureFixture[str]) -> None:
    @click.command()
    def other() -> None:
        """Somebody else's command in the same process."""

    with click_speaks():
        assert other.get_usage(click.Context(other)).startswith("Cách dùng:")
    assert main(["plan", "--help"]) == ExitCode.DONE
    assert main(["plan"]) == ExitCode.USAGE
    assert other.get_usage(click.Context(other)).startswith("Usage:")
