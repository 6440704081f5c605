"""Writes docs/json.md from the types of reports/shapes/: each shape once, its fields with type and meaning."""

from __future__ import annotations

import dataclasses
import inspect
import types
from collections.abc import Iterator, Mapping
from typing import Annotated, Any, Literal, Union, get_args, get_origin, get_type_hints, is_typeddict

from luanchuyen.models.certificate import Certificate
from luanchuyen.reports.shapes import answers, books, checks, committee, papers, questions, run_files

HEAD = """# JSON

Every `--json` output and every JSON file of a run, field by field. Numbers are whole but seconds; codes are text; a map
by tier has the tier's number as a text for its key. A command that answers prints its own object, also where the answer
is not the one hoped for: `check` with errors, `verify` with differences, `plan` where nothing is possible. One that
ends without an answer (wrong usage, an unreadable workbook, a full disk, Ctrl-C) prints `{"error": ...}` instead.
Either is the only thing on standard output; the exit code says the rest ([cli.md](cli.md)). A run folder also holds
rules.toml and plans.xlsx; a what-if folder comparison.json, outcomes.json, rules.toml, comparison.xlsx, a manifest."""

SECTIONS: Mapping[str, tuple[type, ...]] = {
    "A failure": (answers.Failed,),
    "Commands": (
        answers.New, checks.Check, committee.Planned, answers.WhatIf, answers.Verified, answers.Log,
        committee.EditsJudged, committee.RunJudged, committee.EditsRead,
        answers.Comparison, papers.Report, answers.Applied, answers.Record, answers.Calendar,
        questions.Pair, questions.Post, questions.Cadre, questions.Whole, questions.NoPlan,
        books.Books, books.Book, books.Doctor,
    ),
    "Files of a run": (run_files.PlansFile, Certificate, committee.AnswersFile, run_files.Manifest),
    "Files of a what-if folder": (answers.Outcome,),
    "The log": (answers.LogLine,),
}  # fmt: skip


def page() -> str:
    """The page."""
    lines, seen = [HEAD, ""], set[type]()
    for title, roots in SECTIONS.items():
        lines += [f"## {title}", ""]
        for root in roots:
            for shape in _below(root, seen):
                lines += _table(shape)
    return "\n".join(lines)


def fields(shape: type) -> dict[str, tuple[Any, str]]:
    """A shape's fields: type, and meaning where it stands beside the field."""
    hints = get_type_hints(shape, include_extras=True)
    names = [f.name for f in dataclasses.fields(shape)] if dataclasses.is_dataclass(shape) else list(hints)
    split = {name: hints[name] for name in names}
    return {name: get_args(h) if get_origin(h) is Annotated else (h, "") for name, h in split.items()}


def is_shape(hint: Any) -> bool:
    """Whether a type has fields of its own."""
    return is_typeddict(hint) or (isinstance(hint, type) and dataclasses.is_dataclass(hint))


def _inner(hint: Any) -> Iterator[type]:
    if is_shape(hint):
        yield hint
    for part in get_args(hint) if get_origin(hint) is not Literal else ():
        yield from _inner(part)


def _below(root: type, seen: set[type]) -> Iterator[type]:
    """The shape and those that its fields have, each once on the page."""
    if root in seen:
        return
    seen.add(root)
    yield root
    for hint, _ in fields(root).values():
        for shape in _inner(hint):
            yield from _below(shape, seen)


def _table(shape: type) -> Iterator[str]:
    yield from (f"### {shape.__name__}", "")
    text = shape.__dict__.get("__doc__") or ""
    if text and not text.startswith("dict("):
        yield from (inspect.cleandoc(text).replace("``", "`"), "")
    yield from ("| field | type | meaning |", "|---|---|---|")
    optional = getattr(shape, "__optional_keys__", frozenset())
    for name, (hint, meaning) in fields(shape).items():
        yield f"| `{name}`{' (not always there)' if name in optional else ''} | {_words(hint)} | {meaning} |"
    yield ""


def _words(hint: Any) -> str:
    """A type as readers of JSON name it."""
    plain = {str: "text", int: "number", float: "number", bool: "true/false", type(None): "null", object: "any value"}
    origin, parts = get_origin(hint), get_args(hint)
    if hint in plain:
        return plain[hint]
    if is_shape(hint):
        return f"[{hint.__name__}](#{hint.__name__.lower()})"
    if origin is Literal:
        return ", ".join(f"`{part}`" for part in parts)
    if origin in (Union, types.UnionType):
        return " or ".join(_words(part) for part in parts)
    if isinstance(origin, type) and issubclass(origin, Mapping):
        return f"map to {_words(parts[1])}"
    return f"list of {_words(parts[0])}"
