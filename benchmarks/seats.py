"""The posts of a synthetic input: what a commune and a department have, and which seats nobody holds."""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np
from land import Land, Numbers, Texts
from sizes import VACANT_PERCENT, Size
from words import COMMUNE_SEATS, DEPARTMENT_SEATS, SKILLS

SECRETARY, CHAIR, VICE_CHAIR, INSPECTION = 0, 1, 4, 5


@dataclass(frozen=True)
class Posts:
    """Posts as columns; ``seat_of`` numbers the post of every held seat."""

    post_id: Texts
    unit: Numbers
    rank: Numbers
    template: Numbers
    commune: Numbers
    seats: Numbers
    non_local: Texts
    held: Numbers

    def __len__(self) -> int:
        return len(self.post_id)


def posts(size: Size, land: Land, rng: np.random.Generator) -> Posts:
    """As many posts as ``size`` asks, spread evenly; of their seats VACANT_PERCENT are held by nobody."""
    most = min(len(COMMUNE_SEATS), len(DEPARTMENT_SEATS))
    each, more = divmod(size.posts, size.units)
    if each + (more > 0) > most:
        raise ValueError(f"at most {most} posts a unit")
    counts = np.full(size.units, each)
    counts[rng.permutation(size.units)[:more]] += 1
    unit = np.repeat(np.arange(size.units), counts)
    template = np.arange(len(unit)) - np.repeat(np.cumsum(counts) - counts, counts)
    commune = unit < land.communes
    ranks = np.array([[seat.rank for seat in table[:most]] for table in (DEPARTMENT_SEATS, COMMUNE_SEATS)])
    seats = np.where(commune & (template == VICE_CHAIR) & (rng.random(len(unit)) < 0.2), 2, 1)
    held_by = rng.permutation(np.repeat(np.arange(len(unit)), seats))
    vacant = round(len(held_by) * VACANT_PERCENT / 100)
    return Posts(
        post_id=np.array([f"{land.unit_ids[u]}-{t + 1:02}" for u, t in zip(unit, template, strict=True)], object),
        unit=unit,
        rank=ranks[commune.astype(int), template],
        template=template,
        commune=commune,
        seats=seats,
        non_local=_non_local(commune, template, rng),
        held=np.sort(held_by[vacant:]),
    )


def post_rows(posts: Posts, land: Land, rng: np.random.Generator) -> list[tuple[object, ...]]:
    """The sheet Chức danh."""
    needs = _needs(len(posts), rng)
    holders = np.bincount(posts.held, minlength=len(posts))
    ending = (holders > 0) & (rng.random(len(posts)) < 0.01)
    rows: list[tuple[object, ...]] = []
    for at, post_id in enumerate(posts.post_id):
        seat = (COMMUNE_SEATS if posts.commune[at] else DEPARTMENT_SEATS)[posts.template[at]]
        name, unit_id = land.names[posts.unit[at]], land.unit_ids[posts.unit[at]]
        status = "sắp trống" if ending[at] else "" if holders[at] else "trống"
        asked = (
            ("đại học", "cao cấp", "chuyên viên chính") if seat.rank <= 5 else ("đại học", "trung cấp", "chuyên viên")
        )
        own_rank = seat.rank if seat.own_rank else ""
        collective = f"{seat.collective} {unit_id}" if seat.collective else ""
        told = (post_id, f"{seat.title} {name}", unit_id, seat.kind, own_rank, posts.seats[at], status)
        rows.append((*told, collective, posts.non_local[at], *asked, needs[at]))
    return rows


def _non_local(commune: Numbers, template: Numbers, rng: np.random.Generator) -> Texts:
    """Secretaries must not be local, chairs mostly, heads of inspection better not."""
    found = np.full(len(template), "", object)
    drawn = rng.random(len(template))
    found[commune & (template == SECRETARY)] = "bắt buộc"
    found[commune & (template == CHAIR)] = "ưu tiên"
    found[commune & (template == CHAIR) & (drawn < 0.6)] = "bắt buộc"
    found[commune & (template == INSPECTION)] = "ưu tiên"
    return found


def _needs(count: int, rng: np.random.Generator) -> list[str]:
    """One or two skills a post, level 3 or 4."""
    first = rng.integers(len(SKILLS), size=count)
    second = (first + rng.integers(1, len(SKILLS), count)) % len(SKILLS)
    levels = rng.integers(3, 5, (count, 2))
    two = rng.random(count) < 0.6
    return [
        f"{SKILLS[a]}:{la}; {SKILLS[b]}:{lb}" if both else f"{SKILLS[a]}:{la}"
        for a, b, (la, lb), both in zip(first, second, levels, two, strict=True)
    ]
