"""What a case of a rule expects, asked of both tellings of a situation."""

from __future__ import annotations

import numpy as np
from cases_of import Case
from tellings import (
    judged,
    judged_within,
    moves_of,
    plan_amount,
    plan_excess,
    standing,
    subjects_told,
    told_by_arrays,
)

from luanchuyen.optimizer.audit.auditor import audit
from luanchuyen.optimizer.columns.locality import LOCAL, NON_LOCAL, UNSURE, locality_of
from luanchuyen.optimizer.columns.pairs import Columns
from luanchuyen.optimizer.program.pricing import entry_amounts
from luanchuyen.optimizer.rules.in_force import rules_of
from luanchuyen.optimizer.rules.rule import register
from luanchuyen.optimizer.situation.lineup import lineup_of
from luanchuyen.optimizer.situation.situation import Situation

WORDS = {LOCAL: "local", NON_LOCAL: "non_local", UNSURE: "unknown"}


def check_case(case: Case, situation: Situation) -> None:
    """Fails unless everything that the case expects is so."""
    checks = {"pair": check_pair, "plan": check_plan, "due": check_due, "local": check_local, "groups": check_groups}
    for key in case.expected.keys() & checks.keys():
        checks[key](case, situation)


def check_pair(case: Case, situation: Situation) -> None:
    """The amount of a pair in both tellings, and whether a fact is missing."""
    cadre_id, post_id = case.expected["pair"]
    rule = rules_of(situation)[case.rule]
    expected = case.expected["amount"], case.expected.get("missing", False)
    assert judged(rule, cadre_id, post_id, situation) == expected
    assert told_by_arrays(rule, cadre_id, post_id, situation) == expected[0]


def check_plan(case: Case, situation: Situation) -> None:
    """The amount of a plan in both tellings, and what stands."""
    plan = [(c, p) for c, p in case.expected["plan"]]
    rule = rules_of(situation)[case.rule]
    if rule.tells("plan"):
        assert all(breach.amount > 0 for breach in rule.breaches(lineup_of(situation, plan), situation))
        plain, arrays = plan_amount(rule, plan, situation), plan_excess(rule, plan, situation)
    else:
        moves = lineup_of(situation, plan).moves
        plain = sum(judged_within(rule, c, group, situation) for c, group in moves.items())
        arrays = int(entry_amounts(rule, moves_of(situation, plan))[2].sum())
    assert (plain, arrays) == (case.expected["amount"], case.expected["amount"])
    if "subjects" in case.expected:
        assert subjects_told(rule, plan, situation) == (case.expected["subjects"],) * 2
    if "standing" in case.expected:
        assert standing(rule, plan, situation) == case.expected["standing"]
    if "stands" in case.expected:
        stands = [f.amount for f in audit(situation, plan).findings if (f.rule, f.level) == (case.rule, "standing")]
        assert stands == case.expected["stands"]


def check_due(case: Case, situation: Situation) -> None:
    """The holdings that are due by the rule."""
    by = {case.rule} if register()[case.rule].tells("due") else register().keys()
    due = [list(holding) for holding, rules in situation.due_holdings.items() if rules & by]
    assert due == sorted(case.expected["due"])


def check_local(case: Case, situation: Situation) -> None:
    """Local or not, in both tellings."""
    cadre_id, post_id = case.expected["pair"]
    columns = Columns(situation)
    index = np.array([columns.cadre_index[cadre_id]]), np.array([columns.post_index[post_id]])
    assert situation.locality(cadre_id, post_id) == case.expected["local"]
    assert WORDS[int(locality_of(columns, *index)[0])] == case.expected["local"]


def check_groups(case: Case, situation: Situation) -> None:
    """The groups that may be taken, in order."""
    assert [list(group.posts) for group in situation.groups] == case.expected["groups"]
