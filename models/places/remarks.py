"""Remarks in a written place that tell its era: "(nay là tỉnh Tuyên Quang)", "(cũ)", "trước là huyện Bắc Quang"."""

from __future__ import annotations

import re
from dataclasses import dataclass

from luanchuyen.models.places.tables import NEW, OLD
from luanchuyen.models.text.folding import fold

_NOW = r"(?:hiện )?nay (?:là|thuộc)"
_BEFORE = r"(?:trước(?: đây| kia)?|nguyên|tên cũ)(?: là| thuộc)"
_BRACKETS = re.compile(r" ?\(([^()]*)\)")
_TAIL = re.compile(rf"[,;]? ?(?:[-–—] )?\b((?:{_NOW}|{_BEFORE}) .+)")
_TOLD = re.compile(rf"(?:({_NOW})|{_BEFORE}) ?:? ?(.+)")
_FORMER = re.compile(r"cũ|trước (?:khi )?(?:sáp nhập|sắp xếp)|trước (?:ngày )?0?1/0?7/2025|trước 0?7/2025")
_FORMER_PARTS = re.compile(r" cũ(?= *(?:[,;]|$))")


@dataclass(frozen=True)
class Remarked:
    """A written place without its remarks: the era they put it in, and the (era, name) of what they name."""

    text: str
    era: str | None
    named: tuple[tuple[str, str], ...]


def without_brackets(text: str) -> str:
    """The text without what stands in brackets."""
    return _BRACKETS.sub("", text)


def without_remarks(text: str) -> Remarked | None:
    """Take the remarks apart; None where there is none, or one that is not understood.

    >>> without_remarks("xã Đồng Yên, tỉnh Hà Giang (nay là Tuyên Quang)")
    Remarked(text='xã đồng yên, tỉnh hà giang', era='old', named=(('new', 'tuyên quang'),))
    """
    key = fold(text)
    remarks = [remark.strip() for remark in _BRACKETS.findall(key)]
    key = _BRACKETS.sub("", key)
    tail = _TAIL.search(key)
    if tail:
        remarks.append(tail[1])
        key = key[: tail.start()]
    key, parts = _FORMER_PARTS.subn("", key)
    eras, named = {OLD} if parts else set(), []
    for remark in remarks:
        told = _TOLD.fullmatch(remark)
        if told:
            named.append((NEW if told[1] else OLD, told[2]))
            eras.add(OLD if told[1] else NEW)
        elif _FORMER.fullmatch(remark):
            eras.add(OLD)
        else:
            return None
    return Remarked(key.strip(), eras.pop(), tuple(named)) if len(eras) == 1 else None
