"""What a run claims, judged on the facts: by ``plan`` before it writes, and by ``verify`` of what was written.

Everything that can be counted again is; what cannot must at least be of its form, and is read as a claim of nothing.
Imports no engine.
"""

from __future__ import annotations

import json
import re
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from typing import Any

from luanchuyen.models.finding import Finding
from luanchuyen.models.plan import Assignment, Plan, Status, Unfilled
from luanchuyen.optimizer.audit.auditor import Objection, audit
from luanchuyen.optimizer.audit.bounds import END, FORM, ROW, Checker, bound_of, word_of
from luanchuyen.optimizer.audit.conflicts import WHERE, conflict_faults
from luanchuyen.optimizer.audit.faults import Fault, unlike
from luanchuyen.optimizer.audit.run_record import options_of, record_of
from luanchuyen.optimizer.explain.assignments import assignments_of
from luanchuyen.optimizer.explain.vacancies import unfilled_of
from luanchuyen.optimizer.integer.certificate import SCALE
from luanchuyen.optimizer.program.program import Program, build
from luanchuyen.optimizer.situation.lineup import lineup_of
from luanchuyen.optimizer.situation.situation import Situation

Pairs = tuple[tuple[str, str], ...]
Told = Mapping[str, Any]

MALFORMED = (KeyError, TypeError, ValueError, IndexError, AttributeError, OverflowError)
"""What reading another's values raises where they are not of their form."""
OTHERS = ("scip", "cp_sat")
"""The engines that may be asked besides, in the order in which they are."""


@dataclass(frozen=True)
class Counted:
    """What the facts make of a plan's (cadre, post)."""

    objections: tuple[Objection, ...]
    findings: tuple[Finding, ...]
    score: Mapping[int, int]
    assignments: tuple[Assignment, ...] = ()
    unfilled: tuple[Unfilled, ...] = ()


class Judge:
    """Judges what is told of plans against the facts under the rules."""

    def __init__(self, situation: Situation, program: Program | None = None) -> None:
        self.situation = situation
        self.program = program or build(situation)
        self._counted: dict[Pairs, Counted] = {}

    @property
    def ordered(self) -> bool:
        """Whether equal scores stand in the published order: up to a number of columns."""
        arrays = self.program.arrays
        return len(arrays.tie_break) == arrays.columns

    def counted(self, pairs: Pairs) -> Counted:
        """What a plan is, counted once."""
        if pairs not in self._counted:
            audited = audit(self.situation, pairs)
            made = Counted(audited.objections, audited.findings, audited.score)
            if all(o.key == "hard_rule" for o in audited.objections):
                lineup = lineup_of(self.situation, pairs)
                told = assignments_of(lineup), unfilled_of(lineup)
                made = Counted(audited.objections, audited.findings, audited.score, *told)
            self._counted[pairs] = made
        return self._counted[pairs]

    def faults(self, plans: Sequence[Plan], told: Told, certificate: Told | None) -> Iterator[Fault]:
        """Every claim of a run that does not hold.

        ``plans`` are those of ``told``, the document plans.json; ``certificate`` None: there is none to judge by.
        """
        yield from unlike(sorted(told), ["conflicts", "plans", "record", "status"], "plans.json")
        try:
            yield from self._record(told["record"], len(plans))
        except MALFORMED:
            yield Fault("wrong_form", 0, {"where": "plans.json: record"})
            return
        rows = _rows(certificate, len(plans), self.program.arrays.tiers)
        for at, (plan, row) in enumerate(zip(plans, told["plans"], strict=True)):
            if type(row["rank"]) is not int or row["rank"] != at + 1:
                yield Fault("wrong_order", at + 1)
            yield from self._plan(plan, row, rows[at] if rows else None, plans)
            yield from self._place(plans, at, told["record"]["options"]["differ_by"], rows)
        if certificate is not None:
            try:
                yield from self._certificate(plans, told, certificate)
            except MALFORMED:
                yield Fault("no_certificate")
        yield from unlike(told.get("status"), status_of(told, certificate), "plans.json: status")
        try:
            yield from conflict_faults(self.situation, self.program, told)
        except MALFORMED:
            yield Fault("wrong_form", 0, {"where": WHERE})

    def _record(self, told: Told, count: int) -> Iterator[Fault]:
        options = options_of(told)
        version, solver = told["version"], told["solver"]
        if not (isinstance(solver, str) and re.fullmatch(r"\d+(\.\d+)*", version)) or options.plans < count:
            raise ValueError("record")
        ours = record_of(self.situation, options, self.ordered, version, solver)
        for name, key in (("rules_sha256", "wrong_rules"), ("input_sha256", "wrong_input")):
            if told[name] != ours[name]:
                yield Fault(key)
        apart = {"rules_sha256": ours["rules_sha256"], "input_sha256": ours["input_sha256"]}
        yield from unlike({**told, **apart}, ours, "plans.json: record")

    def _plan(self, plan: Plan, told: Told, row: Told | None, plans: Sequence[Plan]) -> Iterator[Fault]:
        """One plan as the facts make it; what no certificate shows is taken as told."""
        counted = self.counted(plan.pairs)
        rank = next(at for at, other in enumerate(plans, 1) if other is plan)
        for objection in counted.objections:
            yield Fault("objection", rank, objection=objection)
        for tier, value in counted.score.items():
            said = told["score"].get(str(tier))
            if type(said) is not int or said != value:
                yield Fault("wrong_score", rank, {"tier": tier, "told": said, "counted": value})
        if any(o.key != "hard_rule" for o in counted.objections):
            return
        bound, proven = plan.bound, plan.proven
        if row is not None:
            bound, proven = bound_of(row["tiers"], self.program.arrays.tiers), row["proven"]
        elif proven:
            bound = counted.score
        tied = tuple(at for at, p in enumerate(plans, 1) if p is not plan and p.score == plan.score)
        ours = Plan(rank, counted.assignments, counted.score, bound, proven, tied, counted.unfilled, counted.findings)
        yield from unlike(told, json.loads(json.dumps(ours.to_dict())), "", rank, skip=("score", "rank"))
        extra = sorted(told["score"].keys() - set(map(str, counted.score)))
        yield from unlike(extra, [], "score", rank)

    def _place(self, plans: Sequence[Plan], at: int, differ_by: int, rows: Sequence[Told] | None) -> Iterator[Fault]:
        """Whether the plan stands where it should: by score, among its equals, and far enough from those before."""
        plan, before = plans[at], plans[:at]
        if before and _key(before[-1]) > _key(plan):
            yield Fault("wrong_order", at + 1)
        for other, earlier in enumerate(before):
            decided = self.ordered and rows is not None and rows[other]["order"] is not None
            if decided and earlier.score == plan.score and self._tie_key(earlier) >= self._tie_key(plan):
                yield Fault("wrong_ties", at + 1, {"other": other + 1})
            count = difference(earlier, plan)
            if count < differ_by:
                yield Fault("wrong_difference", at + 1, {"other": other + 1, "count": count, "differ_by": differ_by})

    def _tie_key(self, plan: Plan) -> tuple[int, Pairs]:
        """The published order of equal scores: the sum of products of places in code order, then the list."""
        instance = self.situation.instance
        cadres = {code: place for place, code in enumerate(sorted(instance.cadres), 1)}
        posts = {code: place for place, code in enumerate(sorted(instance.posts), 1)}
        return sum(cadres.get(c, 0) * posts.get(p, 0) for c, p in plan.pairs), plan.pairs

    def _certificate(self, plans: Sequence[Plan], told: Told, certificate: Told) -> Iterator[Fault]:
        arrays = self.program.arrays
        keys = ("form", "engine", "scale", "plans", "end", "cross_checked")
        yield from unlike(sorted(certificate), sorted(keys), "certificate.json")
        head = {"form": FORM, "engine": told["record"]["solver"], "scale": SCALE}
        yield from unlike({key: certificate[key] for key in head}, head, "certificate.json")
        if len(certificate["plans"]) != len(plans):
            raise ValueError("plans")
        checker = Checker(self.program)
        differ_by = told["record"]["options"]["differ_by"]
        for rank, (plan, row) in enumerate(zip(plans, certificate["plans"], strict=True), 1):
            yield from _forms(row, rank)
            word = word_of(row["tiers"], len(arrays.tiers))
            ours = {"rank": rank, "proven": word == "tree", "word": word}
            yield from unlike({key: row[key] for key in ours}, ours, "certificate.json", rank)
            score = [self.counted(plan.pairs).score[tier] for tier in arrays.tiers]
            for tier, verified, shown in checker.faults(score, plan.pairs, differ_by, row):
                yield Fault("wrong_proof", rank, {"tier": tier, "told": verified, "counted": shown})
            if not _order_holds(row["order"], checker.first, self.ordered):
                yield Fault("wrong_first", rank)
        end = certificate["end"]
        if end is not None and (sorted(end) != sorted(END) or not checker.ends(end)):
            yield Fault("wrong_end")
        if end is not None and len(plans) >= told["record"]["options"]["plans"]:
            yield Fault("wrong_end")
        yield from _crossed(certificate["cross_checked"], plans, len(arrays.tiers))


def _order_holds(told: Told | None, shown: bool, ordered: bool) -> bool:
    """Whether what is told of a plan's place among its equals does: an engine's word bears no tree."""
    if told is None:
        return True
    if not ordered or sorted(told) != ["tree", "word"]:
        return False
    return shown if told["word"] == "tree" else told["word"] == "engine" and told["tree"] is None


def raised(certificate: Told, faults: Sequence[Fault], tiers: int) -> bool:
    """Where trees merely show more than is told of them: tell it, in place. Whether that was all that is wrong.

    A place among equals that the tree does not show is an engine's word.
    """
    unshown = [fault for fault in faults if fault.key == "wrong_first"]
    for fault in unshown:
        if certificate["plans"][fault.rank - 1]["order"]["word"] == "engine":
            return False
        certificate["plans"][fault.rank - 1]["order"] = {"word": "engine", "tree": None}
    low = [fault for fault in faults if fault.key == "wrong_proof" and fault.values["told"] < fault.values["counted"]]  # type: ignore[operator]
    if len(low) + len(unshown) < len(faults):
        return False
    for fault in low:
        entry = certificate["plans"][fault.rank - 1]
        row = next(row for row in entry["tiers"] if row["tier"] == fault.values["tier"])
        row["verified"] = fault.values["counted"]
        row["word"] = "tree" if row["verified"] == row["value"] else row["word"]
        entry["word"] = word_of(entry["tiers"], tiers)
        entry["proven"] = entry["word"] == "tree"
    return True


def _rows(certificate: Told | None, count: int, tiers: Sequence[int]) -> list[Told] | None:
    """The certificate's entries where they may be read at all; a fault of their form is told elsewhere."""
    try:
        rows = list(certificate["plans"]) if certificate is not None else []
        for row in rows:
            bound_of(row["tiers"], tiers)
            word_of(row["tiers"], 0), row["proven"], row["order"]
    except MALFORMED:
        return None
    return rows if len(rows) == count else None


def _forms(row: Told, rank: int) -> Iterator[Fault]:
    yield from unlike(sorted(row), ["order", "proven", "rank", "tiers", "word"], "certificate.json", rank)
    for tier in row["tiers"]:
        yield from unlike(sorted(tier), sorted(ROW), "certificate.json: tiers", rank)


def _crossed(told: Any, plans: Sequence[Plan], tiers: int) -> Iterator[Fault]:
    """What other engines are said to have said: of every plan each once, and agreeing as far as they came to an end."""
    if told is None:
        return
    asked = [(engine, rank) for engine in OTHERS for rank in range(1, len(plans) + 1)]
    if [(row["engine"], row["rank"]) for row in told] != asked:
        yield Fault("wrong_form", 0, {"where": "certificate.json: cross_checked"})
        return
    for row, (engine, rank) in zip(told, asked, strict=True):
        score = [value for _, value in sorted(plans[rank - 1].score.items())]
        said = row["score"]
        if [type(value) for value in said] != [int] * len(said) or len(said) > tiers:
            raise ValueError("cross_checked")
        agrees = None if len(said) < tiers else True
        ours = {"engine": engine, "rank": rank, "score": score[: len(said)] if agrees else said, "agrees": agrees}
        yield from unlike(row, ours, "certificate.json: cross_checked", rank)


def status_of(told: Told, certificate: Told | None) -> Status:
    """The status that the plans, and what shows that there are no more, allow; without plans what is told."""
    plans, status = told["plans"], told.get("status")
    if not plans:
        return "infeasible" if status == "infeasible" else "no_plan"
    if not all(plan["proven"] is True for plan in plans):
        return "feasible"
    if len(plans) >= told["record"]["options"]["plans"]:
        return "optimal"
    if certificate is None:
        return "optimal" if status == "optimal" else "feasible"
    end = certificate.get("end")
    return "optimal" if isinstance(end, Mapping) and end.get("word") == "tree" else "feasible"


def difference(one: Plan, other: Plan) -> int:
    """How many cadres fare differently in two plans."""
    first, second = _taken(one), _taken(other)
    return sum(first.get(c) != second.get(c) for c in first.keys() | second.keys())


def _taken(plan: Plan) -> dict[str, frozenset[str]]:
    return {cadre: frozenset(a.post for a in taken) for cadre, taken in plan.by_cadre.items()}


def _key(plan: Plan) -> tuple[int, ...]:
    return tuple(value for _, value in sorted(plan.score.items()))
