"""Inputs 94 to 108: what rows mean together."""

from __future__ import annotations

from typing import Any

from bad_input import BadInput, Bend, Maker, bent, column, put, sheet, values

LOCKS = ["Mã cán bộ", "Mã chức danh", "Khóa"]
PLAN = ("plan", "{}", "--out", "{folder}/kq", "--plans", "3", "--json")
PLACES = column("Địa bàn", "tỉnh Điện Biên", "xã Thanh Nưa, tỉnh Điện Biên", "xã Mường Nhà, tỉnh Điện Biên",
                title="Đơn vị")  # fmt: skip


def setting(key: str, value: object) -> dict[str, object]:
    return {"Tham số!A5": key, "Tham số!B5": value}


def locks(*rows: list[object]) -> Maker:
    return bent(sheet("Khóa", LOCKS, *rows))


HARD = setting("stint_length.level", "hard") | {"Tham số!A6": "stint_length.min_months", "Tham số!B6": 600}
HELD = ("Cán bộ!F3", "Cán bộ!F4", "Cán bộ!F5")
LAST = ("Chức danh!E2", "Chức danh!E4")
POOL = setting("planning_pool.level", "hard")


def empty(*titles: str) -> Bend:
    """Sheets with their headings alone."""

    def bend(book: Any) -> None:
        for title in titles:
            book[title].delete_rows(2, 20)

    return bend


def homeless(book: Any) -> None:
    """A post that is not for locals, and nobody's native place known."""
    put(setting("non_local.level", "hard"))(book)
    column("Không là người địa phương", "bắt buộc", title="Chức danh")(book)


ROWS = [
    BadInput(94, "a code twice", values({"Cán bộ!A3": "C1"}), "refused", "check.doubled_code", "Cán bộ!A3", 3,
             others=frozenset({"check.unknown_code"})),
    BadInput(95, "one person under two codes", values({"Cán bộ!B3": "Lò Thị An", "Cán bộ!C3": "15/08/1980"}), "warned",
             "check.same_person"),
    BadInput(96, "two persons of one name", values({"Cán bộ!B3": "Lò Thị An"}), "read"),
    BadInput(97, "a cadre of no unit", values({"Cán bộ!E2": "TX"}), "refused", "check.unknown_code", "Cán bộ!E2", 3),
    BadInput(97, "a post of no unit", values({"Chức danh!C2": "X9"}), "refused", "check.unknown_code",
             "Chức danh!C2", 3),
    BadInput(98, "a unit that is no more", values({"Đơn vị!C3": "huyện", "Đơn vị!B3": "Huyện ủy Điện Biên"}), "warned",
             "check.level_abolished"),
    BadInput(98, "a place that is no more", bent(PLACES, put({"Đơn vị!F3": "huyện Điện Biên, tỉnh Điện Biên"})),
             "refused", "check.place_former", "Đơn vị!F3", 3),
    BadInput(99, "more holders than seats", values({"Cán bộ!F2": "X1-PBT"}), "warned", "check.over_number",
             others=frozenset({"check.other_unit"})),
    BadInput(99, "one person in two posts", values({"Cán bộ!F3": "X1-PBT; X2-PCT"}), "warned", "check.several_posts"),
    BadInput(99, "vacant and held", values({"Chức danh!E4": "trống"}), "refused", "check.vacant_held", code=3),
    BadInput(100, "a cadre of no planning pool", bent(put(POOL), column("Quy hoạch", "", "X1-BT")), "read",
             command=("why", "{}", "--cadre", "C1", "--post", "X1-BT", "--json"), says='"not_eligible"'),
    BadInput(101, "posts that nobody may take", values(HARD), "warned", "readiness.no_source"),
    BadInput(102, "a rule that keeps everybody out", values(HARD), "warned", "readiness.no_source",
             says="stint_length"),
    BadInput(103, "two fixed to one seat", locks(["C1", "X1-BT", "cố định"], ["C2", "X1-BT", "cố định"]), "refused",
             "check.fixed_crowd", "Khóa!A3", 3),
    BadInput(103, "one fixed to two posts", locks(["C1", "X1-BT", "cố định"], ["C1", "X2-CT", "cố định"]), "refused",
             "check.fixed_twice", "Khóa!B3", 3),
    BadInput(103, "fixed against a rule", bent(sheet("Khóa", LOCKS, ["C1", "X1-BT", "cố định"]), put(HARD)), "read",
             command=PLAN, code=4, says='"stint_length"'),
    BadInput(104, "native places that nobody wrote", bent(PLACES, homeless), "told", "readiness.unsure_elsewhere",
             others=frozenset({"readiness.silent", "readiness.widened"})),
    *(BadInput(105, f"a weight of {text[:9]}", values(setting("panel.weight", text)), "refused", key, "Tham số!B5", 3)
      for text, key in (("-1", "rules.out_of_range"), ("nhiều", "rules.not_whole"), ("9" * 30, "rules.out_of_range"))),
    BadInput(106, "a number of a rule misspelt", values(setting("panel.wieght", 2)), "refused",
             "rules.unknown_key", "Tham số!B5", 3),
    BadInput(106, "a rule misspelt", values(setting("stint_lenght.min_months", 2)), "refused",
             "rules.unknown_rule", "Tham số!B5", 3),
    BadInput(107, "the book of another time", values({"Tham số!B4": "qd98-2017"}), "warned",
             "readiness.after_period", others=frozenset({"readiness.silent", "readiness.no_source"})),
    BadInput(108, "no post", bent(empty("Chức danh"), put(dict.fromkeys(HELD))), "read", command=PLAN,
             says='"status": "optimal"'),
    BadInput(108, "no cadre", bent(empty("Cán bộ", "Quá trình công tác")), "read", command=PLAN,
             says='"status": "optimal"'),
    BadInput(108, "one plan where three are asked", bent(empty("Quá trình công tác"), put(dict.fromkeys(LAST)),
             put({"Chức danh!E2": "", "Chức danh!E4": "", "Chức danh!F2": ""})), "read",
             command=PLAN, says='"status": "optimal"'),
]  # fmt: skip
