"""Each rule by what boards call it: its code, or its name in either language."""

from __future__ import annotations

from collections.abc import Mapping
from functools import cache

from luanchuyen.messages import LANGUAGES, sentences
from luanchuyen.models.text.folding import fold_plain, nearest

MOST_LIKE = 3
_NAME = "_name"
"""How the sentence that names a rule is called in messages/, after the rule's code."""


def code_of(called: str) -> str:
    """The code of the rule that is so called, accents and capitals aside; what calls none stands as it is."""
    return rules_called().get(fold_plain(called), called)


def rules_like(called: str) -> tuple[str, ...]:
    """The codes of rules whose names hold what is written, else of those whose name or code looks most like it."""
    wanted, known = fold_plain(called), rules_called()
    holding = tuple(dict.fromkeys(rule for name, rule in known.items() if wanted and wanted in name))
    if 0 < len(holding) <= MOST_LIKE:
        return holding
    return tuple(dict.fromkeys(known[name] for name in nearest(called, known, MOST_LIKE)))


@cache
def rules_called() -> Mapping[str, str]:
    """Every such name, folded and without accents, with the rule's code."""
    found: dict[str, str] = {}
    for lang in LANGUAGES:
        for key, name in sentences(lang, "rules").items():
            if key.endswith(_NAME):
                rule = key.removesuffix(_NAME)
                found |= {fold_plain(rule): rule, fold_plain(name): rule}
    return found
