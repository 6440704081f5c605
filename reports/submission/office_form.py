"""An office's own form, read and judged."""

from __future__ import annotations

from pathlib import Path

from luanchuyen.models.errors import FileError
from luanchuyen.models.text.plain_files import TooLargeError, read_plain
from luanchuyen.reports.submission.inspection import MOST_BYTES, inspect


def office_form(path: str) -> bytes:
    """The bytes of a form that is safe. Raises FileError where it cannot be read, FormError where it is not safe."""
    try:
        data = read_plain(Path(path), MOST_BYTES)
    except TooLargeError as error:
        raise FileError("submission.too_big", path=path, most=error.most // 2**20) from error
    except FileNotFoundError as error:
        raise FileError("submission.no_file", path=path) from error
    except OSError as error:
        raise FileError("submission.unreadable", path=path, reason=error.strerror) from error
    inspect(data)
    return data
