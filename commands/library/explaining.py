"""``explain`` from Python: why, why not, and what it would take, of one workbook."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field
from pathlib import Path

from luanchuyen.commands.input import Case, open_case, read_input
from luanchuyen.commands.runs.run_reading import parted, plan_of, read_run
from luanchuyen.messages import say
from luanchuyen.models.committee.answer import Answer, PairAnswer, PairStatus
from luanchuyen.models.conflict import Conflict
from luanchuyen.models.errors import AuditError, UsageError
from luanchuyen.models.text.folding import fold, nearest
from luanchuyen.optimizer.audit.auditor import audit
from luanchuyen.optimizer.explain.breaches import breaches_of
from luanchuyen.optimizer.explain.conflict import find_conflicts
from luanchuyen.optimizer.questions.personal import cadre_for_person, pair_for_person
from luanchuyen.optimizer.questions.prices import Pairs, by_the_book
from luanchuyen.optimizer.questions.why import Report, Why
from luanchuyen.optimizer.rules.in_force import situation_of
from luanchuyen.optimizer.situation.situation import Situation
from luanchuyen.optimizer.solver.process import SolvingChild
from luanchuyen.scenarios.rulebook.book import load_rules

Override = str | tuple[str, str, object]


@dataclass(frozen=True)
class Asked:
    """A question: about a pair, a cadre, a post, or, neither given, the whole board. ``run``: ``DIR`` or ``DIR#2``."""

    cadre: str | None = None
    post: str | None = None
    run: str | Path | None = None
    within: int | None = None
    for_person: bool = False

    def check(self) -> None:
        """Raises UsageError for what is no question."""
        if self.for_person and self.cadre is None:
            raise UsageError("why.person_without_cadre")


@dataclass(frozen=True)
class Explained:
    """The answer; None where the board has no plan at all (``impossible``) and ``conflicts`` are all there is to tell.

    ``planned``: the plan at hand. ``best``: the plan that costs are counted from; not ``found``: there was no time for
    one.
    """

    answer: Answer | None
    situation: Situation = field(repr=False)
    planned: Pairs = ()
    best: Pairs = ()
    conflicts: tuple[Conflict, ...] = ()
    impossible: bool = False
    found: bool = True

    @property
    def proven(self) -> bool:
        """Whether nothing is open of what was asked. Pairs beyond ``within`` were not asked about."""
        return self.answer is not None and self.answer.answered

    def to_dict(self) -> dict[str, object]:
        """What ``why --json`` prints."""
        if self.answer is not None:
            return self.answer.to_dict()
        return {"conflict": [one.to_dict() for one in self.conflicts]}


def explain(
    book: str | Path | Case,
    cadre: str | None = None,
    post: str | None = None,
    *,
    run: str | Path | None = None,
    within: int | None = None,
    for_person: bool = False,
    rules: str | Path | None = None,
    overrides: Iterable[Override] = (),
    time_limit: float | None = None,
    seed: int = 0,
    report: Report | None = None,
) -> Explained:
    """Why a cadre is in a post or not, who else could be, what it would take; of neither: of the whole board.

    ``run``: a run folder, whose plan 1 (``"DIR#2"``: 2) is the plan at hand, and whose rules are taken unless ``rules``
    or ``overrides`` are given; without it the best plan is. ``within``: points of tier 2 beyond which a pair is not
    solved. ``for_person``: nothing of anybody else's file. ``time_limit``: seconds for each solve. ``report(done,
    count)`` hears how many pairs are answered. Raises as
    ``open_case``; UsageError for a code that is not in the workbook; AuditError where the plan at hand is not lawful.
    """
    asked = Asked(cadre, post, run, within, for_person)
    asked.check()
    with SolvingChild() as child:
        board = _board(book, asked, rules, tuple(overrides))
        limit = time_limit if time_limit is not None else board.time_limit
        return answered(board, asked, child, limit, seed, report)


@dataclass(frozen=True)
class Board:
    """What is asked about: the facts under the rules asked for, and the plan at hand of a run, if there is one."""

    situation: Situation
    time_limit: float | None
    planned: Pairs | None = None


def _board(book: str | Path | Case, asked: Asked, rules: str | Path | None, overrides: tuple[Override, ...]) -> Board:
    """The board. Raises as ``explain``."""
    path = book.source.path if isinstance(book, Case) else book
    if asked.run is None:
        case = book if isinstance(book, Case) and not rules and not overrides else open_case(path, rules, overrides)
        return Board(case.situation, case.options.time_limit)
    folder, rank = parted(str(asked.run))
    run = read_run(folder)
    if rules or overrides or run.rules is None:
        case = open_case(path, rules, overrides)
        situation, limit = case.situation, case.options.time_limit
    else:
        # The run's own rules, and nothing of Tham số over them: as it was made.
        source = read_input(path, run.rules)
        situation, limit = situation_of(source.instance, load_rules(run.rules)), source.options.time_limit
    planned = plan_of(run, rank).pairs
    judged = audit(situation.granting(run.decided.waivers), planned)
    if not judged.passed:
        raise AuditError("why.unlawful_plan", run=asked.run, objections=judged.objections)
    return Board(situation, limit, planned)


def answered(
    board: Board,
    asked: Asked,
    child: SolvingChild,
    time_limit: float | None = None,
    seed: int = 0,
    report: Report | None = None,
) -> Explained:
    """The answer to a question about a board."""
    situation = by_the_book(board.situation)
    _check_codes(situation, asked)
    why = Why(situation, child, board.planned, asked.within, seed, time_limit, report)
    if why.best.status == "infeasible":
        return _nothing(situation, asked, why, child)
    return Explained(_answer(why, asked), situation, why.planned, why.best.pairs, found=why.best.status != "unknown")


def _nothing(situation: Situation, asked: Asked, why: Why, solving: SolvingChild) -> Explained:
    """What is to be said where there is no plan at all: of a pair what bars it, too."""
    conflicts = find_conflicts(situation, why.best.program, solving.conflict)
    if asked.cadre is None or asked.post is None:
        return Explained(None, situation, conflicts=() if asked.for_person else conflicts, impossible=True)
    breaches = breaches_of(situation, asked.cadre, asked.post)
    barred = any(breach.binds for breach in breaches)
    status: PairStatus = "not_eligible" if barred else "blocked"
    answer = PairAnswer(asked.cadre, asked.post, status, breaches, conflicts)
    answer = pair_for_person(situation, answer) if asked.for_person else answer
    return Explained(answer, situation, conflicts=answer.conflicts, impossible=True)


def _answer(why: Why, asked: Asked) -> Answer:
    if asked.cadre is None:
        return why.whole() if asked.post is None else why.post(asked.post)
    if asked.post is None:
        told = why.cadre(asked.cadre)
        return cadre_for_person(why.situation, told) if asked.for_person else told
    answer = why.pair(asked.cadre, asked.post)
    return pair_for_person(why.situation, answer) if asked.for_person else answer


def _check_codes(situation: Situation, asked: Asked) -> None:
    """UsageError, with the nearest, for a code that the workbook does not have."""
    instance = situation.instance
    cadres = {code: cadre.name for code, cadre in instance.cadres.items()}
    posts = {code: post.title for code, post in instance.posts.items()}
    for what, code, known in (("cadre", asked.cadre, cadres), ("post", asked.post, posts)):
        if code is not None and code not in known:
            offered = _offered(code, known)
            hint = say("why.nearest", nearest=", ".join(offered)) if offered else say(f"why.where_{what}")
            raise UsageError(f"why.unknown_{what}", code=code, hint=hint)


def _offered(asked: str, named: Mapping[str, str]) -> tuple[str, ...]:
    """The codes that bear the name asked for, else those that look like it."""
    return tuple(code for code, name in named.items() if fold(name) == fold(asked)) or nearest(asked, named)
