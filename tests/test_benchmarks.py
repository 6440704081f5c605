"""The generator of benchmark inputs: reproducible, sound, as large and as scarce as it says; the page's markers."""

from __future__ import annotations

import hashlib
import sys
from pathlib import Path

import pytest

HERE = Path(__file__).resolve().parent.parent / "benchmarks"
if not HERE.is_dir():
    pytest.skip("the benchmarks are not beside the tests", allow_module_level=True)
sys.path.append(str(HERE))

import generator  # noqa: E402
import run as runner  # noqa: E402
import stages  # noqa: E402
from sizes import PAIRS_A_POST, PRESETS, VACANT_PERCENT  # noqa: E402

from luanchuyen.commands.input import Input, read_input  # noqa: E402
from luanchuyen.models.options import Options  # noqa: E402
from luanchuyen.optimizer.columns.pairs import columns_of  # noqa: E402
from luanchuyen.optimizer.planning import plan  # noqa: E402
from luanchuyen.optimizer.program.candidates import possible_moves  # noqa: E402
from luanchuyen.optimizer.rules.in_force import in_force, situation_of  # noqa: E402

DISTRICT = PRESETS["district"]


@pytest.fixture(scope="module")
def folder(tmp_path_factory: pytest.TempPathFactory) -> Path:
    return generator.write(tmp_path_factory.mktemp("district"), DISTRICT, seed=1)


@pytest.fixture(scope="module")
def source(folder: Path) -> Input:
    return read_input(folder)


def digest(folder: Path) -> dict[str, str]:
    return {path.name: hashlib.sha256(path.read_bytes()).hexdigest() for path in folder.iterdir()}


def test_a_seed_gives_the_same_bytes_and_another_seed_others(folder: Path, tmp_path: Path) -> None:
    assert digest(generator.write(tmp_path / "again", DISTRICT, seed=1)) == digest(folder)
    assert digest(generator.write(tmp_path / "other", DISTRICT, seed=2)) != digest(folder)


def test_the_input_reads_without_an_error_and_has_its_size(source: Input) -> None:
    assert not source.reading.errors
    assert (len(source.instance.posts), len(source.instance.cadres)) == (DISTRICT.posts, DISTRICT.cadres)
    homes = [cadre.ancestral_home for cadre in source.instance.cadres.values()]
    assert all(type(home).__name__ == "Place" for home in homes)


def test_seats_are_vacant_and_pairs_scarce_as_said(source: Input) -> None:
    situation = situation_of(source.instance, source.policy)
    seats = sum(post.seats for post in source.instance.posts.values())
    held = sum(len(posts) for posts in situation.held.values())
    assert seats - held == round(seats * VACANT_PERCENT / 100)
    assert possible_moves(columns_of(situation)).group.size / DISTRICT.posts == pytest.approx(PAIRS_A_POST, rel=0.2)


def test_relatives_wishes_ratings_and_quotas_have_something_to_judge(source: Input) -> None:
    situation = situation_of(source.instance, source.policy)
    judging = {rule.name for rule, _ in in_force(situation)}
    assert {"family", "wishes", "panel", "quota", "evaluation", "release", "skill_match", "non_local"} <= judging
    assert source.instance.relations
    assert source.policy.entry("release").numbers["max_leave"] == 5


def test_the_district_is_planned_proven_best(source: Input) -> None:
    result = plan(source.instance, source.policy, Options(plans=1))
    assert result.status == "optimal"
    assert result.plans[0].assignments


def test_codes_are_each_given_once() -> None:
    codes = [row[0] for row in generator.sheets(DISTRICT, seed=3)["Cán bộ"]]
    assert len(set(codes)) == len(codes) == DISTRICT.cadres


def test_tables_replace_what_stands_between_their_markers() -> None:
    page = runner.written("# Page\n", "stages", "old")
    page = runner.written(page + "\nkept\n", "stages", "new")
    assert "old" not in page
    assert page.count("<!-- stages: begin -->\nnew\n<!-- stages: end -->") == 1
    assert "kept" in page


def test_the_table_of_stages_tells_shares() -> None:
    figures = {
        "preset": "district", "seed": 1, "time_limit": None, "posts": 60, "cadres": 200, "columns": 9, "rows": 8,
        "status": "optimal", "plans": 1, "proven": 1, "parent_mb": 100, "child_mb": None,
        "command": 6.0, "wall": 7.0, "check": 3.0, "to_check": 2.0,
        "seconds": dict.fromkeys(stages.STAGES, 1.0) | {"solve": 4.0},
    }  # fmt: skip
    told = stages.table([figures])
    assert "| solve | 4.00 s (44%) |" in told
    assert "| command over `check` | 2.00 |" in told
