"""An HTML page read back: its texts, its tables as rows of cells, and whatever could load or run something."""

from __future__ import annotations

from dataclasses import dataclass, field
from html.parser import HTMLParser

VOID = {"meta", "br", "img", "input", "link", "path", "rect", "circle"}
BREAKING = {"p", "div", "br", "li"}


@dataclass
class Section:
    """One section of a page: its headings, and its tables as rows of cells."""

    headings: list[str] = field(default_factory=list)
    tables: list[list[list[str]]] = field(default_factory=list)
    text: str = ""


class PageReader(HTMLParser):
    """Reads a page: ``sections`` in order, ``tags`` that occur, ``attributes`` as (tag, name, value)."""

    def __init__(self, page: str) -> None:
        super().__init__()
        self.sections, self.tags = [Section()], list[str]()
        self.attributes: list[tuple[str, str, str]] = []
        self.text, self.style = "", ""
        self._open: list[str] = []
        self._cell: list[str] | None = None
        self._heading: list[str] | None = None
        self.feed(page)
        self.close()

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        self.tags.append(tag)
        self.attributes += [(tag, name, value or "") for name, value in attrs]
        if tag not in VOID:
            self._open.append(tag)
        if tag == "section":
            self.sections.append(Section())
        elif tag == "table":
            self.sections[-1].tables.append([])
        elif tag == "tr":
            self.sections[-1].tables[-1].append([])
        elif tag in ("td", "th"):
            self._cell = []
        elif tag in ("h1", "h2", "h3"):
            self._heading = []
        elif tag in BREAKING and self._cell:
            self._cell.append("\n")

    def handle_endtag(self, tag: str) -> None:
        if tag in VOID:
            return
        assert self._open.pop() == tag, f"{tag} closes another"
        if tag in ("td", "th"):
            self.sections[-1].tables[-1][-1].append("".join(self._cell or ()).strip())
            self._cell = None
        elif tag in ("h1", "h2", "h3"):
            self.sections[-1].headings.append("".join(self._heading or ()).strip())
            self._heading = None

    def handle_data(self, data: str) -> None:
        if self._open and self._open[-1] == "style":
            self.style += data
            return
        self.text += data
        self.sections[-1].text += data
        for part in (self._cell, self._heading):
            if part is not None:
                part.append(data)

    def section(self, begins: str) -> Section:
        """The section whose first heading begins so."""
        return next(s for s in self.sections if s.headings and s.headings[0].startswith(begins))
