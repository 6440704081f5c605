"""Who is named in a text as it was typed: names however they are spelt, codes, days of birth."""

from __future__ import annotations

import re
from collections.abc import Mapping
from itertools import pairwise

from luanchuyen.models.cadre import Cadre
from luanchuyen.models.instance import Instance
from luanchuyen.models.text.folding import clean, fold, fold_plain

_WORD = re.compile(r"[^\W_]+")
_GAP = 3
"""Letters that are no words, at most, between two words of a name."""
_LONG = 5
"""A code of figures alone is known as one from so many on: shorter ones are numbers of documents and years."""
_DAY = re.compile(r"(?<!\d)(\d{1,2})([/.-])(\d{1,2})\2(\d{4})(?!\d)")
_BORN = re.compile(r"\b((?:sinh(?:\s+(?:ngày|tháng|năm))*|sn|born(?:\s+(?:on|in))?)[\s.:]*)\d[\d/.-]*", re.IGNORECASE)
Words = tuple[str, ...]


class TypedNames:
    """What hides the names of a board in a text. ``spoken``: what stands for each cadre, by code.

    ``of_posts``: in titles of posts, where a name that a unit bears too is the unit's.
    """

    def __init__(self, instance: Instance, spoken: Mapping[str, str], of_posts: bool = False) -> None:
        units = [fold_plain(unit.name) for unit in instance.units.values()] if of_posts else []
        self._names: dict[str, list[tuple[Words, str]]] = {}
        self._single: dict[str, str] = {}
        for code, cadre in instance.cadres.items():
            if not any(fold_plain(cadre.name) in unit for unit in units):
                self._know(cadre, spoken[code])
        for known in self._names.values():
            known.sort(key=lambda one: -len(one[0]))
        codes = {code.casefold(): stand_in for code, stand_in in spoken.items() if _is_told_apart(code)}
        longest = sorted(codes, key=lambda code: (-len(code), code))
        pattern = "|".join(map(re.escape, longest)) or "(?!)"
        self._codes, self._code = codes, re.compile(rf"(?<!\w)(?:{pattern})(?!\w)", re.IGNORECASE)
        births = (cadre.birth for cadre in instance.cadres.values())
        self._births = {(one.day, one.month, one.year) for one in births if one.day is not None}

    def hidden(self, typed: str) -> str:
        """The text with what stands for whom it names, whatever the case, the accents and the spaces of their names."""
        text = self._without_names(_plainly(typed))
        text = self._code.sub(lambda found: self._codes.get(found[0].casefold(), "…"), text)
        text = _DAY.sub(lambda d: "…" if (int(d[1]), int(d[3]), int(d[4])) in self._births else d[0], text)
        return _BORN.sub(r"\1…", text)

    def _know(self, cadre: Cadre, stand_in: str) -> None:
        words = tuple(fold_plain(word) for word in _WORD.findall(clean(cadre.name)))
        if len(words) > 1:
            self._names.setdefault(words[0], []).append((words, stand_in))
        elif words:
            self._single[fold(clean(cadre.name))] = stand_in

    def _without_names(self, text: str) -> str:
        found = list(_WORD.finditer(text))
        told, kept, at = [], 0, 0
        while at < len(found):
            count, stand_in = self._starting(text, found, at)
            if count:
                told += [text[kept : found[at].start()], stand_in]
                kept = found[at + count - 1].end()
            at += max(count, 1)
        return "".join((*told, text[kept:]))

    def _starting(self, text: str, found: list[re.Match[str]], at: int) -> tuple[int, str]:
        """How many words from here on are a name, and what stands for it; a single word only as it is written."""
        for words, stand_in in self._names.get(fold_plain(found[at][0]), ()):
            here = found[at : at + len(words)]
            apart = max((b.start() - a.end() for a, b in pairwise(here)), default=0)
            if apart <= _GAP and tuple(fold_plain(word[0]) for word in here) == words:
                return len(words), stand_in
        word = found[at][0]
        single = self._single.get(fold(word)) if word[:1].isupper() else None
        return (1, single) if single else (0, "")


def _plainly(typed: str) -> str:
    """The text line by line as it is to be shown: letters composed, nothing invisible between them."""
    return "\n".join(map(clean, typed.splitlines()))


def _is_told_apart(code: str) -> bool:
    """Whether a code is known as one wherever it stands, and is no word or number besides."""
    figures = sum(letter.isdigit() for letter in code)
    return 0 < figures < len(code) or figures >= _LONG
