"""What each rule costs, as it is told on the screen."""

from __future__ import annotations

from dataclasses import replace

from small_outcomes import BASE, ELSEWHERE, INFEASIBLE

from luanchuyen.models.comparison import Comparison, Gain
from luanchuyen.scenarios.comparison.comparison import compare
from luanchuyen.wording.comparison.costs import cost_lines


def told(base_planned: bool, *gains: Gain) -> list[str]:
    found = compare(BASE if base_planned else INFEASIBLE, [ELSEWHERE] * len(gains))
    others = tuple(replace(one, gain=gain) for one, gain in zip(found.others, gains, strict=True))
    return list(cost_lines(Comparison(found.base, others)))


def test_the_greatest_gain_stands_first_and_losses_are_not_told() -> None:
    lines = told(
        True, Gain(0, {1: 0, 2: 5}, ("C1",)), Gain(2, {1: 3, 2: -40}, ("C1", "C3")), Gain(0, {1: -1, 2: 9}, ())
    )
    assert [line.split()[:4] for line in lines[2:]] == [["+2", "−3", "+40", "2"], ["0", "0", "−5", "1"]]
    assert len({line.index("Giữ gần") for line in lines[2:]}) == 1, "the names stand under each other"


def test_where_the_base_has_no_plan_it_tells_what_makes_one_possible() -> None:
    lines = told(False, Gain(None, {}, (), possible=True), Gain(None, {}, ()))
    assert lines[-1].endswith("(lập được phương án, còn 2 vị trí trống)")
    assert len(lines) == 3


def test_where_nothing_helps_that_is_said() -> None:
    assert told(True, Gain(0, {1: 0}, ())) == ["Không quy định nào, khi bỏ hay nới một bước, làm phương án tốt hơn."]
