"""Where it cannot be told who is local: both tellings say so, and what is to be verified is named."""

from __future__ import annotations

from dataclasses import replace
from itertools import product

import numpy as np
import pytest
from cases_of import default_book
from tables_read import read_tables

from luanchuyen.models.places.gazetteer import Gazetteer, Unresolved
from luanchuyen.models.places.tables import NEW, OLD, Place
from luanchuyen.models.policy import Policy
from luanchuyen.optimizer.columns.locality import LOCAL, NON_LOCAL, UNSURE, locality_of
from luanchuyen.optimizer.columns.pairs import columns_of
from luanchuyen.optimizer.explain.readiness import readiness
from luanchuyen.optimizer.explain.unsure import unsure, unsure_homes
from luanchuyen.optimizer.rules.in_force import situation_of
from luanchuyen.optimizer.situation.locality import Locality
from luanchuyen.optimizer.situation.situation import Situation

TARGETS = ("tỉnh Bắc Ninh", "tỉnh Phú Thọ", "xã Mê Linh, Hà Nội", "phường Sài Gòn, TP Hồ Chí Minh", "06859@2024")
DA_KAO = "phường Đa Kao, quận 1, TP Hồ Chí Minh"
HOMES = (
    "Hà Bắc", "Vĩnh Phú", "Hoàng Liên Sơn", DA_KAO, "Tân Lập", "Bệnh viện tỉnh Bắc Ninh", "xã Không Có, Hà Bắc",
    "xã Đông Xuân, huyện Đông Hưng, tỉnh Thái Bình", "xã Không Có, huyện Bình Liêu, tỉnh Quảng Ninh", "",
)  # fmt: skip
WORDS = {"local": LOCAL, "non_local": NON_LOCAL, "unknown": UNSURE}


def book() -> Policy:
    policy = default_book()
    return replace(policy, entries={"non_local": replace(policy.entry("non_local"), level="hard")})


def level_of(place: str) -> str:
    return "tỉnh" if place.startswith("tỉnh") else "xã"


def board(homes: tuple[str, ...], targets: tuple[str, ...] = TARGETS) -> Situation:
    cadres = [
        {"cadre_id": f"C{n}", "name": f"Nông Văn {n}", "birth": "1980", "sex": "Nam", "unit_id": "S",
         "in_post_since": "01/01/2022", "ancestral_home": home}
        for n, home in enumerate(homes)
    ]  # fmt: skip
    led = [
        {"unit_id": f"U{n}", "name": f"Đơn vị {n}", "level": level_of(text), "place": text}
        for n, text in enumerate(targets)
    ]  # fmt: skip
    tables = {
        "settings": [{"key": "as_of", "value": "01/07/2026"}],
        "units": [{"unit_id": "S", "name": "Sở Tài chính", "level": "tỉnh", "place": ""}, *led],
        "posts": [
            {"post_id": f"P{n}", "title": "Chủ tịch", "unit_id": f"U{n}", "kind": "pc_chair", "status": "trống",
             "non_local": "bắt buộc"}
            for n in range(len(targets))
        ],
        "cadres": cadres,
    }  # fmt: skip
    policy = book()
    reading = read_tables(tables, policy.vocabulary, Gazetteer.load())
    assert reading.instance is not None, reading.errors
    return situation_of(reading.instance, policy)


def test_both_tellings_judge_former_provinces_and_half_known_homes_alike() -> None:
    situation = board(HOMES)
    pairs = list(product(situation.instance.cadres, situation.instance.posts))
    told = [WORDS[situation.locality(cadre, post)] for cadre, post in pairs]
    columns = columns_of(situation)
    cadre = np.array([columns.cadre_index[c] for c, _ in pairs])
    post = np.array([columns.post_index[p] for _, p in pairs])
    assert locality_of(columns, cadre, post).tolist() == told
    assert set(told) == {LOCAL, NON_LOCAL, UNSURE}


@pytest.mark.parametrize(
    ("home", "judged"),
    [
        (Place(OLD, "tỉnh", "Vĩnh Phú"), ("non_local", "local", "unknown", "non_local", "non_local")),
        (Unresolved("x", "unknown", (), Place(NEW, "tỉnh", "24")), ("unknown", *["non_local"] * 4)),
        (Unresolved("x", "unknown", (), Place(OLD, "huyện", "198")), (*["non_local"] * 4, "unknown")),
        (Unresolved("x", "unknown", ()), ("unknown",) * 5),
    ],
)
def test_what_is_known_decides_out_alone(home: Place | Unresolved, judged: tuple[str, ...]) -> None:
    situation = board(("",))
    cadre = replace(situation.cadre("C0"), ancestral_home=home)
    instance = replace(situation.instance, cadres={"C0": cadre})
    locality = Locality(situation_of(instance, situation.policy))
    places = [situation.spot(f"U{n}") for n in range(len(TARGETS))]
    assert tuple(locality.status("C0", spot[1] if spot else None) for spot in places) == judged


def test_a_parted_commune_is_named_with_its_successors_and_nobody_is_told_to_be_local() -> None:
    situation = board((DA_KAO,), ("phường Sài Gòn, TP Hồ Chí Minh", "phường Tân Định, TP Hồ Chí Minh"))
    found = unsure(situation, situation.instance.posts)
    assert {post: (of.cadres, of.alone) for post, of in found.items()} == {p: (("C0",), True) for p in ("P0", "P1")}
    (home,) = unsure_homes(situation, "C0", "P0")
    assert (home.field, home.sort, len(home.today)) == ("ancestral_home", "split", 2)
    told = {p.key: p for p in readiness(situation)}
    assert "readiness.no_source" not in told
    assert told["readiness.no_source_sure"].cells == ("A2", "A3")
    assert told["readiness.verify_split"].severity == "warning"
    assert "Phường Tân Định" in str(told["readiness.verify_split"].values["today"])


def test_who_is_known_to_be_local_is_told_by_the_rule() -> None:
    situation = board((DA_KAO, "phường Sài Gòn, TP Hồ Chí Minh"), ("phường Sài Gòn, TP Hồ Chí Minh",))
    assert not unsure(situation, ["P0"])["P0"].alone
    told = {p.key for p in readiness(situation)}
    assert {"readiness.no_source", "readiness.verify_split"} <= told
    sorts = {home.sort for text in ("Tân Lập", "Hà Bắc") for home in unsure_homes(board((text,)), "C0", "P0")}
    assert sorts == {"untold"}


@pytest.mark.parametrize("home", ["Hà Bắc", "Tân Lập", "tỉnh Bắc Ninh", ""])
def test_who_cannot_be_told_is_named_though_others_may_have_the_post(home: str) -> None:
    situation = board((home, "xã Kim Liên, huyện Nam Đàn, tỉnh Nghệ An"), ("phường Võ Cường, Bắc Ninh",))
    found = [p for p in readiness(situation) if p.key == "readiness.unsure_elsewhere"]
    assert [(p.severity, p.values["cadres"], p.values["posts"]) for p in found] == [("info", "C0", 1)]
    certain = board(("Nghệ An", "Hà Tĩnh"), ("phường Võ Cường, Bắc Ninh",))
    assert not [p for p in readiness(certain) if p.key == "readiness.unsure_elsewhere"]


def test_a_unit_without_a_place_is_named_itself_and_not_the_homes_of_the_cadres() -> None:
    situation = board((DA_KAO, "Nghệ An"), ("", "phường Võ Cường, Bắc Ninh"))
    found = {p.key: p for p in readiness(situation)}
    told = found["readiness.placeless"]
    assert (told.severity, told.cells, told.values["units"]) == ("warning", ("D3",), "U0")
    assert found["readiness.no_source"].values["posts"] == "P0"
    assert not found.keys() & {"readiness.no_source_sure", "readiness.verify_split", "readiness.home_unknown"}
