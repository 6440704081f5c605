"""The planning pool: which cadres are planned for which posts, so that about 25 a post may take it."""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np
from land import Numbers
from people import People
from seats import Posts
from sizes import PAIRS_A_POST
from words import COMMUNE_SEATS, KINDS_BY_RANK

PASSING = 0.93
"""Of the planned pairs those that ratings, training, homes and deferrals do not bar."""

BY_KIND = 0.004
"""Cadres planned for a kind of post anywhere in their province rather than for posts by name."""


@dataclass(frozen=True)
class Pool:
    """Planned pairs by post code as index arrays, and the entry by kind of a few cadres ("" = none)."""

    cadre: Numbers
    post: Numbers
    kind: list[str]

    def cells(self, posts: Posts, cadres: int) -> list[str]:
        """The column Quy hoạch, an entry a line as typed with Alt+Enter."""
        order = np.lexsort((self.post, self.cadre))
        starts = np.searchsorted(self.cadre[order], np.arange(cadres + 1))
        codes = posts.post_id[self.post[order]]
        return [
            "\n".join([*([kind] if kind else []), *codes[starts[i] : starts[i + 1]]])
            for i, kind in enumerate(self.kind)
        ]


def pool(people: People, posts: Posts, province: Numbers, rng: np.random.Generator) -> Pool:
    """Draw pairs of one province and of ranks that a move allows; ``province`` is each post's."""
    kind, by_kind = _by_kind(people, posts, province, rng)
    weight = rng.lognormal(0.0, 0.7, len(people))
    ready = people.ready & np.array([not k for k in kind])
    cadres, chosen = [np.zeros(0, np.int64)], [np.zeros(0, np.int64)]
    for number in range(int(province.max()) + 1):
        here = np.flatnonzero(province == number)
        wanted = PAIRS_A_POST * len(here) / PASSING - by_kind[number]
        cells = []
        for rank in np.unique(posts.rank[here]):
            near = (people.province == number) & ready & np.isin(people.rank, (rank, rank - 1))
            cells.append((here[posts.rank[here] == rank], np.flatnonzero(near)))
        for (there, who), count in zip(
            cells, _fill([len(p) * len(c) for p, c in cells], [len(p) for p, _ in cells], wanted), strict=True
        ):
            # The smallest of exponential clocks: a weighted draw of pairs, none twice.
            clock = rng.exponential(size=(len(there), len(who))) / weight[who]
            pair = (
                np.sort(np.argpartition(clock.ravel(), max(count - 1, 0))[:count]) if count else np.zeros(0, np.int64)
            )
            cadres.append(who[pair % max(len(who), 1)])
            chosen.append(there[pair // max(len(who), 1)])
    cadre, post = np.concatenate(cadres), np.concatenate(chosen)
    own = np.full(len(people), -1)
    own[: len(posts.held)] = posts.held
    other = own[cadre] != post
    return Pool(cadre[other], post[other], kind)


def _fill(capacity: list[int], weights: list[int], wanted: float) -> list[int]:
    """``wanted`` over cells in proportion to their weights; what one cannot hold goes to the others."""
    room, weight = np.array(capacity, float), np.array(weights, float)
    given = np.zeros(len(room))
    for _ in range(len(room)):
        free = given < room
        left = wanted - given.sum()
        if left < 1 or not free.any():
            break
        given[free] = np.minimum(room[free], given[free] + left * weight[free] / weight[free].sum())
    return [int(n) for n in np.floor(given)]


def _by_kind(people: People, posts: Posts, province: Numbers, rng: np.random.Generator) -> tuple[list[str], Numbers]:
    """Entries by kind, and how many pairs they make in each province."""
    kinds = [""] * len(people)
    pairs = np.zeros(int(province.max()) + 1)
    lucky = np.flatnonzero(
        people.ready & np.isin(people.rank, list(KINDS_BY_RANK)) & (rng.random(len(people)) < BY_KIND)
    )
    for at in lucky:
        choices = KINDS_BY_RANK[int(people.rank[at])]
        kinds[at] = choices[int(rng.integers(len(choices)))]
        word = kinds[at].partition("@")[0]
        same = [i for i, seat in enumerate(COMMUNE_SEATS) if seat.kind == word]
        met = posts.commune & np.isin(posts.template, same) & (province == people.province[at])
        pairs[people.province[at]] += met.sum()
    return kinds, pairs
