"""Why there is no plan, in members that a committee can name: each with its kind, its subject and its cells."""

from __future__ import annotations

from collections.abc import Callable, Collection, Iterable, Iterator, Mapping, Sequence

import numpy as np

from luanchuyen.models.cadre import Cadre
from luanchuyen.models.committee.decision import Decision
from luanchuyen.models.committee.pair_breach import MUST_LEAVE
from luanchuyen.models.conflict import STRUCTURE, Conflict
from luanchuyen.models.finding import Subject
from luanchuyen.models.post import Post
from luanchuyen.models.unit import Unit
from luanchuyen.optimizer.columns.decided import subject_of
from luanchuyen.optimizer.columns.moves import Moves
from luanchuyen.optimizer.columns.pairs import columns_of
from luanchuyen.optimizer.integer.task import Contest
from luanchuyen.optimizer.program.candidates import all_pairs, batches, within_authority
from luanchuyen.optimizer.program.contested import MANAGED_BY, ONE_MOVE, Member, Tag, rows_contest, whole_contest
from luanchuyen.optimizer.program.program import Program
from luanchuyen.optimizer.program.rows import EDIT, key_of
from luanchuyen.optimizer.rules.in_force import rules_of
from luanchuyen.optimizer.rules.rule import cells_of
from luanchuyen.optimizer.situation.situation import Situation
from luanchuyen.optimizer.situation.structure import Group

Ask = Callable[[Contest], list[int]]
RECORDS = {
    "unit": "units",
    "units": "units",
    "post": "posts",
    "posts": "posts",
    "cadre": "cadres",
    "relative": "cadres",
}
"""The keys of a subject that hold codes, and the table of each."""
FACTS = {
    "seats": (("post", "seats"),),
    "frozen": (("post", "status"),),
    MANAGED_BY: (("post", "managed_by"),),
}
"""What a member that is no rule rests on beside the codes: keys of its subject and fields there."""


def find_conflicts(
    situation: Situation, program: Program, ask: Ask, as_one: Sequence[Collection[Decision]] = ()
) -> tuple[Conflict, ...]:
    """A set of members that cannot hold together though it does without any one of them, most telling first.

    ``ask`` has a contest solved: the members left. First the rows, with every move as barred as it is; then, for the
    rows left, what bars the moves that would satisfy them. ``as_one``: decisions that are one member together.
    """
    one = {key_of((EDIT, subject_of(d))): number for number, those in enumerate(as_one) for d in those}
    tags = dict(zip(program.arrays.row_group.tolist(), program.tags, strict=True))
    numbers = set(_solved(ask, rows_contest(program), tags, one))
    kept = [tag for number, tag in tags.items() if number in numbers]
    contest, members = whole_contest(situation, kept)
    left = _solved(ask, contest, dict(enumerate(kept)), one)
    return tuple(told_of(situation, [members[number] for number in left]))


def _solved(ask: Ask, contest: Contest, tags: Mapping[int, Tag], one: Mapping[str, int]) -> list[int]:
    """The members left of a contest in which those of a number in ``one`` are left out together."""
    ours = {number: one[key] for number, tag in tags.items() if (key := key_of(tag)) in one}
    first = {those: number for number, those in sorted(ours.items(), reverse=True)}
    left = set(ask(contest.merged({number: first[those] for number, those in ours.items()})))
    return [number for number in contest.members if first.get(ours.get(number, -1), number) in left]


def told_of(situation: Situation, members: Iterable[Member]) -> Iterator[Conflict]:
    """Members as they are told, with their cells; those who may make one move only as one of them."""
    movers = []
    for member in members:
        if (member.kind, member.rule) == (STRUCTURE, ONE_MOVE):
            movers.append(str(member.subject["cadre"]))
        elif member.kind == STRUCTURE:
            subject = {"reason": member.rule, **member.subject}
            yield Conflict("rule", STRUCTURE, subject, _each(_cells(situation, member)))
        else:
            yield Conflict(member.kind, member.rule, member.subject, _each(_cells(situation, member)))
            yield from no_way_back(situation, member.kind, member.subject)
    if movers:
        cells = _each(_codes(situation, "cadre", movers))
        yield Conflict("rule", STRUCTURE, {"reason": ONE_MOVE, "cadres": movers}, cells)


def no_way_back(situation: Situation, kind: str, subject: Subject) -> Iterator[Conflict]:
    """What decides where a decision keeps somebody in a post that they must leave."""
    if kind != "edit" or subject.get("decision") != "fix":
        return
    cadre_id, post_id = str(subject["cadre"]), str(subject["post"])
    held = situation.held.get(cadre_id, ())
    if cadre_id in situation.leaves and post_id in held:
        ending = [situation.post(p) for p in held if situation.ends(p)]
        fields = ("status" if post.status == "ending" else "vacant_from" for post in ending)
        cells = (
            cell for p, f in zip(ending, fields, strict=True) for cell in (p.origin.cell("post_id"), p.origin.cell(f))
        )
        yield Conflict("rule", STRUCTURE, {"reason": MUST_LEAVE, "cadre": cadre_id, "post": post_id}, _each(cells))


def _each(cells: Iterable[str]) -> tuple[str, ...]:
    """Each cell once; what only a scenario adds has none."""
    return tuple(dict.fromkeys(cell for cell in cells if "!" in cell))


def _cells(situation: Situation, member: Member) -> Iterator[str]:
    instance, subject = situation.instance, member.subject
    if member.kind == "lock":
        rows = [k for k in instance.locks if (k.cadre_id, k.post_id) == (subject["cadre"], subject["post"])]
        cells = [k.origin.cell(f) for k in rows if k.lock == member.rule for f in ("cadre_id", "post_id", "lock")]
        yield from cells
        if any(cells):
            return
    if member.kind == "edit":
        yield from (cell for d in situation.decided.decisions if subject_of(d) == member.subject for cell in d.cells)
        return
    for key, value in subject.items():
        if key in RECORDS:
            yield from _codes(situation, key, value if isinstance(value, list | tuple) else [value])
    for key, field in _rests_on(situation, member):
        value = subject.get(key, ())
        yield from _codes(situation, key, value if isinstance(value, list | tuple) else [value], field)
    if member.kind in ("rule", STRUCTURE):
        yield from _stopped(situation, member)


def _rests_on(situation: Situation, member: Member) -> tuple[tuple[str, str], ...]:
    rule = rules_of(situation).get(member.rule or "")
    return rule.rests_on if rule else FACTS.get(member.rule or member.kind, ())


def _codes(situation: Situation, key: str, codes: Iterable[object], field: str = "") -> tuple[str, ...]:
    """The cells of codes in the sheet that lists them, or of a field there."""
    instance, table = situation.instance, RECORDS[key]
    records: Mapping[str, Unit | Post | Cadre] = instance.posts
    if table != "posts":
        records = instance.units if table == "units" else instance.cadres
    found = (records[str(code)].origin.cell(field or f"{table[:-1]}_id") for code in codes if str(code) in records)
    return tuple(found)


def _stopped(situation: Situation, member: Member) -> Iterator[str]:
    """The cells of those whom a member keeps from its post: first those whose move there would have helped."""
    if "post" not in member.subject:
        return
    post_id = str(member.subject["post"])
    everybody = _stopped_there(situation, member, post_id)
    for cadre_id in (*member.stops, *sorted(everybody.keys() - set(member.stops))):
        cadre = situation.cadre(cadre_id)
        yield cadre.origin.cell("cadre_id")
        if member.kind == STRUCTURE:
            yield cadre.origin.cell("managed_by")
        elif cadre_id in everybody:
            rule, post = rules_of(situation)[str(member.rule)], situation.post(post_id)
            breach = rule.judge_within(cadre, post, everybody[cadre_id], situation)
            yield from cells_of(breach, cadre, post, situation) if breach else ()


def _stopped_there(situation: Situation, member: Member, post_id: str) -> dict[str, Group]:
    """Those whom a pair rule, or that another authority decides on them, keeps from a post; by which way in."""
    found: dict[str, Group] = {}
    rule = None if member.kind == STRUCTURE else rules_of(situation)[str(member.rule)]
    if rule is not None and not rule.tells("pair"):
        return found
    columns = columns_of(situation)
    ways = np.array([group.index for group in situation.groups_with[post_id]], np.int64)
    for frame in batches(all_pairs(columns, ways)):
        moves = Moves(columns, *frame)
        near = within_authority(moves)
        for c, g in zip(*(part[near if rule else ~near].tolist() for part in (moves.cadre, moves.group)), strict=True):
            cadre_id, group = columns.cadre_ids[c], situation.groups[g]
            if rule is None or _judged(situation, member, cadre_id, group):
                found.setdefault(cadre_id, group)
    return found


def _judged(situation: Situation, member: Member, cadre_id: str, group: Group) -> bool:
    rule, post_id = rules_of(situation)[str(member.rule)], str(member.subject["post"])
    if situation.waived(rule.name, cadre_id, group.posts) or (rule.per == "move" and group.lead != post_id):
        return False
    breach = rule.judge_within(situation.cadre(cadre_id), situation.post(post_id), group, situation)
    return bool(breach and breach.amount)
