"""What a rule book gets wrong, gathered so that all of it is said at once."""

from __future__ import annotations

from dataclasses import dataclass, field, replace

from luanchuyen.models.errors import Problem, RuleBookError
from luanchuyen.scenarios.rulebook.text import toml_value


class Refused(Exception):
    """A value that is not taken: a key of the room rules and the values of its sentence."""

    def __init__(self, key: str, **values: object) -> None:
        super().__init__(key, values)
        self.key, self.values = key, values

    @property
    def shown(self) -> dict[str, str]:
        """The values as text."""
        return {key: v if isinstance(v, str) else toml_value(v) for key, v in self.values.items()}


@dataclass(frozen=True)
class Objections:
    """The problems found so far; ``file`` is the file being read, empty for overrides."""

    file: str = ""
    problems: list[Problem] = field(default_factory=list)

    def within(self, file: str) -> Objections:
        """The same list while ``file`` is read."""
        return replace(self, file=file)

    def add(self, where: str, refused: Refused) -> None:
        """Note a refused value at ``where``, a dotted place such as stint_length.min_months."""
        place = f"{self.file} [{where}]" if self.file else where
        self.problems.append(Problem(f"rules.{refused.key}", values={"where": place, **refused.shown}))

    def raise_any(self, key: str, book: str) -> None:
        """Raise one RuleBookError with all the problems as its value ``problems``, if there are any."""
        if self.problems:
            raise RuleBookError(key, book=book, count=len(self.problems), problems=tuple(self.problems))
