"""One number of a rule given over the rule book: ``rule.key=value``, as ``--set`` takes it."""

from __future__ import annotations

from luanchuyen.models.errors import RuleBookError
from luanchuyen.models.text.rule_names import code_of

Override = tuple[str, str, str]
"""Rule, key, value as typed."""


def override_of(given: str | tuple[str, str, object]) -> Override:
    """The override that a text or its three parts mean. Raises RuleBookError for a text of another form."""
    if not isinstance(given, str):
        rule, key, value = given
        return code_of(rule.strip()), key.strip(), str(value).strip()
    left, equals, typed = given.partition("=")
    rule, dot, key = left.strip().partition(".")
    if not (equals and dot and rule.strip() and key.strip()):
        raise RuleBookError("cli.bad_set", value=given)
    return code_of(rule.strip()), key.strip(), typed.strip()
