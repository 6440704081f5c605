"""One round: a run read back from the work folder, the plan of it that is at hand, its lines and their edits."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from dataclasses import dataclass, replace
from functools import cached_property

from luanchuyen.commands.input import Case
from luanchuyen.commands.runs.run_reading import Run, read_run
from luanchuyen.commands.runs.sheets_reading import written_again
from luanchuyen.messages import say
from luanchuyen.models.certificate import Certificate
from luanchuyen.models.committee.decision import Decided
from luanchuyen.models.committee.edit import Edit, EditKind, Edits
from luanchuyen.models.errors import AuditError
from luanchuyen.models.plan import Plan, Result, status_from
from luanchuyen.models.text.bounded import read_json
from luanchuyen.models.waiver import Waiver
from luanchuyen.optimizer.audit.auditor import audit
from luanchuyen.optimizer.audit.claims import MALFORMED
from luanchuyen.optimizer.situation.situation import Situation
from luanchuyen.page.desk.state import Choice, Round, Tray
from luanchuyen.page.desk.work_folder import WorkFolder
from luanchuyen.reports.manifest import changed_files
from luanchuyen.scenarios.decisions.hand import Hand, HandText
from luanchuyen.scenarios.decisions.lines import RECORDED, PlanLine, lines_a_post, lines_of
from luanchuyen.scenarios.decisions.marks import Mark, edits_of, waived_pairs
from luanchuyen.sheets.edits.reading import read_edits
from luanchuyen.sheets.edits.written_waivers import written_waivers

WORDS = {"agree": "đồng ý", "exclude": "thay người khác", "stay": "ở lại", "leave_empty": "không bố trí"}
"""What the column Chốt says of each kind, whatever the language."""


@dataclass(frozen=True)
class OpenRound:
    """A round whose run belongs to the case."""

    told: Round
    run: Run
    situation: Situation

    @property
    def plan(self) -> Plan:
        """The plan at hand."""
        return self.run.plans[self.told.rank - 1]

    @cached_property
    def result(self) -> Result:
        """The run as a result, its certificate taken as it stands."""
        told = read_json(self.run.folder / "certificate.json")
        certificate = Certificate.from_dict(told)
        return Result(status_from(self.run.status), self.run.plans, dict(self.run.record), certificate=certificate)

    @cached_property
    def lines(self) -> tuple[PlanLine, ...]:
        """Every line of every plan."""
        return tuple(line for plan in self.run.plans for line in lines_of(plan, self.situation))

    @cached_property
    def line_of_post(self) -> dict[str, tuple[PlanLine, ...]]:
        """The lines of the plan at hand by post."""
        found: dict[str, tuple[PlanLine, ...]] = {}
        for line in self.lines:
            if line.plan == self.plan.rank:
                for post in line.posts:
                    found[post] = (*found.get(post, ()), line)
        return found

    def lines_at(self, post: str) -> tuple[PlanLine, ...]:
        """The lines of a post; of one that the plan at hand leaves as it is the line that may be written for it, which
        stands with the recorded decisions."""
        found = self.line_of_post.get(post)
        return found or (PlanLine(RECORDED, "", tuple(sorted(self.situation.group_of[post].posts))),)

    def knows(self, line: PlanLine) -> bool:
        """Whether something may be decided at the line."""
        if line.posts:
            return line.posts[0] in self.situation.instance.posts and line in self.lines_at(line.posts[0])
        return line in self.lines and line.plan == self.plan.rank

    def edits(self, tray: Iterable[Choice]) -> tuple[Edit, ...]:
        """The edits that choices are, by their lines; waivers aside."""
        marks = [Mark(one.line, _kind(one), "", one.chosen, None, one.reason) for one in tray if one.kind in _MARKS]
        return edits_of(marks, lines_a_post(self.lines), self.situation)

    def granting(self, tray: Tray) -> Situation:
        """The situation with the complete waivers of the choices, as the column Văn bản ngoại lệ is read."""
        granted = tuple(waiver for one in tray if one.waiver and one.kind in _MARKS for waiver in self._waivers(one))
        if not granted:
            return self.situation
        known: dict[tuple[Waiver, ...], Situation] = self.situation.once("situations with waivers", dict)
        if granted not in known:
            known[granted] = self.situation.granting((*self.run.decided.waivers, *granted))
        return known[granted]

    def _waivers(self, one: Choice) -> Iterator[Waiver]:
        mark = Mark(one.line, _kind(one), "", one.chosen, None, one.reason)
        pairs = waived_pairs(mark, lines_a_post(self.lines), self.situation)
        for told in written_waivers(one.waiver):
            if told.rule and told.day is not None and not told.lacks and one.reason:
                yield from (
                    Waiver(told.rule, cadre, post, told.authority, told.document, told.day, one.reason)
                    for cadre, post in pairs
                )

    def marked(self, tray: Tray) -> bytes:
        """The run's workbook with the choices written into it. Raises AuditError where the run is not as it was."""
        made = [one for one in tray if one.kind in _MARKS]
        texts = {one.line: HandText(_word(self.situation, one), one.reason, one.waiver) for one in made}
        taken = frozenset(decision for one in tray for decision in one.taken)
        try:
            return written_again(self.run, self.situation, Hand(texts, taken))
        except MALFORMED as error:
            raise AuditError("page.round_changed", name=self.told.folder) from error

    def read_back(self, tray: Tray) -> tuple[Edit, ...]:
        """All edits that stand, as ``plan --locks`` reads them from that workbook."""
        return self._read(tray).edits

    def deciding(self, tray: Tray) -> Decided:
        """What binds with the choices of a tray: as ``plan --locks`` has it of that workbook."""
        return self._read(tray).decided if tray else self.run.decided

    def _read(self, tray: Tray) -> Edits:
        run = self.run
        found = read_edits(self.marked(tray), self.situation, None, run.decided.decisions, run.plans)
        assert found is not None
        return found


_MARKS = ("agree", "choose", "exclude", "stay", "leave_empty")


def _kind(choice: Choice) -> EditKind:
    assert choice.kind != "take_back"
    return choice.kind


def _word(situation: Situation, choice: Choice) -> str:
    """What stands in Chốt."""
    if choice.kind == "choose":
        name = situation.cadre(choice.chosen).name
        return say("workbook.choice", code=choice.chosen, name=name)
    return WORDS.get(choice.kind, "")


def open_round(work: WorkFolder, told: Round, case: Case) -> OpenRound | None:
    """The round, where its run is whole and of these facts and rules; else None. Raises as ``read_run``."""
    folder = work.file(told.folder)
    if not folder.is_dir() or changed_files(folder):
        return None
    run = read_run(folder)
    ours = (case.instance.sha256, case.rules.sha256)
    if (run.record["input_sha256"], run.record["rules_sha256"]) != ours or not run.plans:
        return None
    situation = case.deciding(run.decided).situation
    # plans.json keeps no cells: what is found of a plan is counted again.
    plans = tuple(replace(plan, findings=audit(situation, plan.pairs).findings) for plan in run.plans)
    return OpenRound(told, replace(run, plans=plans), situation)
