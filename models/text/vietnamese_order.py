"""The order of Vietnamese names: by tên, then họ, then đệm."""

import unicodedata
from functools import lru_cache

from luanchuyen.models.text.folding import fold

Syllable = tuple[tuple[int, ...], int]

_ALPHABET = {letter: place for place, letter in enumerate("aăâbcdđeêfghijklmnoôơpqrstuưvwxyz", start=0x100)}
_TONES = {"\u0300": 1, "\u0309": 2, "\u0303": 3, "\u0301": 4, "\u0323": 5}


@lru_cache(maxsize=1 << 16)
def sort_key(name: str) -> tuple[Syllable, ...]:
    """Return the key that sorts people by given name, then surname, then middle names.

    Letters go a ă â b c d đ e ê ... , tones ngang, huyền, hỏi, ngã, sắc, nặng; digits come before letters,
    both tone placements are the same.
    """
    words = [_rank(word) for word in fold(name).split()]
    return (*words[-1:], *words[:-1])


def text_key(text: str) -> tuple[Syllable, ...]:
    """The key that sorts what is no person, such as units and posts: by the first word, then the next."""
    return tuple(map(_rank, fold(text).split()))


@lru_cache(maxsize=1 << 14)
def _rank(word: str) -> Syllable:
    tone = 0
    letters: list[int] = []
    for mark in unicodedata.normalize("NFC", _toneless(word)):
        letters.append(_ALPHABET.get(mark, ord(mark) if ord(mark) < 0x100 else ord(mark) + 0x100))
    for mark in unicodedata.normalize("NFD", word):
        tone = _TONES.get(mark, tone)
    return tuple(letters), tone


def _toneless(word: str) -> str:
    return "".join(mark for mark in unicodedata.normalize("NFD", word) if mark not in _TONES)
