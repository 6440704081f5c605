"""What makes a scenario meaningless is said before anything runs: all of it, each with its place."""

from __future__ import annotations

from dataclasses import replace

import pytest
from what_if_board import change, instance, policy, scenario, situation

from luanchuyen.messages import speak_in
from luanchuyen.models.cadre import Planned
from luanchuyen.models.origin import Origin
from luanchuyen.models.waiver import Lock
from luanchuyen.optimizer.rules.in_force import definitions_of, situation_of
from luanchuyen.optimizer.rules.rule import register
from luanchuyen.optimizer.situation.situation import Situation
from luanchuyen.scenarios.changes.changes import apply, problems_of
from luanchuyen.scenarios.changes.rules import changed_entries
from luanchuyen.scenarios.rulebook.text import toml_value
from luanchuyen.scenarios.scenario import Change, Scenario
from luanchuyen.wording.check.problems import sentence

SHARED = [(name, key) for name, rule in register().items() for key, of in rule.numbers().items() if of.defines]


def told(*changes: Change, of: Situation | None = None) -> list[str]:
    """The sentences of a scenario's problems."""
    speak_in("vi")
    return [sentence(problem) for problem in problems_of([scenario(*changes)], of or situation())]


@pytest.mark.parametrize(
    ("wrong", "expected"),
    [
        (change("set", "stint_lenght.min_months", value="30"), '"stint_lenght". → Có phải: stint_length?'),
        (change("set", "stint_length.min_month", value="30"), 'không có mục "min_month". → Có phải: min_months?'),
        (change("set", "stint_length.min_months", value="ba mươi"), '"ba mươi" không phải số nguyên'),
        (change("set", "evaluation.least", value="HTNVX"), 'HTNVX'),
        (change("set", "stint_length.min_months", value="36"), "stint_length.min_months đang là 36"),
        (change("set", "stint_length.basis", value="QĐ 1"), "chỉ ghi nguồn của quy định"),
        (change("set", "non_local_share.tier", value="3"), "trọng số không có tác dụng"),
        (change("set", "stability.level", value="off"), ""),
        (change("off", "non_local_share"), "non_local_share.level đang là off"),
        (change("weight", "release", value="5"), "Giữ ổn định nơi đi (release) đang ở mức hard"),
        (change("weight", "quota", value="30"), "quota.weight đang là 30"),
        (change("soft", "quota", value="30"), "quota.level đang là soft"),
        (change("soft", "family", value="hai"), '"hai" không phải số nguyên'),
        (change("without_cadre", "C01"), 'không có mã cán bộ "C01" trong trang "Cán bộ". → Chọn một trong: C'),
        (change("without_cadre", "Lò Thị An"), 'Có phải "C0"?'),
        (change("without_cadre", "C6"), "C6 đang giữ chức danh ghi “giữ nguyên”"),
        (change("without_post", "X1-BTT"), 'không có mã chức danh "X1-BTT"'),
        (change("without_post", "X2-VP"), "chức danh X2-VP đang ghi “giữ nguyên”"),
        (change("add", "C0", "X1-BT"), "C0 đã có trong quy hoạch chức danh X1-BT"),
        (change("fix", "C6", "X2-VP"), "C6 đang giữ chức danh ghi “giữ nguyên”"),
        (change("forbid", "*", "X2-VP"), "chức danh X2-VP đang ghi “giữ nguyên”"),
        (change("fix", "*", "X1-BT"), 'không có mã cán bộ "*"'),
        (change("budget", "X11", value="5"), 'không có mã đơn vị "X11" trong trang "Đơn vị". → Có phải "X1"?'),
        (change("budget", "X1", value="-5"), '"-5" không phải số nguyên không âm'),
        (change("budget", "X1", value="5"), "chưa ghi chi phí của ai vào đơn vị X1"),
        (change("fix", "C0", "X9-BT"), 'không có mã chức danh "X9-BT"'),
        (change("forbid", "C3", "X1-BT"), "trang Khóa đã cấm C3 vào X1-BT"),
        (change("forbid", "C5", "X1-PBT"), "cấm chức danh đang giữ không có tác dụng"),
        (change("as_of", value="31/02/2026"), '"31/02/2026" không phải ngày có thật'),
        (change("as_of", value="01/07/2026"), "ngày chốt số liệu đang là 01/07/2026"),
    ],
    ids=lambda value: value.text if isinstance(value, Change) else "",
)  # fmt: skip
def test_a_change_that_is_wrong_or_touches_nothing(wrong: Change, expected: str) -> None:
    sentences = told(wrong)
    if not expected:
        assert sentences == []
    else:
        assert len(sentences) == 1 and expected in sentences[0], sentences


@pytest.mark.parametrize(
    ("changes", "expected"),
    [
        ([change("fix", "C0", "X1-BT"), change("forbid", "C0", "X1-BT")], "trái nhau"),
        ([change("fix", "C0", "X2-BT"), change("forbid", "C0", "X2-CT")], "trái nhau"),
        ([change("fix", "C0", "X1-BT"), change("fix", "C0", "X2-BT")], "trái nhau"),
        ([change("fix", "C0", "X1-BT"), change("fix", "C1", "X1-BT")], "có 1 vị trí nhưng kịch bản cố định C0, C1"),
        ([change("without_cadre", "C0"), change("fix", "C0", "X1-BT")], "trái nhau"),
        ([change("without_post", "X2-CT"), change("forbid", "C0", "X2-BT")], "trái nhau"),
        (
            [change("set", "release.max_leave", value="3"), change("set", "release.max_leave", value="4")],
            'tính chung cho mọi đơn vị: 4" cùng đặt release.max_leave',
        ),
        ([change("off", "release"), change("soft", "release", value="5")], "cùng đặt release.level"),
        ([change("soft", "release", value="5"), change("weight", "release", value="6")], "cùng đặt release.weight"),
        ([change("off", "release"), change("off", "release")], "ghi hai lần"),
        ([change("off", "release"), change("set", "release.max_leave", value="3")], "không được áp dụng nên đổi"),
        ([change("fix", "C0", "X1-BT"), change("forbid", "*", "X1-BT")], "trái nhau"),
        ([change("as_of", value="01/08/2026"), change("as_of", value="01/09/2026")], "hai ngày chốt"),
    ],
    ids=lambda value: "; ".join(c.text for c in value) if isinstance(value, list) else "",
)
def test_changes_that_cannot_be_meant_together(changes: list[Change], expected: str) -> None:
    sentences = told(*changes)
    assert len(sentences) == 1 and expected in sentences[0], sentences


def test_fixing_into_the_two_posts_of_a_bundle_is_one_decision() -> None:
    assert told(change("fix", "C0", "X2-BT"), change("fix", "C0", "X2-CT")) == []


def test_a_number_of_a_rule_that_the_scenario_switches_on_counts() -> None:
    on = change("set", "non_local_share.level", value="soft")
    assert told(on, change("set", "non_local_share.weight", value="40")) == []


@pytest.mark.parametrize("name", sorted(register()))
def test_every_number_of_a_rule_may_be_set(name: str) -> None:
    """Written as a book writes it, lists and tables too."""
    soft = changed_entries(policy(), [change("soft", name, value="1")])[name]
    for key, value in soft.numbers.items():
        text = value if isinstance(value, str) else toml_value(value)
        put = change("set", f"{name}.{key}", value=text)
        assert changed_entries(policy(), [put])[name].numbers[key] == value, key


OTHERWISE = {
    ("fill", "horizon_months"): "6",
    ("stint_length", "min_months"): "24",
    ("consecutive_terms", "max_terms"): "3",
    ("coverage", "levels"): "tỉnh",
    ("non_local", "places"): "birthplace",
    ("non_local", "combine"): "all",
    ("non_local", "resident_months"): "0",
    ("non_local", "unit"): "former_unit",
}


@pytest.mark.parametrize("number", SHARED, ids=".".join)
def test_a_number_that_others_read_counts_though_the_rule_is_off(number: tuple[str, str]) -> None:
    rule, _ = number
    set_it, switched = change("set", ".".join(number), value=OTHERWISE[number]), ("level", "off")
    before = situation_of(instance(), policy((rule, *switched)))
    assert told(set_it, of=before) == []
    assert told(change("off", rule), set_it, of=situation_of(instance(), policy((rule, "level", "hard")))) == []
    changed = apply(scenario(set_it), before).policy
    assert definitions_of(changed) != definitions_of(before.policy) == definitions_of(policy((rule, "level", "soft")))


def test_a_number_that_only_a_rule_that_is_off_reads_is_refused() -> None:
    off = situation_of(instance(), policy(("non_local", "level", "off"), ("release", "level", "off")))
    for number in ("non_local.renew", "non_local.preferred_weight", "release.max_leave"):
        value = "không" if number.endswith("renew") else "7"
        assert "không được áp dụng nên đổi" in told(change("set", number, value=value), of=off)[0]


def test_what_the_facts_make_meaningless() -> None:
    nobody = {code: replace(cadre, planned_for=()) for code, cadre in instance().cadres.items()}
    blank = situation_of(replace(instance(), cadres=nobody), policy())
    assert "cột Quy hoạch đang trống" in told(change("add", "C0", "X1-BT"), of=blank)[0]
    fixed = situation_of(replace(instance(), locks=(Lock("C0", "X1-BT", "fixed"),)), policy())
    assert "đã cố định C0 vào X1-BT" in told(change("fix", "C0", "X1-BT"), of=fixed)[0]
    assert told(change("forbid", "C0", "X1-BT"), of=fixed) == []
    cadres = {**instance().cadres, "C4": replace(instance().cadres["C4"], planned_for=(Planned("X1-BT"),))}
    named = situation_of(replace(instance(), cadres=cadres), policy())
    assert "đã có trong quy hoạch" in told(change("add", "C4", "X1-BT"), of=named)[0]
    settings = replace(instance().settings, start=instance().settings.start.replace(month=8))
    typed = situation_of(replace(instance(), settings=settings), policy())
    assert "ngày dự kiến thực hiện 01/08/2026" in told(change("as_of", value="01/09/2026"), of=typed)[0]


def test_a_row_that_does_not_bind_leaves_something_to_decide() -> None:
    soft = situation_of(replace(instance(), locks=(Lock("C0", "X1-BT", "fixed"),)), policy(("fixed", "level", "soft")))
    assert told(change("fix", "C0", "X1-BT"), of=soft) == []
    assert told(change("forbid", "C3", "X1-BT"), change("off", "forbidden")) == []


def test_a_budget_that_changes_nothing() -> None:
    costly = replace(instance().panel["C0", "X1-BT"], cost=5)
    units = {**instance().units, "X1": replace(instance().units["X1"], budget=7)}
    facts = replace(instance(), units=units, panel={**instance().panel, ("C0", "X1-BT"): costly})
    assert told(change("budget", "X1", value="8"), of=situation_of(facts, policy())) == []
    assert "đang là 7" in told(change("budget", "X1", value="7"), of=situation_of(facts, policy()))[0]
    twice = told(change("budget", "X1", value="8"), change("budget", "X1", value="9"), of=situation_of(facts, policy()))
    assert len(twice) == 1 and "hai mức kinh phí của đơn vị X1: 8 và 9" in twice[0]
    off = situation_of(facts, policy(("budget", "level", "off")))
    assert "Đặt budget.level là hard" in told(change("budget", "X1", value="8"), of=off)[0]


def test_everything_is_said_at_once_with_its_cell_or_its_option() -> None:
    cells = {"scenario": "A3", "change": "B3", "target": "C3", "value": "D3"}
    row = Change("without_cadre", ("C9",), origin=Origin("Kịch bản", 3, cells))
    typed = Change("off", ("releas",), origin=Origin("--off releas"))
    found = problems_of([Scenario("một", (row,)), Scenario("hai", (typed,))], situation())
    assert [(problem.sheet, problem.cells) for problem in found] == [("Kịch bản", ("C3",)), ("", ())]
    speak_in("vi")
    assert sentence(found[0]).startswith('trang "Kịch bản", ô C3: không có mã cán bộ "C9"')
    assert sentence(found[1]).startswith("--off releas: releas.level: không có quy định")


def test_two_scenarios_of_one_name() -> None:
    found = problems_of([scenario(change("off", "release")), scenario(change("off", "family"))], situation())
    assert {problem.key for problem in found} == {"scenario.same_name"}
