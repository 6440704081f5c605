"""Who follows whom: chains, rings, swaps, bundles, posts of several seats, people who leave."""

import datetime as dt

from luanchuyen.models.cadre import Cadre
from luanchuyen.models.calendar import PartialDate
from luanchuyen.models.instance import Instance, Settings
from luanchuyen.models.places.gazetteer import Gazetteer
from luanchuyen.models.plan import Assignment, Plan
from luanchuyen.models.policy import Policy
from luanchuyen.models.post import Post
from luanchuyen.models.unit import Unit
from luanchuyen.models.vocabulary import Vocabulary
from luanchuyen.optimizer.explain.chains import Chain, Handover, chains, handovers, steps
from luanchuyen.optimizer.rules.in_force import situation_of
from luanchuyen.optimizer.situation.situation import Situation

START = dt.date(2026, 7, 1)


def situation(posts: str, holders: dict[str, str]) -> Situation:
    """Posts such as ``P1 P2:2 P3+K P4!``: two seats, bundled under K, sắp trống; holders by cadre."""
    made = {}
    for word in posts.split():
        code, _, bundle = word.rstrip("!").partition("+")
        code, _, seats = code.partition(":")
        made[code] = Post(
            code,
            code,
            "U",
            "other",
            seats=int(seats or 1),
            status="ending" if word.endswith("!") else None,
            bundle=bundle or None,
        )
    cadres = {
        code: Cadre(code, code, PartialDate(1980), "male", "U", PartialDate(2020), post_ids=tuple(held.split()))
        for code, held in holders.items()
    }
    vocabulary = Vocabulary(("xã",), (), {}, {}, {}, {})
    instance = Instance(Settings(START, START), {"U": Unit("U", "U", "xã")}, made, cadres)
    return situation_of(instance, Policy("", "", {}, vocabulary), Gazetteer.load())


def plan(moves: str) -> Plan:
    """A plan of moves such as ``A>P1 B>P2+P3``."""
    found = []
    for move in moves.split():
        cadre, _, posts = move.partition(">")
        for post in posts.split("+"):
            found.append(Assignment(cadre, post, None, "U", "rotation", "training", "lateral", False, True))
    return Plan(1, tuple(found), {}, {}, True)


def order(chain: Chain) -> str:
    return "".join(step.cadre for step in chain.steps)


def test_a_chain_starts_at_the_empty_seat_and_ends_where_nobody_comes() -> None:
    facts = situation("P1 P2 P3 P4", {"A": "P3", "B": "P2", "C": "P1"})
    (chain,) = chains(plan("A>P2 B>P1 C>P4"), facts)
    assert order(chain) == "CBA"
    assert not chain.cyclic
    assert chain.steps[0].takes == (Handover("P4", None, "C"),)
    assert chain.ends == (Handover("P3", "A", None, empty=True),)


def test_a_swap_and_a_ring_are_closed() -> None:
    facts = situation("P1 P2 P3 P4 P5", {"A": "P1", "B": "P2", "C": "P3", "D": "P4", "E": "P5"})
    ring, swap = chains(plan("A>P2 B>P3 C>P1 D>P5 E>P4"), facts)
    assert ring.cyclic
    assert swap.cyclic
    assert (order(ring), order(swap)) == ("ACB", "DE")
    assert ring.ends == swap.ends == ()


def test_somebody_from_outside_leaves_no_seat() -> None:
    (chain,) = chains(plan("A>P1"), situation("P1", {"A": ""}))
    assert chain.steps[0].leaves == ()
    assert chain.ends == ()
    assert not chain.cyclic


def test_who_leaves_without_a_place_is_succeeded_all_the_same() -> None:
    facts = situation("P1! P2", {"A": "P1", "B": "P2"})
    (chain,) = chains(plan("B>P1"), facts)
    assert chain.steps[0].takes == (Handover("P1", "A", "B"),)


def test_a_bundle_handed_to_two_people_branches() -> None:
    facts = situation("P1+K P2+K P3 P4 P5", {"A": "P1", "B": "P3", "C": "P4"})
    branching = plan("A>P5 B>P1 C>P2")
    (chain,) = chains(branching, facts)
    assert order(chain) == "ABC"
    assert not chain.cyclic
    assert [seat.after for seat in steps(branching, facts)["A"].leaves] == ["B", "C"]


def test_one_person_over_two_posts_takes_both_seats() -> None:
    facts = situation("P1+K P2+K P3", {"A": "P3"})
    (chain,) = chains(plan("A>P1+P2"), facts)
    assert [seat.post for seat in chain.steps[0].takes] == ["P1", "P2"]


def test_seats_of_one_post_go_first_to_those_who_follow_somebody() -> None:
    facts = situation("P1:3 P2 P3", {"A": "P1", "B": "P2", "C": "P3"})
    found = handovers(plan("A>P2 B>P1 C>P1"), facts)
    assert found[:2] == (Handover("P1", "A", "B"), Handover("P1", None, "C"))


def test_a_post_over_its_number_needs_no_successor() -> None:
    facts = situation("P1 P2", {"A": "P1", "B": "P1"})
    (chain,) = chains(plan("A>P2"), facts)
    assert chain.ends == (Handover("P1", "A", None, empty=False),)


def test_the_longest_chain_comes_first_and_nothing_moves_in_an_empty_plan() -> None:
    facts = situation("P1 P2 P3 P4", {"A": "P1", "B": "P2", "C": "P3"})
    assert [order(chain) for chain in chains(plan("C>P2 B>P1 A>P4"), facts)] == ["ABC"]
    assert chains(plan(""), facts) == ()


def test_a_long_chain_is_told_from_its_empty_end() -> None:
    count = 3000
    codes = [f"P{i:04}" for i in range(count + 1)]
    holders = {f"C{i:04}": codes[i] for i in range(count)}
    moves = " ".join(f"C{i:04}>{codes[i + 1]}" for i in range(count))
    (chain,) = chains(plan(moves), situation(" ".join(codes), holders))
    assert [step.cadre for step in chain.steps] == sorted(holders, reverse=True)
