"""What the command that writes the committee's papers prints."""

from __future__ import annotations

from typing import Annotated, TypedDict


class PaperFile(TypedDict):
    """A file that was written."""

    name: Annotated[str, "within the folder, such as figures/ladder.svg"]
    sha256: Annotated[str, "of its bytes"]


class Report(TypedDict):
    """`report --json`."""

    folder: Annotated[str, "where the papers lie"]
    plan: Annotated[int, "the rank of the plan that they put forward"]
    files: Annotated[list[PaperFile], "the papers"]
    key: Annotated[str | None, "with --anonymous the file that tells who is which number; else null"]
    missing: Annotated[list[str], "the contents that a rotation plan must have and no sheet tells"]
    notes: Annotated[list[str], "what verifying the run told besides"]
