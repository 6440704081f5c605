"""``why``: why a cadre is in a post or not, who else could be, what it would take; or why the board is as it is."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

from luanchuyen.commands.library.explaining import Asked, Explained, explain
from luanchuyen.commands.terminal.console import Console
from luanchuyen.messages import say
from luanchuyen.models.committee.answer import CadreAnswer, PairAnswer, PostAnswer, WholeAnswer
from luanchuyen.models.errors import ExitCode, UsageError
from luanchuyen.reports.writing.single_file import check_file, write_file
from luanchuyen.wording.answers.boards import whole_lines
from luanchuyen.wording.answers.pairs import cadre_lines, pair_lines, post_lines
from luanchuyen.wording.objections import conflict_lines


def run(
    console: Console,
    book: Path,
    asked: Asked,
    *,
    rules: str | None = None,
    overrides: tuple[str, ...] = (),
    time_limit: float | None = None,
    out: Path | None = None,
    force: bool = False,
) -> ExitCode:
    """Answer and tell; write the answer where asked, over what is there only with ``force``."""
    if out is not None:
        if out.suffix.casefold() != ".xlsx":
            raise UsageError("why.bad_ending", path=out)
        check_file(out, (book,), force)
    console.progress(say("why.solving"))
    explained = explain(
        book,
        asked.cadre,
        asked.post,
        run=asked.run,
        within=asked.within,
        for_person=asked.for_person,
        rules=rules,
        overrides=overrides,
        time_limit=time_limit,
        report=lambda done, count: console.progress(say("why.solving_pairs", done=done, count=count)),
    )
    lines = list(answer_lines(explained, asked.for_person))
    for line in lines:
        console.tell(line)
    if out is not None and explained.answer is not None:
        _write(explained, lines, book, out, force)
        console.tell(say("why.written", path=out))
    console.tell(say("plan.draft"))
    console.give(explained.to_dict())
    return _code(explained)


def _write(explained: Explained, lines: list[str], book: Path, out: Path, force: bool) -> None:
    from luanchuyen.sheets.answers.writer import answer_xlsx

    assert explained.answer is not None
    write_file(out, answer_xlsx(explained.situation, explained.answer, lines), (book,), force)


def answer_lines(explained: Explained, private: bool = False) -> Iterator[str]:
    """The answer as sentences. ``private``: nothing that tells of others' files."""
    situation, answer = explained.situation, explained.answer
    if isinstance(answer, PairAnswer):
        yield from pair_lines(situation, answer, explained.best, private)
    elif isinstance(answer, PostAnswer):
        yield from post_lines(situation, answer)
    elif isinstance(answer, CadreAnswer):
        yield from cadre_lines(situation, answer)
    elif isinstance(answer, WholeAnswer):
        yield from whole_lines(situation, answer, explained.planned)
    elif private:
        yield say("why.no_plan_person")
    else:
        yield from conflict_lines(situation, explained.conflicts)
    if not explained.found:
        yield say("why.no_plan")
    elif answer is not None and not explained.proven and not explained.impossible:
        yield say("why.not_proven")


def _code(explained: Explained) -> ExitCode:
    if explained.impossible:
        return ExitCode.INFEASIBLE
    return ExitCode.DONE if explained.proven else ExitCode.UNPROVEN
