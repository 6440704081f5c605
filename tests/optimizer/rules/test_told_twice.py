"""What the two tellings of a rule have in common: which functions, and that a fault in any of them is found."""

from __future__ import annotations

import subprocess
import sys

import pytest
from case_checks import check_case
from cases_of import Case, all_cases
from mutants import mutated, mutations
from shared_helpers import ARRAYS, PLAIN, Function, method_of, reached_from, shared_helpers, source

from luanchuyen.models.instance import Instance
from luanchuyen.models.policy import Policy
from luanchuyen.optimizer.rules.in_force import situation_of
from luanchuyen.optimizer.rules.rule import register

TOLD_ONCE = {
    "consecutive_terms.ConsecutiveTerms._filled": "whether the column is filled for somebody",
    "coverage.Coverage.places": "which places are judged, and by which posts",
    "discipline.Discipline.waits": "the book's numbers by measure",
    "family.Family.counts": "whether a word is in a list of the book",
    "family.Family._pairs": "the rows of Quan hệ that count, each pair once",
    "family.Family._sensitive": "the kinds and sectors that are sensitive",
    "fill.Fill._weight": "the book's number, or one",
    "fixed.Fixed._rows": "the rows of Khóa that fix",
    "moratorium._holds": "whether a word is in a list of the book",
    "number.day_of": "a day of the book",
    "non_local_share.NonLocalShare._subject": "what a finding names",
    "qualification.Qualification._judged": "the scales that are filled for somebody",
    "quota.Quota._least": "the book's numbers that ask anything",
    "quota.Quota._shares": "the book's numbers that ask anything",
    "remaining_service.RemainingService.need": "the book's numbers by purpose",
    "rule.Rule.number_names": "the book's numbers by name",
    "stability.Stability._given": "the given plan without what is so already",
    "wishes._words_of": "the words by which a post can be wished",
}
"""The functions of rules that both tellings reach: rows and numbers looked up, nothing counted."""

NO_DIFFERENCE = {
    ("situation.bundling.Bundling.optional", "any to all"): "a bundle of the book is frozen in all its posts or none",
    ("situation.structure.Structure.lead", "10 changed"): "no rank comes near it",
    ("situation.structure.Structure.lead", "9 changed"): "no rank comes near it",
}
"""Changes that change nothing, and why."""


def short(function: Function) -> str:
    """The function's name without the package."""
    module = function[0].removeprefix("luanchuyen.optimizer.").removeprefix("rules.")
    return f"{module}.{function[1]}"


def shared() -> dict[Function, set[str]]:
    """Every helper that both tellings of some rule reach, and these rules."""
    found: dict[Function, set[str]] = {}
    for rule, helpers in shared_helpers().items():
        for helper in helpers:
            found.setdefault(helper, set()).add(rule)
    return dict(sorted(found.items()))


def test_of_a_rule_s_own_functions_only_those_named_here_are_told_once() -> None:
    """Beside them the tellings share what a situation is (optimizer/situation), and nothing of columns."""
    rooms = {helper: helper[0].split(".")[2] for helper in shared()}
    assert {short(helper) for helper, room in rooms.items() if room == "rules"} == TOLD_ONCE.keys()
    assert set(rooms.values()) == {"rules", "situation"}


@pytest.mark.parametrize("rule", register())
def test_the_solvers_telling_stands_on_columns_and_the_auditors_does_not(rule: str) -> None:
    name = register()[rule].__name__
    plain, arrays = (
        {helper[0] for method in methods for helper in reached_from(method_of(name, method) or ("", ""))}
        for methods in (PLAIN, ARRAYS)
    )
    assert any(".columns." in module for module in arrays)
    assert not any(".columns." in module for module in plain)


def test_a_fault_in_what_both_tellings_share_is_found_by_a_case(capsys: pytest.CaptureFixture[str]) -> None:
    count, survivors, told = 0, set(), told_by_cases()
    for helper, rules in shared().items():
        told.sort(key=lambda one: one[0].rule not in rules)
        for what, node in mutations(source().functions[helper]):
            with mutated(helper, node):
                found = next((at for at, one in enumerate(told) if fails(*one)), None)
            count += 1
            if found is None:
                survivors.add((short(helper), what.partition(" in line")[0]))
            else:  # what found one fault is likely to find the next
                told.insert(0, told.pop(found))
    with capsys.disabled():
        print(f"\n{len(shared())} shared helpers, {count} faults, {count - len(survivors)} found")
    assert survivors == NO_DIFFERENCE.keys()


def told_by_cases() -> list[tuple[Case, Instance, Policy]]:
    """Every case with its facts and its book, read once."""
    return [(case, case.instance, case.policy()) for case in all_cases()]


def fails(case: Case, instance: Instance, policy: Policy) -> bool:
    """Whether the case does not hold, by a wrong figure or by breaking down."""
    try:
        check_case(case, situation_of(instance, policy, given=case.given_plan()))
    except Exception:
        return True
    return False


def test_the_cases_hold_while_nothing_is_changed() -> None:
    assert not [one[0] for one in told_by_cases() if fails(*one)]


def test_the_auditor_alone_loads_no_arrays_and_no_solver() -> None:
    code = (
        "import sys, luanchuyen.optimizer.audit.auditor as auditor\n"
        "from luanchuyen.optimizer.rules.rule import register\n"
        "assert auditor.audit and register()\n"
        "print(*sys.modules)"
    )
    loaded = subprocess.run([sys.executable, "-c", code], check=True, capture_output=True, text=True).stdout.split()
    mine = {name.split(".")[2] for name in loaded if name.startswith("luanchuyen.optimizer.")}
    assert mine == {"audit", "rules", "situation"}
    assert not {"numpy", "ortools", "pandas"} & set(loaded)
