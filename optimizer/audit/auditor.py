"""The auditor: a plan checked on the facts alone, in plain Python. Imports no solver and no program."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from functools import cached_property

from luanchuyen.models.committee.decision import ANYBODY, Decision
from luanchuyen.models.finding import Finding, FindingLevel
from luanchuyen.models.policy import Entry
from luanchuyen.models.waiver import Waiver
from luanchuyen.optimizer.rules.in_force import in_force, tiers_of
from luanchuyen.optimizer.rules.rule import PlanBreach, Rule, cells_of
from luanchuyen.optimizer.situation.lineup import Lineup
from luanchuyen.optimizer.situation.situation import Situation
from luanchuyen.optimizer.situation.structure import Group

Found = dict[str, dict[tuple[str, int], tuple[Finding, ...]]]
"""By rule, then by cadre and number of the group taken: what is found of moves."""


@dataclass(frozen=True)
class Objection:
    """Why a plan is not acceptable: ``key`` names the sentence, ``values`` its codes and numbers."""

    key: str
    values: Mapping[str, object] = field(default_factory=dict)


@dataclass(frozen=True)
class Audit:
    """What the audit found: objections (none = the plan stands), findings, the score by tier."""

    objections: tuple[Objection, ...]
    score: Mapping[int, int]
    lineup: Lineup = field(compare=False, repr=False)

    @property
    def passed(self) -> bool:
        """Whether every hard rule and the structure hold."""
        return not self.objections

    @cached_property
    def findings(self) -> tuple[Finding, ...]:
        """What every rule finds, rule by rule."""
        return tuple(_findings(self.lineup))


def audit(situation: Situation, pairs: Iterable[tuple[str, str]]) -> Audit:
    """Audit the plan made of (cadre, post) ``pairs``: structure, every rule, the score."""
    pairs = sorted(pairs)
    moves, objections = _moves(situation, pairs)
    lineup = Lineup(situation, moves)
    objections += _structure(lineup)
    objections += [_objection(d) for d in situation.decided.decisions if not kept(d, lineup)]
    score, broken = _counted(lineup)
    if broken:
        hard = (f for f in _findings(lineup) if _binds(f))
        objections += [Objection("hard_rule", {"rule": f.rule, "amount": f.amount, **f.subject}) for f in hard]
    return Audit(tuple(objections), score, lineup)


def _counted(lineup: Lineup) -> tuple[dict[int, int], bool]:
    """The costs of all findings by tier, and whether a hard rule is broken: what a move costs is added up once."""
    situation = lineup.situation
    score, broken = dict.fromkeys(tiers_of(situation), 0), False
    known: dict[tuple[str, int], tuple[list[Finding], bool]] = situation.once("costs of moves", dict)
    for cadre_id, group in lineup.moves.items():
        move = cadre_id, group.index
        if move not in known:
            found = [*_of_move(cadre_id, group, situation)]
            known[move] = [finding for finding in found if finding.cost], any(map(_binds, found))
        costly, hard = known[move]
        broken = broken or hard
        for finding in costly:
            score[finding.tier] += finding.cost
    for rule, entry in in_force(situation):
        for finding in _plan_findings(rule, entry, lineup) if rule.tells("plan") else ():
            broken = broken or _binds(finding)
            if finding.cost:
                score[finding.tier] += finding.cost
    return score, broken


def _binds(finding: Finding) -> bool:
    return finding.level == "hard" and bool(finding.amount) and not finding.waiver


def _moves(situation: Situation, pairs: list[tuple[str, str]]) -> tuple[dict[str, Group], list[Objection]]:
    """The group each cadre takes; unknown codes, doubles, halves of bundles are objected to."""
    objections = []
    taken: dict[str, list[str]] = {}
    for cadre_id, post_id in pairs:
        if cadre_id not in situation.instance.cadres:
            objections.append(Objection("unknown_cadre", {"cadre": cadre_id, "post": post_id}))
        elif post_id not in situation.instance.posts:
            objections.append(Objection("unknown_post", {"cadre": cadre_id, "post": post_id}))
        else:
            taken.setdefault(cadre_id, []).append(post_id)
    moves = {}
    for cadre_id, posts in taken.items():
        group = situation.group_taking(posts)
        if group is not None:
            moves[cadre_id] = group
        else:
            part = any(set(posts) < set(g.posts) for g in situation.groups_with[posts[0]])
            key = "part_of_bundle" if part else "person_twice"
            objections.append(Objection(key, {"cadre": cadre_id, "posts": posts}))
    return moves, objections


def _structure(lineup: Lineup) -> Iterator[Objection]:
    situation = lineup.situation
    known: dict[tuple[str, int], tuple[Objection, ...]] = situation.once("structure of moves", dict)
    for cadre_id, group in lineup.moves.items():
        move = cadre_id, group.index
        if move not in known:
            known[move] = tuple(_barred(cadre_id, group, situation))
        yield from known[move]
    entered = {post_id for group in lineup.moves.values() for post_id in group.posts}
    moves, seated = lineup.moves, lineup.occupants
    for post_id in sorted(entered):
        occupants = seated[post_id]
        entering = [c for c in occupants if c in moves]
        staying = len(occupants) - len(entering)
        room = max(0, situation.seats_in_sheet[post_id] - staying)
        if len(entering) > room:
            yield Objection("no_seat", {"post": post_id, "cadres": entering, "seats": room})


def _barred(cadre_id: str, group: Group, situation: Situation) -> Iterator[Objection]:
    """What the structure has against a move, whoever else moves."""
    subject = {"cadre": cadre_id, "post": group.lead}
    if cadre_id in situation.frozen or group.frozen:
        yield Objection("frozen", subject)
    if situation.holds(cadre_id, group):
        yield Objection("already_holds", subject)
    if not situation.within_authority(cadre_id, group.lead):
        yield Objection("outside_authority", subject)


def kept(decision: Decision, lineup: Lineup) -> bool:
    """Whether a line-up keeps a decision."""
    if decision.kind == "fix":
        return decision.post in lineup.after(decision.cadre)
    if decision.kind == "stay":
        return decision.cadre not in lineup.moves
    entering = [c for c, group in lineup.moves.items() if decision.post in group.posts]
    if decision.kind == "at_most":
        return len(entering) <= decision.most
    return not entering if decision.cadre == ANYBODY else decision.cadre not in entering


def _objection(decision: Decision) -> Objection:
    """That a decision is not kept."""
    values = {"cadre": decision.cadre, "post": decision.post, "most": decision.most}
    return Objection(f"not_kept_{decision.kind}", values)


def _findings(lineup: Lineup) -> Iterator[Finding]:
    situation, of_moves = lineup.situation, _of_moves(lineup)
    for rule, entry in in_force(situation):
        yield from of_moves.get(rule.name, ())
        if rule.tells("plan"):
            yield from _plan_findings(rule, entry, lineup)
        for breach in rule.standing(lineup):
            yield Finding(rule.name, "standing", 0, breach.amount, 0, breach.subject)
    for (cadre_id, post_id), rules in situation.due_holdings.items():
        if cadre_id not in lineup.moves:
            for name in sorted(rules):
                yield Finding(name, "standing", 0, 1, 0, {"cadre": cadre_id, "post": post_id})
    for post_id, occupants in lineup.occupants.items():
        over = len(occupants) - situation.seats_in_sheet[post_id]
        if over > 0:
            # Over its number: no rule asks it, so it is told with the seats, whose rule is fill.
            yield Finding("fill", "standing", 0, over, 0, {"post": post_id})


def findings_of_moves(lineup: Lineup) -> Iterator[Finding]:
    """What ``audit`` finds of each move by itself, whoever else moves: of the plan as a whole nothing is asked."""
    found = _of_moves(lineup)
    for rule, _ in in_force(lineup.situation):
        yield from found.get(rule.name, ())


def _of_moves(lineup: Lineup) -> dict[str, list[Finding]]:
    """By rule what it says of each move: it looks at nothing else, and is asked once for all plans of a situation."""
    found: dict[str, list[Finding]] = {}
    for cadre_id, group in lineup.moves.items():
        for finding in _of_move(cadre_id, group, lineup.situation):
            found.setdefault(finding.rule, []).append(finding)
    return found


def _of_move(cadre_id: str, group: Group, situation: Situation) -> Iterator[Finding]:
    known: Found = situation.once("findings of moves", lambda: _known(situation))
    for rule, entry in in_force(situation):
        if not rule.tells("pair"):
            continue
        told, move = known.setdefault(rule.name, {}), (cadre_id, group.index)
        if move not in told:
            posts = group.posts if rule.per == "post" else (group.lead,)
            judged = (_pair_finding(rule, entry, cadre_id, post_id, group, situation) for post_id in posts)
            told[move] = tuple(finding for finding in judged if finding is not None)
        yield from told[move]


def _known(situation: Situation) -> Found:
    """What was found of moves on facts that are alike, by rules whose entry is the same.

    But of moves into posts whose purpose may be another, as other holders are due there; and where the months that end
    a rotation may be, of those who are on one.
    """
    other = situation.alike
    if other is None:
        return {}
    found: Found = other.once("findings of moves", lambda: _known(other))
    before, now = other.policy.entries, situation.policy.entries
    same = {name for name, entry in now.items() if entry == before.get(name)}
    due = {post_id for (_, post_id), _ in other.due_holdings.items() ^ situation.due_holdings.items()}
    groups = {g.index for g in situation.groups if not due.isdisjoint(g.posts)}
    away = situation.homecomings if other.definitions != situation.definitions else ()
    return {
        name: {move: told for move, told in moves.items() if move[0] not in away and move[1] not in groups}
        for name, moves in found.items()
        if name in same
    }


def _pair_finding(
    rule: Rule, entry: Entry, cadre_id: str, post_id: str, group: Group, situation: Situation
) -> Finding | None:
    cadre, post = situation.cadre(cadre_id), situation.post(post_id)
    grade = rule.grade(post, entry)
    breach = rule.judge_within(cadre, post, group, situation)
    if breach is None or not breach.amount or grade.level == "off":
        return None
    waiver = situation.waived(rule.name, cadre_id, group.posts)
    soft = grade.level == "soft"
    cost = grade.weight * breach.amount if soft and waiver is None else 0
    cells = cells_of(breach, cadre, post, situation)
    tier = grade.tier if soft else 0
    subject = {"cadre": cadre_id, "post": post_id}
    return Finding(rule.name, grade.level, tier, breach.amount, cost, subject, waiver, breach.reason, cells)


def _plan_findings(rule: Rule, entry: Entry, lineup: Lineup) -> Iterator[Finding]:
    """Breaches as they stand, and, cost 0 and with its document, what a waiver takes off."""
    situation = lineup.situation
    breaches = list(rule.breaches(lineup, situation))
    for breach in breaches:
        soft = not breach.standing and entry.level == "soft"
        level: FindingLevel = "standing" if breach.standing else "soft" if soft else "hard"
        cost = entry.weight * breach.amount if soft else 0
        yield Finding(rule.name, level, entry.tier if soft else 0, breach.amount, cost, breach.subject)
    waivers = situation.waivers.of(rule.name)
    if not waivers:
        return
    bare, left = situation.without_waivers(rule.name), {_key(b): b for b in breaches}
    for breach in rule.breaches(Lineup(bare, lineup.moves), bare):
        still = left.get(_key(breach))
        lifted = breach.amount - (still.amount if still and not still.standing else 0)
        if lifted > 0 and not breach.standing:
            waiver = _waiver(waivers, breach)
            yield Finding(rule.name, "soft" if entry.level == "soft" else "hard", 0, lifted, 0, breach.subject, waiver)


def _key(breach: PlanBreach) -> str:
    """A subject's identity: the posts in which relatives meet may change with a waiver, the pair does not."""
    subject = {k: v for k, v in breach.subject.items() if k != "posts" or "cadre" not in breach.subject}
    return repr(sorted(subject.items()))


def _waiver(waivers: Sequence[Waiver], breach: PlanBreach) -> Waiver:
    """Of the rule's waivers the first that names a code of the subject, else its first."""
    values = (v if isinstance(v, list) else [v] for v in breach.subject.values())
    codes = {str(code) for value in values for code in value}
    return next((w for w in waivers if codes & {w.cadre_id, w.post_id}), waivers[0])
