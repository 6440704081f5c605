"""Marks at the lines of plans made edits: what each decides, by the table of a committee's answers.

A mark that says nothing at its line is refused with a reason; nothing is guessed.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Sequence
from dataclasses import dataclass, replace

from luanchuyen.models.committee.decision import ANYBODY, Decision
from luanchuyen.models.committee.edit import Edit, EditKind
from luanchuyen.models.waiver import Waiver
from luanchuyen.optimizer.situation.situation import Situation
from luanchuyen.scenarios.decisions.lines import PlanLine, lines_a_post

Lines = Counter[tuple[int, str]]
"""How many lines each (plan, post) has; recorded lines are none of them."""
Pair = tuple[str | None, str | None]


@dataclass(frozen=True)
class Mark:
    """What stands at a line: ``chosen`` is the cadre of a choice, ``most`` of a recorded limit how many may enter.

    ``cell``: where it was written, such as ``Phương án 1!K12``.
    """

    line: PlanLine
    kind: EditKind
    cell: str
    chosen: str = ""
    most: int | None = None
    reason: str = ""
    waivers: tuple[Waiver, ...] = ()


def meant(mark: Mark) -> Mark:
    """The same mark by what it means at its line: the line's own cadre chosen is agreement, agreement to a line left
    empty leaves it empty.
    """
    if mark.kind == "choose" and mark.chosen == mark.line.cadre and mark.line.sort == "moved":
        mark = replace(mark, kind="agree", chosen="")
    if mark.kind == "agree" and mark.line.sort == "empty":
        mark = replace(mark, kind="leave_empty")
    return mark


def refused(mark: Mark) -> str | None:
    """Why the mark says nothing at its line: not_on_empty | not_on_leaving; None where it says something."""
    if mark.line.sort == "empty" and mark.kind in ("exclude", "stay"):
        return "not_on_empty"
    if mark.line.sort == "leaving" and mark.kind not in ("agree", "stay"):
        return "not_on_leaving"
    return None


def waived_pairs(mark: Mark, lines: Lines, situation: Situation) -> tuple[Pair, ...]:
    """The pairs that a waiver at the line names, the lead post first; () where the line decides of no pair.

    Who stays is named without a post: what they hold is meant. Nobody is named where nobody may enter.
    """
    line = mark.line
    if mark.kind == "stay":
        return ((line.cadre, None),)
    if line.sort == "leaving":
        return ()
    posts = _posts_with(line, situation)
    lead = situation.lead(posts)
    ordered = sorted(posts, key=lambda post: (post != lead, post))
    if mark.kind != "leave_empty":
        return tuple((mark.chosen or line.cadre, post) for post in ordered)
    if mark.most is None and not any(_one_of_several(line, post, lines) for post in posts):
        return tuple((None, post) for post in ordered)
    return tuple((line.cadre, post) for post in ordered) if line.cadre else ()


def edits_of(marks: Sequence[Mark], lines: Lines, situation: Situation) -> tuple[Edit, ...]:
    """The edits of marks that are not ``refused``, each decision once with all its cells, in the order of the marks.

    ``lines``: how many lines each post has, marked or not: of several a mark speaks for one.
    """
    marks = [meant(mark) for mark in marks]
    emptied = lines_a_post(mark.line for mark in marks if mark.kind == "leave_empty")
    found: dict[tuple[object, ...], Edit] = {}
    for mark in marks:
        edit = _edit(mark, lines, emptied, situation)
        key = (edit.kind, edit.cadre, edit.decisions)
        found[key] = _joined(found[key], edit) if key in found else edit
    return tuple(found.values())


def _edit(mark: Mark, lines: Lines, emptied: Lines, situation: Situation) -> Edit:
    line, kind = mark.line, mark.kind
    decided: dict[EditKind, tuple[Decision, ...]] = {
        "agree": tuple(Decision("fix", line.cadre, post) for post in line.posts),
        "choose": tuple(_chosen(mark, lines, situation)),
        "exclude": tuple(Decision("forbid", line.cadre, post) for post in line.posts),
        "stay": (Decision("stay", line.cadre),),
        "leave_empty": tuple(_emptied(mark, lines, emptied, situation)),
    }
    own = line.cadre or None
    return Edit(
        kind=kind,
        plan=line.plan or 1,
        post=situation.lead(_posts_with(line, situation)) if line.posts else None,
        cadre=mark.chosen if kind == "choose" else None if kind == "leave_empty" else own,
        instead_of=own if kind in ("choose", "leave_empty") else None,
        reason=mark.reason,
        cells=(mark.cell,),
        decisions=tuple(dict.fromkeys(decided[kind])),
        waivers=mark.waivers,
        emptied=_counted(mark, lines),
    )


def _posts_with(line: PlanLine, situation: Situation) -> tuple[str, ...]:
    """The line's posts with those that are held together with them: of a bundle left empty each post has a line."""
    return tuple(sorted({mate for post in line.posts for mate in situation.group_of[post].posts}))


def _chosen(mark: Mark, lines: Lines, situation: Situation) -> Iterable[Decision]:
    """The chosen into the posts; who holds them already stays."""
    if not mark.chosen:
        return
    posts = _posts_with(mark.line, situation)
    held = [post for post in posts if post in situation.held[mark.chosen]]
    for post in held or posts:
        yield Decision("fix", mark.chosen, post)
    for post in mark.line.posts:
        if mark.line.cadre and _one_of_several(mark.line, post, lines):
            yield Decision("forbid", mark.line.cadre, post)


def _emptied(mark: Mark, lines: Lines, emptied: Lines, situation: Situation) -> Iterable[Decision]:
    """Nobody enters; of a post with several lines one fewer for each that is marked so, and not who stands there."""
    line = mark.line
    if mark.most is not None:
        yield from (Decision("at_most", ANYBODY, post, mark.most) for post in line.posts)
        return
    for post in _posts_with(line, situation):
        if not _one_of_several(line, post, lines):
            yield Decision("forbid", ANYBODY, post)
            continue
        if line.cadre:
            yield Decision("forbid", line.cadre, post)
        yield Decision("at_most", ANYBODY, post, lines[line.plan, post] - emptied[line.plan, post])


def _counted(mark: Mark, lines: Lines) -> tuple[tuple[int, str], ...]:
    """The (plan, post) of a line left empty that is one of several; a recorded limit counts no lines."""
    if mark.kind != "leave_empty" or mark.most is not None:
        return ()
    return tuple((mark.line.plan, post) for post in mark.line.posts if _one_of_several(mark.line, post, lines))


def _one_of_several(line: PlanLine, post: str, lines: Lines) -> bool:
    """Whether the post has other lines in the line's plan."""
    return post in line.posts and lines[line.plan, post] > 1


def _joined(one: Edit, other: Edit) -> Edit:
    """The same decision in two cells; a waiver that stands in both is told once."""
    return replace(
        one,
        reason="; ".join(dict.fromkeys(reason for reason in (one.reason, other.reason) if reason)),
        cells=tuple(dict.fromkeys((*one.cells, *other.cells))),
        waivers=tuple(dict.fromkeys((*one.waivers, *other.waivers))),
        emptied=(*one.emptied, *other.emptied),
    )
