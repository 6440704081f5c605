"""The words of a rule book's vocabulary as people write them: levels, blocs, sectors, kinds, scales."""

from __future__ import annotations

import re
from collections.abc import Iterable, Mapping

from luanchuyen.models.text.folding import clean, fold, fold_plain, nearest
from luanchuyen.models.vocabulary import Vocabulary

_BRACKETS = re.compile(r"\s*[(\[][^)\]]*[)\]]\s*")
_TERM = re.compile(r"[\s,;–-]*\b(?:nhiệm kỳ|nhiệm kì|NK|khóa|khoá)\s.*$", re.IGNORECASE)

FEW = 7
"""So few words are all offered where none looks like the text."""


class Spellings:
    """Many spellings of few words; a spelling without accents or dots is taken where it means one word only."""

    def __init__(self, titles: Mapping[str, str], synonyms: Iterable[tuple[str, str]]) -> None:
        """``titles`` gives each word as it is offered, ``synonyms`` are (spelling, word)."""
        self._titles = titles
        self._exact: dict[str, str] = {}
        plain: dict[str, set[str]] = {}
        own = [(spelling, word) for word, title in titles.items() for spelling in (word, title)]
        for spelling, word in (*own, *synonyms):
            self._exact.setdefault(fold(spelling), word)
            plain.setdefault(fold_plain(spelling), set()).add(word)
        self._plain = {spelling: words.pop() for spelling, words in plain.items() if len(words) == 1}
        dotless: dict[str, set[str]] = {}
        for spelling, word in self._exact.items():
            dotless.setdefault(_without_dots(spelling), set()).add(word)
        self._dotless = {spelling: words.pop() for spelling, words in dotless.items() if len(words) == 1}

    @property
    def offered(self) -> tuple[str, ...]:
        """The words as they are offered, in order."""
        return tuple(self._titles.values())

    def find(self, text: str) -> str | None:
        """The word a text spells, or None."""
        key = fold(text)
        return (
            self._exact.get(key)
            or self._plain.get(key)
            or ("." in key and self._dotless.get(_without_dots(key)))
            or None
        )

    def nearest(self, text: str) -> tuple[str, ...]:
        """The offered words that look most like a text; all of them where none does and they are few."""
        words = (self._exact[spelling] for spelling in nearest(text, self._exact, 6))
        close = tuple(dict.fromkeys(self._titles.get(word, word) for word in words))
        return close[:3] or (self.offered if len(self.offered) <= FEW else ())


def _without_dots(text: str) -> str:
    """The text without the dots of its abbreviations: "th.s", "ths." and "ths" are the same."""
    return text.replace(".", "")


class KnownWords:
    """Every closed list of one vocabulary, ready for looking up."""

    def __init__(self, vocabulary: Vocabulary) -> None:
        self.vocabulary = vocabulary
        self.levels = self._of(vocabulary.levels)
        self.blocs = self._of(vocabulary.blocs)
        sectors = vocabulary.sectors
        self.sectors = Spellings({word: word for word in sectors.values()}, sectors.items())
        titles = {name: kind.title for name, kind in vocabulary.kinds.items()}
        synonyms = [(text, name) for name, kind in vocabulary.kinds.items() for text in kind.synonyms]
        self.kinds = Spellings(titles, synonyms)
        self.scales: Mapping[str, Spellings] = {
            name: Spellings({word: word for word in scale.levels}, scale.synonyms.items())
            for name, scale in vocabulary.scales.items()
        }

    def _of(self, words: tuple[str, ...]) -> Spellings:
        synonyms = [pair for pair in self.vocabulary.synonyms.items() if pair[1] in words]
        return Spellings({word: word for word in words}, synonyms)

    def kind(self, text: str) -> str | None:
        """The kind a title means, its term and the level it is of left aside; None where it is not known.

        "Bí thư Đảng ủy xã Mường Phăng (nhiệm kỳ 2025-2030)" is a secretary, "Bí thư Chi bộ" no known kind.
        """
        return self.kind_and_level(text)[0]

    def kind_and_level(self, text: str) -> tuple[str | None, str | None]:
        """The kind a title means, and the level that follows it, if one does."""
        bare = _TERM.sub("", clean(_BRACKETS.sub(" ", text)))
        words = bare.replace(",", " ,").split(" ") if bare else []
        for end in range(len(words), 0, -1):
            kind = self.kinds.find(" ".join(words[:end]).replace(" ,", ",").strip(" ,-"))
            rest = [word for word in words[end:] if word not in (",", "-")]
            level = self._level(rest)
            if kind is not None and (level or not rest):
                return kind, level
        return None, None

    def _level(self, words: list[str]) -> str | None:
        """The level that the words are, with or without the name of the place: "xã", "xã Mường Phăng"."""
        for end in range(min(3, len(words)), 0, -1):
            level = self.levels.find(" ".join(words[:end]))
            name = words[end:]
            if level and (not name or not name[0][0].islower()):
                return level
        return None
