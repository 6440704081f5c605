"""Writes docs/submission-forms.md: how an office makes its own form, and the table of placeholders from the code."""

from __future__ import annotations

from collections.abc import Iterable, Iterator

from luanchuyen.messages import sentences
from luanchuyen.reports.submission.filling.placeholders import LISTS, SINGLE

HEAD = """# Your office's own form of the submission

`luanchuyen report facts.xlsx result --form party --out papers` writes `submission.docx` in the form of a Party
office (*tờ trình*, after Quy định 399-QĐ/TW and Hướng dẫn 36-HD/VPTW; no newer technical guide than 36-HD was
found); `--form state` in that of Nghị định 30/2020/NĐ-CP. The plan and the list of particulars (*trích ngang*) are
its annexes. Paper, edges, font, page numbers, the country's name and motto were held against Phụ lục I of the decree,
the letters of the Party's head, title and day against the table of 36-HD; the rest (annexes, grounds, signature,
receivers) is from memory. Number, day, addressee and signature are left for the hand. Every page says DỰ THẢO until
`--final`.

With `--form mau.docx` your own Word file is filled instead. Write placeholders into it where a value is to stand:

```text
{{ten_co_quan}} kính trình phương án bố trí {{so_dong_chi}} đồng chí.
```

- Vietnamese and English names are the same placeholder; accents, capitals and spaces do not matter: `{{Số đồng
  chí}}` is `{{so_dong_chi}}`.
- The value looks as the first letter of the placeholder does: bold stays bold, also where Word has split the text.
- A placeholder of a **list** repeats what it stands in: in a table its row, else its paragraph, once for each line.
  One row or paragraph tells one list. A list without lines says *Không có*, or, where the table says so, is left
  out.
- A form is filled by replacing text. Nothing in it is run: `{% if %}` or `{{ a.b }}` is named as not understood.
- What is not understood is named with its place and the nearest name, all at once, and nothing is written. So is
  what a form may not hold: links out of the file (attached templates, pictures by address), fields such as
  INCLUDETEXT, INCLUDEPICTURE, DDE or LINK, macros, embedded objects, nested files. Of fields only harmless ones are
  let through: page numbers, references, tables of contents, links to the web.
- Author, company, dates and the count of savings are taken out of the file that is written; the same input gives
  the same bytes.

Save the form as a Word Document (.docx) of at most 10 MB; .doc, .docm and .dotx are refused with what to do.
"""


def page() -> str:
    """The page."""
    return "\n".join([HEAD, *_once(), *_lists()]).rstrip() + "\n"


def _once() -> Iterator[str]:
    yield from ("## Told once", "", *_table(SINGLE))


def _lists() -> Iterator[str]:
    for listed in LISTS:
        vi, en = (sentences(language, "submission")[f"list_{listed.name}"] for language in ("vi", "en"))
        yield from (f"## List: {en} (*{vi}*)", "")
        if not listed.first:
            yield from ("Left out where there is none.", "")
        yield from _table(listed.placeholders)


def _table(names: Iterable[tuple[str, str]]) -> Iterator[str]:
    yield from ("| placeholder | in English | | |", "|---|---|---|---|")
    for name, english in names:
        vi, en = (sentences(language, "submission")[f"about_{english}"] for language in ("vi", "en"))
        yield f"| `{{{{{name}}}}}` | `{{{{{english}}}}}` | {vi} | {en} |"
    yield ""
