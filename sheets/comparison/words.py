"""Changes, proofs and conflicts of a comparison in words."""

from __future__ import annotations

from collections.abc import Iterator, Mapping

from luanchuyen.messages import knows, say
from luanchuyen.models.comparison import Compared, Comparison
from luanchuyen.models.plan import Conflict
from luanchuyen.models.scenario import Change
from luanchuyen.sheets.comparison.naming import Naming
from luanchuyen.sheets.pages.figures import number

UNSURE, SCALE = "*", "†"
PAIRS = ("add", "fix", "forbid")
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


def _ranks(one: Compared) -> str:
    return ", ".join(map(str, one.tied_with))


def conflict_words(conflicts: tuple[Conflict, ...], naming: Naming) -> list[str]:
    """One line a member of the conflict."""
    return [_conflict(conflict, naming) for conflict in conflicts]


def _conflict(conflict: Conflict, naming: Naming) -> str:
    cells = say("compare.conflict_cells", cells=", ".join(conflict.cells)) if conflict.cells else ""
    return say("compare.conflict", rule=rule_name(conflict.rule), subject=_subject(conflict.subject, naming), cells=cells)


def _subject(subject: Mapping[str, object], naming: Naming) -> str:
    told = []
    for value in subject.values():
        told += [naming.either(str(v)) for v in value] if isinstance(value, list | tuple) else [naming.either(str(value))]
    return " · ".join(told)


def rule_name(rule: str) -> str:
    """A rule in a board's words; a name that nobody knows stands as it is."""
    for key in (f"rules.{rule}_name", f"plan.{rule}"):
        if knows(key):
            return say(key)
    return rule


def changes_words(one: Compared, naming: Naming) -> str:
    """Every change, one a line."""
    return "\n".join(change_words(change, naming) for change in one.changes) or say("compare.changes_none")


def change_words(change: Change, naming: Naming) -> str:
    """One change as a phrase."""
    verb, words = change.verb, change.words
    if verb == "set" and len(words) == 2:
        return say("compare.change_set", what=_number(words[0]), value=_value(words[1]))
    if verb in PAIRS and len(words) == 2:
        cadre, post = naming.coded_person(words[0]), naming.coded_post(words[1])
        return say(f"compare.change_{verb}", cadre=cadre, post=post)
    if verb == "without" and words:
        return say("compare.change_without", code=", ".join(map(naming.either, words)))
    if verb == "soft" and len(words) == 1:
        return say("compare.change_soft_usual", rule=rule_name(words[0]))
    if verb in ("off", "soft", "weight") and words:
        value = words[-1]
        return say(f"compare.change_{verb}", rule=rule_name(words[0]), weight=value, value=value)
    if verb == "as_of" and words:
        return say("compare.change_as_of", date=words[0])
    key = f"compare.change_{verb}"
    return say(key) if not words and knows(key) else " ".join((verb, *words))


def _number(path: str) -> str:
    """rule.key as the rule's name and what its number means."""
    rule, _, key = path.partition(".")
    meaning = next((say(k) for k in (f"compare.number_{key}", f"rules.{rule}_{key}") if knows(k)), key)
    return say("compare.change_number", rule=rule_name(rule), number=meaning) if key else path


def _value(value: str) -> str:
    return say(f"rules.level_{value}") if value in LEVELS else value
