"""A situation made of another one with a little changed: what the change leaves as it was is not worked out again."""

from __future__ import annotations

import copy
from dataclasses import replace

from luanchuyen.models.instance import Instance
from luanchuyen.models.policy import Policy
from luanchuyen.optimizer.situation.definitions import Definitions
from luanchuyen.optimizer.situation.situation import Situation

LOOKED_UP = ("rotation_months", "max_terms", "levels_covered")
"""Definitions that are looked up where they are asked for, so that nothing kept of the facts depends on them."""
OF_GROUPS = ("held", "holders", "lead_post", "unit_of", "terms", "homecomings", "_locality")
"""What is kept of the facts and how posts go together, whichever of them are frozen."""


def under(base: Situation, policy: Policy, definitions: Definitions) -> Situation:
    """The same facts under ``policy``, which differs from the base's book in the entries of its rules alone.

    Where neither who leaves, who is due nor who is local changes by it, ``alike`` of what is made is the base: all that
    was worked out of the facts serves both, but for what looks at a rule's own entry or at the months that end a
    rotation.
    """
    of_facts = replace(definitions, **{name: getattr(base.definitions, name) for name in LOOKED_UP})
    if of_facts != base.definitions:
        parts = base._due_by_rules, base.gazetteer, base.given, base.decided
        return Situation(base.instance, policy, definitions, *parts)
    made = copy.copy(base)
    made.policy, made.definitions, made._made = policy, definitions, {}
    made.alike, made.froze = None, frozenset()
    for name in ("due_holdings", "due"):
        made.__dict__.pop(name, None)
    made.alike = base if made.due_holdings == base.due_holdings else None
    return made


def freezing(base: Situation, instance: Instance) -> Situation:
    """What ``instance`` means under the base's rules: the same facts, but that some posts are frozen besides.

    ``alike`` of what is made is the base, ``froze`` are the posts: what does not rest on who stands where serves both.
    Where the posts then go together otherwise, nothing does.
    """
    parts = base.definitions, base._due_by_rules, base.gazetteer, base.given, base.decided
    made = Situation(instance, base.policy, *parts)
    if [(g.posts, g.lead, g.optional) for g in made.groups] == [(g.posts, g.lead, g.optional) for g in base.groups]:
        made.__dict__ |= {name: getattr(base, name) for name in OF_GROUPS}
        made.alike = base
        made.froze = frozenset(p for p, post in instance.posts.items() if post is not base.instance.posts[p])
    return made
