"""What a workbook of plans bears of its run: the hashes of input and rules, and the decisions carried over."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass

from luanchuyen.messages import LANGUAGES, sentences
from luanchuyen.models.committee.decision import Decision
from luanchuyen.models.text.folding import fold
from luanchuyen.sheets.opening.grid import Grid

_SHA256 = re.compile(r"[0-9a-f]{64}")
HASHES = ("input_sha256", "rules_sha256")
CARRIED = "decision"
"""What begins a row that tells a decision: then cadre, post, what, as plans.json tells it."""


@dataclass(frozen=True)
class Borne:
    """The hashes, "" where they are not there, and the decisions of an earlier round."""

    input_sha256: str = ""
    rules_sha256: str = ""
    decisions: tuple[Decision, ...] = ()

    @property
    def ours(self) -> bool:
        """Whether a run of ours wrote the workbook, by its own word."""
        return bool(self.input_sha256 and self.rules_sha256)


def borne_by(grids: Sequence[Grid]) -> Borne:
    """What the sheets say; where the sheet of lists is gone, the hashes of the sheet Kiểm chứng."""
    said = {fold(sentences(lang, "workbook")[f"record_{name}"]): name for lang in LANGUAGES for name in HASHES}
    said |= {name: name for name in HASHES}
    hashes: dict[str, str] = {}
    decisions: list[Decision] = []
    for texts in (texts for grid in sorted(grids, key=lambda grid: not grid.hidden) for texts in _rows(grid)):
        name = said.get(fold(texts[0]))
        if name and len(texts) > 1 and _SHA256.fullmatch(texts[1]):
            hashes.setdefault(name, texts[1])
        if texts[0] == CARRIED:
            decisions += _decision(texts)
    return Borne(hashes.get("input_sha256", ""), hashes.get("rules_sha256", ""), tuple(dict.fromkeys(decisions)))


def _rows(grid: Grid) -> Iterator[list[str]]:
    for row, cells in grid.rows.items():
        texts = [text for column in cells if (text := grid.text(row, column).strip())]
        if texts:
            yield texts


def _decision(texts: list[str]) -> list[Decision]:
    """A row made a decision; a row that somebody changed tells none."""
    try:
        return [Decision.from_told([texts[1], texts[2] if len(texts) > 3 else None, texts[-1]])]
    except (IndexError, ValueError):
        return []
