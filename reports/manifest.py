"""The manifest of a run folder: what shows that a folder is ours, and whether it is as we wrote it."""

from __future__ import annotations

import hashlib
import json
from collections.abc import Mapping
from fnmatch import fnmatch
from pathlib import Path

from luanchuyen.models.errors import FileError
from luanchuyen.models.text.bounded import MOST_JSON, read_json
from luanchuyen.models.text.plain_files import NotPlainError, TooLargeError, read_plain

MANIFEST = "manifest.json"
FORM = "luanchuyen-run-1"
BESIDE = ("~$*", ".~lock.*#", ".DS_Store", "Thumbs.db", "desktop.ini")
"""What office programs and file browsers leave in a folder while it is looked at: no part of a run."""


def manifest_of(files: Mapping[str, bytes], input_sha256: str) -> bytes:
    """The manifest of a run's files."""
    sums = {name: hashlib.sha256(content).hexdigest() for name, content in sorted(files.items())}
    told = {"form": FORM, "input_sha256": input_sha256, "files": sums}
    return (json.dumps(told, ensure_ascii=False, indent=1) + "\n").encode()


def _sums(folder: Path) -> dict[str, str] | None:
    """The sums that a manifest of ours tells; None where there is none."""
    try:
        told = read_json(folder / MANIFEST)
        sums = {str(name): str(digest) for name, digest in told["files"].items()}
    except (OSError, ValueError, KeyError, TypeError, AttributeError):
        return None
    plain = all(Path(name).name == name for name in sums)
    return sums if told.get("form") == FORM and plain else None


def is_run(folder: Path) -> bool:
    """Whether the folder is a run of ours, as we wrote it or not: its manifest says so."""
    return _sums(folder) is not None


def names_in(folder: Path) -> set[str]:
    """The names in a folder but those that looking at it leaves."""
    return {p.name for p in folder.iterdir() if not any(fnmatch(p.name, pattern) for pattern in BESIDE)}


def changed_files(folder: Path) -> dict[str, str]:
    """Files of a run that are not as its manifest says: name -> changed | missing | extra; {} = whole.

    Raises FileError where there is no manifest to read.
    """
    sums = _sums(folder)
    if sums is None:
        raise FileError("plan.no_manifest", path=str(folder))
    found = {}
    for name, digest in sums.items():
        path = folder / name
        try:
            content = read_plain(path, MOST_JSON)
        except (FileNotFoundError, NotPlainError, IsADirectoryError):
            found[name] = "missing"
        except TooLargeError:  # none that we wrote
            found[name] = "changed"
        else:
            if hashlib.sha256(content).hexdigest() != digest:
                found[name] = "changed"
    extra = names_in(folder) - {*sums, MANIFEST}
    return {**found, **dict.fromkeys(sorted(extra), "extra")}
