"""plans.xlsx of a run, made again from plans.json, the facts and the rules, and held against what lies there."""

from __future__ import annotations

import io
import json
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import replace
from typing import Any

from luanchuyen.commands.runs.run_reading import Run
from luanchuyen.messages import language, speak_in
from luanchuyen.models.certificate import Certificate
from luanchuyen.models.plan import Plan, Result, status_from
from luanchuyen.models.text.bounded import read_json
from luanchuyen.models.text.plain_files import TooLargeError, read_plain
from luanchuyen.optimizer.audit.claims import Judge
from luanchuyen.optimizer.situation.situation import Situation
from luanchuyen.scenarios.decisions.hand import NO_HAND, Hand
from luanchuyen.sheets.edits.readback import ReadBack, language_of, read_back
from luanchuyen.sheets.opening.preflight import MOST_BYTES

WORKBOOK = "plans.xlsx"


def held(found: Run, judge: Judge, certificate: Any) -> ReadBack | None:
    """What the workbook says otherwise; None where it cannot be read. Raises MALFORMED."""
    try:
        data = read_plain(found.folder / WORKBOOK, MOST_BYTES)
    except TooLargeError:
        return None
    spoken = language_of(data)
    if spoken is None:
        return None
    with speaking(spoken):
        ours = _written(found, judge, certificate)
    return ReadBack() if ours == data else read_back(ours, data)


@contextmanager
def speaking(other: str) -> Iterator[None]:
    """Speak another language for a while."""
    before = language()
    speak_in(other)
    try:
        yield
    finally:
        speak_in(before)


def _written(found: Run, judge: Judge, certificate: Any, hand: Hand = NO_HAND) -> bytes:
    """The workbook that ``plan`` would write of this plans.json."""
    from luanchuyen.sheets.plans.writer import write_plans

    plans = tuple(_with_findings(judge, plan) for plan in found.plans)
    told = Certificate.from_dict(certificate) if certificate is not None else None
    result = Result(status_from(found.status), plans, json.loads(json.dumps(found.record)), certificate=told)
    stream = io.BytesIO()
    write_plans(stream, judge.situation, result, found.answers, hand)
    return stream.getvalue()


def written_again(found: Run, situation: Situation, hand: Hand = NO_HAND) -> bytes:
    """The workbook of a run as ``plan`` wrote it, its own certificate taken as it stands, with what a hand then wrote
    into it. Raises MALFORMED."""
    try:
        certificate = read_json(found.folder / "certificate.json")
    except (OSError, ValueError):
        certificate = None
    with speaking(language_of_run(found)):
        return _written(found, Judge(situation), certificate, hand)


def language_of_run(found: Run) -> str:
    """The language that the workbook of a run speaks, as far as it can be seen."""
    try:
        return language_of(read_plain(found.folder / WORKBOOK, MOST_BYTES)) or language()
    except (OSError, TooLargeError):
        return language()


def _with_findings(judge: Judge, plan: Plan) -> Plan:
    return replace(plan, findings=judge.counted(plan.pairs).findings)
