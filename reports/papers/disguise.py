"""Anonymous papers: every person of a board by a number, the same in every file, in an order that tells nothing."""

from __future__ import annotations

import hashlib
from collections.abc import Mapping
from dataclasses import replace

from luanchuyen.messages import say
from luanchuyen.models.cadre import Cadre
from luanchuyen.models.instance import Instance
from luanchuyen.models.waiver import Waiver
from luanchuyen.optimizer.rules.in_force import situation_of
from luanchuyen.optimizer.situation.situation import Situation
from luanchuyen.reports.papers.typed_names import TypedNames


def numbers_of(instance: Instance) -> dict[str, int]:
    """Every cadre's number from 1 on, by code.

    The order is of sums over a cadre's code and all that is known of everybody: the same whenever the facts are, and
    nobody who lacks the facts can work it out from the codes, whatever these are sorted by.
    """
    facts = "\n".join(f"{code}\t{c.name}\t{c.birth}\t{c.sex}\t{c.in_post_since}" for code, c in instance.cadres.items())
    secret = hashlib.sha256(facts.encode()).hexdigest()
    ordered = sorted(instance.cadres, key=lambda code: hashlib.sha256(f"{secret}\t{code}".encode()).digest())
    return {code: at for at, code in enumerate(ordered, start=1)}


def stand_in(number: int, most: int) -> str:
    """What stands for a name in every language: NS007 of a board of a hundred and more (nhân sự, personnel)."""
    return f"NS{number:0{len(str(most))}}"


def disguised(situation: Situation, numbers: Mapping[str, int]) -> Situation:
    """The same situation with every name a number, in what was typed as well.

    Codes stay, and are not to be printed. Reasons of waivers are left out: as they were typed they may tell anything.
    """
    instance, decided = situation.instance, situation.decided
    plain = _Plain(instance, numbers)
    settings = instance.settings
    title, organisation, secrecy = map(plain.text, (settings.title, settings.organisation, settings.secrecy))
    hidden = replace(
        instance,
        settings=replace(settings, title=title, organisation=organisation, secrecy=secrecy),
        cadres={code: plain.cadre(one) for code, one in instance.cadres.items()},
        posts={code: replace(one, title=plain.title(one.title)) for code, one in instance.posts.items()},
        waivers=tuple(map(plain.waiver, instance.waivers)),
    )
    granted = replace(decided, waivers=tuple(map(plain.waiver, decided.waivers)))
    return situation_of(hidden, situation.policy, given=situation.given, decided=granted)


class _Plain:
    """Cadres, waivers and texts without names."""

    def __init__(self, instance: Instance, numbers: Mapping[str, int]) -> None:
        self._spoken = {code: stand_in(at, len(numbers)) for code, at in numbers.items()}
        self.text = TypedNames(instance, self._spoken).hidden
        self.title = TypedNames(instance, self._spoken, of_posts=True).hidden

    def cadre(self, one: Cadre) -> Cadre:
        """A cadre by number."""
        position, deferral = self.title(one.position), self.text(one.deferral)
        return replace(one, name=self._spoken[one.cadre_id], position=position, deferral=deferral)

    def waiver(self, one: Waiver) -> Waiver:
        """A waiver whose words name nobody."""
        authority, document = self.text(one.authority), self.text(one.document)
        return replace(one, authority=authority, document=document, reason=say("report.reason_left_out"))
