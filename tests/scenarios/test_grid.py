"""Sweeps: what the options mean, what they may not be, and which points they give."""

from __future__ import annotations

import pytest
from what_if_board import change, policy

from luanchuyen.models.errors import ScenarioError
from luanchuyen.scenarios.grid import GridAxis, axes_of, axis_of, grid_problems, points_of


@pytest.mark.parametrize(
    ("text", "values"),
    [
        ("stint_length.min_months=24..48:6", [24, 30, 36, 42, 48]),
        ("stint_length.min_months=24..47:6", [24, 30, 36, 42]),
        ("rank_step.down=0..2", [0, 1, 2]),
        ("rank_step.down=2..0", [2, 1, 0]),
        ("evaluation.least=HTNV, HTTNV", ["HTNV", "HTTNV"]),
        ("release.max_leave=3", ["3"]),
    ],
)
def test_what_an_option_means(text: str, values: list[object]) -> None:
    axis = axis_of(text)
    assert isinstance(axis, GridAxis)
    assert (axis.number, list(axis.values)) == (text.partition("=")[0], values)


@pytest.mark.parametrize(
    ("text", "key"),
    [
        ("stint_length=1..2", "bad_grid"),
        ("stint_length.min_months", "bad_grid"),
        ("stint_length.min_months=", "bad_grid"),
        ("stint_length.min_months=a..b", "bad_grid"),
        ("stint_length.min_months=24..48:0", "bad_grid"),
        ("stint_length.min_months=24,24", "grid_doubled"),
        ("stint_length.min_months=24,,30", "grid_doubled"),
    ],
)
def test_what_an_option_may_not_be(text: str, key: str) -> None:
    _, (problem,) = axes_of([text])
    assert (problem.key, problem.values["source"]) == (f"scenario.{key}", f"--grid {text}")


def test_a_number_twice() -> None:
    _, problems = axes_of(["rank_step.down=0,1", "rank_step.down=2"])
    assert [problem.key for problem in problems] == ["scenario.grid_twice"]


def test_too_many_points_are_refused_with_their_number() -> None:
    with pytest.raises(ScenarioError) as refused:
        axes_of(["stint_length.min_months=0..1000", "remaining_service.training=0..9"])
    assert refused.value.values == {"points": 10_010, "most": 10_000}


def test_unknown_numbers_and_values_are_named() -> None:
    axes, problems = axes_of(["stint_length.min_month=24,30", "evaluation.least=HTNV,TỐT"])
    assert problems == ()
    assert [problem.key for problem in grid_problems(axes, (), policy())] == [
        "rules.unknown_key", "rules.unknown_key", "rules.unknown_word",
    ]  # fmt: skip


def test_the_points_are_the_product_and_the_one_in_force_changes_nothing() -> None:
    axes, _ = axes_of(["stint_length.min_months=30,36", "rank_step.down=0,1"])
    points = points_of(axes, (), policy())
    assert [scenario.point for scenario in points] == [
        (("stint_length.min_months", months), ("rank_step.down", down)) for months in ("30", "36") for down in "01"
    ]
    assert [len(scenario.changes) for scenario in points] == [2, 1, 1, 0]
    assert grid_problems(axes, (), policy()) == ()


def test_changes_beside_a_grid_are_made_at_every_point() -> None:
    axes, _ = axes_of(["rank_step.down=0,1"])
    shared = (change("off", "release"),)
    assert [scenario.changes[0] for scenario in points_of(axes, shared, policy())] == [*shared, *shared]


def test_a_number_of_a_rule_that_is_off_needs_the_rule_beside_it() -> None:
    axes, _ = axes_of(["non_local_share.weight=10,30"])
    assert {problem.key for problem in grid_problems(axes, (), policy())} == {"scenario.not_soft"}
    on = change("set", "non_local_share.level", value="soft")
    assert grid_problems(axes, [on], policy()) == ()
