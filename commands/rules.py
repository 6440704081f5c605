"""``rules``: the rule books, and one in words with its sources and unverified marks."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from pathlib import Path

from luanchuyen.commands.terminal.console import Console
from luanchuyen.messages import knows, language, say
from luanchuyen.models.errors import ExitCode, UsageError
from luanchuyen.models.policy import Entry, Policy
from luanchuyen.models.vocabulary import Kind
from luanchuyen.scenarios.rulebook.book import books, load_rules
from luanchuyen.scenarios.rulebook.text import effective_toml
from luanchuyen.wording.rules import bundle_words, date_words, period_words

_MARKS = {"all": "cli.verified", "some": "cli.partly_verified", "none": "cli.unverified"}


def run(console: Console, name: str | None, as_toml: bool) -> ExitCode:
    """List the books, or print the one named (a shipped name or a file)."""
    if as_toml and name is None:
        raise UsageError("cli.toml_of_what")
    if as_toml and console.as_json:
        raise UsageError("cli.toml_or_json")
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
    console.give(_plain_book(policy))
    return ExitCode.DONE


def book_lines(policy: Policy) -> Iterator[str]:
    """A rule book in words."""
    yield say("cli.book_title", name=policy.name, title=policy.title)
    if period := period_words(policy.in_force):
        yield say("rulebook.in_force", period=period)
    for entry in policy.entries.values():
        weight = say("cli.rule_weight", tier=entry.tier, weight=entry.weight) if entry.level == "soft" else ""
        mark = say(_MARKS[entry.checked()])
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
        yield from _source_lines(entry, policy.vocabulary.kinds)
    for binds, posts in bundle_words(policy):
        yield say("rulebook.line", name=say("rulebook.bundle_name"), text=f"{binds}: {posts}")
    for text in date_words(policy):
        yield say("rulebook.line", name=say("rulebook.dates_name"), text=text)
    yield say("cli.unverified_note")


def _source_lines(entry: Entry, kinds: Mapping[str, Kind]) -> Iterator[str]:
    """The numbers of each source, and the source; its mark where the rule's numbers have different ones."""
    for source, keys in entry.by_source():
        if keys:
            numbers = "; ".join(number_words(entry, key, kinds) for key in keys)
            yield say("cli.rule_numbers", numbers=numbers)
        basis = source.basis or say("rulebook.no_source")
        if keys and entry.checked() == "some":
            mark = say("cli.verified" if source.verified else "cli.unverified")
            yield say("cli.rule_basis_marked", basis=basis, mark=mark)
        else:
            yield say("cli.rule_basis", basis=basis)


def number_words(entry: Entry, key: str, kinds: Mapping[str, Kind]) -> str:
    """``label (key) = value``, kinds of post by their titles."""
    label, value = f"rules.{entry.rule}_{key}", _words(entry.numbers[key], kinds)
    return f"{say(label)} ({key}) = {value}" if knows(label) else f"{key} = {value}"


def _words(value: object, kinds: Mapping[str, Kind]) -> str:
    if isinstance(value, bool):
        return say("cli.yes" if value else "cli.no")
    if isinstance(value, list | tuple):
        return ", ".join(_words(v, kinds) for v in value) or "–"
    if isinstance(value, dict):
        return " ".join(f"{_words(k, kinds)} {_words(v, kinds)}" for k, v in value.items())
    if isinstance(value, str) and value in kinds:
        return kinds[value].title
    return say(f"rules.word_{value}") if knows(f"rules.word_{value}") else str(value)


def _plain_book(policy: Policy) -> dict[str, object]:
    days = {"from": policy.in_force.first, "to": policy.in_force.last}
    return {
        "name": policy.name,
        "sha256": policy.sha256,
        "in_force": {key: day.isoformat() if day else None for key, day in days.items()},
        "rules": [_plain(entry) for entry in policy.entries.values()],
        "bundles": [{"mode": b.mode, "kinds": list(b.kinds), "level": b.level} for b in policy.bundles],
        "reference_dates": {f"{mode}@{level}": d.isoformat() for (mode, level), d in policy.reference_dates.items()},
    }


def _plain(entry: Entry) -> dict[str, object]:
    head = {"rule": entry.rule, "level": entry.level, "tier": entry.tier, "weight": entry.weight}
    sources = {number: vars(entry.source(number)) for number in entry.numbers}
    own = {"basis": entry.basis, "verified": entry.verified, "numbers": dict(entry.numbers), "sources": sources}
    return {**head, **own}
