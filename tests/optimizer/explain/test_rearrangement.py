"""The difference of two plans as paths and cycles."""

from __future__ import annotations

from luanchuyen.models.committee.price import Change
from luanchuyen.optimizer.explain.rearrangement import rearrangement


def test_a_ring_a_path_and_a_seat_left() -> None:
    changes = [
        Change("A", ("H1",), ("P1",), ("P2",)),
        Change("B", ("H2",), ("P2",), ("P1",)),
        Change("C", ("H3",), ("P3",), ("P4",)),
        Change("D", ("H4",), ("P4",), ("H4",)),
        Change("E", (), ("P5",), ()),
    ]
    ring, path, alone = rearrangement(changes)
    assert {step.cadre for step in path.steps} == {"C", "D"} and not path.cyclic
    assert [handover.post for handover in path.ends] == ["P3"]
    assert [step.cadre for step in ring.steps] == ["A", "B"] and ring.cyclic
    assert [(step.cadre, [h.post for h in step.leaves]) for step in alone.steps] == [("E", ["P5"])]


def test_who_takes_a_seat_of_two_is_paired_with_who_leaves_it() -> None:
    changes = [Change("A", (), ("P",), ("Q",)), Change("B", (), (), ("P",)), Change("C", (), ("Q",), ())]
    (chain,) = rearrangement(changes)
    assert {step.cadre for step in chain.steps} == {"A", "B", "C"}
    assert not chain.ends
