"""The tables of a rule book beside its rules: sources of single numbers, bundles, reference dates, the period."""

from __future__ import annotations

import datetime as dt
import re
from pathlib import Path

import pytest
from package_tree import ROOT

from luanchuyen.messages import LANGUAGES, filled, sentences
from luanchuyen.models.errors import RuleBookError
from luanchuyen.models.policy import BundleRule, Entry, Period, Source
from luanchuyen.scenarios.rulebook.book import DEFAULT, load_rules
from luanchuyen.scenarios.rulebook.text import effective_toml

BLANK = Source("")
PROVINCE = """
extends = "qd65-2026"
in_force = {from = 2026-01-01, to = "31/12/2026"}

[remaining_service]
training = 96
sources = {training = {basis = "QĐ 12-QĐ/TU Điều 3", verified = true}, other = {basis = "Lựa chọn của tỉnh"}}

[bundle]
require = [{kinds = ["Chủ tịch HĐND", "Bí thư"], level = "cấp xã"}]
forbid = [{kinds = ["secretary", "pc_chair"], level = "xã"}, {kinds = ["pc_chair", "secretary"], level = "tỉnh"}]

[reference_dates]
"chỉ định@xã" = "07/2025"
"Giới thiệu bầu@cấp tỉnh" = 2026-03-31
"appoint@huyện" = "2025"
"""


def book(folder: Path, text: str, name: str = "cua-tinh.toml") -> Path:
    path = folder / name
    path.write_text(text, encoding="utf-8")
    return path


def changed(folder: Path, text: str, rule: str) -> Entry:
    """A rule of the default book under a book that extends it."""
    return load_rules(book(folder, f'extends = "{DEFAULT}"\n{text}')).entry(rule)


def refused(folder: Path, text: str) -> list[tuple[str, str, str]]:
    """(message, place, nearest) of every problem; every sentence can be said."""
    with pytest.raises(RuleBookError) as caught:
        load_rules(book(folder, f'extends = "{DEFAULT}"\n{text}'))
    problems = caught.value.values["problems"]
    assert isinstance(problems, tuple)
    for language in LANGUAGES:
        for problem in problems:
            filled(sentences(language, "rules")[problem.key.removeprefix("rules.")], problem.values)
    return [
        (p.key.removeprefix("rules."), p.values["where"].partition(" ")[2], p.values.get("nearest", ""))
        for p in problems
    ]


def test_bundles_and_dates_in_vietnamese_words_or_codes(tmp_path: Path) -> None:
    policy = load_rules(book(tmp_path, PROVINCE))
    assert policy.bundles == (
        BundleRule(("secretary", "pc_chair"), "tỉnh", "forbid"),
        BundleRule(("secretary", "council_chair"), "xã", "require"),
        BundleRule(("secretary", "pc_chair"), "xã", "forbid"),
    )
    assert policy.reference_dates == {
        ("designate", "xã"): dt.date(2025, 7, 31),
        ("nominate", "tỉnh"): dt.date(2026, 3, 31),
        ("appoint", "huyện"): dt.date(2025, 12, 31),
    }
    assert policy.in_force == Period(dt.date(2026, 1, 1), dt.date(2026, 12, 31))


def test_all_of_it_reads_back(tmp_path: Path) -> None:
    policy = load_rules(book(tmp_path, PROVINCE))
    text = effective_toml(policy)
    again = load_rules(book(tmp_path, text, "rules.toml"))
    assert again == policy and effective_toml(again) == text


@pytest.mark.parametrize(
    ("part", "other"),
    [
        ("verified = true}", "verified = false}"),
        ('level = "cấp xã"', 'level = "huyện"'),
        ('"07/2025"', '"08/2025"'),
        ('"31/12/2026"', '"31/12/2027"'),
    ],
)
def test_all_of_it_counts_in_the_hash(part: str, other: str, tmp_path: Path) -> None:
    first = load_rules(book(tmp_path, PROVINCE)).sha256
    assert load_rules(book(tmp_path, PROVINCE.replace(part, other))).sha256 != first


def test_an_own_bundle_on_the_same_kinds_and_level_replaces_the_inherited_one(tmp_path: Path) -> None:
    book(tmp_path, PROVINCE)
    text = """
        extends = "cua-tinh.toml"
        [bundle]
        allow = [{kinds = ["pc_chair", "secretary"], level = "xã"}]
        [reference_dates]
        "designate@xã" = "08/2025"
        """
    policy = load_rules(book(tmp_path, text, "thi-diem.toml"))
    modes = {(rule.kinds, rule.level): rule.mode for rule in policy.bundles}
    assert modes[("secretary", "pc_chair"), "xã"] == "allow"
    assert modes[("secretary", "pc_chair"), "tỉnh"] == "forbid" and len(modes) == 3
    assert policy.reference_dates["designate", "xã"] == dt.date(2025, 8, 31)
    assert len(policy.reference_dates) == 3
    assert policy.in_force == Period(dt.date(2026, 1, 1), dt.date(2026, 12, 31)), "the period goes on"


@pytest.mark.parametrize(
    ("text", "found"),
    [
        ("bundle = 3", ("not_table", "[bundle]", "")),
        ("[bundle]\nrequires = []", ("unknown_key", "[bundle.requires]", "require")),
        ("[bundle]\nallow = 'secretary'", ("not_list", "[bundle.allow]", "")),
        ("[bundle]\nallow = [{kinds = ['secretary', 'pc_chair']}]", ("missing_part", "[bundle.allow[1]]", "")),
        ("[bundle]\nallow = [{kind = [], level = 'xã'}]", ("unknown_part", "[bundle.allow[1]]", "kinds")),
        (
            "[bundle]\nallow = [{kinds = ['secretery', 'pc_chair'], level = 'xã'}]",
            ("unknown_word", "[bundle.allow[1]]", "secretary"),
        ),
        (
            "[bundle]\nallow = [{kinds = ['secretary', 'pc_chair'], level = 'xa'}]",
            ("unknown_word", "[bundle.allow[1]]", "xã"),
        ),
        ("[bundle]\nallow = [{kinds = ['secretary'], level = 'xã'}]", ("too_few_kinds", "[bundle.allow[1]]", "")),
        (
            "[bundle]\nallow = [{kinds = ['secretary', 'Bí thư'], level = 'xã'}]",
            ("too_few_kinds", "[bundle.allow[1]]", ""),
        ),
        (
            "[bundle]\nrequire = [{kinds = ['secretary', 'pc_chair'], level = 'xã'}]\n"
            "forbid = [{kinds = ['pc_chair', 'secretary'], level = 'phường'}]",
            ("two_modes", "[bundle.forbid[1]]", ""),
        ),
        ("reference_dates = []", ("not_table", "[reference_dates]", "")),
        ("[reference_dates]\n'designate' = 2025-07-31", ("not_mode_at_level", "[reference_dates.designate]", "")),
        (
            "[reference_dates]\n'chi dinh@xã' = 2025-07-31",
            ("unknown_word", "[reference_dates.chi dinh@xã]", "chỉ định"),
        ),
        (
            "[reference_dates]\n'designat@xã' = 2025-07-31",
            ("unknown_word", "[reference_dates.designat@xã]", "designate"),
        ),
        ("[reference_dates]\n'designate@xa' = 2025-07-31", ("unknown_word", "[reference_dates.designate@xa]", "xã")),
        ("[reference_dates]\n'designate@xã' = '13/2025'", ("not_date", "[reference_dates.designate@xã]", "")),
        ("[reference_dates]\n'designate@xã' = '31/02/2025'", ("not_date", "[reference_dates.designate@xã]", "")),
        ("[reference_dates]\n'designate@xã' = 2025", ("not_date", "[reference_dates.designate@xã]", "")),
        (
            "[reference_dates]\n'designate@xã' = '07/2025'\n'chỉ định@phường' = '08/2025'",
            ("two_dates", "[reference_dates.chỉ định@phường]", ""),
        ),
        ("[reference_date]", ("unknown_rule", "[reference_date]", "reference_dates")),
        (
            "[stint_length.sources]\nmin_month = {basis = ''}",
            ("unknown_key", "[stint_length.sources.min_month]", "min_months"),
        ),
        ("[stint_length]\nsources = 3", ("not_table", "[stint_length.sources]", "")),
        (
            "[stint_length.sources]\nmin_months = {verified = true}",
            ("missing_part", "[stint_length.sources.min_months]", ""),
        ),
        ("[stint_length.sources]\nmin_months = {basis = 3}", ("not_text", "[stint_length.sources.min_months]", "")),
    ],
)  # fmt: skip
def test_what_is_wrong_is_refused_with_its_place(text: str, found: tuple[str, str, str], tmp_path: Path) -> None:
    ((message, place, nearest),) = refused(tmp_path, text)
    assert (message, place) == found[:2]
    assert found[2] in nearest.split(", ")[:2] if found[2] else True


@pytest.mark.parametrize(
    ("text", "message"),
    [
        ("in_force = 2026", "not_table"),
        ("in_force = {since = 2026-01-01}", "unknown_part"),
        ("in_force = {from = '2026'}", "not_date"),
        ("in_force = {from = 2026-01-02, to = 2026-01-01}", "ends_before"),
    ],
)
def test_a_period_that_is_none_is_refused(text: str, message: str, tmp_path: Path) -> None:
    assert refused(tmp_path, text)[0][:2] == (message, "[in_force]")


def test_the_same_bundle_twice_is_said_once(tmp_path: Path) -> None:
    row = "{kinds = ['secretary', 'pc_chair'], level = 'xã'}"
    policy = load_rules(book(tmp_path, f"[bundle]\nforbid = [{row}, {row}]\n"))
    assert len(policy.bundles) == 1


def test_a_changed_number_drops_its_source_and_no_other(tmp_path: Path) -> None:
    old = load_rules(DEFAULT).entry("remaining_service")
    entry = changed(tmp_path, "[remaining_service]\nnon_local = 48\n", "remaining_service")
    assert entry.source("non_local") == BLANK
    kept = [number for number in entry.numbers if number != "non_local"]
    assert [entry.source(number) for number in kept] == [old.source(number) for number in kept]
    assert (entry.basis, entry.verified) == (old.basis, True)


def test_a_number_given_anew_as_it_was_keeps_its_source(tmp_path: Path) -> None:
    same = changed(tmp_path, "[remaining_service]\nnon_local = 60\n", "remaining_service")
    assert same == load_rules(DEFAULT).entry("remaining_service")


def test_a_basis_is_the_source_of_the_numbers_given_with_it(tmp_path: Path) -> None:
    old = load_rules(DEFAULT).entry("discipline")
    entry = changed(tmp_path, '[discipline]\nwarning = 30\nbasis = "QĐ 12-QĐ/TU"\n', "discipline")
    assert entry.source("warning") == Source("QĐ 12-QĐ/TU", verified=False)
    assert entry.source("removal") == old.source("removal") and old.source("removal").verified


def test_a_new_basis_alone_is_not_verified(tmp_path: Path) -> None:
    entry = changed(tmp_path, '[consecutive_terms]\nbasis = "QĐ 12-QĐ/TU"\n', "consecutive_terms")
    assert (entry.basis, entry.verified, entry.checked()) == ("QĐ 12-QĐ/TU", False, "none")


def test_a_source_of_its_own_goes_before_the_basis(tmp_path: Path) -> None:
    entry = load_rules(book(tmp_path, PROVINCE)).entry("remaining_service")
    assert entry.source("training") == Source("QĐ 12-QĐ/TU Điều 3", verified=True)
    assert entry.source("other") == Source("Lựa chọn của tỉnh", verified=False)
    assert entry.source("two_term") == load_rules(DEFAULT).entry("remaining_service").source("two_term")


def test_overrides_one_by_one_name_the_source_of_what_they_changed() -> None:
    typed = [("discipline", "warning", "30"), ("discipline", "basis", "QĐ 12-QĐ/TU"), ("discipline", "verified", "có")]
    before, entry = load_rules(DEFAULT).entry("discipline"), load_rules(DEFAULT, typed).entry("discipline")
    assert load_rules(DEFAULT, typed[:1]).entry("discipline").source("warning") == BLANK
    assert entry.source("warning") == Source("QĐ 12-QĐ/TU", verified=True)
    assert entry.source("reprimand") == before.source("reprimand")


def test_numbers_are_told_by_their_source() -> None:
    told = load_rules(DEFAULT).entry("planning_pool").by_source()
    assert {numbers: source.verified for source, numbers in told} == {
        ("accept",): False, ("purposes",): True, ("exempt",): False,
    }  # fmt: skip
    assert load_rules(DEFAULT).entry("planning_pool").checked() == "some"
    assert [numbers for _, numbers in load_rules(DEFAULT).entry("forbidden").by_source()] == [()]


def test_the_unit_that_a_home_is_held_against_is_one_of_two(tmp_path: Path) -> None:
    assert load_rules(DEFAULT).entry("non_local").numbers["unit"] == "current_unit"
    assert changed(tmp_path, '[non_local]\nunit = "former_unit"\n', "non_local").numbers["unit"] == "former_unit"
    ((message, _, nearest),) = refused(tmp_path, '[non_local]\nunit = "formerunit"\n')
    assert message == "unknown_word" and "former_unit" in nearest


def test_kinds_and_levels_among_the_numbers_in_vietnamese_words_or_codes(tmp_path: Path) -> None:
    share = changed(
        tmp_path, '[non_local_share]\nshares = [{kind = "Bí thư", level = "Xã", percent = 30}]', "non_local_share"
    )
    assert share.numbers["shares"] == ({"kind": "secretary", "level": "xã", "percent": 30},)
    heads = changed(tmp_path, '[simultaneous_heads]\npairs = [["Bí thư", "chủ tịch UBND"]]', "simultaneous_heads")
    assert heads.numbers["pairs"] == (("secretary", "pc_chair"),)
    typed = load_rules(DEFAULT, [("coverage", "levels", "cấp tỉnh; cấp xã")])
    assert typed.entry("coverage").numbers["levels"] == ("tỉnh", "xã")


def test_the_exemption_that_lies_ready_in_the_book_can_be_taken(tmp_path: Path) -> None:
    (line,) = re.findall(
        r"^# (exempt = .*)$", (ROOT / "scenarios" / "rulebook" / f"{DEFAULT}.toml").read_text("utf-8"), re.MULTILINE
    )
    for rule in ("qualification", "planning_pool"):
        assert load_rules(DEFAULT).entry(rule).numbers["exempt"] == ()
        (taken,) = changed(tmp_path, f"[{rule}]\n{line}\n", rule).numbers["exempt"]
        assert (taken["from"], taken["levels"]) == ("11/07/2025", ("xã",))
        assert {"secretary", "pc_chair"} < set(taken["kinds"]) < load_rules(DEFAULT).vocabulary.kinds.keys()
