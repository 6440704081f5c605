"""One workbook in the making: what every page reads and the head that every page carries."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from functools import cached_property

from xlsxwriter.workbook import Workbook

from luanchuyen.messages import say
from luanchuyen.models.calendar import add_months
from luanchuyen.models.committee.decision import Decision
from luanchuyen.models.committee.run_answers import NO_ANSWERS, RunAnswers
from luanchuyen.models.plan import Plan, Result
from luanchuyen.models.post import FORMS
from luanchuyen.models.waiver import Waiver
from luanchuyen.optimizer.explain.chains import Step, steps
from luanchuyen.optimizer.explain.eligible import eligible
from luanchuyen.optimizer.explain.near_misses import Elsewhere, NearMiss, near_misses, served_instead
from luanchuyen.optimizer.explain.scarcity import Scarcity
from luanchuyen.optimizer.explain.shortage import Shortage, shortages
from luanchuyen.optimizer.explain.unsure import Unsure, unsure
from luanchuyen.optimizer.explain.vacancies import scarce_posts
from luanchuyen.optimizer.record.record import Record, record_of_plan, standing_now
from luanchuyen.optimizer.situation.situation import Situation
from luanchuyen.sheets.paper.formats import Formats, PrintedSheet, headed
from luanchuyen.sheets.plans.move_reasons import MoveReasons
from luanchuyen.sheets.plans.own_lines import OwnLines, own_lines
from luanchuyen.sheets.plans.recorded import decisions_of, waivers_of
from luanchuyen.wording.left_out import does_without
from luanchuyen.wording.names import Names
from luanchuyen.wording.numbers import day


class PlansBook:
    """The workbook, the facts and the result; pages add their sheets to it."""

    def __init__(
        self, workbook: Workbook, situation: Situation, result: Result, answers: RunAnswers = NO_ANSWERS
    ) -> None:
        self.workbook = workbook
        self.situation = situation
        self.result = result
        self.answers = answers
        self.names = Names(situation)
        self.formats = Formats(workbook)

    @cached_property
    def decisions(self) -> tuple[Decision, ...]:
        """What was decided in an earlier round and binds this run."""
        return decisions_of(self._options)

    @cached_property
    def waivers(self) -> tuple[Waiver, ...]:
        """The waivers that were written beside those decisions."""
        return waivers_of(self._options)

    @property
    def _options(self) -> Mapping[str, object]:
        options = self.result.record.get("options")
        return options if isinstance(options, Mapping) else {}

    @property
    def plans(self) -> tuple[Plan, ...]:
        """The plans, the best first."""
        return self.result.plans

    @cached_property
    def steps(self) -> dict[int, dict[str, Step]]:
        """By rank: the step of everybody moved."""
        return {plan.rank: steps(plan, self.situation) for plan in self.plans}

    @cached_property
    def reasons(self) -> dict[int, MoveReasons]:
        """By rank: what the lines of a plan's sheet say for and against each move."""
        return {plan.rank: MoveReasons(self.situation, plan, self.own[plan.rank].moved) for plan in self.plans}

    @cached_property
    def own(self) -> dict[int, OwnLines]:
        """By rank: which lines of a plan say otherwise than the first plan's; of the first all."""
        return {plan.rank: own_lines(self.situation, self.plans[0], plan, self.steps) for plan in self.plans}

    @cached_property
    def shortages(self) -> dict[str, Shortage]:
        """For every post that some plan leaves empty: whom each hard rule keeps from it."""
        return shortages(self.situation, self._empty)

    @cached_property
    def near(self) -> dict[str, tuple[NearMiss, ...]]:
        """For every post that some plan leaves empty: who comes nearest to it, and what they lack. None of a nation."""
        if does_without(self.situation):
            return {}
        return {post_id: near_misses(self.situation, told) for post_id, told in self.shortages.items()}

    @cached_property
    def instead(self) -> dict[int, Mapping[str, tuple[Elsewhere, ...]]]:
        """By rank, for every post left empty: who could take it, and the posts they get instead. None of a nation."""
        if does_without(self.situation):
            return {plan.rank: {} for plan in self.plans}
        able = eligible(self.situation, [(post_id,) for post_id in sorted(self._empty)])
        return {plan.rank: served_instead(plan, able) for plan in self.plans}

    @cached_property
    def unsure(self) -> dict[str, Unsure]:
        """For every such post, where there are any: of whom it cannot be told whether they are local there."""
        return unsure(self.situation, sorted(self._empty))

    @property
    def _empty(self) -> set[str]:
        return {post_id for plan in self.plans for post_id in plan.empty}

    @cached_property
    def scarce(self) -> Mapping[str, Scarcity]:
        """For every post of a set that is too large for its people, the set."""
        return scarce_posts(self.situation)

    @cached_property
    def records(self) -> dict[int, Record]:
        """By rank: what is counted of each plan, and what it changes."""
        before = standing_now(self.situation)
        return {plan.rank: record_of_plan(self.situation, plan, before) for plan in self.plans}

    def term(self, form: str) -> str:
        """From the start to the end of the term; a transfer has a start alone."""
        settings = self.situation.instance.settings
        if form == "transfer":
            return say("workbook.term_open", start=day(settings.start))
        end = add_months(settings.start, settings.term_months)
        return say("workbook.term", start=day(settings.start), end=day(end))

    def terms(self, plan: Plan) -> str:
        """The term of every form that a plan has."""
        forms = [form for form in FORMS if any(move.form == form for move in plan.assignments)]
        terms = ((say(f"rules.form_{form}"), self.term(form)) for form in forms)
        return "; ".join(say("workbook.term_of_form", form=f, term=term[:1].lower() + term[1:]) for f, term in terms)

    def sheet(self, name: str, title: str, widths: Sequence[int], note: str = "") -> PrintedSheet:
        """A new sheet under its head: organisation, title, "draft", a note; the mark on every page."""
        settings = self.situation.instance.settings
        sheet = PrintedSheet(self.workbook, self.formats, name, widths)
        return headed(sheet, title, settings.organisation, settings.secrecy, note)


def plan_name(plan: Plan) -> str:
    """Phương án 1, as its sheet is named."""
    return say("workbook.sheet_plan", rank=plan.rank)


def plan_names(plans: Sequence[Plan]) -> str:
    """Phương án 1, 2, 3."""
    return say("workbook.sheet_plan", rank=", ".join(str(plan.rank) for plan in plans))
