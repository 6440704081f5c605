"""The page's section on peers: medians of seconds and of ratios within a run."""

from __future__ import annotations

import re
import statistics
from collections.abc import Callable, Sequence
from pathlib import Path
from typing import Any

from run import HEADING, machine
from sizes import MAX_LEAVE_TIGHT, PAIRS_A_POST, PRESETS, VACANT_PERCENT

from luanchuyen.optimizer.integer.arrays import Arrays
from luanchuyen.optimizer.rules.in_force import in_force, situation_of
from luanchuyen.optimizer.situation.situation import Situation

Figures = dict[str, Any]

BEGIN, END = "<!-- peers:start -->", "<!-- peers:end -->"
TITLE = "Beside other solvers"
NOTE = """Every contender gets the same arrays and proves the same scores, tier after tier, each earlier optimum a row;
a proven score that differs from ours ends the run with an error. Ours is the product's ranking: it proves by trees
whose arithmetic is checked without a solver, and up to 20,000 columns it also settles the published order among
equals, which the others are spared. HiGHS and SCIP solve the integer program through MathOpt with relative gap 0 and
absolute gap below 1, from scratch at every solve; CP-SAT has Boolean variables, rows of at most one, hints from the
tier before and one worker, and is run under three settings, of which the best is shown. Cuts of further plans are
those of the plans that ours found, so that all solve the same programs. A fresh process a contender; seconds are
those of its processor, from the arrays in memory and all imports done on, writing the model included. Timefold is
left out: it needs a Java machine and its own package, and searches without proving.

Other work may share the cores: compare within a row, not seconds between rows. A
contender that did not prove within its limit counts with the seconds it took, and its ratio is a lower bound (≥)."""


def program(folder: Path) -> tuple[Arrays, Figures]:
    """The arrays of an input, and what the page tells of it."""
    from luanchuyen.commands.input import read_input
    from luanchuyen.optimizer.program.program import build

    source = read_input(folder)
    situation = situation_of(source.instance, source.policy)
    arrays = build(situation).arrays
    facts = {
        "columns": arrays.columns,
        "rows": len(arrays.rhs),
        "tiers": list(arrays.tiers),
        "rules": _rules(situation),
    }
    return arrays, facts | {"policy": source.policy.name}


def _rules(situation: Situation) -> str:
    """The rules in force, by level and tier."""
    told: dict[str, list[str]] = {}
    for rule, entry in in_force(situation):
        if entry.level == "hard":
            told.setdefault("hard", []).append(rule.name)
        else:
            told.setdefault(f"tier {entry.tier}", []).append(f"{rule.name} {entry.weight}")
    return "; ".join(f"{key}: {', '.join(sorted(told[key]))}" for key in sorted(told))


def write(page: Path, runs: Sequence[Figures], command: str, note: str = "") -> None:
    """Put the section of these runs between its markers; the page's other sections stay."""
    text = page.read_text("utf-8") if page.exists() else HEADING
    block = f"{BEGIN}\n{section(runs, command, note)}\n{END}"
    if BEGIN in text and END in text:
        text = re.sub(f"{re.escape(BEGIN)}.*?{re.escape(END)}", lambda _: block, text, flags=re.DOTALL)
    else:
        text = f"{text.rstrip()}\n\n## {TITLE}\n\n{block}\n"
    page.write_text(text, "utf-8", newline="\n")


def section(runs: Sequence[Figures], command: str, note: str = "") -> str:
    """All sizes and caps, each with its table. ``note``: what is to be said of this run alone."""
    parts = [f"`{command}` on {machine()}.", NOTE, *([note] if note else [])]
    for key in dict.fromkeys((figures["preset"], figures["cap"]) for figures in runs):
        parts += _course([f for f in runs if (f["preset"], f["cap"]) == key])
    return "\n\n".join(parts)


def _course(runs: Sequence[Figures]) -> list[str]:
    first, size = runs[0], PRESETS[runs[0]["preset"]]
    tight = ", tight" if first["cap"] == MAX_LEAVE_TIGHT else ""
    facts = (
        f"{len(runs)} seed{'s' * (len(runs) > 1)}, {_span([f['columns'] for f in runs])} columns, "
        f"{_span([f['rows'] for f in runs])} rows, {VACANT_PERCENT} % of seats vacant, about {PAIRS_A_POST} cadres a "
        f"post; a unit sends at most {first['cap']}; a contender has {first['seconds']:.0f} s for what a row asks "
        f"(ours has no limit). Rule book `{first['policy']}`: {first['rules']}."
    )
    title = f"### {first['preset'].capitalize()}, {size.posts:,} / {size.cadres:,}, at most {first['cap']} leave{tight}"
    return [title, facts, _summary(runs)]


def _span(numbers: Sequence[int]) -> str:
    low, high = min(numbers), max(numbers)
    return f"{low:,}" if low == high else f"{low:,} to {high:,}"


def _summary(runs: Sequence[Figures]) -> str:
    """Medians with the least and the greatest; a ratio is the contender's seconds over ours, seed by seed."""
    results = runs[0]["results"]
    whos = [name.split(" ", 1)[1] for name in results if name.startswith("1 ")]
    lines = ["| | " + " | ".join(whos) + " |", "|---" * (len(whos) + 1) + "|"]
    for kind, label in _kinds(runs[0]).items():
        seconds, ratios = [], []
        for who in whos:
            name = f"{kind} {who}"
            seconds.append(_seconds(runs, name) if name in results else "")
            ratios.append(_ratios(runs, name, f"{kind} ours") if name in results and who != "ours" else "")
        lines.append(f"| {label}, s | " + " | ".join(seconds) + " |")
        if any(ratios):
            lines.append("| over ours | " + " | ".join(ratios) + " |")
    text = "\n".join(lines)
    if "many ours" in results and "many HiGHS" not in results:
        told = _ratios(runs, "many ours", "1 HiGHS")
        text += f"\n\nOurs with {runs[0]['plans']} plans over HiGHS with one: {told}."
    return text


def _kinds(first: Figures) -> dict[str, str]:
    labels = {"1": "one plan proven"}
    if first["plans"]:
        labels["many"] = f"{first['plans']} plans proven, {first['differ_by']} apart"
    return labels


def _spent(figures: Figures, name: str) -> float:
    """Seconds to the last plan, or those given in vain."""
    result = figures["results"][name]
    return float(result["came"][-1] if result["proven"] else result["stuck"]["seconds"])


def _seconds(runs: Sequence[Figures], name: str) -> str:
    spent = [_spent(figures, name) for figures in runs]
    unproven = sum(not figures["results"][name]["proven"] for figures in runs)
    note = f"; not proven: {unproven} of {len(runs)}" if unproven else ""
    return _middle(spent, _digits) + note


def _ratios(runs: Sequence[Figures], name: str, base: str) -> str:
    """Median, least and greatest of the ratios; ≥ before each that rests on a contender that did not prove."""
    pairs = sorted(
        (_spent(figures, name) / _spent(figures, base), not figures["results"][name]["proven"]) for figures in runs
    )
    ratios = [ratio for ratio, _ in pairs]
    beyond = {ratio for ratio, unproven in pairs if unproven}
    if beyond and min(beyond) <= statistics.median_high(ratios):
        beyond.add(statistics.median(ratios))
    return _middle(ratios, lambda ratio: "≥ " * (ratio in beyond) + (f"{ratio:.1f}" if ratio < 10 else f"{ratio:.0f}"))


def _digits(seconds: float) -> str:
    return f"{seconds:.2f}" if seconds < 10 else f"{seconds:.0f}"


def _middle(numbers: Sequence[float], tell: Callable[[float], str]) -> str:
    middle = tell(statistics.median(numbers))
    return middle if len(numbers) == 1 else f"{middle} ({tell(min(numbers))} to {tell(max(numbers))})"
