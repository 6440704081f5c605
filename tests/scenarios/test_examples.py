"""The shipped examples: what they hold, and that they contradict themselves nowhere."""

from __future__ import annotations

import csv
from collections import Counter

import pytest

from luanchuyen.models.errors import ScenarioError
from luanchuyen.models.options import Options
from luanchuyen.models.places.gazetteer import Gazetteer
from luanchuyen.optimizer.planning import plan
from luanchuyen.optimizer.rules.in_force import situation_of
from luanchuyen.optimizer.situation.situation import Situation
from luanchuyen.scenarios import example
from luanchuyen.scenarios.rulebook.book import load_rules
from luanchuyen.sheets.opening.opening import open_book
from luanchuyen.sheets.reading.reader import Reading, lay_out, read_instance

Rows = list[dict[str, str]]
EXAMPLES = ("binh-lieu", "dien-bien", "dien-bien-2015", "dien-bien-2017", "doi-chu-tich-xa", "ha-tinh", "tp-ha-tinh")


ETH = "\u00d0"
"""What the account of Điện Biên at the end of 2017, and so its example, writes instead of Đ."""


def rows(name: str, sheet: str) -> Rows:
    file = example.folder(name) / f"{sheet}.csv"
    text = file.read_text(encoding="utf-8") if file.is_file() else ""
    return list(csv.DictReader(text.replace(ETH, "Đ").splitlines()))


def codes(name: str, sheet: str, heading: str) -> list[str]:
    return [row[heading] for row in rows(name, sheet)]


def listed(cell: str) -> list[str]:
    return [word.strip() for word in cell.split(";") if word.strip()]


def reading(name: str) -> Reading:
    laid = lay_out(open_book(str(example.folder(name))))
    assert laid.settings is not None and laid.settings.rules is not None
    return read_instance(laid, load_rules(laid.settings.rules).vocabulary, Gazetteer.load())


def test_names() -> None:
    assert example.names() == list(EXAMPLES)


def test_folder_takes_a_name_as_people_type_it() -> None:
    assert example.folder("Điện Biên").name == "dien-bien"


def test_unknown_example_offers_the_nearest() -> None:
    with pytest.raises(ScenarioError) as raised:
        example.folder("dien-bein")
    assert raised.value.key == "cli.unknown_example"
    assert str(raised.value.values["nearest"]).split(", ")[0] == "dien-bien"


@pytest.mark.parametrize(
    ("name", "posts", "cadres"),
    [
        ("binh-lieu", 62, 150),
        ("dien-bien", 120, 300),
        ("dien-bien-2015", 123, 144),
        ("dien-bien-2017", 123, 141),
        ("doi-chu-tich-xa", 86, 86),
        ("ha-tinh", 86, 93),
        ("tp-ha-tinh", 108, 99),
    ],
)
def test_sizes(name: str, posts: int, cadres: int) -> None:
    assert (len(rows(name, "Chức danh")), len(rows(name, "Cán bộ"))) == (posts, cadres)


def test_seven_communes_of_binh_lieu_each_with_one_secretary_and_chair() -> None:
    communes = {row["Mã đơn vị"] for row in rows("binh-lieu", "Đơn vị") if row["Cấp"] == "xã"}
    assert len(communes) == 7
    posts = rows("binh-lieu", "Chức danh")
    secretaries, chairs = (
        {row["Mã đơn vị"]: row["Kiêm nhiệm"] for row in posts if row["Loại chức danh"] == kind}
        for kind in ("Bí thư", "Chủ tịch UBND")
    )
    assert secretaries == chairs and set(chairs) == communes
    assert all(chairs.values()) and len(set(chairs.values())) == 7


def test_twenty_five_communes_of_dien_bien() -> None:
    units = rows("dien-bien", "Đơn vị")
    assert {row["Cấp"] for row in units} == {"tỉnh", "xã"}
    assert len({row["Địa bàn"] for row in units if row["Cấp"] == "xã"}) == 25
    chairs = [row for row in rows("dien-bien", "Chức danh") if row["Loại chức danh"] == "Chủ tịch UBND"]
    assert len(chairs) == 25
    assert {row["Không là người địa phương"] for row in chairs} == {"bắt buộc"}


@pytest.mark.parametrize("name", EXAMPLES)
@pytest.mark.parametrize(
    ("sheet", "heading"), [("Đơn vị", "Mã đơn vị"), ("Chức danh", "Mã chức danh"), ("Cán bộ", "Mã cán bộ")]
)
def test_codes_are_unique(name: str, sheet: str, heading: str) -> None:
    assert [code for code, times in Counter(codes(name, sheet, heading)).items() if times > 1] == []


@pytest.mark.parametrize("name", EXAMPLES)
def test_every_reference_exists(name: str) -> None:
    units = set(codes(name, "Đơn vị", "Mã đơn vị"))
    posts = set(codes(name, "Chức danh", "Mã chức danh"))
    cadres = set(codes(name, "Cán bộ", "Mã cán bộ")) | {"*"}
    references = [
        ("Đơn vị", "Thuộc đơn vị", units),
        ("Chức danh", "Mã đơn vị", units),
        ("Cán bộ", "Mã đơn vị hiện nay", units),
        ("Cán bộ", "Mã chức danh hiện nay", posts),
        ("Quá trình công tác", "Mã cán bộ", cadres),
        ("Quá trình công tác", "Mã đơn vị", units),
        ("Quan hệ gia đình", "Mã cán bộ", cadres),
        ("Quan hệ gia đình", "Mã người thân", cadres),
        ("Khóa", "Mã cán bộ", cadres),
        ("Khóa", "Mã chức danh", posts),
        ("Ngoại lệ", "Mã cán bộ", cadres),
        ("Ngoại lệ", "Mã chức danh", posts),
        ("Điểm hội đồng", "Mã cán bộ", cadres),
        ("Điểm hội đồng", "Mã chức danh", posts),
    ]
    lost = [
        (sheet, heading, code)
        for sheet, heading, known in references
        for cell in codes(name, sheet, heading)
        for code in listed(cell)
        if code not in known
    ]
    assert lost == []


@pytest.mark.parametrize("name", EXAMPLES)
def test_women_are_about_three_in_ten(name: str) -> None:
    sexes = codes(name, "Cán bộ", "Giới tính")
    assert 0.27 <= sexes.count("Nữ") / len(sexes) <= 0.36


@pytest.mark.parametrize("name", EXAMPLES)
def test_reads_without_a_problem(name: str) -> None:
    read = reading(name)
    assert {problem.severity for problem in read.problems} <= {"normalised"}
    assert read.instance is not None


def test_binh_lieu_reaches_a_non_local_leader_in_every_commune() -> None:
    instance = reading("binh-lieu").instance
    assert instance is not None
    policy = load_rules("qd98-2017")
    assert uncovered(situation_of(instance, policy)) == {"VN"}
    best = plan(instance, policy, Options(plans=1)).plans[0]
    assert best.proven
    assert "coverage" not in {finding.rule for finding in best.findings}


def uncovered(situation: Situation) -> set[str]:
    """The communes without a non-local holder, who is not to leave, among their key posts."""
    posts = situation.instance.posts
    communes = {p.unit_id for p in posts.values() if situation.instance.units[p.unit_id].level == "xã"}
    covered = {
        posts[post].unit_id
        for post in posts
        for cadre in situation.holders[post]
        if situation.is_key(post) and cadre not in situation.leaves and situation.locality(cadre, post) == "non_local"
    }
    return communes - covered
