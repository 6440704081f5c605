"""A certificate may ask for so much work and no more; ours never asks for as much."""

from __future__ import annotations

import time
from pathlib import Path

import pytest
from naive_proofs import NaiveChecker, Refused

from luanchuyen.commands.input import read_input
from luanchuyen.models.options import Options
from luanchuyen.optimizer.audit.claims import Judge
from luanchuyen.optimizer.integer import allowance
from luanchuyen.optimizer.integer.events import PlanFound
from luanchuyen.optimizer.integer.inequalities import Inequalities
from luanchuyen.optimizer.integer.task import Ranked, Task
from luanchuyen.optimizer.planning import plan_situation
from luanchuyen.optimizer.program.program import build
from luanchuyen.optimizer.rules.in_force import situation_of
from luanchuyen.optimizer.situation.situation import Situation
from luanchuyen.optimizer.solver.ranking import Ranking
from luanchuyen.scenarios import example


@pytest.fixture(scope="module")
def situation() -> Situation:
    source = read_input(Path(str(example.folder("doi-chu-tich-xa"))))
    return situation_of(source.instance, source.policy)


@pytest.mark.parametrize(("nodes", "held"), [(2_000_000, 0), (1_001, 30_000)], ids=["nodes", "multipliers"])
def test_a_forged_tree_is_refused_before_it_is_walked(nodes: int, held: int, situation: Situation) -> None:
    program = build(situation)
    result = plan_situation(situation, Options(1))
    assert result.certificate is not None
    certificate = result.certificate.to_dict()
    told = certificate["plans"][0]  # type: ignore[index]
    told["tiers"][0]["tree"] = [[[*range(held)], [1] * held, -1, 0, -1, -1, 0]] * nodes
    begun = time.process_time()
    faults = [*Judge(situation, program).faults(result.plans, result.to_dict(), certificate)]
    assert "too_much_work" in {fault.key for fault in faults}
    score = [result.plans[0].score[tier] for tier in program.arrays.tiers]
    with pytest.raises(Refused, match="too much work"):
        NaiveChecker(program).check(score, result.plans[0].pairs, 1, told)
    assert time.process_time() - begun < 10


def ranked(situation: Situation) -> list[Ranked]:
    """Three plans by the ranking itself, in this process."""
    found: list[Ranked] = []

    def say(event: object) -> None:
        if isinstance(event, PlanFound):
            found.append(event.plan)

    Ranking(Task(build(situation).arrays, 3, 1, None, 0), say).run()
    return found


def test_what_would_be_refused_is_an_engines_word(situation: Situation, monkeypatch: pytest.MonkeyPatch) -> None:
    """The same plans; those beyond what may be asked bear no tree of more than one node, and claim none."""
    plain = ranked(situation)
    monkeypatch.setattr(allowance, "MOST", 40 * allowance.cells(Inequalities.of(build(situation).arrays)))
    lean = ranked(situation)
    assert [plan.score for plan in lean] == [plan.score for plan in plain]
    words = [proof.word for plan in lean for proof in plan.proofs]
    assert "engine" in words and "engine" not in [proof.word for plan in plain for proof in plan.proofs]
    assert sum(len(proof.tree or ()) for plan in lean for proof in plan.proofs) <= 40
    assert (lean[0].proofs, lean[1].proofs) == (plain[0].proofs, plain[1].proofs)
