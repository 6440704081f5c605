"""What is counted of a plan on the facts: women, the young, directions, places covered, terms beyond two."""

from __future__ import annotations

from dataclasses import replace

from luanchuyen.models.comparison import Measures
from luanchuyen.models.plan import Plan
from luanchuyen.optimizer.record.people import days_of_ages, people_of
from luanchuyen.optimizer.rules.coverage import Coverage
from luanchuyen.optimizer.rules.in_force import rules_of
from luanchuyen.optimizer.situation.lineup import lineup_of
from luanchuyen.optimizer.situation.situation import Situation
from luanchuyen.scenarios.comparison.comparison import moves_measured


def measures_of(situation: Situation, plan: Plan) -> Measures:
    """The figures of a plan on the facts that it was made for."""
    people = people_of(situation, days_of_ages(situation, plan).items())
    # The figure is this rule's count, whatever its level.
    rule = rules_of(situation)["coverage"]
    assert isinstance(rule, Coverage)
    places = len(rule.places(situation))
    uncovered = len(rule.breaches(lineup_of(situation, plan.pairs), situation))
    return replace(
        moves_measured(plan),
        women=people.women,
        under_40=people.under_40,
        covered=places - uncovered if places else None,
        places=places or None,
        over_two_terms=_over_two_terms(situation, plan),
    )


def _over_two_terms(situation: Situation, plan: Plan) -> int | None:
    """Head posts whose holder has served their terms and stays; None where nobody's terms are filled in."""
    # Whose terms are served is what this rule calls due, whatever its level.
    rule = rules_of(situation)["consecutive_terms"]
    if rule.silent(situation) is not None:
        return None
    gone = plan.persons | situation.leaves
    return sum(cadre_id not in gone for cadre_id, _ in rule.due(situation))
