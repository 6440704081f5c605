"""Writes the pages that the code itself tells, docs/rules/<rule>.md and docs/cli.md, and the keys of places' names.

Run it after changing a rule, a rule book, a command or a table of places: ``.venv/bin/python docs/generate.py``.
"""

from __future__ import annotations

import inspect
import sys
from collections.abc import Iterator, Mapping
from pathlib import Path
from typing import Any

import click
import shapes
import submission_forms

from luanchuyen.cli import program
from luanchuyen.commands.rules import number_words
from luanchuyen.commands.terminal.click_words import ALIASES
from luanchuyen.messages import LANGUAGES, sentences, speak_in
from luanchuyen.models.places import index
from luanchuyen.models.places.tables import national_tables
from luanchuyen.models.policy import Entry, Policy
from luanchuyen.optimizer.rules.rule import Rule, register
from luanchuyen.scenarios.rulebook.book import books, load_rules

DOCS = Path(__file__).parent
NAMES = DOCS.parent / "models" / "places" / index.TABLE
MARK = "<!-- Written by docs/generate.py: change the code, not this page. -->\n"
PARTS = ("What it asks:", "Why:", "Numbers:", "Amount:", "Edges:", "Example:")
TELLINGS = {"pair": "each move by itself", "plan": "the plan as a whole", "due": "which posts are to be renewed"}
WIDTH = 100
EXITS = """## Exit codes

| code | meaning |
|---|---|
| 0 | done |
| 2 | the command, or a rule book, is not understood |
| 3 | the workbook contradicts itself or the rule book; the cell is named |
| 4 | no plan is possible; the conflict is named |
| 5 | no plan was found within the time limit |
| 6 | plans were written, but not all are proven |
| 7 | an audit failed: of a file, or of a plan of ours, of which nothing is written |
| 8 | a file, a disk or a lock |
| 9 | too little memory |
| 70 | a fault of the program |
| 130 | stopped by Ctrl-C |
"""


def pages() -> dict[Path, str]:
    """Every generated page: its path under docs/ and its text."""
    speak_in("en")
    policies = {book.name: load_rules(book.name) for book in books()}
    found = {Path("rules", f"{name}.md"): _rule_page(rule, policies) for name, rule in register().items()}
    found[Path("rules", "README.md")] = _rules_index(policies)
    found[Path("cli.md")] = _cli_page()
    found[Path("json.md")] = shapes.page()
    found[Path("submission-forms.md")] = submission_forms.page()
    return {path: MARK + "\n" + text for path, text in found.items()}


def names() -> str:
    """The keys of the names of all places (models/places/index.py)."""
    return "".join(f"{line}\n" for line in index.lines_of(national_tables()))


def _rule_page(rule: type[Rule], policies: Mapping[str, Policy]) -> str:
    name = rule.name
    telling = ", and ".join(words for key, words in TELLINGS.items() if rule.tells(key))
    lines = [
        f"# {name}: {sentences('en', 'rules')[f'{name}_name']}",
        "",
        f"**{sentences('vi', 'rules')[f'{name}_name']}.** {sentences('vi', 'rules')[f'{name}_about']}",
        "",
        f"It judges {telling}. "
        + ("A waiver can lift it." if rule.waivable else "No waiver can lift it: change its level instead."),
        "",
        *_docstring(rule),
        *_numbers(rule, policies),
        *_levels(name, policies),
        f"Code: [optimizer/rules/{name}.py](../../optimizer/rules/{name}.py) · "
        f"cases: [tests/cases/{name}.toml](../../tests/cases/{name}.toml)",
    ]
    return "\n".join(lines) + "\n"


def _docstring(rule: type[Rule]) -> Iterator[str]:
    """The module's docstring, a paragraph a part."""
    text = inspect.getdoc(inspect.getmodule(rule)) or ""
    head, _, rest = text.partition("\n")
    yield from (head, "")
    paragraph: list[str] = []
    for line in rest.strip().splitlines():
        part = next((p for p in PARTS if line.startswith(p)), None)
        if part and paragraph:
            yield from (_plain(" ".join(paragraph)), "")
            paragraph = []
        paragraph.append(f"**{part}**{line.removeprefix(part)}" if part else line)
    yield from (_plain(" ".join(paragraph)), "")


def _plain(text: str) -> str:
    """Docstring marks as Markdown's, and what Markdown would take for a mark as itself."""
    return text.replace("``", "`").replace("<", "&lt;")


def _numbers(rule: type[Rule], policies: Mapping[str, Policy]) -> Iterator[str]:
    names = rule.number_names()
    if not names:
        return
    yield from ("## Numbers", "", f"| key | meaning | {' | '.join(policies)} |")
    yield "|---|---|" + "---|" * len(policies)
    for key in names:
        values = [_value(policy.entry(rule.name), key) for policy in policies.values()]
        meaning = sentences("en", "rules").get(f"{rule.name}_{key}", "")
        yield f"| `{key}` | {meaning} | {' | '.join(values)} |"
    yield ""


def _value(entry: Entry, key: str) -> str:
    if key not in entry.numbers:
        return "–"
    words = number_words(entry, key, {}).partition(" = ")[2]
    return words if len(words) <= WIDTH else f"{len(_listed(entry.numbers[key]))} values"


def _listed(value: object) -> list[Any]:
    return list(value) if isinstance(value, list | tuple) else [value]


def _levels(name: str, policies: Mapping[str, Policy]) -> Iterator[str]:
    yield from ("## In the shipped rule books", "", "| book | level | tier, weight | numbers | source | checked |")
    yield "|---|---|---|---|---|---|"
    for book, policy in policies.items():
        entry = policy.entry(name)
        head = f"| {book} | {entry.level} | {f'{entry.tier}, {entry.weight}' if entry.level == 'soft' else ''} |"
        if name not in policy.entries:
            yield f"| {book} | off | | | not in the book | |"
            continue
        for source, keys in entry.by_source():
            numbers = ", ".join(f"`{key}`" for key in keys)
            yield f"{head} {numbers} | {source.basis} | {'yes' if source.verified else '**unverified**'} |"
            head = "| | | |"
    yield ""


def _rules_index(policies: Mapping[str, Policy]) -> str:
    lines = [
        "# The rules",
        "",
        "One page a rule, from its own module. A level is *hard* (must hold), *soft* (costs points) or *off*;",
        "soft ones show tier and weight. An asterisk: numbers checked against their source; (\\*): some of them.",
        "A province's own book: [how to write one](../provincial-rule-book.md).",
        "",
        f"| rule | Vietnamese name | {' | '.join(policies)} |",
        "|---|---|" + "---|" * len(policies),
    ]
    for name in register():
        cells = [_cell(policy, name) for policy in policies.values()]
        lines.append(f"| [{name}]({name}.md) | {sentences('vi', 'rules')[f'{name}_name']} | {' | '.join(cells)} |")
    return "\n".join(lines) + "\n"


def _cell(policy: Policy, name: str) -> str:
    if name not in policy.entries:
        return ""
    entry = policy.entry(name)
    price = f" {entry.tier}/{entry.weight}" if entry.level == "soft" else ""
    return entry.level + price + {"all": " \\*", "some": " (\\*)", "none": ""}[entry.checked()]


def _cli_page() -> str:
    aliases = {name: alias for alias, name in ALIASES.items()}
    lines = ["# The command line", "", "Every command in both languages, as `--help` prints it.", ""]
    lines += ["## luanchuyen", "", *_helps([])]
    for name in program.commands:
        also = f" (`{aliases[name]}`)" if name in aliases else ""
        lines += [f"## {name}{also}", "", *_helps([name])]
    return "\n".join([*lines, EXITS])


def _helps(arguments: list[str]) -> Iterator[str]:
    for language in LANGUAGES:
        speak_in(language)
        context = click.Context(program, info_name="luanchuyen", terminal_width=WIDTH, **program.context_settings)
        command: click.Command = program
        if arguments:
            command = program.commands[arguments[0]]
            context = click.Context(command, info_name=arguments[0], parent=context, terminal_width=WIDTH)
        yield from ("```text", command.get_help(context).rstrip(), "```", "")


def main() -> None:
    """Write every page; remove the pages of rules that are no more."""
    made = pages()
    for old in set(DOCS.glob("rules/*.md")) - {DOCS / path for path in made}:
        old.unlink()
    for path, text in made.items():
        (DOCS / path).parent.mkdir(exist_ok=True)
        (DOCS / path).write_text(text, encoding="utf-8")
    NAMES.write_text(names(), encoding="utf-8", newline="\n")


if __name__ == "__main__":
    sys.exit(main())
