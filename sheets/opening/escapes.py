"""The escapes of OOXML texts: ``_x000D_`` is a character, ``_x005F_`` an underscore that escapes nothing."""

from __future__ import annotations

import re

_ESCAPE = re.compile(r"_x([0-9A-Fa-f]{4})_")


def unescaped(text: str) -> str:
    """The text that was meant. Halves of a letter that stand alone, which no file can hold, become U+FFFD."""
    if "_x" not in text:
        return text
    meant = _ESCAPE.sub(lambda found: chr(int(found[1], 16)), text)
    if any("\ud800" <= letter <= "\udfff" for letter in meant):
        meant = meant.encode("utf-16-le", "surrogatepass").decode("utf-16-le", "replace")
    return meant
