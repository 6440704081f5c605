"""``rules``: the rule books, and one in words with its sources and unverified marks."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

from luanchuyen.commands.console import Console
from luanchuyen.messages import knows, language, say
from luanchuyen.models.errors import ExitCode
from luanchuyen.models.policy import Entry, Policy
from luanchuyen.scenarios.rulebook import books, effective_toml, load_rules


def run(console: Console, name: str | None, as_toml: bool) -> ExitCode:
    """List the books, or print the one named (a shipped name or a file)."""
    if name is None:
        shipped = books()
        console.tell(say("cli.books_head"))
        for book in shipped:
            title = book.title if language() == "vi" else book.title_en
            console.tell(say("cli.book_line", name=book.name, title=title))
        console.give({"books": [{"name": book.name, "title": book.title} for book in shipped]})
        return ExitCode.DONE
    policy = load_rules(Path(name) if Path(name).is_file() else name)
    if as_toml:
        console.tell(effective_toml(policy).rstrip("\n"))
    else:
        for line in book_lines(policy):
            console.tell(line)
    console.give({"name": policy.name, "sha256": policy.sha256, "rules": [_plain(e) for e in policy.entries.values()]})
    return ExitCode.DONE


def book_lines(policy: Policy) -> Iterator[str]:
    """A rule book in words."""
    yield say("cli.book_title", name=policy.name, title=policy.title)
    for entry in policy.entries.values():
        weight = say("cli.rule_weight", tier=entry.tier, weight=entry.weight) if entry.level == "soft" else ""
        mark = say("cli.verified" if entry.verified else "cli.unverified")
        level = say(f"rules.level_{entry.level}")
        yield say(
            "cli.rule_line",
            name=say(f"rules.{entry.rule}_name"),
            rule=entry.rule,
            level=level,
            weight=weight,
            mark=mark,
        )
        yield say("cli.rule_about", about=say(f"rules.{entry.rule}_about"))
        if entry.numbers:
            numbers = "; ".join(number_words(entry, key, value) for key, value in entry.numbers.items())
            yield say("cli.rule_numbers", numbers=numbers)
        yield say("cli.rule_basis", basis=entry.basis or say("cli.no_basis"))
    yield say("cli.unverified_note")


def number_words(entry: Entry, key: str, value: object) -> str:
    """``label (key) = value``."""
    label = f"rules.{entry.rule}_{key}"
    return f"{say(label)} ({key}) = {_words(value)}" if knows(label) else f"{key} = {_words(value)}"


def _words(value: object) -> str:
    if isinstance(value, bool):
        return say("cli.yes" if value else "cli.no")
    if isinstance(value, list | tuple):
        return ", ".join(_words(v) for v in value) or "–"
    if isinstance(value, dict):
        return " ".join(f"{_words(k)} {_words(v)}" for k, v in value.items())
    return say(f"rules.word_{value}") if knows(f"rules.word_{value}") else str(value)


def _plain(entry: Entry) -> dict[str, object]:
    head = {"rule": entry.rule, "level": entry.level, "tier": entry.tier, "weight": entry.weight}
    return {**head, "basis": entry.basis, "verified": entry.verified, "numbers": dict(entry.numbers)}
