"""The desk: one person's book, rounds and choices; every step is in the work folder before it is answered."""

from __future__ import annotations

import hashlib
import threading
from collections.abc import Mapping
from dataclasses import replace
from pathlib import Path
from typing import Any

from luanchuyen.commands.runs.run_reading import plan_of, read_run
from luanchuyen.messages import say
from luanchuyen.models.errors import RotationError, UsageError
from luanchuyen.page.desk.choices import check_choice, replaced
from luanchuyen.page.desk.facts import Facts, read_facts
from luanchuyen.page.desk.journal import Journal
from luanchuyen.page.desk.planning import Asked, Job, Made, planned
from luanchuyen.page.desk.pricing import Pricing
from luanchuyen.page.desk.rounds import OpenRound, open_round
from luanchuyen.page.desk.state import Choice, Round, State
from luanchuyen.page.desk.what_if import Sweep, deciding, held_by, swept
from luanchuyen.page.desk.work_folder import WorkFolder
from luanchuyen.reports.manifest import MANIFEST, names_in
from luanchuyen.reports.writing.leftovers import remove
from luanchuyen.reports.writing.plain_folder import write_folder

BOOK, ROUND, EDITS = "so-lieu", "vong", "chot"
KINDS = (".xlsx", ".xlsm", ".xls", ".xlsb", ".ods", ".csv")
"""What the files of the work folder are named by."""


class Desk:
    """``book``: the one that the command named; None: one is uploaded. ``signal(topic)`` hears what changed."""

    def __init__(self, work: WorkFolder, book: Path | None, journal: Journal) -> None:
        self.work, self.given, self.journal = work, book, journal
        self.lock = threading.RLock()
        self.versions = {"job": 0, "answers": 0}
        self.state: State = work.load()
        self.job: Job | None = None
        self.sweep: Sweep | None = None
        self.facts: Facts | None = None
        self.round: OpenRound | None = None
        self.pricing: Pricing | None = None
        self.notice = ""
        self.open_book()
        if book is not None and self.state.book:
            self.notice = say("page.book_handed_over", name=self.state.name, given=book.name)

    # -- the book ----------------------------------------------------------------------------------

    @property
    def path(self) -> Path | None:
        """Where the book lies."""
        return self.work.file(self.state.book) if self.state.book else self.given

    def open_book(self) -> None:
        """Read the book anew; rounds of other facts are shelved until their book comes back."""
        with self.lock:
            path = self.path
            self.facts = read_facts(path, self.state.name or path.name) if path is not None else None
            case = self.facts.case if self.facts else None
            if case is not None and self.state.input_sha256 != case.instance.sha256:
                self._save(self.state.of_facts(case.instance.sha256))
            self.sweep = None
            self._open_round()

    def read_again(self) -> None:
        """Read the book anew, as it lies there now."""
        with self.lock:
            self._refuse_busy()
            self.open_book()

    def upload(self, name: str, data: bytes) -> None:
        """Take a book that was handed over: it stands in the work folder under a name of ours."""
        with self.lock:
            self._refuse_busy()
            suffix = Path(name).suffix.casefold()
            suffix = suffix if suffix in KINDS else KINDS[0]
            stored = f"{BOOK}-{hashlib.sha256(data).hexdigest()[:16]}{suffix}"
            self.work.put(stored, data)
            self.notice = ""
            self._save(replace(self.state, book=stored, name=name))
            self.open_book()

    # -- runs --------------------------------------------------------------------------------------

    def plan(self, plans: int | None, seconds: int | None) -> None:
        """Begin the first run of a book: nothing decided."""
        with self.lock:
            path = self._ready()
            name = f"{ROUND}-{self.state.made + 1}"
            self._save(replace(self.state, plans=plans, seconds=seconds, made=self.state.made + 1))
            self._begin(Asked(path, None, self.work.file(name), plans, seconds), Round(name))

    def apply(self) -> None:
        """Begin a run in which the choices bind: the marked workbook first, then what ``plan --locks`` does with it."""
        with self.lock:
            path, current = self._ready(), self._current()
            if not current.told.tray:
                raise UsageError("page.nothing_chosen")
            number = self.state.made + 1
            name, edits = f"{ROUND}-{number}", f"{EDITS}-{number}.xlsx"
            self.work.put(edits, current.marked(current.told.tray))
            self._save(replace(self.state, made=number))
            asked = Asked(path, self.work.file(edits), self.work.file(name), self.state.plans, self.state.seconds)
            self._begin(asked, Round(name, edits=edits))

    def take_run(self, folder: Path, rank: int) -> None:
        """Begin with a run made elsewhere: a copy of it is the round at hand, unless it is one of the rounds already.

        Raises FileError, UsageError where it is no run, or one of other facts or rules.
        """
        with self.lock:
            self._ready()
            plan_of(read_run(folder), rank)
            files = {name: (folder / name).read_bytes() for name in names_in(folder)}
            known = (self.work.file(one.folder) / MANIFEST for one in self.state.rounds)
            same = [file.is_file() and file.read_bytes() == files.get(MANIFEST) for file in known]
            if any(same):
                if not (same[-1] and self.state.rounds[-1].rank == rank):
                    self.notice = say("page.run_known", path=str(folder))
                return
            number = self.state.made + 1
            told = Round(f"{ROUND}-{number}", rank)
            write_folder(self.work.file(told.folder), files)
            case = self.facts.case if self.facts else None
            if case is None or open_round(self.work, told, case) is None:
                remove(self.work.file(told.folder))
                raise UsageError("page.other_run", path=str(folder))
            self._save(replace(self.state, rounds=(told,), made=number))
            self._open_round()

    def _begin(self, asked: Asked, told: Round) -> None:
        self.notice = ""
        if self.pricing is not None:
            self.pricing.rest(True)
        self.job = Job("plan", lambda job: planned(asked, job), lambda job: self._planned(job, told, asked))
        self.job.start()
        self._tell("job")

    def _planned(self, job: Job, told: Round, asked: Asked) -> None:
        """What the run came to; in its thread."""
        with self.lock:
            self._keep_fault(job)
            made = job.result
            if isinstance(made, Made) and made.result.record["input_sha256"] != self.state.input_sha256:
                self.notice = say("page.book_changed")
            elif isinstance(made, Made) and made.written:
                rounds = (*self.state.rounds, told) if asked.edits is not None else (told,)
                self._save(replace(self.state, rounds=rounds))
                self.journal.add(made, asked)
                self._open_round()
            if self.pricing is not None:
                self.pricing.rest(False)
            self._tell("job")

    def stop(self) -> None:
        """Stop what runs, and keep what it found."""
        if self.job is not None:
            self.job.stop()

    @property
    def busy(self) -> bool:
        """Whether something runs."""
        return self.job is not None and self.job.result is None and self.job.failure is None

    def _ready(self) -> Path:
        self._refuse_busy()
        if self.facts is None or self.facts.case is None or self.path is None:
            raise UsageError("page.no_book")
        return self.path

    def _refuse_busy(self) -> None:
        if self.busy:
            raise UsageError("page.busy")

    # -- the round at hand ---------------------------------------------------------------------------

    def _open_round(self) -> None:
        if self.pricing is not None:
            self.pricing.close()
        self.round = self.pricing = None
        told, case = self.state.round, self.facts.case if self.facts else None
        if told is None or case is None:
            return
        try:
            self.round = open_round(self.work, told, case)
        except RotationError as error:
            self.notice = str(error)
            return
        if self.round is None:
            self.notice = say("page.round_changed", name=told.folder)
            return
        decided = self.round.run.decided
        pairs = self.round.plan.pairs
        answered = lambda: self._tell("answers")  # noqa: E731
        read = self.round.read_back
        self.pricing = Pricing(case.situation, pairs, decided.decisions, decided.waivers, read, answered)

    def _current(self) -> OpenRound:
        if self.round is None:
            raise UsageError("page.no_round")
        return self.round

    def take_plan(self, rank: int) -> None:
        """Another plan of the run to look at; what was chosen on the one before is undone."""
        with self.lock:
            current = self._current()
            if not 1 <= rank <= len(current.run.plans):
                raise UsageError("page.no_such_plan", rank=rank)
            if rank != current.told.rank:
                self._save(self.state.with_round(Round(current.told.folder, rank, current.told.edits)))
                self._open_round()

    def decide(self, choice: Choice) -> None:
        """Put a choice into the tray. Raises UsageError where it says nothing at its line, or lacks a reason."""
        with self.lock:
            current = self._current()
            self._refuse_busy()
            check_choice(current, choice)
            self._step(current.told.with_tray(replaced(current.told.tray, choice)))

    def undo(self) -> None:
        """One step back: in the tray; where nothing is left there, to the round before, as it was when applied."""
        with self.lock:
            self._refuse_busy()
            told = self._current().told
            if told.before:
                self._step(replace(told, tray=told.before[-1], before=told.before[:-1]))
            elif len(self.state.rounds) > 1:
                self._save(replace(self.state, rounds=self.state.rounds[:-1]))
                self._open_round()
            else:
                raise UsageError("page.nothing_to_undo")

    def discard(self) -> None:
        """Empty the tray; that can be undone."""
        with self.lock:
            self._refuse_busy()
            told = self._current().told
            if told.tray:
                self._step(told.with_tray(()))

    def _step(self, told: Round) -> None:
        assert self.round is not None
        self._save(self.state.with_round(told))
        self.round = replace(self.round, told=told)

    # -- what if -------------------------------------------------------------------------------------

    def set_scenarios(self, scenarios: tuple[Mapping[str, Any], ...]) -> None:
        """The scenarios to be asked about; answers of others are gone."""
        with self.lock:
            self._refuse_busy()
            self._save(replace(self.state, scenarios=scenarios))
            self.sweep = None

    def ask_what_if(self) -> None:
        """Begin solving the scenarios: in all of them, the base among them, what is decided and chosen holds."""
        with self.lock:
            self._ready()
            case = self.facts.case if self.facts else None
            if not self.state.scenarios or case is None:
                raise UsageError("page.no_scenarios")
            tables, held = self.state.scenarios, held_by(self.round)
            case = deciding(case, self.round)
            self.job = Job("what_if", lambda job: swept(case, tables, held, job), self._swept)
            self.job.start()
            self._tell("job")

    def _swept(self, job: Job) -> None:
        with self.lock:
            self._keep_fault(job)
            if isinstance(job.result, Sweep):
                self.sweep = job.result
            self._tell("job")

    # -- keeping ---------------------------------------------------------------------------------------

    def _save(self, state: State) -> None:
        self.work.save(state)
        self.state = state

    def _keep_fault(self, job: Job) -> None:
        if job.failure is not None and not isinstance(job.failure, RotationError | KeyboardInterrupt):
            self.work.keep_fault(job.failure)

    def _tell(self, topic: str) -> None:
        self.versions = {**self.versions, topic: self.versions[topic] + 1}

    def close(self) -> None:
        """End what works in the background; what was found is kept."""
        if self.job is not None and self.busy:
            self.job.stop()
            self.job.wait(10)
        if self.pricing is not None:
            self.pricing.close()
