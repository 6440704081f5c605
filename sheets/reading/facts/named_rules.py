"""Rules written by their names in the sheet of waivers: taken as the codes that they mean."""

from __future__ import annotations

from collections.abc import Mapping
from functools import cache

from luanchuyen.messages import LANGUAGES, sentences
from luanchuyen.models.text.folding import fold_plain
from luanchuyen.sheets.form.tables import BY_ID
from luanchuyen.sheets.reading.facts.named_codes import take
from luanchuyen.sheets.reading.problems import Problems
from luanchuyen.sheets.reading.tables.table import RowValues


@cache
def rules_by_name() -> Mapping[str, str]:
    """Each rule by its code and by its name in either language, folded without accents."""
    from luanchuyen.optimizer.rules.rule import register

    found = {fold_plain(rule): rule for rule in register()}
    for lang in LANGUAGES:
        said = sentences(lang, "rules")
        found |= {fold_plain(said[f"{rule}_name"]): rule for rule in register() if f"{rule}_name" in said}
    return found


def take_rule_names(waivers: list[RowValues], problems: Problems) -> None:
    """The names of rules in the column Quy định as their codes; noted once. What names no rule is left as it is."""
    column = BY_ID["waivers"].column("rule")
    for record in waivers:
        written = record.text(column.id)
        rule = rules_by_name().get(fold_plain(written))
        if rule is not None and rule != written:
            record.values[column.id] = take(record, column, (written,), {written: rule}, "waivers", problems)[0]
