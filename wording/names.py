"""How people, posts, units and places are written on the pages."""

from __future__ import annotations

import re
from collections import Counter
from functools import cached_property

from luanchuyen.messages import say
from luanchuyen.models.calendar import months_between
from luanchuyen.models.places.tables import Place
from luanchuyen.models.text.folding import fold
from luanchuyen.models.text.vietnamese_order import sort_key
from luanchuyen.optimizer.situation.situation import Situation

_KIND_OF_PLACE = re.compile(r"(?:xã|phường|thị trấn|huyện|quận|thị xã|thành phố|tỉnh|đặc khu)\s+(?=\D)", re.IGNORECASE)
"""What a place is, before its name; a number is no name without it."""
ELECTED_KINDS = frozenset({"pc_chair", "pc_vice_chair", "council_chair", "council_vice_chair"})


class Names:
    """The words for the codes of one situation."""

    def __init__(self, situation: Situation) -> None:
        self.situation = situation
        self.instance = situation.instance

    @cached_property
    def _namesakes(self) -> Counter[str]:
        return Counter(fold(cadre.name) for cadre in self.instance.cadres.values())

    def person(self, cadre_id: str) -> str:
        """The name; with code and year of birth where another cadre bears the same."""
        cadre = self.instance.cadres[cadre_id]
        if self._namesakes[fold(cadre.name)] == 1:
            return cadre.name
        return say("workbook.namesake", name=cadre.name, code=cadre_id, year=cadre.birth.year)

    def order(self, cadre_id: str) -> tuple[object, ...]:
        """The Vietnamese order of people, namesakes by code."""
        return (sort_key(self.instance.cadres[cadre_id].name), cadre_id)

    def age(self, cadre_id: str, post_id: str | None = None) -> int:
        """Whole years at the start, or on the day for ages of the post moved into; a year alone is 1 January."""
        day = self.situation.day_of_ages(post_id) if post_id else self.situation.start
        return months_between(self.instance.cadres[cadre_id].birth.first, day) // 12

    def post(self, post_id: str) -> str:
        """The title, with the unit's name where the title does not hold it."""
        post = self.instance.posts[post_id]
        return title_at(post.title, self.unit(post.unit_id))

    def posts(self, post_ids: tuple[str, ...]) -> str:
        """Several posts, one a line."""
        return "\n".join(self.post(post_id) for post_id in post_ids)

    def listed(self, post_ids: tuple[str, ...]) -> str:
        """Several posts in running text."""
        return "; ".join(self.post(post_id) for post_id in post_ids)

    def present(self, cadre_id: str) -> str:
        """What the cadre is now: the posts held, else the words of the sheet."""
        held = self.situation.held[cadre_id]
        cadre = self.instance.cadres[cadre_id]
        return self.posts(held) if held else title_at(cadre.position, self.unit(cadre.unit_id))

    def unit(self, unit_id: str) -> str:
        """The unit's name."""
        return self.instance.units[unit_id].name

    def home(self, cadre_id: str) -> str:
        """The ancestral home; as it was typed where it was not found; blank where it was not given."""
        home = self.instance.cadres[cadre_id].ancestral_home
        if home is None:
            return ""
        return self.place(home) if isinstance(home, Place) else home.text

    def home_short(self, cadre_id: str) -> str:
        """The home without what each part is, as a list of people has it; "Thành phố Huế, Huế" keeps both."""
        parts = [part.strip() for part in self.home(cadre_id).split(",")]
        short = [_KIND_OF_PLACE.sub("", part, count=1) if _KIND_OF_PLACE.match(part) else part for part in parts]
        own = (part if one in short[at + 1 :] else one for at, (part, one) in enumerate(zip(parts, short, strict=True)))
        return ", ".join(own)

    def place(self, place: Place) -> str:
        """A place's name, with what it belongs to."""
        return self.situation.gazetteer.name(place)

    def mode(self, post_id: str) -> str:
        """How the post is come by. An elected post is always a nomination, never an appointment."""
        post = self.instance.posts[post_id]
        elected = post.kind in ELECTED_KINDS and post.mode in (None, "appoint")
        mode = "nominate" if elected else post.mode
        return say(f"rules.mode_{mode}") if mode else ""


def title_at(title: str, unit: str) -> str:
    """The title, with the unit behind it where the title tells neither the unit nor its place."""
    if not title or fold(unit) in fold(title):
        return title or unit
    words, more = title.split(), unit.split()
    for shared in range(min(len(words), len(more)), 0, -1):
        if fold(" ".join(words[-shared:])) == fold(" ".join(more[:shared])):
            return " ".join([*words, *more[shared:]])
    return title if _names_the_place(words, more) else f"{title}, {unit}"


def _names_the_place(title: list[str], unit: list[str]) -> bool:
    """Whether both end with one place and its kind: "Chủ tịch UBND xã Thanh Nưa" of "Đảng ủy xã Thanh Nưa"."""
    for shared in range(min(len(title), len(unit)), 1, -1):
        tail = " ".join(title[-shared:])
        if _KIND_OF_PLACE.match(tail) and fold(tail) == fold(" ".join(unit[-shared:])):
            return True
    return False
