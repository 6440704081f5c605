"""A change of a scenario in words, by its codes: ``bỏ quy định Giữ ổn định nơi đi (release)``."""

from __future__ import annotations

from luanchuyen.messages import knows, say


def change_words(kind: str, target: tuple[str, ...], value: str) -> str:
    """The words of a change, with codes and no names of people."""
    rule = target[0].partition(".")[0] if target else ""
    known = knows(f"rules.{rule}_name")
    rule_name = say("scenario.coded_rule", name=say(f"rules.{rule}_name"), rule=rule) if known else rule
    places = {"first": (target or ("",))[0] or "…", "second": (target or ("",))[-1] or "…"}
    return say(f"scenario.change_{kind}", rule_name=rule_name, value=value, **places)
