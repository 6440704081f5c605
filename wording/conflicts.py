"""Why there is no plan, in a committee's words: one line for each member, rules that bar at several posts in one."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from itertools import groupby

from luanchuyen.messages import knows, say
from luanchuyen.models.committee.decision import ANYBODY
from luanchuyen.models.conflict import STRUCTURE, Conflict
from luanchuyen.wording.naming import Naming
from luanchuyen.wording.rules import rule_name

NAMED = 4
"""Posts, people or cells that one line names; of the rest the number."""


def conflict_words(conflicts: Iterable[Conflict], naming: Naming) -> list[str]:
    """A line for each member; the same rule, limit or freeze at several posts makes one line."""
    return [_line(list(alike), naming) for _, alike in groupby(conflicts, key=_sort)]


def _sort(conflict: Conflict) -> tuple[object, ...]:
    together = set(conflict.subject) <= {"post", "reason"} and conflict.kind not in ("lock", "edit")
    return conflict.kind, conflict.rule, conflict.subject.get("reason"), None if together else id(conflict)


def _line(alike: Sequence[Conflict], naming: Naming) -> str:
    one = alike[0]
    subjects = [conflict.subject for conflict in alike]
    cells = list(dict.fromkeys(cell for conflict in alike for cell in conflict.cells))
    stopped = [naming.people_by_cell[cell] for cell in cells if cell in naming.people_by_cell]
    posts = [naming.coded_post(str(subject["post"])) for subject in subjects if "post" in subject]
    words = {
        "rule": f"“{rule_name(one.rule)}”" if one.rule else "",
        "posts": _some("posts", posts),
        "people": _some("people", [naming.coded_person(code) for code in dict.fromkeys(stopped)]),
        "cadre": naming.coded_person(str(one.subject.get("cadre", ""))),
        "subject": _subject(one, naming),
        "most": int(str(one.subject.get("decision", "")).partition(" ")[2] or 0),
    }
    return say(f"conflict.{_key(one, bool(stopped))}", **words) + cell_words(cells)


def _key(conflict: Conflict, stops: bool) -> str:
    if conflict.kind == "lock":
        return "nobody" if conflict.subject.get("cadre") == ANYBODY else str(conflict.rule)
    if conflict.kind == "edit":
        what = str(conflict.subject["decision"]).partition(" ")[0]
        return "edit_nobody" if (what, conflict.subject["cadre"]) == ("forbid", ANYBODY) else f"edit_{what}"
    if conflict.rule == STRUCTURE:
        return str(conflict.subject["reason"])
    if conflict.kind == "rule":
        return "rule_at" if stops and set(conflict.subject) == {"post"} else "rule"
    return conflict.kind


def _some(what: str, names: Sequence[str]) -> str:
    told = "; ".join(names[:NAMED])
    more = len(names) - NAMED
    return say(f"conflict.{what}_more", names=told, count=more) if more > 0 else told


def cell_words(cells: Sequence[str]) -> str:
    """`` (Cán bộ!E17)``; nothing where there is no cell."""
    cells = [cell for cell in cells if cell]
    return say("conflict.cells", cells=_some("cells", cells)) if cells else ""


def _subject(conflict: Conflict, naming: Naming) -> str:
    told = []
    for key, value in conflict.subject.items():
        if key == "place" and "units" in conflict.subject:
            continue
        for part in value if isinstance(value, list | tuple) else (value,):
            word = f"workbook.part_{part}"
            told.append(say(word) if key == "part" and knows(word) else naming.either(str(part)))
    return "; ".join(told)
