"""The grounds that a submission names: the documents that the rule book of the run gives as sources, never others.

A source names its documents at the start of its clauses; a clause that says that something is the board's choice, or of
another time, or does not apply, is no ground.
"""

from __future__ import annotations

import re
from collections.abc import Iterable
from dataclasses import dataclass, field

from luanchuyen.messages import knows, say

_ABBREVIATIONS = ("QĐ", "KL", "NQ", "NĐ", "HD", "CT", "CV", "TT", "KH", "QC", "ĐA")
_WORDS = (
    "Quy định", "Quyết định", "Kết luận", "Nghị quyết", "Nghị định", "Hướng dẫn", "Chỉ thị", "Công văn", "Thông tư",
    "Kế hoạch", "Quy chế", "Đề án",
)  # fmt: skip
_KIND = "|".join((*_ABBREVIATIONS, *_WORDS))
_NUMBER = r"\d+(?:/\d{4})?[-/][A-ZĐ]+(?:[-/][A-ZĐ0-9]+)*"
_DOCUMENT = re.compile(
    rf"(?:(?P<kind>{_KIND}) (?:số )?(?P<number>{_NUMBER})"
    r"|(?P<law>Luật [^;()]*?))(?= Điều| \(|;|,|$| ngày| khoản)"
)
_ARTICLES = re.compile(r"Điều (\d+(?:, \d+)*)")
_KEYS = {"QĐ": "qd", "KL": "kl", "NQ": "nq", "NĐ": "nd", "HD": "hd", "CT": "ct", "CV": "cv", "TT": "tt", "KH": "kh"}
_NO_GROUND = ("lựa chọn", "không áp dụng", "thời kỳ sau", "quy định sau", "suy ra", "bỏ điều", "chưa đọc được")


@dataclass
class Ground:
    """A document: ``kind`` as the rule book writes it ("" of a law, whose name is its ``number``), the articles named,
    and whether one of its numbers was read there."""

    kind: str
    number: str
    articles: set[int] = field(default_factory=set)
    verified: bool = False

    def said(self) -> str:
        """In words; the kind as the rule book writes it where its abbreviation may mean several."""
        key = f"submission.kind_{_KEYS.get(self.kind, '')}"
        several = self.kind == "QĐ" and not self.number.endswith("/TW")
        kind = say(key) if knows(key) and not several else self.kind
        name = " ".join(filter(None, (kind, self.number)))
        articles = ", ".join(map(str, sorted(self.articles)))
        told = say("submission.with_articles", name=name, articles=articles) if articles else name
        return told if self.verified else say("submission.unverified", ground=told)


def grounds_of(sources: Iterable[tuple[str, bool]]) -> list[Ground]:
    """The documents of (source, whether verified), in the order in which they come up."""
    found: dict[tuple[str, str], Ground] = {}
    for basis, verified in sources:
        for clause in (part.strip() for part in basis.split(";")):
            match = _DOCUMENT.match(clause)
            if match is None or any(word in clause for word in _NO_GROUND):
                continue
            key = match["kind"] or "", match["number"] or match["law"]
            ground = found.setdefault(key, Ground(*key))
            ground.articles |= {int(n) for listed in _ARTICLES.findall(clause) for n in listed.split(", ")}
            ground.verified = ground.verified or verified
    return list(found.values())
