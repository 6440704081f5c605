"""What ``record`` prints: a line or two a form, what changed, what does not add up; a screen at most."""

from __future__ import annotations

from collections.abc import Iterator, Sequence

from luanchuyen.messages import say
from luanchuyen.models.people import YOUNG
from luanchuyen.optimizer.record.moves import CAREER_FORMS
from luanchuyen.optimizer.record.reconciliation import Reconciled
from luanchuyen.optimizer.record.record import Record, RecordLine
from luanchuyen.optimizer.situation.situation import Situation
from luanchuyen.wording.numbers import day, number, ordinal
from luanchuyen.wording.record.words import RecordWords, eve

MOST_LINES = 40


def record_lines(situation: Situation, record: Record, remarks: Sequence[Reconciled]) -> list[str]:
    """Every line, at most MOST_LINES; what is left out is counted."""
    words = RecordWords(situation)
    lines = [say("record.title", first=day(record.first), last=day(record.last)), *_forms(words, record)]
    lines += [*_external(words, record), *_changes(words, record)]
    if remarks:
        lines.append(say("record.reconciliation"))
        room = MOST_LINES - len(lines) - 1
        told = [say("record.remark", said=words.remark(remark)) for remark in _foremost(remarks)]
        cut = room - 1 if len(told) > room else len(told)
        lines += told[:cut]
        if told[cut:]:
            lines.append(say("record.more_remarks", rest=len(told[cut:])))
    return [*lines, say("workbook.draft")]


def _foremost(remarks: Sequence[Reconciled]) -> list[Reconciled]:
    """What was asked for (--stated) first."""
    return sorted(remarks, key=lambda remark: not remark.key.startswith("stated"))


def _forms(words: RecordWords, record: Record) -> Iterator[str]:
    whole = [line for form in CAREER_FORMS if (line := record.line(form)) is not None]
    if not whole:
        yield say("record.nothing")
    for line in whole:
        yield _form(words, record, line)
        numbers = {name: number(getattr(line, name)) for name in ("women", "under_40", "ethnic", "cross_bloc")}
        yield say("record.line_persons", age=YOUNG, **numbers)
    total = record.line(None)
    moving = [line for line in whole if record.line(None) and line.form in ("rotation", "transfer", "secondment")]
    if total is not None and len(moving) > 1:
        yield say("record.total", moves=number(total.moves), persons=number(total.persons))


def _form(words: RecordWords, record: Record, line: RecordLine) -> str:
    parts = {p.direction: p.moves for p in record.lines if p.form == line.form and p.direction is not None}
    told = say("record.stated_parts", parts=words.sum(parts)) if parts.keys() - {"unknown"} else ""
    return say(
        "record.line",
        form=words.form(str(line.form)),
        moves=number(line.moves),
        parts=told,
        persons=number(line.persons),
        posts=say("record.line_posts", posts=number(line.posts)) if line.posts > line.moves else "",
        heads=number(line.heads),
        deputies=number(line.deputies),
    )


def _external(words: RecordWords, record: Record) -> Iterator[str]:
    for line in record.external:
        numbers = {name: number(getattr(line, name)) for name in ("moves", "persons", "heads")}
        level, posts = words.level(line.level), number(line.key)
        yield say(f"record.external_{line.direction}", level=level, key_posts=posts, **numbers)


def _changes(words: RecordWords, record: Record) -> Iterator[str]:
    yield say("record.change", before=eve(record.first), after=day(record.last))
    if not record.after.coverage.of:
        yield "  " + say("record.no_posts", levels=words.levels(), sheet=words.situation.instance.sheet("posts"))
    for what, before, after in words.changes(record):
        yield say("record.change_line", what=what, before=before, after=after)
    what, count = words.head_changes(record)
    yield say("record.figure_line", what=what, count=count)
    if record.changed_twice:
        yield say("record.head_changes_of", posts=words.headed(record.changed_twice))
    coverage, terms = record.after.coverage, record.after.terms
    if coverage.open:
        yield say("record.open_after", places=words.places(coverage))
    if terms.past:
        yield say("record.terms_after", limit=ordinal(terms.limit), names=words.persons(terms.past))
