"""new, check, plan and verify on a small board: what they write, what they say, how they end."""

from __future__ import annotations

import dataclasses
import json
import shutil
from collections.abc import Callable, Iterator
from importlib.resources import as_file
from pathlib import Path
from typing import Any

import openpyxl
import pytest

from luanchuyen.cli import main
from luanchuyen.commands.terminal.console import Console
from luanchuyen.commands.terminal.progress import Progress
from luanchuyen.models.errors import ExitCode
from luanchuyen.optimizer.integer.events import Asked, Event, PlanFound, RankingEnded
from luanchuyen.optimizer.integer.task import Task
from luanchuyen.optimizer.solver.process import SolvingChild
from luanchuyen.reports.run_folder import write_run
from luanchuyen.scenarios.example import folder

Output = pytest.CaptureFixture[str]
ASK = SolvingChild.ask
FILES = {"plans.json", "plans.xlsx", "rules.toml", "certificate.json", "manifest.json"}
SHORT = {"plans.json", "rules.toml", "manifest.json"}


@pytest.fixture(autouse=True)
def elsewhere(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """Whatever a command leaves in the working folder is left in the test's."""
    monkeypatch.chdir(tmp_path)


@pytest.fixture
def result(board: Path, tmp_path: Path, capsys: Output) -> Path:
    """A run folder of the board."""
    folder = tmp_path / "ket-qua"
    assert main(["plan", str(board), "--out", str(folder)]) == ExitCode.DONE
    capsys.readouterr()
    return folder


def replace(file: Path, old: str, new: str) -> None:
    """Change a text that must be there."""
    text = file.read_text(encoding="utf-8")
    assert old in text
    file.write_text(text.replace(old, new, 1), encoding="utf-8")


def change(result: Path, edit: Callable[[Any], None]) -> None:
    """Change plans.json."""
    file = result / "plans.json"
    document = json.loads(file.read_text(encoding="utf-8"))
    edit(document)
    file.write_text(json.dumps(document), encoding="utf-8")


# ---- new and check


@pytest.mark.parametrize("language", ["vi", "en"])
def test_the_template_is_written_checked_and_planned(language: str, capsys: Output) -> None:
    assert main(["new", "--out", "mau.xlsx", "--lang", language]) == ExitCode.DONE
    assert main(["check", "mau.xlsx", "--lang", language]) == ExitCode.DONE
    assert main(["plan", "mau.xlsx", "--out", "kq", "--lang", language]) == ExitCode.DONE
    assert {path.name for path in Path("kq").iterdir()} == FILES


def test_an_example_has_no_errors(capsys: Output) -> None:
    assert main(["new", "--example", "Bình Liêu", "--out", "vd.xlsx"]) == ExitCode.DONE
    assert main(["check", "vd.xlsx"]) == ExitCode.DONE


def test_a_mistake_is_named_by_its_cell_and_marked(board: Path, capsys: Output) -> None:
    assert main(["new", "--out", "mau.xlsx"]) == ExitCode.DONE
    book = openpyxl.load_workbook("mau.xlsx")
    book["Cán bộ"]["C2"] = "31/02/1986"
    book["Cán bộ"]["I3"] = "TUU"
    book.save("mau.xlsx")
    before = Path("mau.xlsx").read_bytes()
    capsys.readouterr()
    assert main(["check", "mau.xlsx", "--marked", "danh-dau.xlsx"]) == ExitCode.DATA
    told = capsys.readouterr().out
    assert 'trang "Cán bộ", ô C2 (Ngày sinh): "31/02/1986" không phải ngày có thật.' in told
    assert 'ô I3 (Mã đơn vị hiện nay): không có mã "TUU"' in told
    assert Path("mau.xlsx").read_bytes() == before
    assert openpyxl.load_workbook("danh-dau.xlsx").sheetnames[0] == "Lỗi"


def test_check_as_json(board: Path, capsys: Output) -> None:
    replace(board / "Cán bộ.csv", "15/08/1980", "31/02/1980")
    assert main(["check", str(board), "--json"]) == ExitCode.DATA
    (problem,) = json.loads(capsys.readouterr().out)["problems"]
    assert (problem["severity"], problem["sheet"], problem["cells"]) == ("error", "Cán bộ", ["C2"])


def test_strict_stops_at_warnings(board: Path, capsys: Output) -> None:
    replace(board / "Chức danh.csv", ",Bí thư,,\n", ",Bí thư gì đó lạ,,\n")
    assert main(["check", str(board)]) == ExitCode.DONE
    assert "NHẮC" in capsys.readouterr().out
    assert main(["check", str(board), "--strict"]) == ExitCode.DATA


@pytest.mark.parametrize("command", [["check"], ["plan", "--out", "kq"]], ids=str)
def test_a_missing_book_is_said_with_what_is_near(command: list[str], board: Path, capsys: Output) -> None:
    assert main([*command, "so-lie"]) == ExitCode.FILE
    told = capsys.readouterr().err
    assert "Không có tệp hay thư mục so-lie" in told
    assert "so-lieu" in told
    assert not Path("kq").exists()


# ---- plan


def test_plan_writes_its_folder_and_says_whose_word_the_proof_is(board: Path, capsys: Output) -> None:
    assert main(["lap", str(board), "--out", "kq"]) == ExitCode.DONE
    output = capsys.readouterr()
    assert "Đã lập 3 phương án" in output.out
    assert "dự thảo" in output.out
    assert {path.name for path in Path("kq").iterdir()} == FILES
    document = json.loads(Path("kq/plans.json").read_text(encoding="utf-8"))
    assert document["status"] == "optimal"
    assert [plan["rank"] for plan in document["plans"]] == [1, 2, 3]
    assert all(plan["proven"] and plan["score"] == plan["bound"] for plan in document["plans"])


def test_the_same_input_gives_the_same_bytes(board: Path, result: Path) -> None:
    assert main(["plan", str(board), "--out", "lan-hai"]) == ExitCode.DONE
    for name in FILES:
        assert (result / name).read_bytes() == Path("lan-hai", name).read_bytes(), name


def test_plan_as_json(board: Path, capsys: Output) -> None:
    assert main(["plan", str(board), "--out", "kq", "--json", "--plans", "1"]) == ExitCode.DONE
    given = json.loads(capsys.readouterr().out)
    assert (given["status"], len(given["plans"])) == ("optimal", 1)


def test_quiet_keeps_the_result_only(board: Path, capsys: Output) -> None:
    replace(board / "Chức danh.csv", ",Bí thư,,\n", ",Bí thư gì đó lạ,,\n")
    assert main(["plan", str(board), "--out", "kq", "--quiet"]) == ExitCode.DONE
    output = capsys.readouterr()
    assert output.err == ""
    assert "Phương án 1" in output.out


def test_fewer_plans_than_asked_is_no_fault(board: Path, capsys: Output) -> None:
    assert main(["plan", str(board), "--out", "kq", "--plans", "9", "--differ-by", "6"]) == ExitCode.DONE
    assert "khác nhau đủ mức yêu cầu (9 phương án, cách nhau ít nhất 6 đồng chí)" in capsys.readouterr().out


def test_a_plan_stays_close_to_another(board: Path, result: Path) -> None:
    replace(board / "Điểm hội đồng.csv", "C0,X1-BT,90", "C0,X1-BT,1")
    assert main(["plan", str(board), "--out", "gan", "--close-to", str(result)]) == ExitCode.DONE
    first, then = (json.loads((f / "plans.json").read_text())["plans"][0] for f in (result, Path("gan")))
    pairs = [{(a["cadre"], a["post"]) for a in plan["assignments"]} for plan in (first, then)]
    assert pairs[0] == pairs[1]
    assert main(["verify", str(board), "gan"]) == ExitCode.DONE


def test_a_number_is_overridden(board: Path, capsys: Output) -> None:
    assert main(["plan", str(board), "--out", "kq", "--set", "stint_length.min_months=120"]) == ExitCode.DONE
    assert "0 đồng chí được bố trí" in capsys.readouterr().out
    assert main(["plan", str(board), "--out", "kq2", "--set", "stint_length.min_month=1"]) == ExitCode.USAGE
    assert "min_months" in capsys.readouterr().err
    assert not Path("kq2").exists()


def test_errors_stop_planning_with_their_cells(board: Path, capsys: Output) -> None:
    replace(board / "Cán bộ.csv", "15/08/1980", "31/02/1980")
    assert main(["plan", str(board), "--out", "kq"]) == ExitCode.DATA
    assert "ô C2" in capsys.readouterr().err
    assert not Path("kq").exists()


def test_what_cannot_be_is_explained(board: Path, capsys: Output) -> None:
    lock = "Mã cán bộ,Mã chức danh,Khóa,Lý do\nC0,X2-BT,cố định,Thử\n"
    (board / "Khóa.csv").write_text(lock, encoding="utf-8")
    assert main(["plan", str(board), "--out", "kq"]) == ExitCode.INFEASIBLE
    told = capsys.readouterr().err
    assert "Khóa cố định: đồng chí" in told and "(Khóa!A2; Khóa!B2; Khóa!C2)" in told
    assert "Quy định “Không là người địa phương” tại chức danh" in told
    assert {path.name for path in Path("kq").iterdir()} == SHORT
    document = json.loads(Path("kq/plans.json").read_text(encoding="utf-8"))
    assert document["status"] == "infeasible"
    lock, rule = document["conflicts"]
    assert (lock["kind"], lock["rule"], lock["subject"]) == ("lock", "fixed", {"cadre": "C0", "post": "X2-BT"})
    assert lock["cells"] == [{"sheet": "Khóa", "cell": cell} for cell in ("A2", "B2", "C2")]
    assert (rule["kind"], rule["rule"], rule["subject"]) == ("rule", "non_local", {"post": "X2-BT"})


def test_a_limit_that_strikes_at_once_leaves_a_plan_made_in_haste(board: Path) -> None:
    assert main(["plan", str(board), "--out", "kq", "--time-limit", "0.000001"]) == ExitCode.UNPROVEN
    document = json.loads(Path("kq/plans.json").read_text(encoding="utf-8"))
    assert (document["status"], [plan["proven"] for plan in document["plans"]]) == ("feasible", [False])
    assert main(["verify", str(board), "kq"]) == ExitCode.DONE


def test_no_plan_within_the_limit(board: Path, capsys: Output) -> None:
    """Two who must change places: no move can be made alone, so that none is found in haste."""
    lock = "Mã cán bộ,Mã chức danh,Khóa,Lý do\nC6,X3-PBT,cố định,Thử\nC7,X3-BT,cố định,Thử\n"
    (board / "Khóa.csv").write_text(lock, encoding="utf-8")
    given = ["plan", str(board), "--rules", "fill-only", "--out", "kq"]
    assert main(given) == ExitCode.DONE
    code = main([*given, "--time-limit", "0.000001"])
    assert code == ExitCode.NO_PLAN
    assert "giới hạn thời gian" in capsys.readouterr().err
    assert {path.name for path in Path("kq").iterdir()} == SHORT


def _killed(child: SolvingChild, task: Asked, tick: float = 0.2) -> Iterator[Event]:
    child._process.kill()
    yield from ASK(child, task, tick)


def lying(lie: Callable[[list[Any]], list[Any]]) -> Callable[..., Iterator[Event]]:
    """A child that tells of other plans than it found."""

    def ask(child: SolvingChild, task: Asked, tick: float = 0.2) -> Iterator[Event]:
        events = list(ASK(child, task, tick))
        plans: list[Any] = [event.plan for event in events if isinstance(event, PlanFound)]
        for rank, plan in enumerate(lie(plans) if isinstance(task, Task) else plans, 1):
            yield PlanFound(rank, plan)
        yield events[-1]

    return ask


def but_first(change: Callable[[Any], Any]) -> Callable[[list[Any]], list[Any]]:
    """The first plan told otherwise."""
    return lambda plans: [change(plans[0]), *plans[1:]]


def moved_to(plans: list[Any], moves: Any) -> list[Any]:
    """Each plan as it is proven, with the moves of another."""
    return [dataclasses.replace(plan, moves=m) for plan, m in zip(plans, moves, strict=True)]


def _barren(child: SolvingChild, task: Asked, tick: float = 0.2) -> Iterator[Event]:
    """That there is no plan, which a second engine then denies."""
    if isinstance(task, Task):
        yield RankingEnded("infeasible")
    else:
        yield from ASK(child, task, tick)


def lower(bounds: tuple[int, ...]) -> tuple[int, ...]:
    return (*bounds[:-1], bounds[-1] - 1)


def _bare(proof: Any) -> Any:
    return dataclasses.replace(proof, tree=[[[], [], -1, 0, -1, -1, 0]])


_LIES: tuple[tuple[object, str], ...] = (
    (lying(but_first(lambda p: dataclasses.replace(p, score=lower(p.score)))), "kiểm tra độc lập"),
    (lying(but_first(lambda p: dataclasses.replace(p, bound=lower(p.bound)))), "kiểm tra độc lập"),
    (lying(lambda plans: moved_to(plans, [plans[0].moves] * len(plans))), "0 đồng chí"),
    (lying(lambda plans: moved_to(plans, [p.moves for p in reversed(plans)])), "trái thứ tự"),
    (
        lying(but_first(lambda p: dataclasses.replace(p, proofs=(*p.proofs[:-1], _bare(p.proofs[-1]))))),
        "chứng chỉ không cho thấy cận",
    ),
    (_barren, "Lời của bộ giải bị bác"),
)


@pytest.mark.parametrize(
    ("ask", "code", "told"),
    [
        (_killed, ExitCode.MEMORY, "thiếu bộ nhớ"),
        *((ask, ExitCode.AUDIT, told) for ask, told in _LIES),
    ],
)
def test_a_solver_that_dies_or_lies_leaves_the_run_before(
    ask: object, code: int, told: str, board: Path, result: Path, capsys: Output, monkeypatch: pytest.MonkeyPatch
) -> None:
    before = {path.name: path.read_bytes() for path in result.iterdir()}
    monkeypatch.setattr(SolvingChild, "ask", ask)
    assert main(["plan", str(board), "--out", str(result)]) == code
    assert told in capsys.readouterr().err
    assert {path.name: path.read_bytes() for path in result.iterdir()} == before


def test_a_plan_that_is_kept_back_leaves_the_list_unended(
    board: Path, capsys: Output, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(SolvingChild, "ask", lying(lambda plans: plans[:-1]))
    assert main(["plan", str(board), "--out", "kq"]) == ExitCode.UNPROVEN
    assert "Chưa lập đủ 3 phương án" in capsys.readouterr().out
    assert main(["verify", str(board), "kq"]) == ExitCode.DONE
    assert "không có gì cho thấy là không còn phương án khác" in capsys.readouterr().out


# ---- verify


def test_a_run_verifies(board: Path, result: Path, capsys: Output) -> None:
    assert main(["verify", str(board), str(result)]) == ExitCode.DONE
    first, second, *_ = capsys.readouterr().out.splitlines()
    assert "Phương án 1 đã được chứng minh là tốt nhất" in first
    assert "Đã xác minh 3 phương án" in second
    assert main(["xac-minh", str(board), str(result / "plans.json"), "--json"]) == ExitCode.DONE
    alone = {"verified": True, "best": "unseen", "differences": [], "notes": []}
    assert json.loads(capsys.readouterr().out) == alone


def _worse_score(document: Any) -> None:
    document["plans"][0]["score"]["2"] += 1


def _lower_bound(document: Any) -> None:
    document["plans"][0]["bound"]["2"] -= 1


def _unknown_cadre(document: Any) -> None:
    document["plans"][0]["assignments"][0]["cadre"] = "C99"


def _unknown_post(document: Any) -> None:
    document["plans"][0]["assignments"][0]["post"] = "X9-BT"


def _twice(document: Any) -> None:
    first, second = document["plans"][0]["assignments"][:2]
    second["cadre"] = first["cadre"]


def _local(document: Any) -> None:
    plan = document["plans"][0]
    plan["assignments"] = [move for move in plan["assignments"] if move["cadre"] != "C1"]
    next(move for move in plan["assignments"] if move["post"] == "X2-BT")["cadre"] = "C1"


def _unfilled(document: Any) -> None:
    document["plans"][0]["unfilled"] = [{"post": "X1-BT", "seats": 1, "why": []}]


def _swapped(document: Any) -> None:
    document["plans"].reverse()


def _same_plan(document: Any) -> None:
    document["plans"][1] = {**document["plans"][0], "rank": 2}


@pytest.mark.parametrize(
    ("edit", "told"),
    [
        (_worse_score, "phương án 1: điểm nhóm 2 ghi"),
        (_lower_bound, "mục “cận dưới 2”"),
        (_unknown_cadre, "không có mã cán bộ C99"),
        (_unknown_post, "không có mã chức danh X9-BT"),
        (_twice, "được bố trí vào nhiều nơi"),
        (_local, "“Không là người địa phương”"),
        (_unfilled, "mục “chức danh còn trống”"),
        (_swapped, "thứ tự phương án"),
        (_same_plan, "chỉ khác phương án 1 ở 0 đồng chí"),
    ],
)
def test_a_changed_plan_fails(
    edit: Callable[[Any], None], told: str, board: Path, result: Path, capsys: Output
) -> None:
    change(result, edit)
    assert main(["verify", str(board), str(result / "plans.json")]) == ExitCode.AUDIT
    assert told in capsys.readouterr().err
    assert main(["verify", str(board), str(result)]) == ExitCode.AUDIT
    assert "tệp plans.json đã bị sửa" in capsys.readouterr().err


def test_a_changed_missing_or_extra_file_is_named(board: Path, result: Path, capsys: Output) -> None:
    (result / "certificate.json").unlink()
    (result / "plans.xlsx").write_bytes(b"")
    (result / "them.txt").write_bytes(b"")
    assert main(["verify", str(board), str(result)]) == ExitCode.AUDIT
    told = capsys.readouterr().err
    assert "thiếu tệp certificate.json" in told
    assert "không đọc lại được plans.xlsx" in told
    assert "thừa tệp them.txt" in told


@pytest.mark.parametrize("part", ["value", "verified", "tree"])
def test_a_forged_proof_fails_though_its_hash_is_right(part: str, board: Path, result: Path, capsys: Output) -> None:
    certificate = json.loads((result / "certificate.json").read_text(encoding="utf-8"))
    tier = certificate["plans"][0]["tiers"][1]
    if part == "tree":
        assert any(any(node[1]) for node in tier["tree"])
        tier["tree"] = [[node[0], [0] * len(node[1]), *node[2:]] for node in tier["tree"]]
    else:
        tier[part] += 1
    forged = json.dumps(certificate).encode()
    files = {path.name: path.read_bytes() for path in result.iterdir() if path.name != "manifest.json"}
    write_run(result, {**files, "certificate.json": forged}, "")
    assert main(["verify", str(board), str(result)]) == ExitCode.AUDIT
    told = capsys.readouterr().err
    assert "chứng chỉ không cho thấy cận" in told
    assert "certificate.json" not in told


def test_changed_rules_are_named(board: Path, result: Path, capsys: Output) -> None:
    replace(result / "rules.toml", "min_months = 36", "min_months = 30")
    assert main(["verify", str(board), str(result)]) == ExitCode.AUDIT
    assert "bộ quy định của thư mục khác" in capsys.readouterr().err


def test_other_facts_are_said_and_judged(board: Path, result: Path, capsys: Output) -> None:
    replace(board / "Điểm hội đồng.csv", "C0,X1-BT,90", "C0,X1-BT,80")
    assert main(["verify", str(board), str(result)]) == ExitCode.AUDIT
    told = capsys.readouterr().err
    assert "Số liệu đầu vào không phải tệp đã dùng" in told
    assert "điểm nhóm 2 ghi" in told


def test_a_run_of_a_newer_version_is_not_guessed_at(board: Path, result: Path, capsys: Output) -> None:
    change(result, lambda document: document["record"].update(version="99.0"))
    assert main(["verify", str(board), str(result)]) == ExitCode.USAGE
    assert "phiên bản 99.0" in capsys.readouterr().err


@pytest.mark.parametrize("text", ["", "[]", "{}", '{"record": {}, "plans": [{}]}', '{"record": 1, "plans": []}'])
def test_what_is_no_run_is_refused(text: str, board: Path, capsys: Output) -> None:
    Path("plans.json").write_text(text, encoding="utf-8")
    assert main(["verify", str(board), "plans.json"]) == ExitCode.FILE
    assert "không phải plans.json" in capsys.readouterr().err


@pytest.mark.parametrize(
    ("name", "value"), [("differ_by", None), ("differ_by", [1]), ("close_to", 7), ("close_to", [1])], ids=str
)
def test_a_strange_record_is_refused(name: str, value: object, board: Path, result: Path, capsys: Output) -> None:
    change(result, lambda document: document["record"]["options"].update({name: value}))
    assert main(["verify", str(board), str(result)]) == ExitCode.FILE


def test_doctor_plans_and_audits(capsys: Output) -> None:
    assert main(["doctor"]) == ExitCode.DONE
    assert "Đạt" in capsys.readouterr().out


def test_what_the_settings_get_wrong_of_the_rules_is_named_by_its_cell(
    tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    with as_file(folder("binh-lieu")) as example:
        board = tmp_path / "board"
        shutil.copytree(example, board)
    settings = board / "Tham số.csv"
    text = settings.read_text(encoding="utf-8")
    settings.write_text(text + "stint_lenght.min_months,30\nevaluation.least,HTNVV\n", encoding="utf-8")
    rows = len(text.splitlines())
    assert main(["check", str(board)]) == ExitCode.DATA
    said = capsys.readouterr().out
    assert f'trang "Tham số", ô B{rows + 1}' in said and "stint_length" in said
    assert f'trang "Tham số", ô B{rows + 2}' in said and "HTNV" in said
    settings.write_text(text.replace("qd98-2017", "qd99-2017"), encoding="utf-8")
    assert main(["plan", str(board), "--out", str(tmp_path / "kq")]) == ExitCode.DATA
    assert "qd98-2017" in capsys.readouterr().err
    assert not (tmp_path / "kq").exists()
    assert main(["plan", str(board), "--out", str(tmp_path / "kq"), "--rules", "qd99"]) == ExitCode.USAGE


class _Heard(Console):
    """A console that keeps its lines of progress."""

    def __init__(self) -> None:
        super().__init__()
        self.lines: list[str] = []

    def progress(self, line: str) -> None:
        self.lines.append(line)


@pytest.mark.parametrize("plans", [1, 2, 5])
def test_progress_never_counts_beyond_what_was_asked(plans: int) -> None:
    console = _Heard()
    tell = Progress(console)
    for found in range(plans + 1):
        tell("bound", {"tier": 1, "value": 3, "bound": 2, "found": found, "plans": plans})
    told = [line.partition("phương án ")[2].partition(" ")[0] for line in console.lines]
    assert told == [f"{rank}/{plans}" for rank in range(1, plans + 1)] + [f"{plans}/{plans}"]


def test_engines_that_cannot_be_asked_are_told(
    board: Path, tmp_path: Path, capsys: pytest.CaptureFixture[str], monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr("luanchuyen.optimizer.planning.CROSS_LIMIT", 0)
    assert (
        main(["plan", str(board), "--out", str(tmp_path / "kq"), "--plans", "1", "--verify", "full"]) == ExitCode.DONE
    )
    assert "--verify full không thêm gì" in capsys.readouterr().err
