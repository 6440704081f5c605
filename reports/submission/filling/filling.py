"""A form filled: each list told line by line, each placeholder replaced, what is not understood told all at once."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass

from luanchuyen.messages import say
from luanchuyen.models.errors import FormError, Problem
from luanchuyen.reports.submission.filling.draft import marked
from luanchuyen.reports.submission.filling.elements import Element, paragraphs, written
from luanchuyen.reports.submission.filling.package import nameless, packed, parts_of, roots_of, stories_of
from luanchuyen.reports.submission.filling.placeholders import alike
from luanchuyen.reports.submission.filling.repeating import Line, line_of, repeat, repeated_in
from luanchuyen.reports.submission.filling.replacing import found_in, replace, stray_in
from luanchuyen.reports.submission.filling.whereabouts import whereabouts


@dataclass(frozen=True)
class Values:
    """What fills a form, by the English names of the placeholders: texts, and lists of lines."""

    texts: Mapping[str, str]
    lists: Mapping[str, Sequence[Line]]


def filled(form: bytes, values: Values, *, final: bool) -> bytes:
    """The form, filled; marked as a draft on every page unless ``final``. It must have been judged safe.

    Raises FormError: it holds something in braces that is not understood, or nothing.
    """
    parts = parts_of(form)
    roots = roots_of(parts)
    problems = list(problems_of(roots))
    if problems:
        raise FormError("submission.not_understood", count=len(problems), problems=tuple(problems))
    stories = stories_of(roots)
    for root in stories.values():
        _fill(root, values)
    anew = {name: written(root) for name, root in stories.items()}
    done = {**parts, **anew}
    return packed(nameless(done if final else parts_of(marked(packed(done)))))


def problems_of(roots: Mapping[str, Element]) -> Iterator[Problem]:
    """Everything in the form's braces that is not understood, with its place; and a form without any."""
    empty = True
    for part, root in stories_of(roots).items():
        for paragraph in paragraphs(root):
            for one in found_in(paragraph):
                empty = False
                if one.meant is None:
                    near = " ".join(f"{{{{{name}}}}}" for name in alike(one.written)[:1])
                    yield _problem("unknown", part, paragraph, text=f"{{{{{one.written}}}}}", nearest=near)
            stray = stray_in(paragraph)
            if stray is not None:
                yield _problem("stray", part, paragraph, text=stray)
        repeats = {one.element: one.lists for one in repeated_in(root)}
        for element, lists in repeats.items():
            if len(lists) > 1 or any(outer in repeats for outer in element.iterancestors()):
                yield _problem("mixed", part, paragraphs(element)[0])
    if empty:
        yield Problem("submission.no_placeholder")


def _problem(name: str, part: str, paragraph: Element, **values: object) -> Problem:
    return Problem(f"submission.{name}", values={"source": whereabouts(part, paragraph), **values})


def _fill(root: Element, values: Values) -> None:
    lines = repeat(root, values.lists, say("submission.none"))
    for paragraph in paragraphs(root):
        replace(paragraph, {**values.texts, **line_of(paragraph, lines)})
