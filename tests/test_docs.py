"""The pages are true: generated ones fresh, commands named in prose real, every command and rule documented."""

from __future__ import annotations

import ast
import re
from pathlib import Path

import click
import pytest
from package_tree import ROOMS, ROOT, generator, modules

from luanchuyen.cli import program
from luanchuyen.commands.terminal.click_words import ALIASES
from luanchuyen.messages import LANGUAGES, sentences, speak_in
from luanchuyen.optimizer.rules.rule import register

DOCS = ROOT / "docs"
PROSE = [*ROOT.glob("*.md"), *(path for path in DOCS.glob("*.md") if path.name != "cli.md")]
OWN_OPTIONS = {"--help", "-h", "--version"}
MOST_PICTURE = 200_000


@pytest.fixture(scope="module")
def pages() -> dict[Path, str]:
    """The generated pages as they should be."""
    made: dict[Path, str] = generator().pages()
    speak_in("vi")
    return made


def test_generated_pages_are_fresh(pages: dict[Path, str]) -> None:
    stale = [str(path) for path, text in pages.items() if (DOCS / path).read_text(encoding="utf-8") != text]
    assert not stale, "run .venv/bin/python docs/generate.py"


def test_the_keys_of_the_names_of_places_are_fresh() -> None:
    maker = generator()
    assert maker.NAMES.read_text(encoding="utf-8") == maker.names(), "run .venv/bin/python docs/generate.py"


def test_no_page_is_left_of_a_rule_that_is_gone(pages: dict[Path, str]) -> None:
    assert {path.relative_to(DOCS) for path in DOCS.glob("rules/*.md")} == {p for p in pages if p.parts[0] == "rules"}


def commands_in(path: Path) -> list[list[str]]:
    """The lines ``luanchuyen ...`` of a page, in blocks or in backquotes, as words."""
    text = path.read_text(encoding="utf-8")
    blocks = "\n".join(re.findall(r"```sh\n(.*?)```", text, re.DOTALL))
    lines = re.findall(r"^ *luanchuyen (.+)$", blocks, re.MULTILINE) + re.findall(r"`luanchuyen ([^`]+)`", text)
    return [line.partition(" #")[0].split() for line in lines]


def options_of(command: click.Command) -> set[str]:
    """Every option of a command."""
    return OWN_OPTIONS | {name for parameter in command.params for name in parameter.opts}


@pytest.mark.parametrize("path", PROSE, ids=lambda path: path.name)
def test_commands_named_in_prose_exist(path: Path) -> None:
    for words in commands_in(path):
        if words[0] in OWN_OPTIONS:
            continue
        name = ALIASES.get(words[0], words[0])
        assert name in program.commands, words
        given = {word.partition("=")[0] for word in words if word.startswith("--")}
        assert given <= options_of(program.commands[name]), words


@pytest.mark.parametrize("page", ["README.md", "README.vi.md"])
def test_the_first_page_names_every_command(page: str) -> None:
    named = {ALIASES.get(words[0], words[0]) for words in commands_in(ROOT / page)}
    assert named == program.commands.keys()


def test_make_targets_named_in_prose_exist() -> None:
    targets = set(re.findall(r"^([a-z]+):", (ROOT / "Makefile").read_text(encoding="utf-8"), re.MULTILINE))
    named = [re.findall(r"(?:^|`)make ([a-z]+)", path.read_text(encoding="utf-8"), re.MULTILINE) for path in PROSE]
    assert {"demo", "test"} <= {target for found in named for target in found} <= targets


@pytest.mark.parametrize("language", LANGUAGES)
@pytest.mark.parametrize("name", program.commands)
def test_every_command_has_help_with_an_example(name: str, language: str) -> None:
    told = sentences(language, "cli")[f"{name}_help"]
    examples = re.findall(r"luanchuyen ([\w-]+)", told)
    assert name in {ALIASES.get(example, example) for example in examples}


@pytest.mark.parametrize("language", LANGUAGES)
def test_every_option_has_help(language: str) -> None:
    for command in program.commands.values():
        options = [p for p in command.params if isinstance(p, click.Option)]
        keys = {(option.help or "").removeprefix("cli.") for option in options}
        assert keys <= sentences(language, "cli").keys()


@pytest.mark.parametrize("path", PROSE, ids=lambda path: path.name)
def test_links_lead_somewhere(path: Path) -> None:
    targets = re.findall(r"\]\((?!https?:)([^)#]+)\)", path.read_text(encoding="utf-8"))
    assert not [target for target in targets if not (path.parent / target).exists()]


@pytest.mark.parametrize("path", PROSE, ids=lambda path: path.name)
def test_files_named_in_prose_exist(path: Path) -> None:
    folders = "|".join((*ROOMS, "docs", "tests", "benchmarks"))
    named = re.findall(rf"`((?:{folders})/[\w./-]*)`", path.read_text(encoding="utf-8"))
    # The rule of the page on adding one is made by its own test.
    assert not [name for name in named if "oldest" not in name and not (ROOT / name).exists()]


def test_the_way_of_a_cell_leads_through_real_functions() -> None:
    rows = re.findall(r"\| `([\w/]+\.py)` \| `(\w+)` \|", (DOCS / "architecture.md").read_text(encoding="utf-8"))
    trees = {file: ast.parse((ROOT / file).read_text(encoding="utf-8")) for file, _ in rows}
    made = {file: {name for node in tree.body for name in _named_by(node)} for file, tree in trees.items()}
    assert rows and not [(file, name) for file, name in rows if name not in made[file]]


def _named_by(node: ast.stmt) -> list[str]:
    """The names that a statement of a module gives."""
    if isinstance(node, ast.ClassDef | ast.FunctionDef):
        return [node.name]
    targets = node.targets if isinstance(node, ast.Assign) else []
    return [target.id for target in targets if isinstance(target, ast.Name)]


@pytest.mark.parametrize(("page", "depth"), [("README.md", 2), ("README.vi.md", 1)])
def test_the_layout_is_what_the_rooms_say_of_themselves(page: str, depth: int) -> None:
    rooms = [module for module in modules().values() if module.path.name == "__init__.py"]
    lines = []
    for room in rooms:
        *above, name = room.path.parent.relative_to(ROOT).parts or ("",)
        if name and len(above) < depth:
            told = (ast.get_docstring(room.tree) or "").partition("\n")[0]
            lines.append(f"{'  ' * len(above)}{name}/".ljust(16) + told)
    layout = re.search(r"```text\n(cli\.py .*?)```", (ROOT / page).read_text(encoding="utf-8"), re.DOTALL)
    assert layout is not None
    shown = [line for line in layout[1].splitlines() if not line.startswith(("cli.py", "docs/", "tests/"))]
    assert sorted(shown) == sorted(lines)


PERSONS = re.compile(r"\b(he|his|him|himself|she|hers|herself)\b", re.IGNORECASE)


def test_persons_are_they() -> None:
    sources = [*(module.path for module in modules().values()), *PROSE]
    assert not [path.name for path in sources if PERSONS.search(path.read_text(encoding="utf-8"))]


def test_every_rule_is_in_the_index(pages: dict[Path, str]) -> None:
    index = pages[Path("rules", "README.md")]
    assert all(f"[{name}]({name}.md)" in index for name in register())


@pytest.mark.parametrize("page", ["README.md", "README.vi.md"])
def test_rules_said_to_be_checked_against_a_source_are(page: str) -> None:
    from luanchuyen.scenarios.rulebook.book import load_rules

    entries = load_rules("qd65-2026").entries.values()
    text = (ROOT / page).read_text(encoding="utf-8")
    for share in ("all", "some"):
        told = re.search(rf"<!-- checked: {share} -->(.*?)<!-- -->", text, re.DOTALL)
        assert told is not None
        checked = {entry.rule for entry in entries if entry.level != "off" and entry.checked() == share}
        assert set(re.findall(r"`(\w+)`", told[1])) == checked


@pytest.mark.parametrize("page", ["README.md", "README.vi.md"])
def test_the_first_page_names_every_rule_book_and_example(page: str) -> None:
    from luanchuyen.scenarios.example import names
    from luanchuyen.scenarios.rulebook.book import books

    text = (ROOT / page).read_text(encoding="utf-8")
    assert not [name for name in (*names(), *(book.name for book in books())) if f"| `{name}` |" not in text]


def test_the_picture_is_modest() -> None:
    assert 0 < (DOCS / "images" / "plan.png").stat().st_size < MOST_PICTURE


def test_every_exit_code_is_explained() -> None:
    from luanchuyen.models.errors import ExitCode

    text = (DOCS / "cli.md").read_text(encoding="utf-8")
    assert not [code for code in ExitCode if f"| {code.value} |" not in text]


def test_the_examples_for_python_run(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.chdir(tmp_path)
    assert program.main(["new", "--example", "doi-chu-tich-xa", "--out", "facts.xlsx"], standalone_mode=False) == 0
    blocks = re.findall(r"```python\n(.*?)```", (DOCS / "python.md").read_text(encoding="utf-8"), re.DOTALL)
    assert len(blocks) >= 5
    exec("\n".join(blocks), {})
    assert (tmp_path / "result" / "plans.json").exists()


def test_the_page_for_python_names_all_that_is_offered() -> None:
    import luanchuyen

    text = (DOCS / "python.md").read_text(encoding="utf-8")
    told = set(re.findall(r"\w+", text))
    assert not {name for name in luanchuyen.__all__ if name not in told} - {
        "Assignment",
        "Case",
        "Instance",
        "Options",
        "Policy",
    }
    assert set(dir(luanchuyen)) == {*luanchuyen.__all__, "__version__"}
    for name in luanchuyen.__all__:
        assert getattr(luanchuyen, name).__name__ == name
