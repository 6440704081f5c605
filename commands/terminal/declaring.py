"""How the command line is declared: the group of all commands, the options that they share, those of a scheduler."""

from __future__ import annotations

import functools
import gc
from collections.abc import Callable
from pathlib import Path
from typing import Any

import click

from luanchuyen.commands.terminal.click_words import SpokenCommand, SpokenGroup, spoken_option
from luanchuyen.commands.terminal.console import Console
from luanchuyen.messages import LANGUAGES

FILE = click.Path(path_type=Path)
ONE_PASS = frozenset({"check", "plan"})
"""Commands that make everything once: the rest may go on for long, and look for garbage (``__main__.be_quick``)."""
SCHEDULER_FILES = ("scheduler_ca", "scheduler_cert", "scheduler_key")


@click.group(cls=SpokenGroup, help="cli.root_help", context_settings={"help_option_names": ["--help", "-h"]})
@spoken_option(
    "--version",
    is_flag=True,
    is_eager=True,
    expose_value=False,
    help="cli.opt_version",
    callback=lambda ctx, _, asked: _version(ctx) if asked else None,
)
@spoken_option("--lang", type=click.Choice(LANGUAGES), expose_value=False, help="cli.opt_lang")
def program() -> None:
    """The group of all commands."""


def _version(ctx: click.Context) -> None:
    from luanchuyen.models.version import __version__

    click.echo(__version__)
    ctx.exit()


def command(name: str) -> Callable[[Callable[..., int]], click.Command]:
    """Declare a command with the options that all share; its function gets a Console and returns an exit code."""

    def declare(function: Callable[..., int]) -> click.Command:
        @functools.wraps(function)
        def run(*, quiet: bool, as_json: bool, **given: Any) -> int:
            context = click.get_current_context()
            console = context.obj if isinstance(context.obj, Console) else Console()
            console.use(context.command.name or "", quiet, as_json)
            if name not in ONE_PASS:
                gc.enable()
            return function(console, **given)

        shared = (
            spoken_option("--lang", type=click.Choice(LANGUAGES), expose_value=False, help="cli.opt_lang"),
            spoken_option("--json", "as_json", is_flag=True, help="cli.opt_json"),
            spoken_option("--quiet", is_flag=True, help="cli.opt_quiet"),
            spoken_option("--no-color", is_flag=True, expose_value=False, help="cli.opt_no_color"),
        )
        wrapped: Callable[..., int] = run
        for option in reversed(shared):
            wrapped = option(wrapped)
        made = program.command(name, cls=SpokenCommand, help=f"cli.{name}_help")(wrapped)
        made.params = made.params[len(shared) :] + made.params[: len(shared)]  # its own options first
        return made

    return declare


def scheduled(function: Callable[..., int]) -> Callable[..., int]:
    """Give a command the options of a scheduler; its function gets them as one address, ``scheduler``, or None."""

    @functools.wraps(function)
    def run(*arguments: Any, **given: Any) -> int:
        from luanchuyen.commands.spreading import scheduler_address

        url, *trust = (given.pop(name) for name in ("scheduler", *SCHEDULER_FILES, "insecure_scheduler"))
        return function(*arguments, scheduler=scheduler_address(url, *trust), **given)

    options = (
        spoken_option("--scheduler", help="cli.opt_scheduler"),
        *(spoken_option(f"--{name.replace('_', '-')}", type=FILE, help=f"cli.opt_{name}") for name in SCHEDULER_FILES),
        spoken_option("--insecure-scheduler", is_flag=True, help="cli.opt_insecure_scheduler"),
    )
    wrapped: Callable[..., int] = run
    for option in reversed(options):
        wrapped = option(wrapped)
    return wrapped
