"""What a plan says of itself: its persons, by cadre, by post, and the seats left empty."""

from __future__ import annotations

from luanchuyen.models.plan import Assignment, Plan, Unfilled


def taking(cadre: str, post: str) -> Assignment:
    return Assignment(cadre, post, None, "U", "rotation", "training", "down", False, False)


def test_a_bundle_is_one_person_and_two_posts_and_codes_are_in_order() -> None:
    plan = Plan(
        1,
        (taking("C2", "P3"), taking("C1", "P2"), taking("C1", "P1"), taking("C3", "P3")),
        {1: 0},
        {1: 0},
        True,
        unfilled=(Unfilled("P9", 2, ()), Unfilled("P4", 1, ())),
    )
    assert plan.persons == {"C1", "C2", "C3"}
    assert [(c, [a.post for a in taken]) for c, taken in plan.by_cadre.items()] == [
        ("C1", ["P1", "P2"]), ("C2", ["P3"]), ("C3", ["P3"]),
    ]  # fmt: skip
    assert [(p, [a.cadre for a in come]) for p, come in plan.by_post.items()] == [
        ("P1", ["C1"]), ("P2", ["C1"]), ("P3", ["C2", "C3"]),
    ]  # fmt: skip
    assert (list(plan.empty.items()), plan.seats_empty) == ([("P4", 1), ("P9", 2)], 3)


def test_a_plan_that_moves_nobody_says_so() -> None:
    plan = Plan(1, (), {1: 0}, {1: 0}, True)
    assert (plan.persons, plan.by_cadre, plan.by_post, plan.empty, plan.seats_empty) == (set(), {}, {}, {}, 0)
