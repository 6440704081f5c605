"""What only the facts and the rule book together show before planning: rules that cannot judge, waivers that
lift nothing, posts that nobody may take."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Iterator, Mapping
from math import gcd

from luanchuyen.models.committee.pair_breach import OWN_POST
from luanchuyen.models.errors import SEVERITIES, Problem, Severity
from luanchuyen.models.policy import BundleRule
from luanchuyen.models.text.first_few import first_few
from luanchuyen.models.text.folding import nearest
from luanchuyen.models.waiver import FIXED
from luanchuyen.optimizer.explain.breaches import breaches_of
from luanchuyen.optimizer.explain.shortage import unsourced
from luanchuyen.optimizer.explain.unsure import Unsure, unsure, unsure_homes
from luanchuyen.optimizer.rules.family import Family
from luanchuyen.optimizer.rules.in_force import rules_of
from luanchuyen.optimizer.rules.rule import register
from luanchuyen.optimizer.situation.bundling import Unfit
from luanchuyen.optimizer.situation.situation import Situation

MOST_CADRES = 10
"""Cadres whose homes are told one by one; the rest are counted."""
MOST_RELATIONS = 8
"""Words for relations that are told; their rows are all counted."""

MOST_POINTS, MOST_EACH = 10**16, 10**12
"""What budgets may cost in all, in points, and the least sum by which one can be exceeded: the solver counts in 64
bits, in which one tier has to outweigh the next."""

FINEST = 1_000_000
"""Of a move's cost one part in so many: a budget told finer than that leaves no hope of a proof."""


def readiness(situation: Situation) -> tuple[Problem, ...]:
    """Every problem, errors first."""
    found = [
        *_sums(situation),
        *_waivers(situation),
        *_fixed(situation),
        *_bundles(situation),
        *_silent(situation),
        *_idle(situation),
        *_unjudged(situation),
        *_unknown(situation),
        *_leaving(situation),
        *_empty(situation),
    ]
    return tuple(sorted(found, key=lambda p: SEVERITIES.index(p.severity)))


def _sums(situation: Situation) -> Iterator[Problem]:
    """Budgets in numbers too large to be counted with, or, where what is beyond costs points, too fine for proofs."""
    units, entry = situation.instance.units, situation.policy.entry("budget")
    costs: dict[str, list[int]] = {unit.unit_id: [] for unit in units.values() if unit.budget is not None}
    for (_, post_id), row in situation.instance.panel.items():
        if row.cost and (unit := situation.post(post_id).unit_id) in costs:
            costs[unit].append(row.cost)
    weight = entry.weight if entry.level == "soft" else 1
    known = {unit: found for unit, found in costs.items() if found} if entry.level != "off" and weight else {}
    common = {unit: gcd(units[unit].budget or 0, *found) for unit, found in known.items()}
    most = weight * sum(map(sum, known.values()))
    least = weight * max(common.values(), default=0) if entry.level == "soft" else 0
    if most > MOST_POINTS or least > MOST_EACH:
        values: dict[str, object] = {"weight": weight, "most": f"{most:,}".replace(",", "."), **_named(known)}
        yield Problem.of(f"readiness.budget_{entry.level}", "units", _budgets(situation, known), "error", **values)
        return
    fine = [unit for unit, found in known.items() if max(found) // common[unit] > FINEST and entry.level == "soft"]
    if fine:
        yield Problem.of("readiness.budget_fine", "units", _budgets(situation, fine), "warning", **_named(fine))


def _named(units: Iterable[str]) -> dict[str, str]:
    """The first units, by code."""
    return {"units": first_few([*units], MOST_CADRES)}


def _budgets(situation: Situation, units: Iterable[str]) -> list[str]:
    """The cells of their budgets."""
    return [situation.instance.units[unit].origin.cells.get("budget", "") for unit in units]


def _waivers(situation: Situation) -> Iterator[Problem]:
    """A waiver must name a rule, and one that takes waivers; one that is over at the start is told."""
    rules = register()
    for waiver in situation.instance.waivers:
        cells = [waiver.origin.cells.get("rule", "")]
        if waiver.rule not in rules:
            near = ", ".join(nearest(waiver.rule, rules))
            yield Problem.of("readiness.unknown_rule", "waivers", cells, "error", rule=waiver.rule, nearest=near)
        elif not rules[waiver.rule].waivable:
            yield Problem.of("readiness.not_waivable", "waivers", cells, "error", rule=waiver.rule)
        elif not waiver.counts_on(situation.start):
            told = {"rule": waiver.rule, "until": str(waiver.until), "start": f"{situation.start:%d/%m/%Y}"}
            cells = [waiver.origin.cells.get("until", "")]
            yield Problem.of("readiness.waiver_over", "waivers", cells, "warning", **told)


def _fixed(situation: Situation) -> Iterator[Problem]:
    """Cadres fixed into posts that a hard rule keeps them from: no plan holds both."""
    if situation.policy.entry(FIXED).level != "hard":
        return
    for lock in situation.instance.locks:
        if lock.lock != FIXED:
            continue
        bars = [bar for bar in breaches_of(situation, lock.cadre_id, lock.post_id) if bar.binds]
        if not bars or any(bar.of_structure and bar.reason == OWN_POST for bar in bars):
            continue
        rules = dict.fromkeys(bar.rule for bar in bars if not bar.of_structure)
        told: dict[str, object] = {"cadre": lock.cadre_id, "post": lock.post_id}
        told |= {"rule": next(iter(rules)), "more": len(rules) - 1} if rules else {}
        key = f"readiness.fixed_{('barred' if len(rules) == 1 else 'barred_more') if rules else 'apart'}"
        yield Problem.of(key, "locks", [lock.origin.cells.get("cadre_id", "")], "warning", **told)


def _bundles(situation: Situation) -> Iterator[Problem]:
    """Where the book's bundles cannot apply, and marks that it forbids, with those who hold such posts together."""
    bundling, posts = situation.bundling, situation.instance.posts
    unfit: dict[BundleRule, list[Unfit]] = defaultdict(list)
    for place in bundling.unfit:
        unfit[place.rule].append(place)
    for rule, places in unfit.items():
        units = [situation.instance.units[posts[place.posts[0]].unit_id].name for place in places]
        cells = [posts[p].origin.cells.get("kind", "") for place in places for p in place.posts]
        known = situation.policy.vocabulary.kinds
        kinds = ", ".join(known[kind].title if kind in known else kind for kind in rule.kinds)
        values: dict[str, object] = {"kinds": kinds, "places": "; ".join(units), "count": len(places)}
        yield Problem.of("readiness.bundle_unfit", "posts", cells, "warning", **values)
    for mark, undone in bundling.undone.items():
        cells = [posts[p].origin.cells.get("bundle", "") for p in sorted(undone)]
        yield Problem.of("readiness.bundle_forbidden", "posts", cells, "warning", mark=mark)
    held = {c: set(of) for c, of in situation.held.items() if len(of) > 1} if bundling.forbidden else {}
    both = [c for c, of in held.items() if any(apart <= of for apart in bundling.forbidden)]
    if both:
        cells = [situation.cadre(c).origin.cells.get("post_id", "") for c in both]
        yield Problem.of("readiness.bundle_held", "cadres", cells, "warning", count=len(both))


def _silent(situation: Situation) -> Iterator[Problem]:
    """Rules in force whose facts nobody has: they do not judge, said once each."""
    for name, rule in rules_of(situation).items():
        field = rule.silent(situation) if situation.policy.entry(name).level != "off" else None
        if field is not None and rule.silence_told:
            yield Problem.of("readiness.silent", "cadres", (), "warning", rule=name, field=field)


def _idle(situation: Situation) -> Iterator[Problem]:
    """Sheets and columns that are filled though the rule that reads them is off."""
    for name, rule in rules_of(situation).items():
        if situation.policy.entry(name).level == "off" and rule.asked_for(situation):
            yield Problem("readiness.idle", severity="warning", values={"rule": name, "book": situation.policy.name})


def _unjudged(situation: Situation) -> Iterator[Problem]:
    """Relations on file that are none of those the rule book names: nobody is kept apart because of them."""
    family = rules_of(situation)["family"]
    if situation.policy.entry("family").level == "off" or not isinstance(family, Family):
        return
    left = [row for row in situation.instance.relations if not family.counts(row.relation)]
    if left:
        words = ", ".join(sorted({row.relation for row in left})[:MOST_RELATIONS])
        cells = [row.origin.cells.get("relation", "") for row in left]
        yield Problem.of("readiness.unjudged", "relations", cells, "warning", count=len(left), relations=words)


def _unknown(situation: Situation) -> Iterator[Problem]:
    """Holders of posts whose home must be verified, or whose terms are blank: not due, but listed."""
    # The two due rules, each with its own sentence of why it cannot tell whether a holder is due.
    if situation.policy.entry("non_local").level != "off":
        cells = [
            situation.cadre(c).origin.cells.get("ancestral_home", "")
            for post in situation.instance.posts.values()
            if post.non_local == "required" and situation.spot(post.unit_id)
            for c in situation.holders[post.post_id]
            if situation.locality(c, post.post_id) == "unknown"
        ]
        if cells:
            yield Problem.of("readiness.home_unknown", "cadres", cells, "warning", count=len(cells))
        yield from _placeless(situation)
    if situation.policy.entry("consecutive_terms").level != "off":
        cells = [
            cadre.origin.cells.get("consecutive_terms") or cadre.origin.cells.get("cadre_id", "")
            for code, cadre in situation.instance.cadres.items()
            if situation.terms[code] is None and any(map(situation.is_head, situation.held[code]))
        ]
        if cells:
            yield Problem.of("readiness.terms_unknown", "cadres", cells, "warning", count=len(cells))


def _placeless(situation: Situation) -> Iterator[Problem]:
    """Units of posts that ask for a non-local person, whose place nobody wrote: nobody can be told there."""
    asking = [post for post in situation.instance.posts.values() if post.non_local == "required"]
    units = [unit for unit in dict.fromkeys(post.unit_id for post in asking) if situation.spot(unit) is None]
    if units:
        origins = [situation.instance.units[unit].origin.cells for unit in units]
        cells = [cells.get("place") or cells.get("unit_id", "") for cells in origins]
        values: dict[str, object] = {"count": len(units), "units": ", ".join(units[:MOST_CADRES])}
        yield Problem.of("readiness.placeless", "units", cells, "warning", **values)


def _leaving(situation: Situation) -> Iterator[Problem]:
    """Posts of several seats that fall vacant: all their holders leave, which one date may not have meant.

    Typed sắp trống it is more likely meant: said, but no warning.
    """
    for post_id, post in situation.instance.posts.items():
        gone = [c for c in situation.holders[post_id] if c in situation.leaves]
        if post.seats > 1 and gone and situation.ends(post_id):
            cells = [post.origin.cells.get(field, "") for field in ("status", "vacant_from")]
            values: dict[str, object] = {"post": post_id, "cadres": ", ".join(gone), "seats": post.seats}
            severity: Severity = "info" if post.status == "ending" else "warning"
            yield Problem.of("readiness.all_leave", "posts", cells, severity, **values)


def _empty(situation: Situation) -> Iterator[Problem]:
    """Posts to fill that no cadre may take, with the rule that keeps most from them."""
    wanted = [p for p, free in situation.free.items() if free and not situation.group_of[p].frozen]
    by_rule: dict[str, list[str]] = defaultdict(list)
    shortages = unsourced(situation, wanted)
    open_questions = unsure(situation, shortages)
    for post_id, shortage in shortages.items():
        rule = shortage.why[0] if shortage.why else "no_candidate"
        # Homes to verify are told instead of the rule that cannot judge them.
        known = situation.spot(situation.post(post_id).unit_id) is not None
        alone = known and rule == "non_local" and post_id in open_questions and open_questions[post_id].alone
        by_rule["" if alone else rule].append(post_id)
    for rule, posts in sorted(by_rule.items()):
        origins = [situation.post(p).origin.cells.get("post_id", "") for p in posts]
        values: dict[str, object] = {"rule": rule, "posts": ", ".join(posts), "count": len(posts)}
        key = "readiness.no_source" if rule else "readiness.no_source_sure"
        yield Problem.of(key, "posts", origins, "warning", **values)
    yield from _homes_to_verify(situation, open_questions)
    told = {cadre_id for of in open_questions.values() for cadre_id in of.cadres}
    others = [p for p in wanted if p not in shortages and situation.spot(situation.post(p).unit_id)]
    yield from _unsure_elsewhere(situation, others, told)


def _unsure_elsewhere(situation: Situation, posts: list[str], told: set[str]) -> Iterator[Problem]:
    """Whom it keeps from posts that others may take that it cannot be told whether they are local: all in one line."""
    cells: dict[str, list[str]] = {}
    closed = unsure(situation, posts)
    for post_id, of in closed.items():
        for cadre_id in of.cadres:
            if cadre_id not in told and cadre_id not in cells:
                known = situation.cadre(cadre_id).origin.cells
                homes = [known.get(home.field, "") for home in unsure_homes(situation, cadre_id, post_id)]
                cells[cadre_id] = homes or [known.get("cadre_id", "")]
    if cells:
        first = sorted(cells)
        named = first_few(first, MOST_CADRES)
        values: dict[str, object] = {"count": len(first), "cadres": named, "posts": len(closed)}
        written = [cell for cadre_id in first for cell in cells[cadre_id]]
        yield Problem.of("readiness.unsure_elsewhere", "cadres", written, "info", **values)


def _homes_to_verify(situation: Situation, open_questions: Mapping[str, Unsure]) -> Iterator[Problem]:
    """The homes, first of the cadres by code, that leave open whether they may have a post without anybody."""
    posts = {cadre_id: post_id for post_id, of in reversed([*open_questions.items()]) for cadre_id in of.cadres}
    told: dict[tuple[str, str, str, str], list[str]] = defaultdict(list)
    for cadre_id in sorted(posts)[:MOST_CADRES]:
        cells = situation.cadre(cadre_id).origin.cells
        for home in unsure_homes(situation, cadre_id, posts[cadre_id]):
            told[home.sort, cadre_id, home.home, "; ".join(home.today)].append(cells.get(home.field, ""))
    for (sort, cadre_id, name, today), written in told.items():
        values: dict[str, object] = {"cadre": cadre_id, "home": name, "today": today}
        yield Problem.of(f"readiness.verify_{sort}", "cadres", written, "warning", **values)
    if len(posts) > MOST_CADRES:
        yield Problem.of("readiness.verify_more", "cadres", (), "warning", count=len(posts) - MOST_CADRES)
