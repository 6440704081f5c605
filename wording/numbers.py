"""How whole numbers, shares and dates are written."""

from __future__ import annotations

import datetime as dt
from fractions import Fraction

from luanchuyen.messages import knows, language, say


def number(value: int) -> str:
    """A whole number with its thousands parted: 1.234 (English: 1,234)."""
    text = f"{value:,}"
    return text if language() == "en" else text.replace(",", ".")


def signed(change: int | None) -> str:
    """+3, −1, or nothing where there is no change to tell."""
    if not change:
        return ""
    return f"+{number(change)}" if change > 0 else f"−{number(-change)}"


def ordinal(value: int) -> str:
    """hai (English: second), as it follows "nhiệm kỳ thứ"; of what is rarely needed the number."""
    return say(f"workbook.ordinal_{value}") if knows(f"workbook.ordinal_{value}") else str(value)


def percent(share: Fraction, digits: int = 1, upwards: bool = False) -> str:
    """A share as a percentage: 33,3 % (English: 33.3 %); halves are rounded up, or everything is."""
    scale = 10**digits
    exact = share * 100 * scale
    whole = -((-exact.numerator) // exact.denominator) if upwards else int(exact + Fraction(1, 2))
    text = f"{whole // scale}.{whole % scale:0{digits}}".rstrip("0").rstrip(".") if digits else str(whole)
    return f"{text if language() == 'en' else text.replace('.', ',')} %"


def day(date: dt.date) -> str:
    """dd/mm/yyyy."""
    return date.strftime("%d/%m/") + f"{date.year:04}"


def sentence(text: str) -> str:
    """The text with a capital at its start."""
    return text[:1].upper() + text[1:]


def cell_format() -> str:
    """The number format that parts thousands as ``number`` does, whatever the reader's computer is set to."""
    if language() == "en":
        return "#,##0"
    return r"[>=1000000]#\.###\.##0;[>=1000]#\.##0;0"
