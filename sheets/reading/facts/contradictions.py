"""What a workbook says of posts and people together: it must not contradict itself."""

from __future__ import annotations

import datetime as dt
from collections.abc import Mapping, Sequence

from luanchuyen.models.calendar import PartialDate
from luanchuyen.models.policy import BundleRule
from luanchuyen.models.text.rule_names import code_of, rules_like
from luanchuyen.optimizer.rules.rule import register
from luanchuyen.optimizer.situation.bundling import Bundling, Seat, place_of
from luanchuyen.sheets.reading.facts.references import ANYBODY, Codes
from luanchuyen.sheets.reading.problems import Problems
from luanchuyen.sheets.reading.tables.table import RowValues, SheetRows
from luanchuyen.wording.rules import coded_rule_name

_UNTIL = "over_number_until"
RANKS_SUSPECTED = 5
"""From so many rows on, points that are exactly 1 to n are taken for a ranking."""


class SheetHoldings:
    """Who holds what: one post of a bundle means the bundle, marked or required by the rule book."""

    def __init__(self, records: SheetRows, units: Codes, bundles: Sequence[BundleRule] = ()) -> None:
        self.posts = {record.text("post_id"): record for record in records.get("posts", [])}
        self.bundling = Bundling([self._seat(code, units) for code in self.posts], bundles)
        self.groups = {code: group for group in self.bundling.groups for code in group}
        self.holders: dict[str, list[RowValues]] = {}
        self.held: dict[str, set[str]] = {}
        for cadre in records.get("cadres", []):
            named = [code for code in cadre.texts("post_id") if code in self.posts]
            codes = {mate for code in named for mate in self.group(code)}
            self.held.setdefault(cadre.text("cadre_id"), set()).update(codes)
            for code in sorted(codes):
                self.holders.setdefault(code, []).append(cadre)

    def _seat(self, code: str, units: Codes) -> Seat:
        post = self.posts[code]
        unit = units.first.get(post.text("unit_id"))
        level, place = (unit.text("level"), unit.values.get("place")) if unit else ("", None)
        where = place_of(post.text("unit_id"), level, place)
        frozen = post.text("status") == "frozen"
        return Seat(code, post.text("kind"), level, where, post.text("bundle"), self.seats(code), frozen)

    def group(self, code: str) -> tuple[str, ...]:
        """The posts that go together with this one, itself among them."""
        return self.groups[code]

    def together(self, codes: set[str]) -> bool:
        """Whether one move can bring all of these posts."""
        ways = (self.group(min(codes)), *self.bundling.optional)
        return any(codes <= set(way) for way in ways)

    def seats(self, code: str) -> int:
        """The seats of a post."""
        seats = self.posts[code].values.get("seats", 1)
        return seats if isinstance(seats, int) else 1


def contradictions(
    records: SheetRows,
    codes: Mapping[str, Codes],
    problems: Problems,
    bundles: Sequence[BundleRule] = (),
    start: dt.date | None = None,
) -> None:
    """Note everything in which two cells cannot both be right, or are not likely to.

    ``bundles``: what the rule book says of bundles; ``start``: when the plan takes effect, None = not known.
    """  # fmt: skip
    holdings = SheetHoldings(records, codes["units"], bundles)
    _posts(holdings, problems)
    _crowded(holdings, start, problems)
    _torn(records, holdings, problems)
    _homes(records, holdings, problems)
    _parents(codes["units"], problems)
    _relations(records, problems)
    _locks(records, holdings, problems)
    _waivers(records, problems)
    _panel(records, problems)


def _posts(holdings: SheetHoldings, problems: Problems) -> None:
    for code, post in holdings.posts.items():
        sheet = post.origin.sheet
        bundle = post.text("bundle")
        if bundle and bundle not in holdings.bundling.undone and holdings.seats(code) != 1:
            problems.add("bundle_seats", sheet, post.cell("seats"),
                         code=code, bundle=bundle, seats=holdings.seats(code))  # fmt: skip
        holders = holdings.holders.get(code, [])
        if post.text("status") == "vacant" and len(holders) >= holdings.seats(code):
            cells = ", ".join(holder.origin.cell("post_id") for holder in holders)
            problems.add("vacant_held", sheet, post.cell("status"), code=code, holders=cells)


def _crowded(holdings: SheetHoldings, start: dt.date | None, problems: Problems) -> None:
    """More holders than seats: likely a wrong code; allowed for a time where the sheet says until when."""
    for group in holdings.bundling.groups:
        holders = {holder.text("cadre_id"): holder for code in group for holder in holdings.holders.get(code, [])}
        post, seats = holdings.posts[group[0]], min(map(holdings.seats, group))
        if len(holders) <= seats or post.text("status") == "vacant":
            continue
        cells = [holder.cell("post_id") for holder in holders.values()]
        told = {"post": ", ".join(group), "holders": len(holders), "seats": seats}
        days = [day for code in group if isinstance(day := holdings.posts[code].values.get(_UNTIL), PartialDate)]
        until = min(days, key=lambda day: day.last, default=None)
        sheet = next(iter(holders.values())).origin.sheet
        if until is not None and (start is None or until.last >= start):
            problems.add("over_number_for_now", sheet, *cells, severity="info", **told, until=str(until))
        else:
            problems.add("over_number", sheet, *cells, severity="warning", **told)


def _torn(records: SheetRows, holdings: SheetHoldings, problems: Problems) -> None:
    """One person in several posts that no bundle joins; those that the book keeps apart are told with the book."""
    for cadre in records.get("cadres", []):
        codes = {code for code in cadre.texts("post_id") if code in holdings.posts}
        apart = any(posts <= codes for posts in holdings.bundling.forbidden)
        if len(codes) > 1 and not apart and not holdings.together(codes):
            problems.add("several_posts", cadre.origin.sheet, cadre.cell("post_id"), severity="warning",
                         code=cadre.text("cadre_id"), posts=", ".join(sorted(codes)))  # fmt: skip


def _homes(records: SheetRows, holdings: SheetHoldings, problems: Problems) -> None:
    """A cadre whose post sits in another unit than they do: the post wins, with a warning."""
    for cadre in records.get("cadres", []):
        held = [code for code in cadre.texts("post_id") if code in holdings.posts]
        units = {holdings.posts[code].text("unit_id") for code in held}
        unit = cadre.text("unit_id")
        if units and unit and "" not in units and unit not in units:
            problems.add("other_unit", cadre.origin.sheet, cadre.cell("unit_id"), cadre.cell("post_id"),
                         severity="warning", unit=unit, post=", ".join(held),
                         post_unit=", ".join(sorted(units)))  # fmt: skip


def _parents(units: Codes, problems: Problems) -> None:
    told: set[str] = set()
    for code, record in units.first.items():
        path = [code]
        while (parent := units.first[path[-1]].text("parent_id")) and parent in units and parent not in path:
            path.append(parent)
        if parent == code and code not in told:
            told |= set(path)
            cells = [units.first[step].cell("parent_id") for step in path]
            problems.add("parent_circle", record.origin.sheet, *cells, units=" → ".join([*path, code]))


def _relations(records: SheetRows, problems: Problems) -> None:
    for record in records.get("relations", []):
        if record.text("cadre_id") and record.text("cadre_id") == record.text("relative_id"):
            problems.add("own_relative", record.origin.sheet, record.cell("cadre_id"),
                         record.cell("relative_id"), code=record.text("cadre_id"))  # fmt: skip


def _locks(records: SheetRows, holdings: SheetHoldings, problems: Problems) -> None:
    locks = [lock for lock in records.get("locks", []) if not lock.faulty]
    fixed = [lock for lock in locks if lock.text("lock") == "fixed"]
    for lock in fixed:
        if lock.text("cadre_id") == ANYBODY:
            problems.add("fixed_nobody", lock.origin.sheet, lock.cell("cadre_id"), post=lock.text("post_id"))
    fixed = [lock for lock in fixed if lock.text("post_id") in holdings.posts]
    fixed = [lock for lock in fixed if lock.text("cadre_id") != ANYBODY]
    _fixed_cadres(fixed, holdings, problems)
    _fixed_posts(fixed, holdings, problems)
    for lock in locks:
        cadre, post = lock.text("cadre_id"), lock.text("post_id")
        if lock.text("lock") == "forbidden" and post in holdings.held.get(cadre, ()):
            problems.add("forbidden_own", lock.origin.sheet, lock.cell("post_id"), severity="warning",
                         cadre=cadre, post=post)  # fmt: skip
    for lock in fixed:
        cadre, post = lock.text("cadre_id"), lock.text("post_id")
        if post in holdings.held.get(cadre, ()):
            if holdings.posts[post].text("status") == "ending":
                problems.add("fixed_leaving", lock.origin.sheet, lock.cell("post_id"), cadre=cadre, post=post,
                             status=holdings.posts[post].origin.cell("status"))  # fmt: skip
            continue
        for other in locks:
            if (other.text("lock") == "forbidden" and other.text("cadre_id") in (cadre, ANYBODY)
                    and other.text("post_id") in holdings.group(post)):  # fmt: skip
                problems.add("fixed_forbidden", lock.origin.sheet, lock.cell("lock"), other.cell("lock"),
                             cadre=cadre, post=post)  # fmt: skip


def _fixed_cadres(fixed: list[RowValues], holdings: SheetHoldings, problems: Problems) -> None:
    """One cadre fixed to posts that they cannot have together."""
    of_cadre: dict[str, list[RowValues]] = {}
    for lock in fixed:
        of_cadre.setdefault(lock.text("cadre_id"), []).append(lock)
    for cadre, locks in of_cadre.items():
        posts = {lock.text("post_id") for lock in locks}
        together = posts <= holdings.held.get(cadre, set()) or holdings.together(posts)
        if not together:
            problems.add("fixed_twice", locks[0].origin.sheet, *(lock.cell("post_id") for lock in locks),
                         cadre=cadre, posts=", ".join(sorted(posts)))  # fmt: skip


def _fixed_posts(fixed: list[RowValues], holdings: SheetHoldings, problems: Problems) -> None:
    """More cadres fixed to one post, or to one bundle, than it has seats."""
    of_group: dict[str, dict[str, RowValues]] = {}
    for lock in fixed:
        lead = min(holdings.group(lock.text("post_id")))
        of_group.setdefault(lead, {}).setdefault(lock.text("cadre_id"), lock)
    for lead, locks in of_group.items():
        if len(locks) > holdings.seats(lead):
            first = next(iter(locks.values()))
            cells = [lock.cell("cadre_id") for lock in locks.values()]
            problems.add("fixed_crowd", first.origin.sheet, *cells,
                         post=first.text("post_id"), cadres=", ".join(sorted(locks)),
                         seats=holdings.seats(lead))  # fmt: skip


def _waivers(records: SheetRows, problems: Problems) -> None:
    for waiver in records.get("waivers", []):
        _name_rule(waiver, problems)
        named = {"cadre_id", "post_id"} & (waiver.values.keys() | waiver.faulty)
        if not named:
            cell = waiver.cell("cadre_id")
            problems.add("waiver_of_nothing", waiver.origin.sheet, cell, rule=waiver.text("rule"))


def _name_rule(waiver: RowValues, problems: Problems) -> None:
    """The code of the rule that is named, by its code or as boards call it; told where it names none."""
    written = waiver.text("rule")
    rule = code_of(written)
    if rule in register():
        waiver.values["rule"] = rule
    elif written:
        near = ", ".join(map(coded_rule_name, rules_like(written)))
        problems.add("unknown_rule", waiver.origin.sheet, waiver.cell("rule"), text=written, nearest=near)


def _panel(records: SheetRows, problems: Problems) -> None:
    seen: dict[tuple[str, str], RowValues] = {}
    for row in records.get("panel", []):
        pair = row.text("cadre_id"), row.text("post_id")
        if all(pair) and pair in seen:
            problems.add("panel_twice", row.origin.sheet, seen[pair].cell("cadre_id"), row.cell("cadre_id"),
                         cadre=pair[0], post=pair[1])  # fmt: skip
        seen.setdefault(pair, row)
    points = [number for row in seen.values() if isinstance(number := row.values.get("points"), int)]
    if len(points) >= RANKS_SUSPECTED and sorted(points) == list(range(1, len(points) + 1)):
        first = next(iter(seen.values()))
        problems.add("points_like_ranks", first.origin.sheet, first.cell("points"),
                     severity="warning", last=len(points))  # fmt: skip
