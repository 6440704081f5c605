"""The styles of a workbook as far as they mean something: dates, zeros in front, struck and old fonts, colours."""

from __future__ import annotations

import re
from dataclasses import dataclass

_BUILT_IN_DATES = frozenset({*range(14, 23), *range(27, 37), 45, 46, 47, *range(50, 59)})
"""Numbers of formats that no file spells out; 27 to 36 and 50 to 58 are those of East Asian programs."""

_BUILT_IN_SHAPES = {1: "0"}
_NOT_DATE = re.compile(r'"[^"]*"|\[[^\]]*\]|\\.|_.|\*.')
_LEGACY_FONTS = (".vn", "vni-")
_MOST_LETTERS = 255
_OFF = ("0", "false", "off")


@dataclass(frozen=True)
class Style:
    """``shape`` = the number format as written; ``fill`` the number of its colour, 0 and 1 being none."""

    is_date: bool = False
    shape: str = ""
    struck: bool = False
    legacy_font: str = ""
    fill: int = 0


class StyleSheet:
    """Gathers the styles of styles.xml: ``starts`` is to be called for each element."""

    def __init__(self) -> None:
        self._shapes: dict[int, str] = {}
        self._fonts: list[list[str]] = []
        self._formats: list[tuple[int, int, int]] = []
        self._within = ""

    def starts(self, name: str, attributes: dict[str, str]) -> None:
        """One element begins."""
        if name in ("numFmts", "fonts", "fills", "cellXfs", "cellStyleXfs", "dxfs", "cellStyles"):
            self._within = name
        elif name == "numFmt" and self._within == "numFmts":
            self._shapes[whole(attributes.get("numFmtId"))] = attributes.get("formatCode", "")[:_MOST_LETTERS]
        elif self._within == "fonts":
            self._font(name, attributes.get("val", ""))
        elif name == "xf" and self._within == "cellXfs":
            ids = (whole(attributes.get(key)) for key in ("numFmtId", "fontId", "fillId"))
            self._formats.append((next(ids), next(ids), next(ids)))

    def _font(self, name: str, value: str) -> None:
        if name == "font":
            self._fonts.append(["", ""])
        elif self._fonts and name == "strike":
            self._fonts[-1][0] = "" if value in _OFF else "struck"
        elif self._fonts and name in ("name", "rFont"):
            self._fonts[-1][1] = value

    def styles(self) -> list[Style]:
        """The styles by the number that cells name; the first is the default. Never empty."""
        return [self._style(*ids) for ids in self._formats] or [Style()]

    def _style(self, format_id: int, font_id: int, fill_id: int) -> Style:
        shape = self._shapes.get(format_id, _BUILT_IN_SHAPES.get(format_id, ""))
        is_date = _is_date(shape) if shape else format_id in _BUILT_IN_DATES
        struck, font = self._fonts[font_id] if font_id < len(self._fonts) else ("", "")
        legacy = font if font.casefold().startswith(_LEGACY_FONTS) else ""
        return Style(is_date, shape, bool(struck), legacy, fill_id)


def whole(text: str | None) -> int:
    """A number of the file, 0 where it is missing or none: the default of everything that is numbered."""
    return int(text) if text is not None and text.isdecimal() and len(text) < 10 else 0


def _is_date(shape: str) -> bool:
    """Whether a number format shows a day or a time: its first section, without literal text, has d, m, y, h or s."""
    bare = _NOT_DATE.sub("", shape.partition(";")[0])
    return shape.casefold() != "general" and bool(set(bare.casefold()) & set("dmyhs"))
