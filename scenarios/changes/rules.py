"""The changes of a scenario that are made to the rule book."""

from __future__ import annotations

import hashlib
from collections.abc import Iterable, Iterator
from dataclasses import replace

from luanchuyen.models.errors import Problem
from luanchuyen.models.policy import Entry, Policy
from luanchuyen.optimizer.rules.rule import register
from luanchuyen.scenarios.changes.objections import objection, rule_objection
from luanchuyen.scenarios.rulebook.entries import from_override, strange_words
from luanchuyen.scenarios.rulebook.objections import Refused
from luanchuyen.scenarios.rulebook.text import effective_toml
from luanchuyen.scenarios.scenario import Change

SOFT_TIER = "2"
"""The tier of a rule that is made soft, unless the change names another: ``weight@tier``."""
_TOLD = ("basis", "verified")
"""What a book says of a rule and no plan depends on."""

Setting = tuple[str, str, str]


def settings_of(change: Change) -> tuple[Setting, ...]:
    """The (rule, key, text) that a change of the rule book sets; none for a change of the facts."""
    if change.kind not in ("set", "off", "soft", "weight"):
        return ()
    rule, _, key = change.target[0].partition(".")
    if change.kind == "set":
        return ((rule.strip(), key.strip(), change.value),)
    if change.kind == "off":
        return ((rule, "level", "off"),)
    weight, _, tier = change.value.partition("@")
    weighed = (rule, "weight", weight.strip())
    if change.kind == "weight":
        return (weighed,)
    return ((rule, "level", "soft"), weighed, (rule, "tier", tier.strip() or SOFT_TIER))


def changed_policy(policy: Policy, changes: Iterable[Change]) -> Policy:
    """``policy`` with the changes over it, as if they had been typed after its other overrides.

    The changes are sound: ``rule_problems`` finds none. Equal to the book loaded with the same overrides.
    """
    entries = changed_entries(policy, changes)
    if entries == policy.entries:
        return policy
    changed = replace(policy, entries=dict(sorted(entries.items())))
    return replace(changed, sha256=hashlib.sha256(effective_toml(changed).encode()).hexdigest())


def changed_entries(policy: Policy, changes: Iterable[Change]) -> dict[str, Entry]:
    """The entries of the rule book after the changes."""
    entries = dict(policy.entries)
    for change in changes:
        for rule, key, text in settings_of(change):
            entries[rule] = from_override(entries, rule, key, text)
    return entries


def rule_problems(changes: Iterable[Change], policy: Policy) -> Iterator[Problem]:
    """What is wrong with the changes of the rule book: unknown names and values, and changes of nothing."""
    entries = dict(policy.entries)
    sound = []
    for change in changes:
        refused = False
        for rule, key, text in settings_of(change):
            try:
                entry = from_override(entries, rule, key, text)
            except Refused as why:
                yield rule_objection(change, f"{rule}.{key}" if key else rule, why)
                refused = True
                break
            for where, strange in strange_words(entry, policy.vocabulary):
                yield rule_objection(change, where, strange)
                refused = True
            entries[rule] = entry
        if settings_of(change) and not refused:
            sound.append(change)
    for change in sound:
        yield from _in_vain(change, policy, entries)


def unchanged(change: Change, policy: Policy) -> bool:
    """Whether the change, of a known number to a value that it can take, leaves it as it is in force."""
    try:
        after = changed_entries(policy, [change])
    except Refused:
        return False
    return all(_value(policy.entry(rule), key) == _value(after[rule], key) for rule, key, _ in settings_of(change))


def _in_vain(change: Change, policy: Policy, entries: dict[str, Entry]) -> Iterator[Problem]:
    """Why a change of the rule book touches nothing, if it does not. ``entries``: after all changes."""
    settings = settings_of(change)
    rule, key, text = settings[0]
    before, after = policy.entry(rule), entries[rule]
    known = {key: _value(before, key) for _, key, _ in settings}
    if key in _TOLD:
        yield objection(change, "told_only", word=key, rule=rule)
    elif known == {key: _value(after, key) for key in known}:
        yield objection(change, "same_value", part="value", what=f"{rule}.{key}", value=text)
    elif key in ("weight", "tier") and after.level != "soft":
        yield objection(change, "not_soft", rule=rule, level=after.level)
    elif key != "level" and after.level == "off" and not _defines(rule, key):
        yield objection(change, "rule_off", rule=rule, what=f"{rule}.{key}")


def _defines(rule: str, key: str) -> bool:
    """Whether others read the number, even where the rule itself is off."""
    number = register()[rule].numbers().get(key)
    return number is not None and number.defines != ""


def _value(entry: Entry, key: str) -> object:
    return getattr(entry, key) if key in ("level", "tier", "weight", *_TOLD) else entry.numbers.get(key)
