"""Forms damaged at random are refused with a sentence or filled; nothing else comes of them."""

from __future__ import annotations

import random
import re

import pytest
from office_forms import packed, parts, values

from luanchuyen.models.errors import FormError
from luanchuyen.reports.submission.filling.filling import filled
from luanchuyen.reports.submission.forms import form_file
from luanchuyen.reports.submission.inspection import inspect

_TAGS = (b"w:p", b"w:tr", b"w:tc", b"w:tbl", b"w:r", b"w:t", b"w:sectPr", b"w:pPr", b"w:hdr")


def mangled(rng: random.Random, told: dict[str, bytes]) -> dict[str, bytes]:
    """One part with a byte changed, elements renamed or taken out, links crossed, or gone."""
    name = rng.choice([name for name in told if name.endswith((".xml", ".rels"))])
    content, way = told[name], rng.randrange(5)
    place = rng.randrange(max(1, len(content)))
    if way == 0:
        return {other: rest for other, rest in told.items() if other != name}
    if way == 1:
        content = content[:place] + content[place + rng.randint(1, 40) :]
    elif way == 2:
        content = content.replace(rng.choice(_TAGS), rng.choice(_TAGS), rng.randint(1, 3))
    elif way == 3:
        content = content.replace(b"rId%d" % rng.randint(1, 12), b"rId%d" % rng.randint(1, 12), 1)
    elif found := list(re.finditer(rb"<(w:\w+)[^>]*/>", content)):
        gone = rng.choice(found)
        content = content[: gone.start()] + content[gone.end() :]
    return {**told, name: content}


@pytest.mark.slow
def test_nothing_but_a_sentence_or_a_file_comes_of_a_mangled_form() -> None:
    whole, seen = parts(form_file("state")), set()
    for seed in range(30):
        rng, told = random.Random(seed), whole
        for _ in range(rng.randint(1, 3)):
            told = mangled(rng, told)
        try:
            inspect(packed(told))
            seen.add(bool(filled(packed(told), values(1), final=rng.random() < 0.5)))
        except FormError as error:
            seen.add(error.key)
    assert {True, "submission.not_safe"} <= seen
