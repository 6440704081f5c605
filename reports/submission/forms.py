"""The two built-in forms, of a Party office and of a State office, as Word files with placeholders.

They differ in head, grounds and signature as Quy định 399-QĐ/TW with Hướng dẫn 36-HD/VPTW, and Nghị định 30/2020/NĐ-CP,
ask; what is submitted is the same. Filled by the same filler as an office's own form.
"""

from __future__ import annotations

import io
from dataclasses import replace
from typing import Literal, get_args

from docx.document import Document as WordFile
from docx.shared import Mm

from luanchuyen.messages import say
from luanchuyen.reports.submission.filling.placeholders import marks
from luanchuyen.reports.submission.layout import (
    BODY,
    CELL,
    CENTRE,
    HEADING,
    KEPT,
    LEFT,
    MIDDLE,
    Look,
    columns,
    list_table,
    new_form,
    new_section,
    ruled,
    write,
)  # fmt: skip

Form = Literal["party", "state"]
FORMS: tuple[Form, ...] = get_args(Form)
_HALVES = Mm(64), Mm(96)
ANNEXES: dict[Form, tuple[str, str]] = {"party": ("1", "2"), "state": ("I", "II")}
"""How annexes are numbered: Nghị định 30/2020/NĐ-CP, Phụ lục I, asks for Roman numerals."""


def form_file(form: Form) -> bytes:
    """A form in the language spoken, not yet filled."""
    document = new_form()
    (_party_head if form == "party" else _state_head)(document)
    _body(document, form)
    _signature(document, form)
    _plan_annex(document, form)
    _particulars_annex(document, form)
    stream = io.BytesIO()
    document.save(stream)
    return stream.getvalue()


def _said(key: str) -> str:
    """A sentence of the form with the placeholders themselves where values will stand."""
    return say(f"submission.{key}", **marks())


def _bold(size: float, caps: bool = False) -> Look:
    return Look(size=size, bold=True, align=CENTRE, indent=0, after=0, caps=caps)


def _party_head(document: WordFile) -> None:
    left, right = columns(document, _HALVES)
    write(left, _said("superior"), MIDDLE)
    write(left, marks()["organisation"], _bold(14, caps=True))
    write(left, "*", MIDDLE)
    write(left, _said("number_party"), MIDDLE)
    write(left, marks()["secrecy"], _bold(13))
    write(right, _said("party"), _bold(15))
    ruled(right, Mm(72), _HALVES[1])
    write(right, _said("place_and_day"), Look(italic=True, align=CENTRE, indent=0, after=0))
    write(document, "", MIDDLE)
    write(document, _said("document"), _bold(16))
    write(document, _said("about_party"), _bold(14))
    write(document, "-----", MIDDLE)
    write(document, _said("to"), Look(align=CENTRE, indent=0, after=10))


def _state_head(document: WordFile) -> None:
    left, right = columns(document, _HALVES)
    write(left, _said("superior"), Look(size=13, align=CENTRE, indent=0, after=0))
    write(left, marks()["organisation"], _bold(13, caps=True))
    ruled(left, Mm(22), _HALVES[0])
    write(left, _said("number_state"), Look(size=13, align=CENTRE, indent=0, after=0))
    write(left, marks()["secrecy"], _bold(13))
    write(right, _said("country"), _bold(12))
    write(right, _said("motto"), _bold(13))
    ruled(right, Mm(54), _HALVES[1])
    write(right, _said("place_and_day"), Look(size=13, italic=True, align=CENTRE, indent=0, after=0))
    write(document, "", MIDDLE)
    write(document, _said("document"), _bold(14))
    write(document, _said("about_state"), _bold(14))
    ruled(document, Mm(50), Mm(160))
    write(document, _said("to"), Look(align=CENTRE, indent=0, after=10))


def _body(document: WordFile, form: Form) -> None:
    for grounds in ("basis", "facts"):
        write(document, _said(f"{grounds}_{form}"), BODY if form == "party" else Look(italic=True))
    write(document, _said("opening"))
    write(document, f"I. {_said('need')}", HEADING)
    for key in ("need_board", "need_free", "need_rules"):
        write(document, _said(key))
    write(document, f"II. {_said('proposal')}", HEADING)
    write(document, f"1. {_said('proposal_plan')}", HEADING)
    for key in ("plan_numbers", "plan_time", "plan_proof", "plan_tie"):
        write(document, _said(key))
    _lists(document)
    write(document, f"III. {_said('requests')}", HEADING)
    first, second = ANNEXES[form]
    write(document, say("submission.request_list", first=first, second=second))
    for key in ("request_open", "request_next", "closing"):
        write(document, _said(key), KEPT if key in ("request_next", "closing") else BODY)  # no signature stands alone


def _lists(document: WordFile) -> None:
    """The persons, and all that the plan leaves open, each as a table; at last what to heed."""
    mark = marks()
    write(document, f"2. {_said('proposal_list')}", HEADING)
    people = [mark["no"], mark["person"], mark["born"], mark["present_post"], mark["planned_post"], _said("cell_form")]
    _table(document, (11, 31, 23, 35, 35, 25), "no person born present planned form", people)
    write(document, f"3. {_said('proposal_empty')}", HEADING)
    empty = [mark["empty_no"], mark["empty_post"], mark["empty_seats"], mark["empty_why"]]
    _table(document, (11, 50, 19, 80), "no post seats why", empty)
    write(document, f"4. {_said('proposal_waiting')}", HEADING)
    waiting = [mark["waiting_no"], mark["waiting_person"], mark["waiting_present"], mark["waiting_said"]]
    _table(document, (11, 40, 55, 54), "no person present waiting", waiting)
    write(document, f"5. {_said('proposal_waivers')}", HEADING)
    names = ("waiver_no", "waiver_person", "waiver_rule", "", "waiver_authority", "waiver_reason")
    waivers = [mark[name] if name else _said("cell_document") for name in names]
    _table(document, (11, 27, 26, 30, 26, 40), "no person rule document authority reason", waivers)
    write(document, f"6. {_said('proposal_conditions')}", HEADING)
    write(document, _said("condition"))


def _table(
    document: WordFile, widths: tuple[float, ...], heads: str, cells: list[str], size: float = CELL.size
) -> None:
    told = [_said(f"column_{name}") for name in heads.split()]
    list_table(document, [Mm(width) for width in widths], told, cells, size)


def _signature(document: WordFile, form: Form) -> None:
    write(document, "", replace(MIDDLE, with_next=True))
    left, right = columns(document, _HALVES)
    write(left, _said("receivers"), Look(size=12, bold=True, italic=form == "state", align=LEFT, indent=0, after=0))
    for key in ("receiver_above", "receiver_others", f"receiver_file_{form}"):
        write(left, _said(key), Look(size=12 if form == "party" else 11, align=LEFT, indent=0, after=0))
    write(right, _said(f"signs_{form}"), _bold(14))
    write(right, _said("signs_post"), _bold(14))
    write(right, _said("signs_here"), Look(size=12, italic=True, align=CENTRE, indent=0, after=60))
    write(right, _said("signs_post"), _bold(14))


def _annex(document: WordFile, form: Form, number: int, title: str) -> None:
    write(document, say(f"submission.annex_{form}", number=ANNEXES[form][number]), _bold(14))
    write(document, _said(title), _bold(14))
    write(document, _said("annex_of"), Look(italic=True, align=CENTRE, indent=0, after=8))


def _plan_annex(document: WordFile, form: Form) -> None:
    """The plan: its contents, and each person's move in full."""
    new_section(document, landscape=True)
    _annex(document, form, 0, "annex_plan")
    write(document, _said("annex_contents"), HEADING)
    write(document, _said("content"), Look(align=LEFT))
    write(document, _said("annex_table"), HEADING)
    mark = marks()
    cells = [
        *(mark[name] for name in ("no", "person", "born", "present_post", "planned_and_mode")),
        *(_said("cell_form_whole"), mark["term_of_move"], mark["successor"], mark["to_weigh"], ""),
    ]
    heads = "no person born present planned_whole form_whole time successor unmet opinions"
    _table(document, (9, 28, 19, 32, 38, 28, 20, 25, 40, 18), heads, cells, 10)


def _particulars_annex(document: WordFile, form: Form) -> None:
    """Trích ngang: a line of particulars a person."""
    new_section(document, landscape=True)
    _annex(document, form, 1, "annex_particulars")
    mark = marks()
    cells = [
        *(mark[name] for name in ("no", "person", "born", "sex", "ethnicity", "home", "education")),
        *(_said("cell_levels"), _said("cell_party"), mark["present_post"], mark["since"]),
        *(mark["evaluations"], mark["months_left"], mark["retires"]),
    ]
    heads = "no person born sex ethnicity home education levels party present since evaluations left retires"
    _table(document, (9, 24, 19, 11, 12, 25, 20, 20, 19, 25, 19, 18, 17, 19), heads, cells, 10)
