"""What holds for every test."""

from collections.abc import Iterator

import pytest

from luanchuyen.messages import speak_in


@pytest.fixture(autouse=True)
def vietnamese() -> Iterator[None]:
    """Every test begins in Vietnamese, whatever the one before it spoke."""
    speak_in("vi")
    yield
    speak_in("vi")
