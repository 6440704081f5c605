"""What the rules share that hold a sum of each unit against its limit: newcomers, leavers, costs."""

from __future__ import annotations

from abc import abstractmethod
from collections import Counter
from collections.abc import Mapping, Sequence

from luanchuyen.optimizer.rules.rule import PlanBreach, Rule
from luanchuyen.optimizer.situation.lineup import Lineup
from luanchuyen.optimizer.situation.situation import Situation


class UnitRule(Rule):
    """A plan rule that adds up by unit what each move brings; one more move is judged at the units it touches."""

    @abstractmethod
    def brought(self, cadre_id: str, lineup: Lineup) -> Mapping[str, int]:
        """What the move of a cadre adds to the sums of units."""

    @abstractmethod
    def limit(self, unit_id: str, situation: Situation) -> int | None:
        """The most of a unit's sum; None where nothing limits it."""

    def breaches(self, lineup: Lineup, situation: Situation) -> Sequence[PlanBreach]:
        """The sum of each unit beyond its limit."""
        over = ((unit, self._over(unit, total, situation)) for unit, total in self._sums(lineup).items())
        return [PlanBreach(amount, {"unit": unit}) for unit, amount in sorted(one for one in over if one[1] > 0)]

    def broken_by(self, cadre_id: str, lineup: Lineup, moved: Lineup) -> bool:
        """As ``breaches`` of ``moved`` says, from the sums of ``lineup``."""
        situation = lineup.situation
        sums = lineup.once(f"{self.name} sums", lambda: self._sums(lineup))
        over = lineup.once(
            f"{self.name} over", lambda: {str(b.subject["unit"]) for b in self.breaches(lineup, situation)}
        )
        change = Counter(self.brought(cadre_id, moved))
        change.subtract(self.brought(cadre_id, lineup) if cadre_id in lineup.moves else {})
        return any(self._over(unit, sums[unit] + change[unit], situation) > 0 for unit in {*over, *change})

    def _sums(self, lineup: Lineup) -> Counter[str]:
        known: dict[tuple[str, int], Mapping[str, int]] = lineup.situation.once(f"{self.name} brought", dict)
        sums: Counter[str] = Counter()
        for cadre_id, group in lineup.moves.items():
            move = cadre_id, group.index
            if move not in known:
                known[move] = self.brought(cadre_id, lineup)
            for unit_id, amount in known[move].items():
                sums[unit_id] += amount
        return sums

    def _over(self, unit_id: str, total: int, situation: Situation) -> int:
        limit = self.limit(unit_id, situation)
        return 0 if limit is None else total - limit
