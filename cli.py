"""The command line: declarations only. Each command's work is in commands/, imported when it runs."""

from __future__ import annotations

import sys
from pathlib import Path
from typing import Any

import click

from luanchuyen.commands.overrides import override_of
from luanchuyen.commands.terminal.click_words import Seconds, spoken_argument, spoken_option
from luanchuyen.commands.terminal.console import Console
from luanchuyen.commands.terminal.declaring import FILE, command, program, scheduled
from luanchuyen.commands.terminal.failures import ending, unprinted
from luanchuyen.commands.terminal.interruption import ended_as_by_ctrl_c
from luanchuyen.commands.terminal.streams import lost_output, use_streams
from luanchuyen.messages import LANGUAGES, speak_in
from luanchuyen.models.errors import UsageError
from luanchuyen.models.options import MOST_APART, MOST_PLANS


@command("new")
@spoken_option("--example", help="cli.opt_example")
@spoken_option("--upgrade", type=FILE, help="cli.opt_upgrade")
@spoken_option("--skip-hidden-rows", is_flag=True, help="cli.opt_skip_hidden_rows")
@spoken_option("--skip-struck-rows", is_flag=True, help="cli.opt_skip_struck_rows")
@spoken_option("--decode", type=click.Choice(["tcvn3", "vni"]), help="cli.opt_decode")
@spoken_option("--out", type=FILE, required=True, help="cli.opt_out_file")
@spoken_option("--force", is_flag=True, help="cli.opt_force")
def new(console: Console, example: str | None, upgrade: Path | None, out: Path, force: bool, **asked: Any) -> int:
    """Write the template, an example, or the rows of a workbook in the template."""
    from luanchuyen.commands import new as command

    return command.run(console, example, upgrade, out, force, **asked)


@command("check")
@spoken_argument("book", type=FILE)
@spoken_option("--marked", type=FILE, help="cli.opt_marked")
@spoken_option("--fixed", type=FILE, help="cli.opt_fixed")
@spoken_option("--strict", is_flag=True, help="cli.opt_strict")
@spoken_option("--force", is_flag=True, help="cli.opt_force")
def check(console: Console, book: Path, marked: Path | None, fixed: Path | None, strict: bool, force: bool) -> int:
    """Name every problem of a workbook."""
    from luanchuyen.commands import check as command

    return command.run(console, book, marked, fixed, strict, force)


@command("plan")
@spoken_argument("book", type=FILE)
@spoken_option("--out", type=FILE, required=True, help="cli.opt_out_folder")
@spoken_option("--plans", type=click.IntRange(1, MOST_PLANS), help="cli.opt_plans")
@spoken_option("--differ-by", type=click.IntRange(1, MOST_APART), help="cli.opt_differ_by")
@spoken_option("--rules", help="cli.opt_rules")
@spoken_option("--set", "settings", multiple=True, help="cli.opt_set")
@spoken_option("--time-limit", type=Seconds(), help="cli.opt_time_limit")
@spoken_option("--seed", type=click.IntRange(0, 2**31 - 1), default=0, help="cli.opt_seed")
@spoken_option("--close-to", help="cli.opt_close_to")
@spoken_option("--locks", type=FILE, help="cli.opt_locks")
@spoken_option("--declines", is_flag=True, help="cli.opt_declines")
@spoken_option("--explain", is_flag=True, help="cli.opt_explain")
@spoken_option("--verify", type=click.Choice(["full"]), help="cli.opt_verify")
@spoken_option("--log", type=FILE, help="cli.opt_log")
@spoken_option("--jobs", type=click.IntRange(1, 1000), help="cli.opt_plan_alone")
@scheduled
def plan(console: Console, book: Path, out: Path, settings: tuple[str, ...], verify: str | None, **options: Any) -> int:
    """Make and rank plans."""
    from luanchuyen.commands import plan as command

    return command.run(console, book, out, overrides=settings, cross=verify == "full", **options)


@command("whatif")
@spoken_argument("book", type=FILE)
@spoken_option("--scenarios", "file", type=FILE, help="cli.opt_scenarios")
@spoken_option("--set", "settings", multiple=True, help="cli.opt_set")
@spoken_option("--off", multiple=True, help="cli.opt_off")
@spoken_option("--soft", multiple=True, help="cli.opt_soft")
@spoken_option("--without-cadre", multiple=True, help="cli.opt_without_cadre")
@spoken_option("--without-post", multiple=True, help="cli.opt_without_post")
@spoken_option("--add", multiple=True, nargs=2, help="cli.opt_add")
@spoken_option("--fix", multiple=True, nargs=2, help="cli.opt_fix")
@spoken_option("--forbid", multiple=True, nargs=2, help="cli.opt_forbid")
@spoken_option("--budget", multiple=True, nargs=2, help="cli.opt_budget")
@spoken_option("--grid", multiple=True, help="cli.opt_grid")
@spoken_option("--costs", is_flag=True, help="cli.opt_costs")
@spoken_option("--out", type=FILE, required=True, help="cli.opt_out_folder")
@spoken_option("--rules", help="cli.opt_rules")
@spoken_option("--close-to", help="cli.opt_close_to")
@spoken_option("--time-limit", type=Seconds(), help="cli.opt_scenario_limit")
@spoken_option("--seed", type=click.IntRange(0, 2**31 - 1), default=0, help="cli.opt_seed")
@spoken_option("--jobs", type=click.IntRange(1, 1000), help="cli.opt_jobs")
@scheduled
@spoken_option("--resume", is_flag=True, help="cli.opt_resume")
def whatif(console: Console, book: Path, out: Path, jobs: int | None, resume: bool, **given: Any) -> int:
    """Solve scenarios and compare them."""
    from luanchuyen.commands import whatif as command
    from luanchuyen.commands.scenarios import Asked

    kept = {name: given.pop(name) for name in ("rules", "close_to", "time_limit", "seed")}
    manner = command.Manner(jobs, given.pop("scheduler"), resume)
    asked = Asked(given.pop("file"), options=_changes(given), grid=given["grid"], costs=given["costs"])
    return command.run(console, book, out, asked, manner, **kept)


def _changes(given: dict[str, Any]) -> tuple[tuple[str, tuple[str, ...], str, str], ...]:
    """The options that change something: (kind, target, value, the option as typed)."""
    found: list[tuple[str, tuple[str, ...], str, str]] = []
    for text in given["settings"]:
        rule, key, value = override_of(text)
        found.append(("set", (f"{rule}.{key}",), value, f"--set {text}"))
    for text in given["soft"]:
        rule, equals, value = text.partition("=")
        if not (equals and rule.strip() and value.strip()):
            raise UsageError("cli.bad_soft", value=text)
        found.append(("soft", (rule,), value, f"--soft {text}"))
    for kind in ("off", "without_cadre", "without_post"):
        found += [(kind, (text,), "", f"--{kind.replace('_', '-')} {text}") for text in given[kind]]
    for kind in ("add", "fix", "forbid"):
        found += [(kind, pair, "", f"--{kind} {' '.join(pair)}") for pair in given[kind]]
    found += [("budget", (unit,), value, f"--budget {unit} {value}") for unit, value in given["budget"]]
    return tuple(found)


@command("why")
@spoken_argument("book", type=FILE)
@spoken_option("--cadre", help="cli.opt_cadre")
@spoken_option("--post", help="cli.opt_post")
@spoken_option("--run", help="cli.opt_run")
@spoken_option("--within", type=click.IntRange(0, 10**9), help="cli.opt_within")
@spoken_option("--for-person", is_flag=True, help="cli.opt_for_person")
@spoken_option("--rules", help="cli.opt_rules")
@spoken_option("--set", "settings", multiple=True, help="cli.opt_set")
@spoken_option("--time-limit", type=Seconds(), help="cli.opt_why_limit")
@spoken_option("--out", type=FILE, help="cli.opt_out_answer")
@spoken_option("--force", is_flag=True, help="cli.opt_force")
def why(console: Console, book: Path, settings: tuple[str, ...], **given: Any) -> int:
    """Say why, why not, and what it would take."""
    from luanchuyen.commands import why as command
    from luanchuyen.commands.library.explaining import Asked

    asked = Asked(*(given.pop(name) for name in ("cadre", "post", "run", "within", "for_person")))
    return command.run(console, book, asked, overrides=settings, **given)


@command("verify")
@spoken_argument("book", type=FILE)
@spoken_argument("run", type=FILE, required=False)
@spoken_option("--run", "folder", type=FILE, help="cli.opt_edited_run")
@spoken_option("--rules", help="cli.opt_rules")
@spoken_option("--set", "settings", multiple=True, help="cli.opt_set")
@spoken_option("--time-limit", type=Seconds(), help="cli.opt_edits_limit")
@spoken_option("--out", type=FILE, help="cli.opt_out_edits")
@spoken_option("--log", type=FILE, help="cli.opt_log")
@spoken_option("--force", is_flag=True, help="cli.opt_force")
def verify(console: Console, book: Path, run: Path | None, settings: tuple[str, ...], **given: Any) -> int:
    """Judge a run on the facts alone, what a committee wrote into its workbook, or a log."""
    from luanchuyen.commands import verify as command

    return command.run(console, book, run, overrides=settings, **given)


@command("apply")
@spoken_argument("book", type=FILE)
@spoken_argument("run")
@spoken_option("--on", required=True, help="cli.opt_on")
@spoken_option("--out", type=FILE, required=True, help="cli.opt_out_applied")
@spoken_option("--edits", type=FILE, help="cli.opt_apply_edits")
@spoken_option("--only", type=click.Choice(["agreed"]), help="cli.opt_only")
@spoken_option("--log", type=FILE, help="cli.opt_log")
@spoken_option("--force", is_flag=True, help="cli.opt_force")
def apply(console: Console, book: Path, run: str, **given: Any) -> int:
    """Bring the workbook up to date with a plan that took effect."""
    from luanchuyen.commands import apply as command

    return command.run(console, book, run, **given)


@command("report")
@spoken_argument("book", type=FILE)
@spoken_argument("run")
@spoken_option("--out", type=FILE, required=True, help="cli.opt_out_papers")
@spoken_option(
    "--kind", type=click.Choice(["dossier", "submission", "figures", "all"]), default="all", help="cli.opt_kind"
)
@spoken_option("--form", help="cli.opt_form")
@spoken_option("--anonymous", is_flag=True, help="cli.opt_anonymous")
@spoken_option("--per-person", is_flag=True, help="cli.opt_per_person")
@spoken_option("--sweep", type=FILE, help="cli.opt_sweep")
@spoken_option("--final", is_flag=True, help="cli.opt_final")
def report(console: Console, book: Path, run: str, out: Path, **wanted: Any) -> int:
    """Write the committee's papers of a run."""
    from luanchuyen.commands import report as command
    from luanchuyen.commands.library.reporting import Wanted

    return command.run(console, book, run, out, Wanted(**wanted))


@command("compare")
@spoken_argument("runs", nargs=-1, required=True)
@spoken_option("--out", type=FILE, help="cli.opt_out_comparison")
@spoken_option("--force", is_flag=True, help="cli.opt_force")
def compare(console: Console, runs: tuple[str, ...], out: Path | None, force: bool) -> int:
    """Hold runs, or plans of a run, against each other."""
    from luanchuyen.commands import compare as command

    return command.run(console, runs, out, force)


@command("record")
@spoken_argument("book", type=FILE)
@spoken_option("--from", "first", help="cli.opt_from")
@spoken_option("--to", "last", help="cli.opt_to")
@spoken_option("--out", type=FILE, help="cli.opt_out_record")
@spoken_option("--stated", multiple=True, help="cli.opt_stated")
@spoken_option("--force", is_flag=True, help="cli.opt_force")
def record(console: Console, book: Path, **given: Any) -> int:
    """Count the moves of a period."""
    from luanchuyen.commands import record as command

    return command.run(console, book, **given)


@command("calendar")
@spoken_argument("book", type=FILE)
@spoken_option("--to", required=True, help="cli.opt_until")
@spoken_option("--out", type=FILE, help="cli.opt_out_calendar")
@spoken_option("--force", is_flag=True, help="cli.opt_force")
def calendar(console: Console, book: Path, to: str, out: Path | None, force: bool) -> int:
    """Tell what falls due."""
    from luanchuyen.commands import calendar as command

    return command.run(console, book, to, out, force)


@command("review")
@spoken_argument("book", type=FILE, required=False)
@spoken_option("--run", "run", help="cli.opt_review_run")
@spoken_option("--work", type=FILE, help="cli.opt_work")
@spoken_option("--port", type=click.IntRange(0, 65535), default=0, help="cli.opt_port")
@spoken_option("--idle", type=click.IntRange(1, 10_000), default=120, help="cli.opt_idle")
@spoken_option("--no-browser", is_flag=True, help="cli.opt_no_browser")
@spoken_option("--log", type=FILE, help="cli.opt_log")
def review(console: Console, book: Path | None, **given: Any) -> int:
    """Open the page for review."""
    from luanchuyen.commands import review as command

    return command.run(console, book, **given)


@command("rules")
@spoken_argument("name", required=False)
@spoken_option("--toml", "as_toml", is_flag=True, help="cli.opt_book_toml")
def rules(console: Console, name: str | None, as_toml: bool) -> int:
    """List the rule books, or print one."""
    from luanchuyen.commands import rules as command

    return command.run(console, name, as_toml)


@command("doctor")
def doctor(console: Console) -> int:
    """Versions and a self-test."""
    from luanchuyen.commands import doctor as command

    return command.run(console)


def main(arguments: list[str] | None = None) -> int:
    """Run the program; whatever happens becomes a sentence and an exit code."""
    use_streams()
    given = (sys.argv[1:] if arguments is None else arguments) or ["--help"]
    speak_in(_language(given))
    console = Console(as_json="--json" in given)
    try:
        if any("\0" in text for text in given):
            raise UsageError("cli.null_letter")
        with ended_as_by_ctrl_c():
            code = int(program.main(args=given, prog_name="luanchuyen", standalone_mode=False, obj=console) or 0)
    except BaseException as error:
        code = ending(error, console)
    lost = lost_output()
    return unprinted(lost, console) if lost else code


def _language(arguments: list[str]) -> str:
    """The last --lang given, known before anything is said; vi where none or an unknown one is."""
    chosen = "vi"
    for here, after in zip(arguments, [*arguments[1:], ""], strict=False):
        value = here.partition("=")[2] if here.startswith("--lang=") else after if here == "--lang" else ""
        chosen = value if value in LANGUAGES else chosen
    return chosen


if __name__ == "__main__":
    sys.exit(main())
