"""Click made to speak the user's language: help, headings, usage errors with the nearest name."""

from __future__ import annotations

import math
import re
from collections.abc import Callable, Iterable, Iterator
from typing import Any

import click

from luanchuyen.messages import language, say, shortened
from luanchuyen.models.options import MOST_SECONDS

ALIASES = {
    "mau": "new",
    "kiem-tra": "check",
    "lap": "plan",
    "kich-ban": "whatif",
    "xac-minh": "verify",
    "so-sanh": "compare",
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
            name = max(self.opts, key=len)
            needed = f"Option {name!r} requires {self.nargs} arguments." if self.nargs > 1 else ""
            raise click.BadOptionUsage(name, needed, ctx)
        return super().process_value(ctx, value)

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


class Seconds(click.FloatRange):
    """A time limit: above 0, below what a clock counts, and a number (NaN compares with nothing)."""

    def __init__(self) -> None:
        super().__init__(0, MOST_SECONDS, min_open=True)

    def convert(self, value: Any, param: click.Parameter | None, ctx: click.Context | None) -> Any:
        """The seconds. Raises BadParameter."""
        seconds = super().convert(value, param, ctx)
        if math.isnan(seconds):
            self.fail(f"{value!r} is not a number", param, ctx)
        return seconds


class SpokenArgument(click.Argument):
    """An argument whose word and meaning are said in the language spoken."""

    def make_metavar(self, ctx: click.Context) -> str:
        """Its word, in brackets where it may be left out."""
        word = say(f"cli.arg_{self.name}")
        return word if self.required else f"[{word}]"

    def get_help_record(self, ctx: click.Context) -> tuple[str, str]:
        """Its word and its meaning."""
        return self.make_metavar(ctx), say(f"cli.arg_{self.name}_about")


def _example_names() -> list[str]:
    from luanchuyen.scenarios.example import names

    return names()


class _Speaking(click.Command):
    def format_usage(self, ctx: click.Context, formatter: click.HelpFormatter) -> None:
        """The usage line."""
        words = {"[OPTIONS]": f"[{say('cli.options').upper()}]", "COMMAND [ARGS]...": say("cli.arguments")}
        pieces = [words.get(piece, piece) for piece in self.collect_usage_pieces(ctx)]
        path = " ".join(map(spoken_command, ctx.command_path.split(" ")))
        formatter.write(say("cli.usage", line=" ".join([path, *pieces])) + "\n")

    def format_help_text(self, ctx: click.Context, formatter: click.HelpFormatter) -> None:
        """The sentences of the command."""
        formatter.write_paragraph()
        for paragraph in say(str(self.help)).splitlines():
            formatter.write_text(paragraph)

    def format_options(self, ctx: click.Context, formatter: click.HelpFormatter) -> None:
        """What must be given, then the options, one a line."""
        given = [p.get_help_record(ctx) for p in self.params if isinstance(p, SpokenArgument)]
        if given:
            with formatter.section(say("cli.given")):
                formatter.write_dl(given)
        options = [p for p in self.get_params(ctx) if isinstance(p, click.Option)]
        with formatter.section(say("cli.options")):
            formatter.write_dl([record for p in options if (record := p.get_help_record(ctx))])

    def get_help_option(self, ctx: click.Context) -> click.Option | None:
        """--help, explained in the language spoken."""
        option = super().get_help_option(ctx)
        if option is not None:
            option.help = say("cli.opt_help")
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

    def format_options(self, ctx: click.Context, formatter: click.HelpFormatter) -> None:
        """Options, then commands with their aliases."""
        super().format_options(ctx, formatter)
        other = {name: alias for alias, name in ALIASES.items()}
        rows = [
            (f"{name} ({other[name]})" if name in other else name, command.get_short_help_str())
            for name, command in self.commands.items()
        ]
        with formatter.section(say("cli.commands")):
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


_SEVERAL = re.compile(r"requires (\d+) arguments")


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
    if isinstance(error, click.NoSuchOption):
        near = "".join(say("cli.did_you_mean", nearest=p) for p in list(error.possibilities or ())[:1])
        return say("cli.no_such_option", name=error.option_name, hint=near)
    if isinstance(error, click.MissingParameter):
        return say("cli.missing", name=_name(error.param))
    if isinstance(error, click.BadParameter):
        return _bad_value(error)
    if isinstance(error, click.BadOptionUsage):
        if count := _SEVERAL.search(error.message):
            return say("cli.needs_values", name=error.option_name, count=count[1])
        key = "cli.takes_no_value" if "not take" in error.message else "cli.needs_value"
        return say(key, name=error.option_name)
    if error.message == "Missing command.":
        return say("cli.no_command")
    if error.message.startswith("Got unexpected extra argument"):
        return say("cli.extra_argument", value=shortened(error.message.partition("(")[2].rstrip(")")))
    return error.message


def _bad_value(error: click.BadParameter) -> str:
    """What was given and what is wanted, by the type of the parameter."""
    kind = error.param.type if error.param else None
    given = error.message.partition(" is not ")[0].strip("'")
    if isinstance(kind, click.Choice):
        wanted = ", ".join(map(str, kind.choices))
    elif isinstance(kind, click.IntRange | click.FloatRange):
        least = f"{'>' if kind.min_open else '≥'} {kind.min:g}"
        wanted = least if kind.max is None else f"{least}, ≤ {kind.max}"
    else:
        wanted = "–"
    return say("cli.bad_value", name=_name(error.param), value=shortened(given), wanted=wanted)


def _name(parameter: click.Parameter | None) -> str:
    if parameter is None:
        return "?"
    return max(parameter.opts, key=len) if isinstance(parameter, click.Option) else say(f"cli.arg_{parameter.name}")


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
