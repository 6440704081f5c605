"""Changes, proofs and conflicts of a comparison in words."""

from __future__ import annotations

from collections.abc import Iterator, Mapping

from luanchuyen.messages import knows, say
from luanchuyen.models.comparison import Compared, Comparison, Condition
from luanchuyen.models.plan import Conflict
from luanchuyen.sheets.comparison.naming import Naming
from luanchuyen.sheets.pages.figures import number

UNSURE, SCALE = "*", "†"
LEVELS = ("hard", "soft", "off")


def marks(one: Compared) -> str:
    """An asterisk for a plan that is not proven, a dagger for points of another scale."""
    return (UNSURE if one.planned and not one.sure else "") + (SCALE if one.other_scale else "")


def label(comparison: Comparison, at: int) -> str:
    """The number of the plan at a place, 0 being the base, with its marks."""
    return (str(at) if at else say("compare.base")) + marks(comparison.all[at])


def legend(comparison: Comparison) -> Iterator[str]:
    """What the marks mean, as far as they are used, and what to heed."""
    if any(one.planned and not one.sure for one in comparison.all):
        yield say("compare.legend_unsure", mark=UNSURE)
    yield from cautions(comparison)


def cautions(comparison: Comparison) -> Iterator[str]:
    """What to heed when the figures are read."""
    if any(one.other_scale for one in comparison.others):
        yield say("compare.legend_scale", mark=SCALE)
    if any(one.other_facts for one in comparison.others):
        yield say("compare.legend_facts")
    if comparison.base.tied_with:
        yield say("compare.legend_ties", ranks=_ranks(comparison.base))
    if not comparison.base.planned:
        yield say("compare.legend_no_base")


def proof_words(one: Compared) -> str:
    """How sure the plan is, and with whom it is tied."""
    proof = one.proof
    points = number(proof.points or 0)
    said = say(f"compare.proof_{proof.state}", points=points, tier=proof.tier)
    more = [say("compare.ties_base")] if one.ties_base else []
    more += [say("compare.ties_run", ranks=_ranks(one))] if one.tied_with else []
    for words in more:
        said = say("compare.proof_with", proof=said, more=words)
    return said


def short_proof(one: Compared) -> str:
    """The same in a few words."""
    said = say(f"compare.short_{one.proof.state}", points=number(one.proof.points or 0), tier=one.proof.tier)
    more = [say("compare.short_ties_base")] if one.ties_base else []
    more += [say("compare.short_ties_run")] if one.tied_with else []
    return "; ".join([said, *more])


def _ranks(one: Compared) -> str:
    return ", ".join(map(str, one.tied_with))


def conflict_words(conflicts: tuple[Conflict, ...], naming: Naming) -> list[str]:
    """One line a member of the conflict."""
    return [_conflict(conflict, naming) for conflict in conflicts]


def _conflict(conflict: Conflict, naming: Naming) -> str:
    cells = say("compare.conflict_cells", cells=", ".join(conflict.cells)) if conflict.cells else ""
    return say(
        "compare.conflict", rule=rule_name(conflict.rule), subject=_subject(conflict.subject, naming), cells=cells
    )


def _subject(subject: Mapping[str, object], naming: Naming) -> str:
    told = []
    for value in subject.values():
        told += (
            [naming.either(str(v)) for v in value] if isinstance(value, list | tuple) else [naming.either(str(value))]
        )
    return " · ".join(told)


def rule_name(rule: str) -> str:
    """A rule in a board's words; a name that nobody knows stands as it is."""
    for key in (f"rules.{rule}_name", f"plan.{rule}"):
        if knows(key):
            return say(key)
    return rule


def conditions_words(one: Compared, naming: Naming) -> str:
    """Everything that is otherwise than in the base, one a line."""
    return "\n".join(condition_words(condition, naming) for condition in one.conditions) or say("compare.changes_none")


def condition_words(condition: Condition, naming: Naming) -> str:
    """One condition as a phrase."""
    kind, target, value = condition.kind, condition.target, condition.value
    if kind == "set":
        value = f"{_value(condition.base)} → {_value(value)}" if condition.base else _value(value)
        return say("compare.change_set", what=_number(*target), value=value)
    if kind in ("off", "soft", "weight"):
        return say(f"compare.change_{kind}", rule=rule_name(*target), weight=value)
    if kind in ("add", "fix", "forbid"):
        cadre, post = target
        return say(f"compare.change_{kind}", cadre=naming.coded_person(cadre), post=naming.coded_post(post))
    return say(f"compare.change_{kind}", code=", ".join(map(naming.either, target)), date=value)


def _number(path: str) -> str:
    """rule.key as the rule's name and what its number means."""
    rule, _, key = path.partition(".")
    meaning = next((say(k) for k in (f"compare.number_{key}", f"rules.{rule}_{key}") if knows(k)), key)
    return say("compare.change_number", rule=rule_name(rule), number=meaning) if key else path


def _value(value: str) -> str:
    return say(f"rules.level_{value}") if value in LEVELS else value
