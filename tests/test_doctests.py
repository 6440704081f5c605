"""Every example in a docstring is true, run under the module's real name."""

from __future__ import annotations

import doctest
import importlib

import pytest
from package_tree import modules

RUNNABLE = sorted(name for name in modules() if name != "luanchuyen.__main__")


@pytest.mark.parametrize("name", RUNNABLE)
def test_examples_are_true(name: str) -> None:
    assert doctest.testmod(importlib.import_module(name)).failed == 0


def test_some_examples_are_run() -> None:
    finder = doctest.DocTestFinder(exclude_empty=True)
    examples = [test for name in RUNNABLE for test in finder.find(importlib.import_module(name)) if test.examples]
    assert len(examples) > 1
