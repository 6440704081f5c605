"""The waivers on file, asked by rule, cadre and post."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Container, Iterable

from luanchuyen.models.waiver import Waiver


class Waivers:
    """An index of waivers by rule, in the order of the instance."""

    def __init__(self, waivers: Iterable[Waiver]) -> None:
        self._by_rule: dict[str, list[Waiver]] = defaultdict(list)
        for waiver in waivers:
            self._by_rule[waiver.rule].append(waiver)

    def of(self, rule: str) -> tuple[Waiver, ...]:
        """Every waiver of a rule."""
        return tuple(self._by_rule.get(rule, ()))

    def of_move(self, rule: str, cadre_id: str, posts: Iterable[str]) -> Waiver | None:
        """The waiver that lets this cadre into one of these posts."""
        for waiver in self._by_rule.get(rule, ()):
            if waiver.cadre_id in (None, cadre_id) and (waiver.post_id is None or waiver.post_id in posts):
                return waiver
        return None

    def of_holding(self, rule: str, cadre_id: str, post_id: str) -> Waiver | None:
        """The waiver that keeps a holder from being due: it names them or the post."""
        for waiver in self._by_rule.get(rule, ()):
            if waiver.cadre_id == cadre_id or (waiver.cadre_id is None and waiver.post_id == post_id):
                return waiver
        return None

    def of_leaver(self, rule: str, cadre_id: str, held: Container[str]) -> Waiver | None:
        """The waiver that names the cadre, or a post they hold."""
        for waiver in self._by_rule.get(rule, ()):
            if waiver.cadre_id == cadre_id or (
                waiver.cadre_id is None and waiver.post_id is not None and waiver.post_id in held
            ):
                return waiver
        return None
