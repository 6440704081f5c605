"""``verify`` of an edited workbook of plans: what the committee's marks decide, break and cost."""

from __future__ import annotations

import hashlib
import json
from collections.abc import Iterator
from pathlib import Path

from luanchuyen.commands.library.judging import Given, JudgedEdits, decisions_told, judge_edits
from luanchuyen.commands.log import logged
from luanchuyen.commands.terminal.console import Console
from luanchuyen.messages import say
from luanchuyen.models.errors import ExitCode, UsageError
from luanchuyen.reports.log import check_log
from luanchuyen.reports.writing.single_file import check_file, write_file
from luanchuyen.wording.answers.edits import judgement_lines, reading_lines


def run(
    console: Console,
    book: Path,
    edited: Path,
    *,
    folder: Path | None = None,
    rules: str | None = None,
    overrides: tuple[str, ...] = (),
    time_limit: float | None = None,
    out: Path | None = None,
    force: bool = False,
    log: Path | None = None,
) -> ExitCode:
    """Judge and tell; write the page where asked; ``log``: the log that is to have a line."""
    if log is not None:
        check_log(log)
    if out is not None:
        if out.suffix.casefold() != ".xlsx":
            raise UsageError("why.bad_ending", path=out)
        check_file(out, (book, edited), force)
    console.progress(say("judging.reading", path=edited))
    judged = judge_edits(book, edited, run=folder, rules=rules, overrides=overrides, time_limit=time_limit)
    for line in edit_lines(judged, edited.name):
        console.tell(line)
    if out is not None:
        from luanchuyen.sheets.answers.writer import lines_xlsx

        pages = lines_xlsx(judged.situation, say("judging.sheet"), list(edit_lines(judged, edited.name)))
        write_file(out, pages, (book, edited), force)
        console.tell(say("judging.written", path=out))
    console.tell(say("plan.draft"))
    console.give({**judged.to_dict(), "log": logged_edits(console, log, judged)})
    return judged.exit_code


def logged_edits(console: Console, log: Path | None, judged: JudgedEdits) -> str | None:
    """The line of the log: what was decided, with the reasons as typed; the output is the judgement itself."""
    case, edits = judged.given.case, judged.given.edits
    told = json.dumps(judged.to_dict(), ensure_ascii=False, sort_keys=True).encode()
    sums = case.instance.sha256, case.rules.sha256, hashlib.sha256(told).hexdigest()
    options = {"edits_sha256": edits.sha256, "rules_of": judged.given.rules_of, "plan": judged.given.plan}
    return logged(console, log, "verify", sums, options, decisions_told(edits))


def edit_lines(judged: JudgedEdits, name: str) -> Iterator[str]:
    """All that is said of an edited workbook."""
    edits = judged.given.edits
    yield say("judging.head", name=name, count=len(edits.edits), unread=len(edits.unread))
    yield from _whose(judged.given)
    yield from judgement_lines(judged.situation, judged.judgement)
    yield from reading_lines(judged.situation, edits)


def _whose(given: Given) -> Iterator[str]:
    """By whose rules and on whose facts."""
    yield say(f"judging.rules_of_{given.rules_of}")
    told = given.run_to_dict() or {"same_input": True, "same_rules": True}
    if not told["same_input"]:
        yield say("judging.other_input")
    if not told["same_rules"]:
        yield say("judging.other_rules")
