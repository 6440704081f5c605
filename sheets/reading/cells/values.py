"""From a cell to a value, one parser a kind of column. What is not understood is an error, never a guess."""

from __future__ import annotations

import math
import re
from collections.abc import Callable

from luanchuyen.models.text.folding import clean, fold
from luanchuyen.sheets.form import words
from luanchuyen.sheets.form.column import Column
from luanchuyen.sheets.opening.grid import DATE, NUMBER, TRUTH, Cell, shown
from luanchuyen.sheets.reading.cells.dates import read_date
from luanchuyen.sheets.reading.cells.ratings import read_evaluations
from luanchuyen.sheets.reading.cells.spellings import KnownWords, Spellings
from luanchuyen.sheets.reading.remark import Parsed, misread, normalised, warned

_PIECES = re.compile(r"[;\n\r]+")
_CODE_PIECES = re.compile(r"[;,\n\r]+")
_SKILL = re.compile(r"(.*[^\s:=\d(])\s*(?:[:=]?\s*(\d+)|\((\d+)\))")
_DIGITS = re.compile(r"[+-]?\d+")
_THOUSANDS = re.compile(r"[+-]?\d{1,3}(?:[. ]\d{3})+")
_DECIMAL = re.compile(r"([+-]?\d+)[.,](\d+)")
_LOWEST_SKILL, _HIGHEST_SKILL = 1, 5
_MOST_DIGITS = 15

Parser = Callable[[Column, Cell, KnownWords | None], Parsed]


def read_text(column: Column, cell: Cell, known: KnownWords | None) -> Parsed:
    """Text as written, tidied."""
    return clean(shown(cell)), None


def read_code(column: Column, cell: Cell, known: KnownWords | None) -> Parsed:
    """A code, as it shows: "001" stays "001", a number 123 of format 00000 is "00123", 1.0 is "1"."""
    text = clean(shown(cell))
    if cell.kind == DATE:
        return misread("code_is_date", text=text)
    if cell.kind == NUMBER:
        if len(text.lstrip("-").partition(".")[0]) > _MOST_DIGITS or "e" in text:
            return misread("code_rounded", text=text)
        if text.startswith("0") and len(text) > 1:
            return warned(text, "code_from_format", text=text)
    if ";" in text and column.reads == "code":
        return misread("one_code", text=text)
    return text, None


def read_codes(column: Column, cell: Cell, known: KnownWords | None) -> Parsed:
    """Several codes."""
    code, remark = read_code(column, cell, known)
    if remark is not None or cell.kind == NUMBER:
        return (None if code is None else (code,)), remark
    return _pieces(shown(cell), _CODE_PIECES), None


def read_planned(column: Column, cell: Cell, known: KnownWords | None) -> Parsed:
    """The entries of a planning cell, still as written: facts/references.py knows the posts."""
    return _pieces(shown(cell), _PIECES), None


def read_whole(column: Column, cell: Cell, known: KnownWords | None) -> Parsed:
    """A whole number within the column's bounds."""
    text = clean(shown(cell))
    number = _whole(text)
    if isinstance(number, str) or cell.kind in (DATE, TRUTH):
        name = number if isinstance(number, str) else "not_whole"
        return misread(name, text=text, plain=text.replace(".", "").replace(" ", ""))
    low = -math.inf if column.least is None else column.least
    high = math.inf if column.most is None else column.most
    if not low <= number <= high:
        if column.most is None:
            return misread("too_low", text=text, least=column.least)
        return misread("out_of_bounds", text=text, least=column.least, most=column.most)
    if not _DIGITS.fullmatch(text):
        return normalised(number, "number_read", text=text, number=number)
    return number, None


def _whole(text: str) -> int | str:
    """The number, or the name of what is wrong with it."""
    number = None
    if _DIGITS.fullmatch(text):
        number = _counted(text)
    elif _THOUSANDS.fullmatch(text):
        groups = text.replace(" ", ".").split(".")
        if len(groups) == 2:
            return "ambiguous_number"
        number = _counted("".join(groups))
    elif (decimal := _DECIMAL.fullmatch(text)) and not decimal[2].strip("0"):
        number = _counted(decimal[1])
    return "not_whole" if number is None else number


def _counted(digits: str) -> int | None:
    """The number of these digits; None where there are more than any sheet means."""
    return int(digits) if len(digits) <= _MOST_DIGITS else None


def read_number(column: Column, cell: Cell, known: KnownWords | None) -> Parsed:
    """A number that may have a decimal comma."""
    text = clean(shown(cell))
    try:
        number = float(text.replace(",", "."))
    except ValueError:
        return misread("not_a_number", text=text)
    if not math.isfinite(number) or (column.least is not None and number <= column.least):
        return misread("not_a_number", text=text)
    if column.most is not None and number > column.most:
        return misread("out_of_bounds", text=text, least=column.least or 0, most=column.most)
    return number, None


def read_yes_no(column: Column, cell: Cell, known: KnownWords | None) -> Parsed:
    """có or không, in the closed list of ways to write them."""
    text = fold(shown(cell))
    if text in words.YES or text in words.NO:
        return text in words.YES, None
    return misread("not_yes_no", text=clean(shown(cell)))


def read_word(column: Column, cell: Cell, known: KnownWords | None) -> Parsed:
    """The code of one of the column's words."""
    text = clean(shown(cell))
    spellings = _spellings_of(column)
    code = spellings.find(text)
    if code is None and known is not None and column.scale in known.scales:
        code = known.scales[column.scale].find(text)
    return (code, None) if code else _unknown_word(text, spellings)


def read_vocabulary_word(column: Column, cell: Cell, known: KnownWords | None) -> Parsed:
    """A level, a bloc, or a word of a scale."""
    assert known is not None
    text = clean(shown(cell))
    lists = {"level": known.levels, "bloc": known.blocs}
    spellings = lists[column.reads] if column.reads in lists else known.scales[column.scale]
    word = spellings.find(text)
    return (word, None) if word else _unknown_word(text, spellings)


def read_sector(column: Column, cell: Cell, known: KnownWords | None) -> Parsed:
    """A sector of the vocabulary, or the text as written, with a warning where it nearly is one."""
    assert known is not None
    text = clean(shown(cell))
    word = known.sectors.find(text)
    close = () if word else known.sectors.nearest(text)
    if close:
        return warned(text, "sector_like", text=text, nearest=", ".join(close))
    return word or text, None


def read_kind(column: Column, cell: Cell, known: KnownWords | None) -> Parsed:
    """A kind of the vocabulary, or the text as written, with a warning."""
    assert known is not None
    text = clean(shown(cell))
    kind = known.kind(text)
    if kind is None:
        return warned(text, "unknown_kind", text=text, nearest=", ".join(known.kinds.nearest(text)))
    return kind, None


def read_skills(column: Column, cell: Cell, known: KnownWords | None) -> Parsed:
    """``kinh tế:4; dân vận:3`` by folded name."""
    skills: dict[str, int] = {}
    for piece in _pieces(shown(cell), _CODE_PIECES):
        found = _SKILL.fullmatch(piece)
        if found is None:
            return misread("not_skill", text=piece)
        name, level = fold(found[1]), _counted(found[2] or found[3])
        if level is None or not _LOWEST_SKILL <= level <= _HIGHEST_SKILL:
            return misread("skill_level", text=piece, least=_LOWEST_SKILL, most=_HIGHEST_SKILL)
        if name in skills:
            return misread("skill_twice", text=found[1])
        skills[name] = level
    return skills, None


def _pieces(text: str, marks: re.Pattern[str]) -> tuple[str, ...]:
    return tuple(dict.fromkeys(piece for piece in map(clean, marks.split(text)) if piece))


def _unknown_word(text: str, spellings: Spellings) -> Parsed:
    return misread("unknown_word", text=text, nearest=", ".join(spellings.nearest(text)))


_known_lists: dict[tuple[str, ...], Spellings] = {}


def _spellings_of(column: Column) -> Spellings:
    if column.choices not in _known_lists:
        synonyms = [(text, word.code) for word in column.words for text in word.synonyms]
        titles = {word.code: word.title for word in column.words}
        _known_lists[column.choices] = Spellings(titles, synonyms)
    return _known_lists[column.choices]


PARSERS: dict[str, Parser] = {
    "text": read_text,
    "code": read_code,
    "codes": read_codes,
    "planned": read_planned,
    "whole": read_whole,
    "number": read_number,
    "yes_no": read_yes_no,
    "word": read_word,
    "level": read_vocabulary_word,
    "bloc": read_vocabulary_word,
    "scale": read_vocabulary_word,
    "sector": read_sector,
    "kind": read_kind,
    "evaluations": read_evaluations,
    "skills": read_skills,
    "date": lambda column, cell, known: read_date(cell),
}
"""The parser of every ``Column.reads`` but ``place``, which needs the gazetteer (cells.py)."""
