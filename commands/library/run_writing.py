"""``write_run`` from Python: a result as the run folder that the command ``plan`` writes."""

from __future__ import annotations

import io
import json
from pathlib import Path

from luanchuyen.commands.input import Case
from luanchuyen.models.committee.run_answers import NO_ANSWERS, RunAnswers
from luanchuyen.models.errors import UsageError
from luanchuyen.models.plan import Result
from luanchuyen.optimizer.situation.situation import Situation
from luanchuyen.reports.plans_json import result_to_json
from luanchuyen.reports.run_folder import held
from luanchuyen.scenarios.rulebook.text import effective_toml


def write_run(case: Case, result: Result, folder: str | Path, answers: RunAnswers = NO_ANSWERS) -> Path:
    """Write a result of ``case`` as a run folder: where it lies, links followed.

    A run of ours that is there is replaced, one in which somebody worked renamed. Raises UsageError where the result
    is of another workbook or other rules; FileError where the folder holds anything else, or the disk refuses.
    """
    ours = {"input_sha256": case.instance.sha256, "rules_sha256": case.rules.sha256}
    if any(result.record[name] != value for name, value in ours.items()):
        raise UsageError("writing.other_case")
    files = run_files(_situation(case, result), result, answers)
    with held(Path(folder), (case.source.path,)) as target:
        target.write(files, case.instance.sha256)
        return target.folder


def _situation(case: Case, result: Result) -> Situation:
    """What the facts meant when the plans were made: the plan to stay close to is the result's."""
    from luanchuyen.commands.runs.run_reading import decided_of

    options = result.record["options"]
    told = options["close_to"] if isinstance(options, dict) else None
    given = None if told is None else {cadre: tuple(posts) for cadre, posts in told}
    if given is not None and given != case.situation.given:
        case = case.close_to(given)
    decided = decided_of(options) if isinstance(options, dict) else case.situation.decided
    return case.situation if decided == case.situation.decided else case.deciding(decided).situation


def run_files(situation: Situation, result: Result, answers: RunAnswers = NO_ANSWERS) -> dict[str, bytes]:
    """The files of the folder by name, the manifest aside."""
    files = {
        "plans.json": result_to_json(result).encode(),
        "rules.toml": effective_toml(situation.policy).encode(),
    }
    if result.plans:
        from luanchuyen.sheets.plans.writer import write_plans

        stream = io.BytesIO()
        write_plans(stream, situation, result, answers)
        told = result.certificate.to_dict() if result.certificate else None
        certificate = json.dumps(told, ensure_ascii=False, separators=(",", ":")) + "\n"
        files |= {"plans.xlsx": stream.getvalue(), "certificate.json": certificate.encode()}
        if answers.asked:
            files["answers.json"] = (json.dumps(answers.to_dict(), ensure_ascii=False, indent=1) + "\n").encode()
    return files
