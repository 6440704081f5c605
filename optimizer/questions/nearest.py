"""What it would take: one change after which a plan with a pair is among the best, verified by planning with it."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from fractions import Fraction
from itertools import islice
from math import ceil, floor

from luanchuyen.models.calendar import PartialDate
from luanchuyen.models.committee.answer import NearChange, PairAnswer
from luanchuyen.models.committee.decision import Decision
from luanchuyen.models.committee.price import Value
from luanchuyen.models.conflict import STRUCTURE
from luanchuyen.models.waiver import Waiver
from luanchuyen.optimizer.audit.auditor import audit
from luanchuyen.optimizer.questions.best import Best, best_of
from luanchuyen.optimizer.questions.mending import CHANGEABLE, mended
from luanchuyen.optimizer.questions.region import Pairs
from luanchuyen.optimizer.questions.weighing import Weight, weights_of
from luanchuyen.optimizer.rules.in_force import rules_of, situation_of
from luanchuyen.optimizer.situation.situation import Situation
from luanchuyen.optimizer.solver.process import SolvingChild

WEIGHTS, STEPS = 4, 3
"""Weights tried for a pair, those that have to change least first, and values tried of each."""

Try = tuple[NearChange, Situation]


@dataclass(frozen=True)
class Nearest:
    """Looks for changes around the best plan of a situation; every question is solved in ``child``."""

    situation: Situation
    best: Best
    child: SolvingChild
    seed: int = 0
    time_limit: float | None = None

    def of(self, answer: PairAnswer, value: Value | None) -> tuple[NearChange, ...]:
        """Of each kind the first that holds: a fact, a weight, a waiver. ``value``: of the pair, where it has one."""
        if answer.status == "in_plan" or self.best.status != "optimal":
            return ()
        told = value.pairs if value is not None else ()
        kinds = (self._facts(answer, value), self._waivers(answer))
        found = [next((change for change, s in some if self._holds(s, answer, told)), None) for some in kinds]
        weight = self._weight(answer, value) if value is not None and value.status == "optimal" else None
        return tuple(change for change in (found[0], weight, found[1]) if change is not None)

    def _solved(self, situation: Situation, known: Pairs) -> Best:
        return best_of(situation, self.child, known, self.seed, self.time_limit)

    def _holds(self, situation: Situation, answer: PairAnswer, known: Pairs) -> bool:
        """Whether some plan with the pair is among the best of a changed situation."""
        with_it = self._solved(situation.deciding([Decision("fix", answer.cadre, answer.post)]), known)
        if with_it.status != "optimal":
            return False
        # The best plan of today is soon judged: where it is better still, nothing need be solved.
        today = audit(situation, self.best.pairs)
        if today.passed and _tuple(today.score) < _tuple(with_it.score):
            return False
        free = self._solved(situation, self.best.pairs)
        return free.status == "optimal" and free.score == with_it.score

    def _facts(self, answer: PairAnswer, value: Value | None) -> Iterator[Try]:
        """The pair's own shortfalls mended one by one: of who is kept out the only one, else each that costs."""
        situation = self.situation
        if answer.status == "not_eligible":
            binding = [breach for breach in answer.breaches if breach.binds]
            rules = [binding[0].rule] if len(binding) == 1 else []
        elif answer.status == "allowed" and value is not None:
            findings = audit(situation, value.pairs).findings
            own = [f for f in findings if f.cost and f.subject.get("cadre") == answer.cadre and "post" in f.subject]
            rules = [finding.rule for finding in own]
        else:
            rules = []
        for rule in rules:
            if rule in CHANGEABLE:
                yield from mended(situation, rule, answer.cadre, answer.post, _lost(answer, situation, rule))

    def _waivers(self, answer: PairAnswer) -> Iterator[Try]:
        """Who is kept out by one rule alone; or, where no plan holds the pair, each hard rule of the conflict."""
        names = {breach.rule for breach in answer.breaches if breach.binds}
        if answer.status == "blocked":
            names = {one.rule for one in answer.conflicts if one.kind == "rule" and one.rule}
        elif len(names) != 1:
            return
        rules = rules_of(self.situation)
        for name in sorted(names - {STRUCTURE}):
            if rules[name].waivable:
                day = PartialDate.of(self.situation.instance.settings.as_of)
                waiver = Waiver(name, answer.cadre, answer.post, "", "", day, "")
                given = (*self.situation.decided.waivers, waiver)
                yield NearChange("waiver", name), self.situation.granting(given)

    def _weight(self, answer: PairAnswer, value: Value) -> NearChange | None:
        """The weight that has to change least of those that were tried with success."""
        lost = {t: c for t, c in (answer.priced.cost.cost or {}).items() if c}
        if answer.status != "allowed" or not lost or lost[min(lost)] < 0:
            return None
        tier, findings = min(lost), audit(self.situation, value.pairs).findings
        assert self.best.audited is not None
        found = []
        for weight in weights_of(self.situation):
            more = weight.shortfall(findings, self.situation) if weight.tier == tier else 0
            less = weight.shortfall(self.best.audited.findings, self.situation) if weight.tier == tier else 0
            if more != less:
                aim = weight.weight - Fraction(lost[tier], more - less)
                found.append((abs(aim - weight.weight) / max(1, weight.weight), weight.name, weight, aim))
        tries = (self._reweighed(answer, value, weight, aim) for _, _, weight, aim in sorted(found)[:WEIGHTS])
        return next((change for change in tries if change is not None), None)

    def _reweighed(self, answer: PairAnswer, value: Value, weight: Weight, aim: Fraction) -> NearChange | None:
        """The first whole weight from where the two plans are as good on at which the pair is among the best."""
        up = aim > weight.weight
        first = ceil(aim) if up else floor(aim)
        for tried in islice(range(first, first + STEPS) if up else range(first, -1, -1), STEPS):
            policy = weight.set_to(self.situation.policy, tried)
            instance, gazetteer = self.situation.instance, self.situation.gazetteer
            if self._holds(situation_of(instance, policy, gazetteer), answer, value.pairs):
                key = (weight.rule, weight.number or "weight")
                cells = [cell for rule, name, _, cell in instance.settings.overrides if (rule, name) == key]
                return NearChange("weight", weight.name, next(iter(cells), ""), weight.weight, tried)
        return None


def _tuple(score: Mapping[int, int]) -> tuple[int, ...]:
    return tuple(value for _, value in sorted(score.items()))


def _lost(answer: PairAnswer, situation: Situation, rule: str) -> int:
    """How much less of a rule would make up for what the pair costs in the first tier that loses, rounded up."""
    lost = {t: c for t, c in (answer.priced.cost.cost or {}).items() if c}
    entry = situation.policy.entry(rule)
    return -(-lost[min(lost)] // max(1, entry.weight)) if lost and lost[min(lost)] > 0 else 0
