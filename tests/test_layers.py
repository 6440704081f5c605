"""The house's order: who may import whom, and how long a module and a function may be."""

from __future__ import annotations

import ast
from collections import Counter
from graphlib import TopologicalSorter
from statistics import median

import pytest
from package_tree import ROOMS, ROOT, Import, Module, module_of, modules, reached

from luanchuyen.models.tables import TITLES

BELOW = {
    "": {
        "commands",
        "reports",
        "scenarios",
        "optimizer",
        "models",
    },  # the names offered to Python, imported when asked for
    "__main__": {"cli"},
    "cli": {"commands", "models", "messages"},
    "commands": {"page", "reports", "scenarios", "sheets", "wording", "optimizer", "models", "messages"},
    "page": {"commands", "reports", "scenarios", "sheets", "wording", "optimizer", "models", "messages"},
    "reports": {"wording", "optimizer", "models", "messages"},
    "scenarios": {"optimizer", "models"},
    "sheets": {"wording", "scenarios", "optimizer", "models", "messages"},
    "wording": {"optimizer", "models", "messages"},
    "optimizer": {"models"},
    "models": {"messages"},  # an error is a sentence
    "messages": set(),
}
"""What each room may import besides itself. The root package gives everyone its version and nothing else."""

INSIDE = {
    "models": ("models.text", "models.places", "models", "models.committee"),
    "optimizer": (
        "optimizer.integer", "optimizer.processes", "optimizer.solver", "optimizer.situation", "optimizer.columns",
        "optimizer.rules", "optimizer.program", "optimizer.explain", "optimizer.audit", "optimizer.record",
        "optimizer.deadlines", "optimizer.planning", "optimizer.questions",
    ),
    "scenarios": (
        "scenarios.scenario", "scenarios.rulebook", "scenarios.changes", "scenarios.decisions", "scenarios",
        "scenarios.sweep", "scenarios.comparison",
    ),
    "page": ("page.session", "page.desk", "page.views", "page"),
    "sheets": (
        "sheets.form", "sheets.opening", "sheets.reading.remark", "sheets.reading.problems", "sheets.reading.tables",
        "sheets.reading.cells", "sheets.reading.facts", "sheets.reading", "sheets.paper", "sheets.template",
        "sheets.marking", "sheets.plans", "sheets.comparison", "sheets.record", "sheets.edits", "sheets.answers",
        "sheets.rewriting", "sheets.deadlines",
    ),
}  # fmt: skip
"""The order of the rooms within a room: each may import those before it."""

OPENED_TO_COMMANDS = {
    *("opening.opening", "opening.preflight", "reading.reader", "reading.named_sheets", "reading.cells.typed"),
    *("comparison.reading", "edits.readback", "edits.reading", "edits.written_waivers"),
    *(
        "template.template",
        "template.carried",
        "template.cleaned",
        "marking.marking",
        "plans.writer",
        "answers.writer",
        "comparison.writer",
        "record.writer",
    ),
    *("rewriting.register", "rewriting.rewritten", "deadlines.writer", "opening.book"),
}
"""What a command may import of the room of Excel: what opens, reads or writes; words live in wording/."""

OPENED_TO_THE_PAGE = ("input", "problems", "scenarios", "sweep_report", "library", "runs")
"""What the page may import of the commands: their work without a terminal. Of the commands one opens the page."""

MOST_FILES = 16
ONE_A_FILE = {"optimizer/rules": 40, "commands": 24, "sheets/plans": 24, "models": 24}
"""Rooms of one thing a file, which may hold more."""

OWNED = {
    "ortools": ("luanchuyen.optimizer.solver",),
    "openpyxl": ("luanchuyen.sheets",),
    "python_calamine": ("luanchuyen.sheets.opening.foreign",),
    "xlsxwriter": ("luanchuyen.sheets",),
    "pandas": ("luanchuyen.reports.frames",),
    "jinja2": ("luanchuyen.page.rendering", "luanchuyen.reports.dossier"),
    "docx": ("luanchuyen.reports.submission",),
    "click": ("luanchuyen.cli", "luanchuyen.commands"),
    "numpy": ("luanchuyen.optimizer",),
    "distributed": ("luanchuyen.scenarios.sweep.scheduler",),
    "starlette": ("luanchuyen.page",),
    "uvicorn": ("luanchuyen.page.server",),
    "python_multipart": ("luanchuyen.page.uploads",),
    "anyio": ("luanchuyen.page",),
}
"""Outside packages, and the only modules that may import them."""

NETWORK = {"socket", "urllib.request", "http", "requests", "ssl", "ftplib", "smtplib", "socketserver", "asyncio"}

LONGEST_MODULE = 300
LONGEST_FUNCTION = 40
LONG_FUNCTIONS: dict[str, str] = {}
"""Longer ones by name, each with the reason why it is one piece. None today."""

UNTRUSTED = (
    "luanchuyen.optimizer.solver",
    "luanchuyen.optimizer.program.program",
    "luanchuyen.optimizer.program.rows",
    "ortools",
)
"""What the auditor must not reach. It may import the rules: each file holds both tellings of a rule, and its
solver's telling imports columns when it is called; the auditor calls only judge and breaches, so that it loads none
(tests/optimizer/rules/test_told_twice.py)."""

SHAPES = {"luanchuyen.optimizer.solver", "luanchuyen.optimizer.integer.task"}
"""The solver's room as those see it who check its proofs: the shapes of question and answer, no engine."""


def outside(module: Module) -> list[Import]:
    """The imports of other packages."""
    return [i for i in module.imports() if module_of(i.target) is None]


def begins(name: str, package: str) -> bool:
    """Whether a dotted name is the package or lies in it."""
    return name == package or name.startswith(f"{package}.")


@pytest.mark.parametrize("module", modules().values(), ids=lambda module: module.name)
def test_imports_run_one_way(module: Module) -> None:
    for found in module.imports():
        target = module_of(found.target)
        if target is None:
            continue
        room = modules()[target].room
        assert room == module.room or room in BELOW[module.room], f"{module.name} imports {found.target}"


def _level(name: str, order: tuple[str, ...]) -> int:
    """The place in an order of the longest of its names that a module is or lies in."""
    inner = name.removeprefix("luanchuyen.")
    return order.index(max((room for room in order if begins(inner, room)), key=len))


@pytest.mark.parametrize("room", INSIDE)
def test_imports_within_a_room_run_one_way(room: str) -> None:
    order, back = INSIDE[room], []
    for module in modules().values():
        targets = {module_of(found.target) for found in module.imports()} if module.room == room else set()
        for target in targets - {f"luanchuyen.{room}", None}:
            if modules()[str(target)].room == room and module.name != f"luanchuyen.{room}":
                back += [(module.name, target)] if _level(str(target), order) > _level(module.name, order) else []
    assert not back


def test_no_modules_import_each_other_in_a_circle() -> None:
    """Imports for types count: what names each other is one thing in two files. A package's own `__init__` is none."""
    told = {name: {str(module_of(found.target)) for found in module.imports()} for name, module in modules().items()}
    made = {
        name: {t for t in targets if t in told and t != name and not begins(name, t)} for name, targets in told.items()
    }
    TopologicalSorter(made).prepare()  # raises CycleError with the circle


def test_commands_take_readers_and_writers_from_the_room_of_excel_and_no_words() -> None:
    mine = [module for module in modules().values() if module.room in ("page", "commands", "cli")]
    taken = {module_of(found.target) for module in mine for found in module.imports()}
    assert {name for name in taken if name and begins(name, "luanchuyen.sheets")} == {
        f"luanchuyen.sheets.{name}" for name in OPENED_TO_COMMANDS
    }


def test_the_page_stands_between_the_work_of_the_commands_and_their_terminal() -> None:
    above, below = set(), set()
    for module in modules().values():
        targets = {module_of(found.target) or "" for found in module.imports()}
        if module.room == "page":
            taken = {name for name in targets if begins(name, "luanchuyen.commands")}
            opened = [f"luanchuyen.commands.{name}" for name in OPENED_TO_THE_PAGE]
            below |= {name for name in taken if not any(begins(name, one) for one in opened)}
        elif any(begins(name, "luanchuyen.page") for name in targets):
            above.add(module.name)
    assert (above, below) == ({"luanchuyen.commands.review"}, set())


def test_only_the_edge_calls_a_table_by_its_sheet() -> None:
    told = {
        (module.name, node.value)
        for module in modules().values()
        for node in ast.walk(module.tree)
        if isinstance(node, ast.Constant) and node.value in TITLES.values() and module.room != "sheets"
    }
    assert {name for name, _ in told} == {"luanchuyen.models.tables"}


def test_a_name_is_imported_from_where_it_is_made() -> None:
    second_hand = []
    for module in modules().values():
        for found in module.imports():
            source, _, name = found.target.rpartition(".")
            if source in modules() and found.target not in modules() and source != "luanchuyen":
                made = {getattr(node, "name", None) for node in modules()[source].tree.body}
                passed_on = {i.target.rpartition(".")[2] for i in modules()[source].imports()} - made
                second_hand += [(module.name, found.target)] if name in passed_on else []
    assert not second_hand


def test_no_room_is_crowded() -> None:
    folders = Counter(module.path.parent.relative_to(ROOT).as_posix() for module in modules().values())
    assert not {folder: n for folder, n in folders.items() if n > ONE_A_FILE.get(folder, MOST_FILES)}


def test_every_room_says_what_may_happen_in_it() -> None:
    rooms = [
        module for module in modules().values() if module.path.name == "__init__.py" and module.name != "luanchuyen"
    ]
    bare = {module.name for module in rooms if not ast.get_docstring(module.tree)}
    assert not bare


@pytest.mark.parametrize("package", OWNED)
def test_an_outside_package_stays_in_its_room(package: str) -> None:
    importing = {m.name for m in modules().values() for i in outside(m) if begins(i.target, package)}
    assert importing
    assert not [name for name in importing if not any(begins(name, owner) for owner in OWNED[package])]


def test_no_module_can_reach_a_network() -> None:
    found = [(m.name, i.target) for m in modules().values() for i in outside(m)]
    assert not [(name, target) for name, target in found if any(begins(target, bad) for bad in NETWORK)]


def test_the_auditor_never_reaches_what_it_judges() -> None:
    seen = reached("luanchuyen.optimizer.audit.auditor")
    assert "luanchuyen.optimizer.situation.situation" in seen
    assert not [name for name in seen if any(begins(name, bad) for bad in UNTRUSTED)]


def test_the_auditor_calls_no_solvers_telling() -> None:
    tree = modules()["luanchuyen.optimizer.audit.auditor"].tree
    called = {node.attr for node in ast.walk(tree) if isinstance(node, ast.Attribute)}
    assert {"judge_within", "breaches"} <= called
    assert not called & {"amounts", "excess"}


@pytest.mark.parametrize(
    "checker",
    ["optimizer.integer.certificate", "optimizer.audit.bounds", "optimizer.audit.claims", "commands.library.verifying"],
)
def test_what_checks_a_proof_never_reaches_an_engine(checker: str) -> None:
    assert f"luanchuyen.{checker}" in modules()
    seen = reached(f"luanchuyen.{checker}")
    engines = {name for name in seen if begins(name, "ortools") or begins(name, "luanchuyen.optimizer.solver")}
    assert engines <= SHAPES


def test_the_solving_child_does_reach_an_engine() -> None:
    assert any(begins(name, "ortools") for name in reached("luanchuyen.optimizer.solver.child"))


def test_every_room_is_known() -> None:
    assert {module.room for module in modules().values()} == BELOW.keys()
    assert set(ROOMS) < BELOW.keys()


def test_modules_are_short(capsys: pytest.CaptureFixture[str]) -> None:
    lengths = {module.name: module.lines for module in modules().values() if module.lines}
    with capsys.disabled():
        print(f"\n{len(lengths)} modules, median {median(lengths.values()):g} lines, longest {max(lengths.values())}")
    assert not {name: lines for name, lines in lengths.items() if lines > LONGEST_MODULE}


def test_functions_are_short() -> None:
    long = {
        f"{module.name}.{node.name}"
        for module in modules().values()
        for node in ast.walk(module.tree)
        if isinstance(node, ast.FunctionDef) and (node.end_lineno or 0) - node.lineno >= LONGEST_FUNCTION
    }
    assert long == LONG_FUNCTIONS.keys()
