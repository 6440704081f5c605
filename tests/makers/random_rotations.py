"""Records of people on rotation, on a board that has none: still running or over, long enough or a day short, from a
unit of the sheet or from one that the record names by its place alone, to posts above and below the one before.
"""

from __future__ import annotations

import datetime as dt
from collections.abc import Iterable
from dataclasses import replace
from random import Random

from random_facts import KINDS

from luanchuyen.models.cadre import Cadre, Stint
from luanchuyen.models.calendar import PartialDate, add_months
from luanchuyen.models.instance import Instance, Settings
from luanchuyen.models.post import Post
from luanchuyen.models.waiver import Waiver

DAY = dt.timedelta(days=1)
MONTHS = (36, 36, 36, 20, 60)
"""How long a rotation has lasted, about: 36 and 0 are asked for."""


def with_rotations(random: Random, instance: Instance) -> Instance:
    """Half of the cadres with a rotation to the present unit, more posts without a purpose, a few early returns."""
    start = instance.settings.start
    settings = Settings(random.choice((start, start, start - 90 * DAY)), start)
    posts = {p: _purpose(random, post) for p, post in instance.posts.items()}
    instance = replace(instance, settings=settings, posts=posts)
    cadres = {c: _on_rotation(random, cadre, instance) for c, cadre in instance.cadres.items()}
    early = tuple(_early(random, cadres, posts))
    return replace(instance, cadres=cadres, waivers=(*instance.waivers, *early))


def _purpose(random: Random, post: Post) -> Post:
    return replace(post, purpose=random.choice((None, None, "return"))) if random.random() < 0.3 else post


def _on_rotation(random: Random, cadre: Cadre, instance: Instance) -> Cadre:
    if random.random() < 0.5:
        return cadre
    present = instance.posts[cadre.post_ids[0]].unit_id if cadre.post_ids else cadre.unit_id
    first = add_months(instance.settings.start, -random.choice(MONTHS)) + random.choice((0, 0, 1, -1, -40)) * DAY
    since, to = _written(random, first), _end(random, instance.settings)
    form, unit = random.choice((*["rotation"] * 5, "transfer")), random.choice((*[present] * 5, None, *instance.units))
    latest = Stint(cadre.cadre_id, since, to, unit, form=form)
    left = since.first.year - random.choice((2, 6))
    rows = [latest, *(_before(random, cadre, instance, PartialDate(left)) for _ in range(random.choice((1, 1, 2))))]
    if random.random() < 0.2:
        rows.append(_before(random, cadre, instance, PartialDate(left - 3)))
    if random.random() < 0.2:
        rows.append(replace(latest, since=PartialDate(first.year, first.month, first.day), form="appointment"))
    if random.random() < 0.3:
        day = random.choice((since, PartialDate(since.year + 1, 3), PartialDate(left + 1)))
        rows.append(Stint(cadre.cadre_id, day, None, random.choice(list(instance.units)), form="reappointment"))
    random.shuffle(rows)
    return replace(cadre, career=tuple(rows))


def _written(random: Random, day: dt.date) -> PartialDate:
    """A day as a record has it: now and then the month or the year alone."""
    return PartialDate(*random.choice(((day.year, day.month, day.day),) * 4 + ((day.year, day.month), (day.year,))))


def _end(random: Random, settings: Settings) -> PartialDate | None:
    """None, on the eve of the start or the day before, about when the facts were taken, far ahead or long ago."""
    if random.random() < 0.4:
        return None
    near = [settings.start - DAY, settings.start - 2 * DAY, settings.start, settings.as_of, settings.as_of + DAY]
    return _written(random, random.choice((*near, *near, dt.date(2030, 6, 30), dt.date(2024, 12, 31))))


def _before(random: Random, cadre: Cadre, instance: Instance, since: PartialDate) -> Stint:
    """A row in a unit that has posts, by its code or place, of the kind of one; often of a post to be renewed."""
    posts = list(instance.posts.values())
    near = [post for post in posts if post.non_local == "required" and post.purpose is None]
    post = random.choice(near if near and random.random() < 0.4 else posts)
    unit = instance.units[post.unit_id]
    kind = random.choice((post.kind, post.kind, post.kind, None, random.choice(KINDS)))
    by_code = random.random() < 0.7
    code = unit.unit_id if by_code else None
    place = unit.place if random.random() < 0.8 else None
    return Stint(cadre.cadre_id, since, None, code, place, kind=kind, form=random.choice((None, "appointment")))


def _early(random: Random, cadres: Iterable[str], posts: Iterable[str]) -> Iterable[Waiver]:
    """Waivers that let somebody go before the months are over: to whatever post, to one, or anybody to one."""
    papers, codes = ("Tỉnh ủy", "15-QĐ/TU", PartialDate(2026, 6, 1), "yêu cầu công tác"), list(posts)
    for cadre_id in cadres:
        if random.random() < 0.15:
            post_id = random.choice((None, *codes))
            yield Waiver(
                "stint_length", random.choice((cadre_id, cadre_id, None)) if post_id else cadre_id, post_id, *papers
            )
