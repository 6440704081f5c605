"""Scenarios from the sheet Kịch bản, from a TOML file and from options."""

from __future__ import annotations

import re
from pathlib import Path

import pytest
from package_tree import ROOT

from luanchuyen.models.errors import ScenarioError
from luanchuyen.models.origin import Origin
from luanchuyen.scenarios.scenario import Change, Scenario
from luanchuyen.scenarios.sources import of_file, of_options, of_rows

ROW = Origin("Kịch bản", 2, {"target": "C2"})


def of_text(tmp_path: Path, text: str) -> tuple[tuple[Scenario, ...], list[tuple[str, object]]]:
    """The scenarios of a file, and its problems: key and source."""
    path = tmp_path / "kich-ban.toml"
    path.write_text(text, encoding="utf-8")
    found, problems = of_file(path)
    return found, [(problem.key, problem.values["source"]) for problem in problems]


def test_rows_of_one_name_are_one_scenario() -> None:
    found, problems = of_rows(
        [
            ("Nới", "set", "stint_length.min_months", "30", ROW),
            ("Chốt", "fix", "CB001", "XMP-BT", ROW),
            ("Nới", "off", "release", "", ROW),
            ("Chốt", "as_of", "", "01/09/2026", ROW),
        ]
    )
    assert problems == ()
    assert found == (
        Scenario("Nới", (Change("set", ("stint_length.min_months",), "30"), Change("off", ("release",)))),
        Scenario("Chốt", (Change("fix", ("CB001", "XMP-BT")), Change("as_of", (), "01/09/2026"))),
    )


@pytest.mark.parametrize(
    ("row", "key"),
    [
        (("set", "stint_length", "30"), "needs_number"),
        (("set", "stint_length.min_months", ""), "needs_value"),
        (("soft", "release", ""), "needs_value"),
        (("off", "", ""), "needs_target"),
        (("off", "release", "1"), "needs_no_value"),
        (("add", "CB001", ""), "needs_pair"),
    ],
)
def test_a_row_that_is_not_whole_is_named_by_its_cell(row: tuple[str, str, str], key: str) -> None:
    _, (problem,) = of_rows([("một", *row, ROW)])
    assert (problem.key, problem.sheet, problem.cells) == (f"scenario.{key}", "Kịch bản", ("C2",))


def test_the_form_shown_in_the_documents(tmp_path: Path) -> None:
    page = (ROOT / "docs" / "scenarios.md").read_text(encoding="utf-8")
    (shown,) = re.findall(r"```toml\n(.*?)```", page, re.DOTALL)
    found, problems = of_text(tmp_path, shown)
    assert problems == []
    assert {change.kind for scenario in found for change in scenario.changes} == {
        "set", "off", "soft", "weight", "without_cadre", "without_post", "add", "fix", "forbid", "budget", "as_of",
    }  # fmt: skip


def test_a_scenario_without_a_name_is_named_after_its_changes(tmp_path: Path) -> None:
    (found,), problems = of_text(tmp_path, '[[scenario]]\nchanges = [{soft = "family", value = 20, tier = 1}]')
    assert problems == []
    assert (found.name, found.changes) == ("soft family=20@1", (Change("soft", ("family",), "20@1"),))


@pytest.mark.parametrize(
    ("text", "key", "source"),
    [
        ("", "no_tables", "kich-ban.toml"),
        ("[[scenario]]\nname = 'a'", "no_changes", "kich-ban.toml [scenario 1]"),
        ("[[scenario]]\nchanges = [{of = 'a'}]", "no_kind", "kich-ban.toml [scenario 1, changes 1]"),
        ("[[scenario]]\nchanges = [{off = 'a', fix = 'b'}]", "no_kind", "kich-ban.toml [scenario 1, changes 1]"),
        ("[[scenario]]\nchanges = [{off = 'a', value = 3}]", "unknown_table_key",
         "kich-ban.toml [scenario 1, changes 1]"),
        ("[[scenario]]\nchanges = [{fix = 'a'}]", "needs_pair", "kich-ban.toml [scenario 1, changes 1]"),
        ("[[scenario]]\nchange = 1\nchanges = [{off = 'a'}]", "unknown_table_key", "kich-ban.toml [scenario 1]"),
    ],
)  # fmt: skip
def test_what_is_wrong_in_a_file(text: str, key: str, source: str, tmp_path: Path) -> None:
    assert of_text(tmp_path, text)[1] == [(f"scenario.{key}", source)]


def test_a_file_that_is_no_toml(tmp_path: Path) -> None:
    with pytest.raises(ScenarioError):
        of_text(tmp_path, "[[scenario")


def test_options_are_changes_of_one_scenario() -> None:
    changes, problems = of_options([("off", ("release",), "", "--off release"), ("set", ("a.b",), "1", "--set a.b=1")])
    assert problems == ()
    assert [change.text for change in changes] == ["off release", "set a.b=1"]
    assert changes[0].origin.sheet == "--off release"
