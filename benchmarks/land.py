"""Real provinces and communes for a synthetic input, and the units that stand on them."""

from __future__ import annotations

import csv
from collections import Counter
from dataclasses import dataclass
from importlib.resources import files

import numpy as np
from sizes import Size
from words import DEPARTMENTS

Numbers = np.ndarray
Texts = np.ndarray


@dataclass(frozen=True)
class Land:
    """``unit_ids`` are the units with posts: communes first, then departments. ``province`` is each one's
    province, a number; ``commune_homes`` how each commune is written as a home, ``older_homes`` former
    communes of the same provinces with their province's number."""

    provinces: list[tuple[str, str]]
    unit_ids: Texts
    names: Texts
    place: Texts
    province: Numbers
    communes: int
    hardship: Numbers
    commune_homes: Texts
    older_homes: Texts
    older_province: Numbers

    def of_province(self, number: int) -> Numbers:
        """The units of one province."""
        return np.flatnonzero(self.province == number)


def table(name: str) -> list[dict[str, str]]:
    """A place table of the package."""
    text = files("luanchuyen.models.places").joinpath(f"{name}.csv").read_text("utf-8-sig")
    return list(csv.DictReader(text.splitlines()))


def land(size: Size, rng: np.random.Generator) -> Land:
    """Choose as many real provinces and communes as ``size`` asks: runs of neighbouring codes."""
    if size.departments > size.provinces * len(DEPARTMENTS):
        raise ValueError(f"at most {len(DEPARTMENTS)} departments a province")
    by_province: dict[str, list[dict[str, str]]] = {}
    for row in table("communes-2025"):
        by_province.setdefault(row["province_code"], []).append(row)
    names = {row["code"]: row["name"] for row in table("provinces-2025")}
    chosen = _provinces(size, by_province, rng)
    counts = _shares(np.array([len(by_province[code]) for code in chosen]), size.communes)
    rows: list[dict[str, str]] = []
    province: list[int] = []
    for number, (code, count) in enumerate(zip(chosen, counts, strict=True)):
        first = int(rng.integers(len(by_province[code]) - count + 1))
        rows += by_province[code][first : first + count]
        province += [number] * count
    departments = [
        (number, i)
        for number, count in enumerate(_shares(np.ones(len(chosen)), size.departments))
        for i in range(count)
    ]
    older, older_province = _older(chosen)
    return Land(
        provinces=[(code, names[code]) for code in chosen],
        unit_ids=_texts([f"X{row['code']}" for row in rows] + [f"S{chosen[p]}{i + 1:02}" for p, i in departments]),
        names=_texts(
            [row["name"] for row in rows] + [_of_province(DEPARTMENTS[i][0], p, chosen, names) for p, i in departments]
        ),
        place=_texts([row["code"] for row in rows] + [""] * len(departments)),
        province=np.array([*province, *(p for p, _ in departments)], np.int64),
        communes=len(rows),
        hardship=rng.choice(4, len(rows), p=(0.6, 0.2, 0.12, 0.08)),
        commune_homes=_texts([f"{row['name']}, {names[row['province_code']]}" for row in rows]),
        older_homes=older,
        older_province=older_province,
    )


def unit_rows(land: Land) -> list[tuple[object, ...]]:
    """The sheet Đơn vị: a committee a province, its communes and its departments below it."""
    rows: list[tuple[object, ...]] = [
        (f"T{code}", f"Tỉnh ủy {name}", "tỉnh", "Đảng", "", "", code, "") for code, name in land.provinces
    ]
    for at, (unit_id, name) in enumerate(zip(land.unit_ids, land.names, strict=True)):
        parent = f"T{land.provinces[land.province[at]][0]}"
        if at < land.communes:
            rows.append((unit_id, name, "xã", "", "", parent, land.place[at], land.hardship[at]))
        else:
            _, bloc, sector = DEPARTMENTS[int(unit_id[-2:]) - 1]
            rows.append((unit_id, name, "tỉnh", bloc, sector, parent, "", ""))
    return rows


def _of_province(department: str, province: int, chosen: list[str], names: dict[str, str]) -> str:
    return f"{department} {names[chosen[province]]}"


def _provinces(size: Size, by_province: dict[str, list[dict[str, str]]], rng: np.random.Generator) -> list[str]:
    """That many provinces, in code order, that together have enough communes."""
    codes = sorted(by_province)
    for _ in range(10_000):
        chosen = sorted(rng.choice(codes, size.provinces, replace=False).tolist())
        if sum(len(by_province[code]) for code in chosen) >= size.communes:
            return chosen
    raise ValueError(f"no {size.provinces} provinces have {size.communes} communes")


def _shares(weights: Numbers, total: int) -> list[int]:
    """``total`` split in proportion to ``weights``, largest remainders first."""
    exact = weights * total / weights.sum()
    counts = np.floor(exact).astype(int)
    counts[np.argsort(counts - exact, kind="stable")[: total - counts.sum()]] += 1
    return [int(count) for count in counts]


def _older(chosen: list[str]) -> tuple[Texts, Numbers]:
    """Former communes by full name whose successor lies in a chosen province; names that recur are left out."""
    number = {code: i for i, code in enumerate(chosen)}
    province_of = {row["code"]: row["province_code"] for row in table("communes-2025")}
    rows = table("communes-before-2025-07")
    texts = [f"{row['name']}, {row['district']}, {row['province']}" for row in rows]
    written = Counter(texts)
    kept = [
        (text, number[province])
        for text, row in zip(texts, rows, strict=True)
        if (province := province_of.get(row["now"])) in number and written[text] == 1
    ]
    return _texts([text for text, _ in kept]), np.array([province for _, province in kept], np.int64)


def _texts(values: list[str]) -> Texts:
    return np.array(values, object)
