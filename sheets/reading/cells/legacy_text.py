"""Text typed in fonts of before Unicode (TCVN3: .VnTime; VNI: VNI-Times): it shows as wrong letters."""

from __future__ import annotations

import re
import unicodedata

from luanchuyen.models.text.folding import fold_plain

_TCVN3 = dict(
    zip(
        "µ¸¶·¹¨»¾¼½Æ©ÇÊÈÉË®ÌÐÎÏÑªÒÕÓÔÖ×ÝØÜÞßãáâä«åèæçé¬êíëìîïóñòô\xadõúøö÷ùýûüþ¡¢§£¤¥¦",
        "àáảãạăằắẳẵặâầấẩẫậđèéẻẽẹêềếểễệìíỉĩịòóỏõọôồốổỗộơờớởỡợùúủũụưừứửữựỳýỷỹỵĂÂĐÊÔƠƯ",
        strict=True,
    )
)
_VNI_MARKS = dict(
    zip(
        "øùûõïâàáåãäêèéúüëØÙÛÕÏÂÀÁÅÃÄÊÈÉÚÜË",
        ["\u0300", "\u0301", "\u0309", "\u0303", "\u0323",
         "\u0302", "\u0302\u0300", "\u0302\u0301", "\u0302\u0309", "\u0302\u0303", "\u0302\u0323",
         "\u0306", "\u0306\u0300", "\u0306\u0301", "\u0306\u0309", "\u0306\u0303", "\u0306\u0323"] * 2,
        strict=False,
    )
)  # fmt: skip
_VNI_LETTERS = str.maketrans({
    "ñ": "đ", "Ñ": "Đ", "ö": "ư", "Ö": "Ư", "ô": "ơ", "Ô": "Ơ", "æ": "ỉ", "Æ": "Ỉ", "ò": "ị", "Ò": "Ị",
    "ó": "ĩ", "Ó": "Ĩ", "ì": "ì", "í": "í", "î": "ỵ", "Î": "Ỵ",
})  # fmt: skip
_IMPOSSIBLE = re.compile("[µ¸¶¹¨»¾¼½ÆÇË®ÎÏÑªÖ×ØÜÞßäå«æç¬ëîïñøö÷ûüþ¡§£¤¥¦\xadÄÅÛ]")
_UNICODE_ONLY = re.compile("[\u0102\u0103\u0110\u0111\u0128\u0129\u0168\u0169\u01a0\u01a1\u01af\u01b0\u1ea0-\u1ef9]")
_WORD = re.compile(r"[^\W\d_]+")
_SYLLABLE = re.compile(r"(?:ngh|ng|nh|ch|gh|gi|kh|ph|qu|th|tr|[bcdghklmnpqrstvx])?[aeiouy]{1,3}(?:ch|ng|nh|[cmnpt])?")


def decoded(text: str) -> tuple[str, str] | None:
    """("TCVN3" or "VNI", the text in Unicode) where the text is of an old font, else None.

    >>> decoded("NguyÔn ThÞ Hoµ")
    ('TCVN3', 'Nguyễn Thị Hoà')
    >>> decoded("Nguyễn Thị Hoà"), decoded("Müller"), decoded("Ksor H'Bơ")
    (None, None, None)
    """
    if text.isascii() or not _IMPOSSIBLE.search(text) or _UNICODE_ONLY.search(text):
        return None
    for name, reading in (("TCVN3", _from_tcvn3(text)), ("VNI", _from_vni(text))):
        if _plausible(reading):
            return name, reading
    return None


def decoded_as(text: str, font: str) -> str | None:
    """The text in Unicode, if it may have been typed in that font; None where it has letters of Unicode alone."""
    if text.isascii() or _UNICODE_ONLY.search(text):
        return None
    reading = _from_tcvn3(text) if font == "TCVN3" else _from_vni(text)
    return reading if _plausible(reading) else None


def has_unicode(text: str) -> bool:
    """Whether it has letters that Vietnamese has in Unicode alone."""
    return _UNICODE_ONLY.search(text) is not None


def _from_tcvn3(text: str) -> str:
    return "".join(_TCVN3.get(letter, letter) for letter in text)


def _from_vni(text: str) -> str:
    letters: list[str] = []
    for letter in text:
        mark = _VNI_MARKS.get(letter)
        if mark and letters and unicodedata.normalize("NFD", letters[-1])[0] in "aeouyAEOUY":
            letters[-1] = unicodedata.normalize("NFC", letters[-1] + mark)
        else:
            letters.append(letter.translate(_VNI_LETTERS))
    return "".join(letters)


def _plausible(text: str) -> bool:
    words = _WORD.findall(text)
    return bool(words) and all(_SYLLABLE.fullmatch(fold_plain(word)) for word in words)
