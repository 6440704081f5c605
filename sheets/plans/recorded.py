"""The section Quyết định đã ghi: each decision carried over from an earlier round, told as it is read back."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass

from luanchuyen.models.committee.decision import ANYBODY, Decision
from luanchuyen.models.waiver import Waiver
from luanchuyen.optimizer.situation.situation import Situation
from luanchuyen.sheets.form.words import AT_MOST, DECISION
from luanchuyen.wording.rules import rule_name

_WORDS = {"fix": "agree", "forbid": "exclude", "stay": "stay"}


@dataclass(frozen=True)
class RecordedLine:
    """One line: ``cadre`` "" for everybody, the posts of a bundle together, ``word`` as it stands in Chốt."""

    cadre: str
    posts: tuple[str, ...]
    word: str
    reason: str = ""
    waiver: str = ""


def decisions_of(options: Mapping[str, object]) -> tuple[Decision, ...]:
    """The decisions that a run's options tell. Raises ValueError or TypeError on another form."""
    told = options.get("locks", ())
    return tuple(Decision.from_told(row) for row in told) if isinstance(told, list | tuple) else ()


def waivers_of(options: Mapping[str, object]) -> tuple[Waiver, ...]:
    """The waivers that a run's options tell. Raises KeyError, ValueError or TypeError on another form."""
    told = options.get("waivers", ())
    return tuple(Waiver.from_dict(row) for row in told) if isinstance(told, list | tuple) else ()


def recorded_lines(
    decisions: tuple[Decision, ...], waivers: tuple[Waiver, ...], situation: Situation
) -> Iterator[RecordedLine]:
    """The lines, in the order of the decisions; waivers stand at the line that decides their pair. Where a line has
    waivers for several reasons, it stands once for each.
    """
    left = list(waivers)
    for cadre, posts, word in _lines(decisions, situation):
        mine = [w for w in left if (w.cadre_id or "") == cadre and (w.post_id in posts if w.post_id else not posts)]
        left = [waiver for waiver in left if waiver not in mine]
        for reason in dict.fromkeys(waiver.reason for waiver in mine) or ("",):
            yield RecordedLine(cadre, posts, word, reason, _told(mine, reason))
    for waiver in left:
        posts = (waiver.post_id,) if waiver.post_id else ()
        yield RecordedLine(waiver.cadre_id or "", posts, "", waiver.reason, _told([waiver], waiver.reason))


def _lines(decisions: tuple[Decision, ...], situation: Situation) -> Iterator[tuple[str, tuple[str, ...], str]]:
    """(cadre, posts, word) of each decision; those of one kind on the posts of a bundle are one."""
    done: set[Decision] = set()
    for decision in decisions:
        if decision in done:
            continue
        mates = situation.group_of[decision.post].posts if decision.post else ()
        same = [d for d in decisions if d.post in mates and _what(d) == _what(decision)] or [decision]
        done.update(same)
        cadre = "" if decision.cadre == ANYBODY else decision.cadre
        yield cadre, tuple(sorted(d.post for d in same if d.post)), _word(decision)


def _what(decision: Decision) -> tuple[str, str, int]:
    return decision.kind, decision.cadre, decision.most


def _word(decision: Decision) -> str:
    if decision.kind == "at_most":
        return AT_MOST.format(most=decision.most)
    code = "leave_empty" if decision.cadre == ANYBODY else _WORDS[decision.kind]
    return next(word.title for word in DECISION if word.code == code)


def _told(waivers: list[Waiver], reason: str) -> str:
    """As the column Văn bản ngoại lệ takes it; of a bundle's posts each has the same waiver."""
    told = (f"{rule_name(w.rule)}: {w.document}, {w.date}, {w.authority}" for w in waivers if w.reason == reason)
    return "; ".join(dict.fromkeys(told))


def decides(decisions: tuple[Decision, ...], cadre: str, posts: tuple[str, ...]) -> bool:
    """Whether a decision carried over decides a plan's line: its pair is fixed, who leaves stays, nobody may enter."""
    return any(
        (d.kind == "fix" and d.cadre == cadre and d.post in posts)
        or (d.kind == "stay" and d.cadre == cadre and not posts)
        or (d.cadre == ANYBODY and d.post in posts and not cadre)
        for d in decisions
    )
