"""Xem xét, left: every post with a sign, a word and a colour; found again by any part of its name, accents aside."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from typing import Literal

from luanchuyen.messages import say
from luanchuyen.models.text.folding import fold_plain
from luanchuyen.page.desk.rounds import OpenRound
from luanchuyen.page.desk.state import Choice
from luanchuyen.page.views.common import Shown
from luanchuyen.scenarios.decisions.lines import PlanLine
from luanchuyen.wording.findings import of_cadres, told_as
from luanchuyen.wording.names import Names

PostState = Literal["empty", "flagged", "placed", "kept"]
ORDER: tuple[PostState, ...] = ("empty", "flagged", "placed", "kept")
SIGNS: dict[PostState, str] = {"empty": "○", "flagged": "▲", "placed": "●", "kept": "–"}


@dataclass(frozen=True)
class LineKey:
    """A line of the plan at hand as an address tells it: whose, or nobody's."""

    post: str
    cadre: str


def posts_shown(current: OpenRound, chosen: str, query: str) -> Shown:
    """The groups of posts, the gravest first; ``query``: only those whose name, or people, hold it."""
    wanted = fold_plain(query)
    groups: dict[PostState, list[Shown]] = {state: [] for state in ORDER}
    for post in _posts(current):
        if wanted in post["key"]:
            groups[post["state"]].append({**post, "here": post["code"] == chosen})
    return {
        "query": query,
        "groups": [
            {"state": state, "sign": SIGNS[state], "name": say(f"page.state_{state}"), "posts": posts,
             "folded": state == "kept" and not query and not any(post["here"] for post in posts)}
            for state, posts in groups.items() if posts
        ],
    }  # fmt: skip


def first_post(current: OpenRound) -> str:
    """The post to look at first: the gravest."""
    rank = {state: at for at, state in enumerate(ORDER)}
    return min(_posts(current), key=lambda post: rank[post["state"]], default={"code": ""})["code"]


def _posts(current: OpenRound) -> Iterator[Shown]:
    situation, names = current.situation, Names(current.situation)
    flagged = {
        cadre
        for cadre, those in of_cadres(current.plan).items()
        if any(one.cost and told_as(one) == "remark" for one in those)
    }
    chosen = {choice.line: choice for choice in current.told.tray}
    settled = {decision.post for decision in current.run.decided.decisions}
    for code in situation.instance.posts:
        lines = current.line_of_post.get(code, ())
        people = [line.cadre for line in lines if line.cadre]
        who = "; ".join(names.person(cadre) for cadre in people) or say("page.nobody")
        if not lines:
            who = "; ".join(map(names.person, situation.holders.get(code, ()))) or "–"
        title = names.post(code)
        yield {
            "code": code,
            "title": title,
            "who": who,
            "state": _state(lines, flagged),
            "mark": mark_words([chosen[line] for line in current.lines_at(code) if line in chosen]),
            "settled": code in settled,
            "key": fold_plain(f"{title} {code} {who}"),
        }


def _state(lines: tuple[PlanLine, ...], flagged: set[str]) -> PostState:
    if not lines:
        return "kept"
    if any(not line.cadre for line in lines):
        return "empty"
    return "flagged" if any(line.cadre in flagged for line in lines) else "placed"


def mark_words(choices: list[Choice]) -> str:
    """What was chosen tentatively, in a word or two."""
    return "; ".join(say(f"page.mark_{choice.kind}") for choice in choices)
