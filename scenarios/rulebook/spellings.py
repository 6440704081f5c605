"""Words of the vocabulary as a rule book may write them: the word itself, or any of its known spellings."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence

from luanchuyen.models.post import MODES
from luanchuyen.models.text.folding import fold
from luanchuyen.models.vocabulary import Vocabulary
from luanchuyen.scenarios.rulebook.objections import Refused
from luanchuyen.scenarios.rulebook.values import one_of


def words_of(spelled: str, words: Vocabulary) -> tuple[str, ...]:
    """The words of one list of the vocabulary: kinds, levels, blocs, sectors, or a scale by its name."""
    lists = {
        "kinds": tuple(words.kinds),
        "levels": words.levels,
        "blocs": words.blocs,
        "sectors": tuple(dict.fromkeys(words.sectors.values())),
    }
    scale = words.scales.get(spelled)
    return lists[spelled] if spelled in lists else tuple(scale.levels) if scale else ()


def word_of(text: str, spelled: str, words: Vocabulary) -> str:
    """The word of one list of the vocabulary that is written. Raises Refused where the list has spellings."""
    ways = {"kinds": kind_of, "levels": level_of_units}
    return ways[spelled](text, words) if spelled in ways else text


def kind_of(text: str, words: Vocabulary) -> str:
    """The kind of post that is written. Raises Refused."""
    return _meant(text, {kind.name: (kind.title, *kind.synonyms) for kind in words.kinds.values()})


def level_of_units(text: str, words: Vocabulary) -> str:
    """The level of units that is written. Raises Refused."""
    ways = {level: [way for way, word in words.synonyms.items() if word == level] for level in words.levels}
    return _meant(text, ways)


def mode_of(text: str) -> str:
    """The mode (designate, nominate, appoint) that is written. Raises Refused."""
    return _meant(text, MODES)


def _meant(text: str, ways: Mapping[str, Sequence[str]]) -> str:
    known = dict(_spellings(ways))
    if fold(text) not in known:
        usual = [written for word, others in ways.items() for written in (word, *others[:1])]
        raise Refused("unknown_word", value=text, nearest=one_of(text, tuple(usual)))
    return known[fold(text)]


def _spellings(ways: Mapping[str, Sequence[str]]) -> Iterator[tuple[str, str]]:
    for word, others in ways.items():
        yield from ((fold(way), word) for way in others)
    yield from ((fold(word), word) for word in ways)
