"""The submission of a plan to its committee, with the plan and the list of particulars as annexes, as a Word file."""

from __future__ import annotations

from luanchuyen.reports.papers.papers import Papers
from luanchuyen.reports.submission.filling.filling import filled
from luanchuyen.reports.submission.forms import FORMS, form_file
from luanchuyen.reports.submission.office_form import office_form
from luanchuyen.reports.submission.values import values_of


def submission(papers: Papers, form: str = "party", *, final: bool = False) -> bytes:
    """The bytes of the Word file, the same for the same papers, form and language spoken.

    ``form``: party, state, or the path of an office's own .docx. Without ``final`` every page says that it is a draft.
    Raises FileError where the form is not there or not readable, FormError where it is not safe or not understood.
    """
    built_in = next((known for known in FORMS if known == form), None)
    content = form_file(built_in) if built_in else office_form(form)
    return filled(content, values_of(papers), final=final)
