"""One form of a text for matching it, another for printing it.

Workbooks mix both tone placements (hoà, hòa), Ð for Đ, composed and decomposed letters and invisible
characters. `clean` tidies what is shown, `fold` gives the key by which texts are the same.
"""

import difflib
import re
import unicodedata
from collections.abc import Iterable
from functools import lru_cache

_TONES = frozenset("\u0300\u0301\u0303\u0309\u0323")
_MARKED = "ăâêôơư"
_CONTROLS = "\x00-\x08\x0e-\x1b\x7f-\x84\x86-\x9f"
_INVISIBLE = re.compile(f"[{_CONTROLS}\xad\u200b-\u200f\u202a-\u202e\u2060-\u2064\ufeff\ufffe\uffff]")
_ODD = re.compile(f"{_INVISIBLE.pattern[:-1]}\u00d0\u0189\u00f0\u0256]")
"""What `clean` takes out or changes, beside letters that are not composed."""
_STROKED_D = str.maketrans({"\u00d0": "Đ", "\u0189": "Đ", "\u00f0": "đ", "\u0256": "đ"})
_WORD = re.compile(r"[^\W\d_]+")
_VOWEL = "[aeiouyăâêôơư]"
_SYLLABLE = re.compile(rf"(qu(?={_VOWEL})|gi(?={_VOWEL})|(?:(?!{_VOWEL}).)*)({_VOWEL}+)((?:(?!{_VOWEL}).)*)")


def clean(text: str) -> str:
    """Return the text as it is to be shown.

    Composed letters (NFC), Đ for Ð, no invisible characters, single spaces; case and tone placement stay.
    """
    if text.isascii() and text.isprintable():
        return " ".join(text.split())
    if _ODD.search(text) or not unicodedata.is_normalized("NFC", text):
        text = unicodedata.normalize("NFC", _INVISIBLE.sub("", text)).translate(_STROKED_D)
    return " ".join(text.split())


@lru_cache(maxsize=1 << 16)
def fold(text: str) -> str:
    """Return the key by which headings, names and words are matched.

    As `clean`, without case and with one tone placement: "UỶ  BAN" and "ủy ban" are the same, "uy ban",
    "Lí" and "Lý" stay apart. Compare with folded texts only.
    """
    folded = clean(text).casefold()
    if folded.isascii():
        return folded
    return _WORD.sub(_settled, unicodedata.normalize("NFC", folded))


@lru_cache(maxsize=1 << 16)
def fold_plain(text: str) -> str:
    """Return the folded text without accents: "Ủy ban" gives "uy ban"."""
    folded = fold(text)
    if folded.isascii():
        return folded
    letters = unicodedata.normalize("NFD", folded.replace("đ", "d"))
    return "".join(letter for letter in letters if not unicodedata.combining(letter))


def nearest(word: str, known: Iterable[str], count: int = 3) -> tuple[str, ...]:
    """Return up to `count` of the known texts that look most like the word, accents aside, best first."""
    spellings: dict[str, list[str]] = {}
    for text in known:
        spellings.setdefault(fold_plain(text), []).append(text)
    close = difflib.get_close_matches(fold_plain(word), spellings, n=count)
    return tuple(text for key in close for text in spellings[key])[:count]


def _settled(word: re.Match[str]) -> str:
    return word[0] if word[0].isascii() else _with_settled_tone(word[0])


@lru_cache(maxsize=1 << 15)
def _with_settled_tone(word: str) -> str:
    """Move the tone of a syllable to the vowel that the official tables put it on (hòa, thủy, quý, hoàn)."""
    marks = unicodedata.normalize("NFD", word)
    tones = [mark for mark in marks if mark in _TONES]
    toneless = unicodedata.normalize("NFC", "".join(mark for mark in marks if mark not in _TONES))
    syllable = _SYLLABLE.fullmatch(toneless)
    if len(tones) != 1 or syllable is None:
        return word
    onset, vowels, coda = syllable.groups()
    marked = [at for at, vowel in enumerate(vowels) if vowel in _MARKED]
    if marked:
        at = marked[-1]
    elif coda:
        at = len(vowels) - 1
    else:
        at = 1 if len(vowels) > 2 else 0
    return unicodedata.normalize("NFC", onset + vowels[: at + 1] + tones[0] + vowels[at + 1 :] + coda)
