"""Facts at random, with every field: blanks, partial dates, bundles over units, locks, waivers, careers.

What a reader would refuse is not made: a post typed trống with every seat held, an unknown code, two cố định
rows that cannot both hold.
"""

from __future__ import annotations

import datetime as dt
from dataclasses import dataclass, replace
from functools import cache
from random import Random
from typing import Any, TypeVar

from luanchuyen.models.cadre import Cadre, HomePlace, Planned, Stint
from luanchuyen.models.calendar import PartialDate
from luanchuyen.models.instance import Instance, Settings
from luanchuyen.models.places.gazetteer import Gazetteer, Unresolved
from luanchuyen.models.places.tables import NEW, OLD, Place
from luanchuyen.models.post import FORMS, PURPOSES, Post
from luanchuyen.models.unit import Unit
from luanchuyen.models.waiver import Lock, PanelRow, Relation, Waiver
from luanchuyen.optimizer.rules.rule import register

T = TypeVar("T")

STARTS = ("2026-07-01", "2026-02-28", "2028-02-29", "2025-04-01", "2026-07-31", "2026-12-15")
COMMUNES = (Place.of(NEW, "06838"), Place.of(NEW, "06841"), Place.of(NEW, "06673"))
FORMER = (Place.of(OLD, "06859"), Place.of(OLD, "06853"), Place.of(OLD, "06838"))
DISTRICTS = (Place.of(OLD, "198"), Place.of(OLD, "199"))
PROVINCES = (Place.of(NEW, "22"), Place.of(OLD, "22"), Place.of(NEW, "24"))
ELSEWHERE = Place.of(NEW, "01")
UNKNOWN_PLACE = Unresolved("xã Tân Lập", "ambiguous", ())
KINDS = (
    "secretary", "pc_chair", "pc_vice_chair", "deputy_secretary", "department_head", "department_deputy",
    "chief_inspector", "tổ trưởng công tác",
)  # fmt: skip
SKILLS = ("kinh tế", "dân vận", "tin học")


@dataclass(frozen=True)
class Size:
    """How many of each a board has at the most."""

    units: int = 7
    posts: int = 9
    cadres: int = 9


USUAL = Size()


def random_instance(random: Random, size: Size = USUAL) -> Instance:
    """Facts at random, in code order as a reader gives them."""
    start = dt.date.fromisoformat(random.choice(STARTS))
    units = _units(random, random.randint(3, size.units))
    posts = _posts(random, random.randint(2, size.posts), list(units))
    cadres = _cadres(random, random.randint(2, size.cadres), list(units), posts, start.year)
    _blank_columns(random, cadres)
    held = {post_id for cadre in cadres.values() for post_id in cadre.post_ids}
    for post_id, post in posts.items():
        if post.status == "vacant" and post_id in held:
            posts[post_id] = replace(post, status=None)
    return Instance(
        Settings(start, start, term_months=(24, 36, 48)[len(cadres) % 3]),
        units,
        posts,
        cadres,
        relations=_relations(random, list(cadres)),
        locks=_locks(random, list(cadres), posts),
        waivers=_waivers(random, list(cadres), list(posts)),
        panel=_panel(random, list(cadres), list(posts)),
    )


def _maybe(random: Random, choices: tuple[T, ...], blank: float = 0.4) -> T | None:
    return None if random.random() < blank else random.choice(choices)


def _date(random: Random, first: int, last: int) -> PartialDate:
    year, month = random.randint(first, last), random.randint(1, 12)
    day = random.choice((1, 1, 2, 15, 28, 30, 31))
    sort = random.random()
    if sort < 0.15:
        return PartialDate(year)
    if sort < 0.35:
        return PartialDate(year, month)
    return PartialDate(year, month, min(day, PartialDate(year, month).last.day))


def _units(random: Random, count: int) -> dict[str, Unit]:
    units: dict[str, Unit] = {}
    for number in range(count):
        level = "tỉnh" if number == 0 else random.choice(("tỉnh", "huyện", "xã", "xã", "xã"))
        places: tuple[Place | Unresolved, ...] = {
            "tỉnh": PROVINCES, "huyện": DISTRICTS, "xã": (*COMMUNES, *FORMER, UNKNOWN_PLACE)
        }[level]  # fmt: skip
        units[f"U{number}"] = Unit(
            f"U{number}",
            f"Đơn vị {number}",
            level,
            bloc=_maybe(random, ("Đảng", "chính quyền")),
            sector=_maybe(random, ("nội vụ", "thanh tra", "văn hóa")),
            parent_id=random.choice((None, *units)) if units else None,
            place=_maybe(random, places, 0.3),
            hardship=random.choice((0, 0, 1, 2, 3)),
            budget=_maybe(random, (0, 5, 10), 0.6),
        )
    return units


def _posts(random: Random, count: int, units: list[str]) -> dict[str, Post]:
    posts = {}
    for number in range(count):
        bundle = random.choice((None, None, None, "K1", "K2"))
        skills = {skill: random.randint(1, 5) for skill in SKILLS if random.random() < 0.3}
        posts[f"P{number}"] = Post(
            f"P{number}",
            f"Chức danh {number}",
            random.choice(units),
            random.choice(KINDS),
            head=_maybe(random, (True, False), 0.8),
            key=_maybe(random, (True, False), 0.8),
            rank=_maybe(random, (3, 4, 5, 6), 0.6),
            seats=1 if bundle else random.choice((1, 1, 1, 2, 3)),
            status=_maybe(random, ("vacant", "ending", "held", "frozen"), 0.7),
            vacant_from=_date(random, 2026, 2029) if random.random() < 0.1 else None,
            managed_by=_maybe(random, tuple(units), 0.9),
            collective=_maybe(random, ("BTV 1", "BTV 2"), 0.8),
            non_local=_maybe(random, ("required", "preferred", "no")),
            education=_maybe(random, ("trung cấp", "đại học", "thạc sĩ"), 0.6),
            political_level=_maybe(random, ("trung cấp", "cao cấp", "cử nhân"), 0.6),
            state_level=_maybe(random, ("cán sự", "chuyên viên chính"), 0.7),
            skills=skills,
            purpose=_maybe(random, PURPOSES, 0.6),
            form=random.choice(("rotation", *FORMS)),
            bundle=bundle,
        )
    return posts


def _home(random: Random) -> HomePlace:
    places = (*COMMUNES, *FORMER, *DISTRICTS, *PROVINCES, ELSEWHERE, _lost())
    known: tuple[HomePlace, ...] = (*places, UNKNOWN_PLACE)
    return _maybe(random, known)


@cache
def _lost() -> Place:
    """A former commune of which no successor is recorded."""
    gazetteer = Gazetteer.load()
    provinces = [Place.of(OLD, f"{number:02}") for number in range(1, 97)]
    communes = (code for place in provinces if _is_unit(place) for code in sorted(gazetteer.communes(place)))
    return next(Place.of(OLD, code) for code in communes if not gazetteer.carry(code))


def _is_unit(place: Place) -> bool:
    return isinstance(Gazetteer.load().resolve(str(place), dt.date(2026, 7, 1)), Place)


def _cadres(random: Random, count: int, units: list[str], posts: dict[str, Post], year: int) -> dict[str, Cadre]:
    cadres = {}
    for number in range(count):
        cadre_id = f"C{number}"
        evaluations = tuple(
            _maybe(random, ("KHTNV", "HTNV", "HTTNV", "HTXSNV"), 0.1) for _ in range(random.randint(1, 4))
        )
        skills = {skill: random.randint(1, 5) for skill in SKILLS if random.random() < 0.6}
        held = random.sample(list(posts), random.choice((0, 1, 1, 1, 1, 2)))
        cadres[cadre_id] = Cadre(
            cadre_id,
            f"Nguyễn Văn {number}",
            _date(random, 1962, 1992),
            random.choice(("male", "female")),
            random.choice(units),
            _date(random, year - 8, year),
            ethnicity=_maybe(random, ("Kinh", "Tày")),
            ancestral_home=_home(random),
            birthplace=_home(random),
            raised_in=_home(random),
            post_ids=tuple(sorted(held)),
            consecutive_terms=_maybe(random, (0, 1, 2, 3)),
            rank=_maybe(random, (3, 4, 5, 6)),
            managed_by=_maybe(random, tuple(units), 0.9),
            education=_maybe(random, ("THPT", "cao đẳng", "đại học", "thạc sĩ")),
            political_level=_maybe(random, ("sơ cấp", "trung cấp", "cao cấp", "cử nhân")),
            state_level=_maybe(random, ("cán sự", "chuyên viên")),
            skills=skills or None,
            evaluations=evaluations if random.random() < 0.7 else None,
            discipline=_maybe(random, ("reprimand", "warning", "removal"), 0.5),
            discipline_date=_date(random, year - 6, year) if random.random() < 0.7 else None,
            planned_for=tuple(_planned(random, list(posts)) for _ in range(random.choice((0, 1, 1, 2, 3)))),
            wishes=tuple(random.sample((*posts, *units, *KINDS), random.choice((0, 0, 1, 2)))),
            deferred_until=_date(random, year - 1, year + 1) if random.random() < 0.3 else None,
            deferral=random.choice(("", "", "", "nuôi con nhỏ")),
            retires=_date(random, year - 1, year + 12) if random.random() < 0.2 else None,
            career=tuple(_stint(random, cadre_id, units, year) for _ in range(random.choice((0, 1, 2, 4)))),
        )
    return cadres


def _planned(random: Random, posts: list[str]) -> Planned:
    if random.random() < 0.4:
        return Planned(post_id=random.choice(posts))
    return Planned(kind=random.choice(KINDS), level=_maybe(random, ("tỉnh", "huyện", "xã")))


def _stint(random: Random, cadre_id: str, units: list[str], year: int) -> Stint:
    since = _date(random, year - 30, year)
    to = PartialDate(min(since.year + random.randint(0, 15), year + 1), random.randint(0, 12))
    return Stint(
        cadre_id,
        since,
        to if random.random() < 0.8 else None,
        unit_id=_maybe(random, tuple(units)),
        place=_home(random),
        form=_maybe(random, ("rotation", "transfer", "appointment")),
    )


def _blank_columns(random: Random, cadres: dict[str, Cadre]) -> None:
    """Now and then a column that nobody has filled."""
    names = ("education", "skills", "evaluations", "consecutive_terms", "ancestral_home", "rank")
    blanks: dict[str, Any] = {**dict.fromkeys(names), "planned_for": ()}
    for name, blank in blanks.items():
        if random.random() < 0.1:
            for cadre_id, cadre in cadres.items():
                cadres[cadre_id] = replace(cadre, **{name: blank})


def _relations(random: Random, cadres: list[str]) -> tuple[Relation, ...]:
    pairs = [random.sample(cadres, 2) for _ in range(random.randint(0, 3))]
    return tuple(Relation(a, b, random.choice(("vợ chồng", "anh em ruột"))) for a, b in pairs)


def _locks(random: Random, cadres: list[str], posts: dict[str, Post]) -> tuple[Lock, ...]:
    """Up to two cấm rows, and at most one cố định row on a post that is neither bundled nor frozen."""
    rows = [
        Lock(random.choice((*cadres, "*")), random.choice(list(posts)), "forbidden")
        for _ in range(random.randint(0, 2))
    ]
    open_posts = [p for p, post in posts.items() if post.bundle is None and post.status is None]
    if open_posts and random.random() < 0.2:
        rows.append(Lock(random.choice(cadres), random.choice(open_posts), "fixed"))
    return tuple(rows)


def _waivers(random: Random, cadres: list[str], posts: list[str]) -> tuple[Waiver, ...]:
    rules = [name for name, rule in register().items() if rule.waivable]
    found = []
    for _ in range(random.choice((0, 0, 1, 3))):
        cadre_id, post_id = _maybe(random, tuple(cadres)), _maybe(random, tuple(posts))
        if cadre_id or post_id:
            papers = ("Tỉnh ủy", "12-KL/TU", PartialDate(2026, 5, 20), "yêu cầu nhiệm vụ")
            found.append(Waiver(random.choice(rules), cadre_id, post_id, *papers))
    return tuple(found)


def _panel(random: Random, cadres: list[str], posts: list[str]) -> dict[tuple[str, str], PanelRow]:
    rows = {}
    for _ in range(random.choice((0, 3, 8))):
        key = random.choice(cadres), random.choice(posts)
        rows[key] = PanelRow(*key, _maybe(random, (-5, 0, 40, 90), 0.2), _maybe(random, (1, 4, 6), 0.3))
    return dict(sorted(rows.items()))
