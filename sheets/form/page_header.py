"""The mark of secrecy at the top of printed pages, in Excel's code for headers, which holds 255 letters in all."""

from __future__ import annotations

MOST = 255
_LOOK = '&R&"Times New Roman,Bold"&12 '
_CUT = "…"


def page_header(text: str) -> str:
    """The header that prints ``text`` as typed; where it does not fit, as many of its letters as do, and a mark."""
    whole = _LOOK + _escaped(text)
    if _letters(whole) <= MOST:
        return whole
    kept, room = "", MOST - _letters(_LOOK + _CUT)
    for letter in map(_escaped, text):
        if _letters(kept + letter) > room:
            break
        kept += letter
    return _LOOK + kept + _CUT


def is_whole(text: str) -> bool:
    """Whether a header prints all of the text."""
    return page_header(text) == _LOOK + _escaped(text)


def _escaped(text: str) -> str:
    return text.replace("&", "&&")


def _letters(text: str) -> int:
    """As Excel counts them."""
    return len(text.encode("utf-16-le", "surrogatepass")) // 2
