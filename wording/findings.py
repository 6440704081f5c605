"""Findings in words: what a plan does not meet, what was waived, what is to be verified."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Mapping

from luanchuyen.messages import knows, say
from luanchuyen.models.finding import Finding, Subject
from luanchuyen.models.plan import Plan
from luanchuyen.optimizer.rules.rule import Rule, register
from luanchuyen.optimizer.situation.situation import Situation
from luanchuyen.wording.names import Names
from luanchuyen.wording.nearness import by_decision
from luanchuyen.wording.numbers import number
from luanchuyen.wording.rules import rule_name


def remark(finding: Finding, situation: Situation) -> str:
    """One finding as a sentence without its subject."""
    # Over its number: what the auditor tells with the seats.
    if finding.level == "standing" and finding.rule == "fill":
        return say("workbook.over_number", amount=number(finding.amount))
    if finding.level == "standing" and "post" in finding.subject:
        return say("workbook.due_stays", rule=rule_name(finding.rule))
    said = say(f"rules.{finding.rule}_breach", amount=number(finding.amount))
    if finding.waiver is not None:
        waiver = finding.waiver
        return say(
            "workbook.waived",
            said=said,
            document=waiver.document,
            authority=waiver.authority,
            date=waiver.date,
        )
    if by_decision(finding, situation):
        return say("workbook.by_decision", said=said)
    if finding.reason == "missing":
        return say("workbook.missing", said=said)
    return say("workbook.standing", said=said) if finding.level == "standing" else said


def of_cadres(plan: Plan) -> dict[str, list[Finding]]:
    """The findings that concern one person moved, by cadre code."""
    moved, found = plan.persons, defaultdict[str, list[Finding]](list)
    for finding in plan.findings:
        if told_as(finding) != "elsewhere":
            for cadre_id in _people(finding.subject) & moved:
                found[cadre_id].append(finding)
    return found


def of_plan(plan: Plan) -> list[Finding]:
    """The findings that concern nobody moved: units, places, shares, people who stay."""
    moved = plan.persons
    return [f for f in plan.findings if told_as(f) != "elsewhere" and not _people(f.subject) & moved]


def told_as(finding: Finding) -> str:
    """Where a plan's page tells it: as a remark, aside of what speaks against the mover, as points alone, or
    "elsewhere": empty posts, moves, who waits."""
    told = register().get(finding.rule, Rule).told
    return "remark" if told == "elsewhere" and finding.level == "standing" else told


def about(subject: Subject, names: Names) -> str:
    """Who or what a finding is about."""
    words = [names.person(cadre_id) for cadre_id in sorted(_people(subject))]
    words += [names.post(post_id) for post_id in _codes(subject, "post", "posts")]
    words += [names.unit(unit_id) for unit_id in _codes(subject, "unit", "units")]
    if "part" in subject:
        key = f"workbook.part_{subject['part']}"
        words.append(say(key) if knows(key) else str(subject["part"]))
    if "kind" in subject:
        words.append(_kind(subject, names))
    return ", ".join(words)


def _kind(subject: Subject, names: Names) -> str:
    kind = names.situation.policy.vocabulary.kinds.get(str(subject["kind"]))
    title = kind.title if kind else str(subject["kind"])
    return say("workbook.kind_at", kind=title, level=subject["level"]) if subject.get("level") else title


def _people(subject: Mapping[str, object]) -> set[str]:
    return {str(subject[key]) for key in ("cadre", "relative") if key in subject}


def _codes(subject: Mapping[str, object], one: str, many: str) -> list[str]:
    several = subject.get(many)
    listed = [str(code) for code in several] if isinstance(several, list | tuple) else []
    return [str(subject[one])] if one in subject else listed
