"""Who is meant by a code, a name, or a name with a year of birth: one person, nobody, or several, never guessed."""

from __future__ import annotations

import re
from collections import defaultdict
from collections.abc import Iterable
from functools import cached_property

from luanchuyen.models.instance import Instance
from luanchuyen.models.text.folding import clean, fold, fold_plain

_BETWEEN = re.compile(r"[\n;,()·]|\s[-–—]\s")
_OFFERED = "·"
"""What stands between code and name where a drop-down offers both."""
_ADDRESS = re.compile(r"^(?:đồng chí|đ/c)\s+", re.IGNORECASE)
_BORN = re.compile(r"(?:(?:sinh năm|sinh|sn)\s+)?(?P<year>\d{4})", re.IGNORECASE)
_NAME_AND_YEAR = re.compile(rf"(?P<name>.+?)\s+{_BORN.pattern}", re.IGNORECASE)


class Codes:
    """The codes of a table, as they are found when typed: in any case, and as numbers that lost their zeros."""

    def __init__(self, codes: Iterable[str]) -> None:
        self._codes = frozenset(codes)
        self._folded: dict[str, list[str]] = defaultdict(list)
        self._bare: dict[str, list[str]] = defaultdict(list)
        for code in sorted(self._codes):
            self._folded[fold(code)].append(code)
            if code.isdecimal():
                self._bare[code.lstrip("0")].append(code)

    def __contains__(self, text: str) -> bool:
        return text in self._codes

    def meant(self, text: str, typed_number: bool = False) -> tuple[str, ...]:
        """The codes that a text may be: as it stands, else in any case; of a number all of its value."""
        text = clean(text)
        if typed_number and text.isdecimal():
            return tuple(self._bare.get(text.lstrip("0"), ()))
        return (text,) if text in self._codes else tuple(self._folded.get(fold(text), ()))


class People:
    """The cadres of an instance, found by what a committee writes of them."""

    def __init__(self, instance: Instance) -> None:
        self.instance = instance
        self.codes = Codes(instance.cadres)

    @cached_property
    def _named(self) -> dict[str, list[str]]:
        """By the name without accents."""
        found: dict[str, list[str]] = defaultdict(list)
        for cadre_id, cadre in self.instance.cadres.items():
            found[fold_plain(cadre.name)].append(cadre_id)
        return found

    def named(self, name: str) -> tuple[str, ...]:
        """Who bears the name, in any case; a syllable without accents may be any that is so written."""
        typed = fold(_ADDRESS.sub("", clean(name)))
        alike = self._named.get(fold_plain(typed), []) if typed else []
        same = [code for code in alike if fold(self.instance.cadres[code].name) == typed]
        if same and typed != fold_plain(typed):
            return tuple(same)
        return tuple(code for code in alike if _may_be(typed, fold(self.instance.cadres[code].name)))

    def meant(self, text: str, typed_number: bool = False) -> tuple[str, ...]:
        """Everybody whom the text may mean, in code order; () where it means nobody.

        ``typed_number``: the cell holds a number, which has lost the zeros before it.
        """
        whole = self.codes.meant(text, typed_number) or (() if typed_number else self.named(text))
        if whole or typed_number:
            return tuple(sorted(whole))
        head, offered, rest = text.partition(_OFFERED)
        first = self.codes.meant(head)
        if offered and len(first) == 1:
            others = self.named(rest.partition(_OFFERED)[0])
            return first if not others or first[0] in others else tuple(sorted({*first, *others}))
        return self._by_parts([part for part in map(clean, _BETWEEN.split(text)) if part])

    def _by_parts(self, parts: list[str]) -> tuple[str, ...]:
        """Codes and names, with or without a year of birth, that must all mean one; else all whom they mean."""
        cadres = self.instance.cadres
        born_in = {
            part: int(year["year"]) for part in parts if (year := _BORN.fullmatch(part)) and part not in self.codes
        }
        years = set(born_in.values())
        told = [set(self._part(part)) for part in parts if part not in born_in]
        if not told or not all(told):
            return ()
        common = set.intersection(*told)
        born = {code for code in common if not years or {cadres[code].birth.year} == years}
        return tuple(sorted(born or common or set.union(*told))) if born or len(common) != 1 else ()

    def _part(self, part: str) -> Iterable[str]:
        """Whom a code, a name, or a name that a year follows may mean."""
        found = self.codes.meant(part) or self.named(part)
        born = None if found else _NAME_AND_YEAR.fullmatch(part)
        if born is None:
            return found
        return [c for c in self.named(born["name"]) if self.instance.cadres[c].birth.year == int(born["year"])]


def _may_be(typed: str, name: str) -> bool:
    """Whether every syllable typed is that of the name, or the same without its accents."""
    pairs = zip(typed.split(), name.split(), strict=False)
    return all(one in (other, fold_plain(other)) for one, other in pairs)
