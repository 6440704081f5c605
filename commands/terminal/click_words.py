"""Click made to speak the user's language: help, headings, usage errors with the nearest name."""

from __future__ import annotations

import math
from collections.abc import Callable, Iterable, Iterator
from typing import Any

import click

from luanchuyen.commands.terminal.click_catalogue import click_speaks, gettext, ngettext
from luanchuyen.messages import language, say, shortened
from luanchuyen.models.options import MOST_SECONDS

ALIASES = {
    "mau": "new",
    "kiem-tra": "check",
    "lap": "plan",
    "giai-thich": "why",
    "kich-ban": "whatif",
    "xac-minh": "verify",
    "so-sanh": "compare",
    "cap-nhat": "apply",
    "ho-so": "report",
    "lich": "calendar",
    "thong-ke": "record",
    "quy-dinh": "rules",
}
"""The Vietnamese names of the commands that work."""


def spoken_command(name: str) -> str:
    """What a command is called in the language spoken."""
    names = {command: alias for alias, command in ALIASES.items()} if language() == "vi" else {}
    return names.get(name, name)


class SpokenOption(click.Option):
    """An option whose ``help`` is the key of a sentence, said when the help is shown."""

    def get_help_record(self, ctx: click.Context) -> tuple[str, str] | None:
        """The option's line, its help said in the language spoken."""
        record = super().get_help_record(ctx)
        if record is None or self.help is None:
            return record
        return record[0], say(self.help, names=", ".join(_example_names())) if self.help else ""

    def process_value(self, ctx: click.Context, value: Any) -> Any:
        """The value; refused where it is the next option, so that this one lacks a value of its own."""
        if any(text.startswith("--") for text in _texts(value)):
            name, needed = self.get_error_hint(ctx), "Option {name!r} requires {nargs} arguments."
            told = ngettext("Option {name!r} requires an argument.", needed, self.nargs)
            raise click.BadOptionUsage(name, told.format(name=name, nargs=self.nargs), ctx)
        return super().process_value(ctx, value)

    def type_cast_value(self, ctx: click.Context, value: Any) -> Any:
        """The value as its type reads it; refused with what is wanted instead."""
        try:
            return super().type_cast_value(ctx, value)
        except click.BadParameter as error:
            given, wanted = shortened(" ".join(_texts(value))), _wanted(self.type)
            told = say("cli.bad_value", name=self.get_error_hint(ctx), value=given, wanted=wanted)
            raise click.UsageError(told, ctx) from error

    def get_error_hint(self, ctx: click.Context | None) -> str:
        """Its name, as it is told where something is wrong with it."""
        return max(self.opts, key=len)

    def make_metavar(self, ctx: click.Context) -> str:
        """The word that stands for the value: a path, a number or a text."""
        kinds = ((click.Choice, ""), (click.Path, "path"), ((click.IntRange, click.FloatRange), "number"))
        kind = next((word for types, word in kinds if isinstance(self.type, types)), "text")
        return " ".join([say(f"cli.metavar_{kind}")] * self.nargs) if kind else super().make_metavar(ctx)


def _texts(value: Any) -> Iterator[str]:
    """The texts typed for an option, of every time that it was given."""
    if isinstance(value, str):
        yield value
    elif isinstance(value, list | tuple):
        for part in value:
            yield from _texts(part)


def _wanted(kind: click.ParamType[Any]) -> str:
    """What a value of a type may be."""
    if isinstance(kind, click.Choice):
        return ", ".join(map(str, kind.choices))
    if isinstance(kind, click.IntRange | click.FloatRange):
        least = f"{'>' if kind.min_open else '≥'} {kind.min:g}"
        return least if kind.max is None else f"{least}, ≤ {kind.max}"
    return "–"


class Seconds(click.FloatRange):
    """A time limit: above 0, below what a clock counts, and a number (NaN compares with nothing)."""

    def __init__(self) -> None:
        super().__init__(0, MOST_SECONDS, min_open=True)

    def convert(self, value: Any, param: click.Parameter | None, ctx: click.Context | None) -> Any:
        """The seconds. Raises BadParameter."""
        seconds = super().convert(value, param, ctx)
        if math.isnan(seconds):
            self.fail(str(value), param, ctx)
        return seconds


class SpokenArgument(click.Argument):
    """An argument whose word and meaning are said in the language spoken."""

    def make_metavar(self, ctx: click.Context) -> str:
        """Its word, in brackets where it may be left out."""
        word = say(f"cli.arg_{self.name}")
        return word if self.required else f"[{word}]"

    def explained(self, ctx: click.Context) -> tuple[str, str]:
        """Its word and its meaning."""
        return self.make_metavar(ctx), say(f"cli.arg_{self.name}_about")

    def get_error_hint(self, ctx: click.Context | None) -> str:
        """Its word, as it is told where something is wrong with it."""
        return say(f"cli.arg_{self.name}")


def _example_names() -> list[str]:
    from luanchuyen.scenarios.example import names

    return names()


class _Speaking(click.Command):
    def get_help(self, ctx: click.Context) -> str:
        """The help, click's own words too in the language spoken."""
        with click_speaks():
            return super().get_help(ctx)

    def format_usage(self, ctx: click.Context, formatter: click.HelpFormatter) -> None:
        """The usage line."""
        words = {"[OPTIONS]": f"[{gettext('Options').upper()}]", "COMMAND [ARGS]...": say("cli.arguments")}
        pieces = [words.get(piece, piece) for piece in self.collect_usage_pieces(ctx)]
        formatter.write_usage(" ".join(map(spoken_command, ctx.command_path.split(" "))), " ".join(pieces))

    def format_help_text(self, ctx: click.Context, formatter: click.HelpFormatter) -> None:
        """The sentences of the command."""
        formatter.write_paragraph()
        for paragraph in say(str(self.help)).splitlines():
            formatter.write_text(paragraph)

    def format_options(self, ctx: click.Context, formatter: click.HelpFormatter) -> None:
        """What must be given, then the options, one a line."""
        given = [p.explained(ctx) for p in self.params if isinstance(p, SpokenArgument)]
        if given:
            with formatter.section(say("cli.given")):
                formatter.write_dl(given)
        super().format_options(ctx, formatter)

    def get_help_option(self, ctx: click.Context) -> click.Option | None:
        """--help, explained in the language spoken."""
        option = super().get_help_option(ctx)
        if option is not None:
            option.help = gettext("Show this message and exit.")
        return option


class SpokenCommand(_Speaking):
    """A command whose ``help`` is the key of a sentence."""

    def get_short_help_str(self, limit: int = 45) -> str:
        """The first sentence."""
        return say(str(self.help)).split(". ")[0].rstrip(".") + "."


class SpokenGroup(_Speaking, click.Group):
    """The program: commands by their English names and Vietnamese aliases."""

    def get_command(self, ctx: click.Context, cmd_name: str) -> click.Command | None:
        """The command of a name or an alias."""
        return super().get_command(ctx, ALIASES.get(cmd_name, cmd_name))

    def list_commands(self, ctx: click.Context) -> list[str]:
        """In the order they were declared: the order of the work."""
        return list(self.commands)

    def main(self, *given: Any, **settings: Any) -> Any:
        """Run it, click's own words in the language spoken."""
        with click_speaks():
            return super().main(*given, **settings)

    def format_commands(self, ctx: click.Context, formatter: click.HelpFormatter) -> None:
        """The commands with their aliases."""
        other = {name: alias for alias, name in ALIASES.items()}
        rows = [
            (f"{name} ({other[name]})" if name in other else name, command.get_short_help_str())
            for name, command in self.commands.items()
        ]
        with formatter.section(gettext("Commands")):
            formatter.write_dl(rows)

    def resolve_command(
        self, ctx: click.Context, args: list[str]
    ) -> tuple[str | None, click.Command | None, list[str]]:
        """The command asked for; an unknown one is refused with the nearest name."""
        name = args[0]
        command = self.get_command(ctx, name)
        if command is None:
            near = _near(name, [*self.commands, *ALIASES])
            raise click.UsageError(say("cli.no_such_command", name=name, hint=near), ctx)
        return command.name, command, args[1:]


def usage_key(error: click.UsageError) -> str:
    """What stays of a usage error when its words change."""
    kinds: tuple[tuple[type[click.UsageError], str], ...] = (
        (click.NoSuchOption, "cli.no_such_option"),
        (click.MissingParameter, "cli.missing"),
        (click.BadParameter, "cli.bad_value"),
        (click.BadOptionUsage, "cli.needs_value"),
    )
    return next((key for kind, key in kinds if isinstance(error, kind)), "cli.usage")


def usage_sentence(error: click.UsageError) -> str:
    """What was wrong with how the command was used."""
    if isinstance(error, click.NoSuchOption):  # click quotes what it offers as Python does
        return error.message + "".join(say("cli.did_you_mean", nearest=p) for p in (error.possibilities or ())[:1])
    with click_speaks():
        return error.format_message()


def _near(word: str, known: Iterable[str]) -> str:
    from luanchuyen.models.text.folding import nearest

    found = nearest(word, list(known), 1)
    return say("cli.did_you_mean", nearest=found[0]) if found else ""


def spoken_option(*names: str, **settings: Any) -> Callable[[Any], Any]:
    """``click.option`` whose help is a key."""
    return click.option(*names, cls=SpokenOption, **settings)


def spoken_argument(name: str, **settings: Any) -> Callable[[Any], Any]:
    """``click.argument`` said by the keys ``cli.arg_<name>`` and ``cli.arg_<name>_about``."""
    return click.argument(name, cls=SpokenArgument, **settings)
