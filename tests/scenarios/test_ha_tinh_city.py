"""Hà Tĩnh city under QĐ 98, 10/2017 to 4/2022: what an account of it counts, and a plan of 2022 for its wards."""

from __future__ import annotations

from collections import Counter

from programmes import CITY, Output, best, moves, recorded, rows, situation

SINCE_98 = "07/10/2017"


def test_the_city_moved_seven_down_four_up_eight_lateral(capsys: Output) -> None:
    record = recorded(capsys, CITY, "--from", SINCE_98)
    assert moves(record, "rotation") == {"down": 7, "up": 4, "lateral": 8, None: 19}


def test_the_eleven_of_the_account_is_not_nineteen(capsys: Output) -> None:
    record = recorded(capsys, CITY, "--from", SINCE_98, "--stated", "rotation=11")
    (remark,) = [line for line in record["reconciliation"] if line["key"] == "stated_differs"]
    assert (remark["stated"], remark["counted"]) == (11, 19)
    assert remark["ways"] == [{"down": 7, "up": 4}]


def test_who_came_into_the_city_and_who_left_it(capsys: Output) -> None:
    record = recorded(capsys, CITY, "--from", SINCE_98)
    told = {(row["direction"], row["level"]): row for row in record["external"]}
    assert {way: row["moves"] for way, row in told.items()} == {
        ("in", "tỉnh"): 5,
        ("in", "huyện"): 1,
        ("out", "tỉnh"): 2,
    }
    from_the_province, from_a_district, to_the_province = (
        told[way] for way in (("in", "tỉnh"), ("in", "huyện"), ("out", "tỉnh"))
    )
    assert (from_the_province["key"], from_the_province["heads"]) == (2, 2 + 3)
    assert (from_a_district["key"], from_a_district["heads"]) == (0, 0)
    assert to_the_province["key"] == 2


def test_one_move_of_march_2022_brings_three_posts(capsys: Output) -> None:
    record = recorded(capsys, CITY, "--from", "01/03/2022", "--to", "31/03/2022")
    (down,) = [row for row in record["forms"] if (row["form"], row["direction"]) == ("rotation", "down")]
    assert (down["moves"], down["posts"], down["women"], down["under_40"]) == (1, 3, 1, 1)


def test_a_chair_of_a_ward_is_designated_and_nominated() -> None:
    posts = [row for row in rows(CITY, "Chức danh") if row["Kiêm nhiệm"] == "CT-VY"]
    assert {row["Loại chức danh"]: row["Phương thức"] for row in posts} == {
        "Phó Bí thư": "chỉ định",
        "Chủ tịch UBND": "giới thiệu ứng cử",
    }


def test_the_plan_gives_the_last_ward_a_leader_from_elsewhere(capsys: Output) -> None:
    coverage = recorded(capsys, CITY, "--from", SINCE_98)["coverage"]
    assert (coverage["after"]["covered"], coverage["after"]["of"]) == (12, 13)
    assert "coverage" not in {finding.rule for finding in best(CITY).findings}


def test_the_city_sends_the_young_the_women_and_those_planned_higher() -> None:
    board, made = situation(CITY), best(CITY)
    people = [board.cadre(cadre) for cadre in {a.cadre for a in made.assignments}]
    assert "quota" not in {finding.rule for finding in made.findings}
    assert 2 * sum(person.sex == "female" for person in people) >= len(people)
    assert all(person.planned_for for person in people)


def test_the_city_takes_at_most_one_from_a_unit_and_no_local_secretary() -> None:
    board, made = situation(CITY), best(CITY)
    leaving = {a.cadre: a.from_unit for a in made.assignments if board.instance.posts[a.post].unit_id != a.from_unit}
    gone = Counter(unit for cadre, unit in leaving.items() if cadre not in board.leaves | set(board.due))
    assert max(gone.values()) == 1
    secretaries = [a for a in made.assignments if board.post(a.post).kind == "secretary"]
    assert secretaries
    assert {board.locality(a.cadre, a.post) for a in secretaries} == {"non_local"}
