"""The desk without a browser: rounds, undo, what is checked at once and what is proven, what a run is worth."""

from __future__ import annotations

import json
import time
from collections.abc import Iterator
from dataclasses import replace
from pathlib import Path

import pytest

from luanchuyen.cli import main
from luanchuyen.commands.library.judging import judge_edits
from luanchuyen.models.committee.answer import Priced
from luanchuyen.models.errors import FileError, UsageError
from luanchuyen.optimizer.audit.auditor import audit, findings_of_moves
from luanchuyen.optimizer.explain.breaches import breaches_of
from luanchuyen.optimizer.situation.lineup import lineup_of
from luanchuyen.page.desk.checking import checked
from luanchuyen.page.desk.desk import Desk
from luanchuyen.page.desk.journal import Journal
from luanchuyen.page.desk.pricing import JudgedTray, Pricing, Question, pair_question, tray_question
from luanchuyen.page.desk.rounds import OpenRound
from luanchuyen.page.desk.state import Choice, Round, State
from luanchuyen.page.desk.work_folder import WorkFolder, default_folder, held_work
from luanchuyen.page.views.line_facts import eligible_for
from luanchuyen.page.views.review_view import Looked, review_shown
from luanchuyen.page.views.what_if_view import what_if_shown
from luanchuyen.scenarios.decisions.lines import RECORDED, PlanLine


@pytest.fixture(scope="module")
def desk(district: Path, tmp_path_factory: pytest.TempPathFactory) -> Iterator[Desk]:
    """A desk with a run of two plans."""
    with held_work(tmp_path_factory.mktemp("desk") / "viec", district, print) as work:
        made = Desk(work, district, Journal())
        made.plan(2, None)
        ended(made)
        yield made
        made.close()


def ended(desk: Desk) -> None:
    """Wait for what runs."""
    assert desk.job is not None
    desk.job.wait(120)
    assert desk.job.failure is None


def the_round(desk: Desk) -> tuple[OpenRound, Pricing]:
    """The round at hand and its prices."""
    assert desk.round is not None
    assert desk.pricing is not None
    return desk.round, desk.pricing


def line_at(desk: Desk, post: str) -> PlanLine:
    """The line of a post in the plan at hand."""
    return the_round(desk)[0].line_of_post[post][0]


def proven(pricing: Pricing, question: Question) -> Priced | JudgedTray:
    """An answer, waited for."""
    pricing.ask([question])
    for _ in range(1200):
        told = pricing.answer(question)
        if told is not None:
            return told
        assert pricing.failure is None
        time.sleep(0.05)
    raise AssertionError("no answer")


def test_what_is_checked_is_the_auditors_word(desk: Desk) -> None:
    current, _ = the_round(desk)
    plan, line = current.plan, line_at(desk, "HND-CT")
    other = Choice(line, "choose", "BL013", "thử")
    told = checked(current.situation, plan, [(line, edit) for edit in current.edits([other])])
    pairs = sorted({*(pair for pair in plan.pairs if pair[0] not in (line.cadre, "BL013")), ("BL013", "HND-CT")})
    judged = audit(current.situation, pairs)
    assert (told.objections, told.score) == (judged.objections, judged.score)
    assert told.before == plan.score
    assert told.left == (line.cadre,)
    nobody = checked(current.situation, plan, [(line, e) for e in current.edits([Choice(line, "leave_empty")])])
    assert nobody.empty == (plan.seats_empty, plan.seats_empty + 1)
    agreed = checked(current.situation, plan, [(line, edit) for edit in current.edits([Choice(line, "agree")])])
    assert (agreed.score, agreed.objections, agreed.left) == (plan.score, (), ())


def test_what_speaks_against_a_candidate_is_the_audit_of_their_move(desk: Desk) -> None:
    current, _ = the_round(desk)
    situation, line = current.situation, line_at(desk, "HND-CT")
    for cadre in eligible_for(current, line)[:8]:
        pairs = [(cadre, post) for post in line.posts]
        whole = [
            f for f in audit(situation, pairs).findings if f.level != "standing" and f.subject.get("cadre") == cadre
        ]
        each = [*findings_of_moves(lineup_of(situation, pairs))]
        assert each and each == [f for f in whole if "post" in f.subject]


def test_what_is_proven_is_what_verify_says(desk: Desk, district: Path, tmp_path: Path) -> None:
    current, pricing = the_round(desk)
    line = line_at(desk, "HND-CT")
    tray = (Choice(line, "choose", "BL024", "quen việc"), Choice(line_at(desk, "DT-PCT"), "agree"))
    alone = proven(pricing, pair_question(d for edit in current.edits(tray[:1]) for d in edit.decisions))
    together = proven(pricing, tray_question(tray))
    edited = tmp_path / "chot.xlsx"
    edited.write_bytes(current.marked(tray))
    judged = judge_edits(district, edited).judgement
    costs = {one.edit.kind: one.cost for one in judged.edits}
    assert isinstance(alone, Priced)
    assert isinstance(together, JudgedTray)
    assert alone.cost == costs["choose"]
    assert alone.cost.proven
    assert together.told.cost == judged.together.cost
    assert [one.edit.reason for one in judged.edits if one.edit.kind == "choose"] == ["quen việc"]


def test_what_if_holds_what_lies_in_the_tray(desk: Desk) -> None:
    current, _ = the_round(desk)
    desk.set_scenarios(({"name": "", "changes": [{"off": "release"}]},))
    desk.decide(Choice(line_at(desk, "HND-CT"), "choose", "BL024", "quen việc"))
    desk.ask_what_if()
    ended(desk)
    assert desk.sweep is not None
    plans = [one.plan for one in (desk.sweep.answers.base, *desk.sweep.answers.others)]
    assert [plan is not None and ("BL024", "HND-CT") in plan.pairs for plan in plans] == [True, True]
    shown = what_if_shown(desk)
    assert shown["held"] and "1 lựa chọn trong khay" in shown["held"] and not shown["stale"]
    desk.undo()
    shown = what_if_shown(desk)
    assert (shown["held"], shown["stale"]) == ("", True)
    desk.ask_what_if()
    ended(desk)
    assert not what_if_shown(desk)["stale"] and ("BL024", "HND-CT") not in current.plan.pairs
    assert desk.sweep.answers.base.plan is not None and ("BL024", "HND-CT") not in desk.sweep.answers.base.plan.pairs
    desk.set_scenarios(())


def test_a_post_that_the_plan_leaves_as_it_is_may_be_decided_on(desk: Desk, district: Path, tmp_path: Path) -> None:
    current, pricing = the_round(desk)
    (line,) = current.lines_at("BTG-TB")
    assert line == PlanLine(RECORDED, "", ("BTG-TB", "TTCT-GD"))
    tray = (Choice(line, "choose", "BL035", "tăng cường"),)
    told = proven(pricing, tray_question(tray))
    edited = tmp_path / "chot.xlsx"
    edited.write_bytes(current.marked(tray))
    for run in (None, current.run.folder):
        judged = judge_edits(district, edited, run=run)
        (edit,) = judged.judgement.edits
        assert (edit.edit.kind, edit.edit.cadre, edit.edit.post) == ("choose", "BL035", "BTG-TB")
        assert (judged.given.edits.unread, judged.given.edits.other_changes, judged.exit_code) == ((), (), 0)
    assert isinstance(told, JudgedTray)
    assert told.told.cost == judged.judgement.together.cost
    shown = review_shown(desk, Looked("BTG-TB", person="BL035"))
    assert shown["post"]["kept"]
    assert "BL035" not in "".join(shown["preview"]["checked"]["objections"])


def test_a_waiver_is_heeded_at_once_and_in_the_proof(desk: Desk) -> None:
    current, pricing = the_round(desk)
    line = line_at(desk, "HND-CT")
    barred = "BL001"
    breach = [one for one in breaches_of(current.situation, barred, "HND-CT") if one.binds]
    assert breach
    assert all(not one.of_structure for one in breach)
    waiver = "; ".join(f"{one.rule}: Công văn 12-CV/TU, 15/06/2020, Ban Thường vụ Huyện ủy" for one in breach)
    bare, waived = (Choice(line, "choose", barred, "tăng cường", text) for text in ("", waiver))
    rules = {one.rule for one in breach}
    for choice, names in ((bare, rules), (waived, set[str]())):
        edits = [(line, edit) for edit in current.edits([choice])]
        told = checked(current.granting((choice,)), current.plan, edits)
        assert {one.values["rule"] for one in told.objections if one.key == "hard_rule"} & rules == names
    together = proven(pricing, tray_question((waived,)))
    assert isinstance(together, JudgedTray)
    assert together.told.value.status == "optimal"
    assert proven(pricing, tray_question((bare,))).told.value.status == "infeasible"  # type: ignore[union-attr]


def test_a_look_answers_at_once(desk: Desk) -> None:
    review_shown(desk, Looked("HND-CT"))
    began = time.thread_time()
    shown = review_shown(desk, Looked("HND-CT", person="BL014"))
    assert time.thread_time() - began < 0.2
    assert shown["preview"]["checked"]["scores"]


def test_choices_are_undone_and_had_back(desk: Desk) -> None:
    first = Choice(line_at(desk, "DT-PCT"), "agree")
    second = Choice(line_at(desk, "DT-PCT"), "exclude", reason="khác")
    desk.decide(first)
    desk.decide(second)
    assert the_round(desk)[0].told.tray == (second,)
    desk.undo()
    assert the_round(desk)[0].told.tray == (first,)
    desk.discard()
    assert the_round(desk)[0].told.tray == ()
    assert desk.work.load() == desk.state
    desk.undo()
    desk.undo()
    assert the_round(desk)[0].told.tray == ()
    with pytest.raises(UsageError, match="nothing_to_undo"):
        desk.undo()


@pytest.mark.parametrize(
    ("change", "key"),
    [
        ({"reason": ""}, "needs_reason"),
        ({"chosen": "KHONG"}, "no_such_person"),
        ({"line": PlanLine(1, "BL001", ("DT-PCT",))}, "no_such_line"),
        ({"kind": "take_back"}, "no_such_decision"),
    ],
)
def test_a_choice_that_says_nothing_is_refused(desk: Desk, change: dict[str, object], key: str) -> None:
    before = desk.state
    choice = replace(Choice(line_at(desk, "DT-PCT"), "choose", "BL013", "thử"), **change)  # type: ignore[arg-type]
    with pytest.raises(UsageError, match=key):
        desk.decide(choice)
    assert desk.state == before


@pytest.mark.slow
def test_a_stop_keeps_what_was_found(district: Path, tmp_path: Path) -> None:
    with held_work(tmp_path / "viec", district, print) as work:
        desk = Desk(work, district, Journal())
        desk.plan(500, None)
        assert desk.busy
        assert desk.job is not None
        with pytest.raises(UsageError, match="busy"):
            desk.plan(1, None)
        for _ in range(600):
            if desk.job.progress.get("found"):
                break
            time.sleep(0.05)
        desk.stop()
        ended(desk)
        current, _ = the_round(desk)
        assert 1 <= len(current.run.plans) < 500
        assert main(["verify", str(district), str(current.run.folder), "--quiet"]) == 0
        desk.close()


@pytest.mark.slow
def test_rounds_carry_decisions_on_and_let_go_of_them(desk: Desk) -> None:
    desk.decide(Choice(line_at(desk, "HND-CT"), "choose", "BL024", "quen việc"))
    desk.apply()
    ended(desk)
    current, _ = the_round(desk)
    (fixed,) = [decision for decision in current.run.decided.decisions if decision.kind == "fix"]
    assert (fixed.cadre, fixed.post, desk.state.rounds[-1].tray) == ("BL024", "HND-CT", ())
    gone = Choice(PlanLine(0, "BL024 fix", ("HND-CT",)), "take_back", reason="nghĩ lại", taken=(fixed,))
    desk.decide(gone)
    assert not current.read_back(desk.state.rounds[-1].tray)
    desk.undo()
    desk.undo()
    assert the_round(desk)[0].told.tray[0].chosen == "BL024"
    desk.discard()


def test_a_run_of_elsewhere_is_taken_up(district: Path, tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    run = tmp_path / "ket-qua"
    assert main(["plan", str(district), "--plans", "2", "--out", str(run), "--quiet"]) == 0
    with held_work(tmp_path / "viec", district, print) as work:
        desk = Desk(work, district, Journal())
        desk.take_run(run, 1)
        desk.decide(Choice(line_at(desk, "DT-PCT"), "agree"))
        again = Desk(work, district, Journal())
        again.take_run(run, 1)
        assert again.state == desk.state
        assert again.state.round is not None
        assert (len(again.state.round.tray), again.notice) == (1, "")
        again.take_run(run, 2)
        assert "đã có trên trang này" in again.notice
        assert again.state == desk.state
        (run / "rules.toml").write_text("# khác")
        (run / "manifest.json").write_bytes((run / "manifest.json").read_bytes() + b"\n")
        state = desk.state
        with pytest.raises(UsageError, match="other_run"):
            Desk(work, district, Journal()).take_run(run, 1)
        assert (work.load(), sorted(path.name for path in work.path.iterdir())) == (state, ["review.json", "vong-1"])
        (work.path / "vong-1" / "plans.json").write_text("{}")
        changed = Desk(work, district, Journal())
        assert changed.round is None
        assert "vong-1" in changed.notice
        for one in (desk, again, changed):
            one.close()


def test_rounds_come_back_with_their_facts() -> None:
    state = State().of_facts("một")
    filled = replace(state, rounds=(replace_round("vong-1"),))
    other = filled.of_facts("hai")
    assert other.rounds == ()
    assert State.from_dict(json.loads(json.dumps(other.to_dict()))) == other
    assert other.of_facts("một").rounds == filled.rounds


def replace_round(name: str) -> Round:
    """A round of that name."""
    return Round(name, tray=(Choice(PlanLine(1, "C1", ("P1",)), "agree"),))


@pytest.mark.parametrize("text", ["", "{}", "[]", '{"form": "khác"}', '{"form": "luanchuyen-review-1", "rounds": 1}'])
def test_a_state_of_another_form_is_told(tmp_path: Path, text: str) -> None:
    (tmp_path / "review.json").write_text(text)
    with pytest.raises(FileError, match="state_unreadable"):
        WorkFolder(tmp_path).load()


def test_the_work_folder_is_named_by_the_book(tmp_path: Path) -> None:
    (tmp_path / "so-lieu.xlsx").touch()
    assert default_folder(tmp_path / "so-lieu.xlsx") == tmp_path / "so-lieu-duyet"


def test_a_book_handed_over_earlier_is_told(district: Path, tmp_path: Path) -> None:
    with held_work(tmp_path / "viec", district, print) as work:
        Desk(work, None, Journal()).upload("khac.xlsx", b"")
        again = Desk(work, district, Journal())
        assert "khac.xlsx" in again.notice and district.name in again.notice
        again.upload("moi.xlsx", b"")
        assert again.notice == ""
