"""What ``rules --json`` and ``doctor --json`` print."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Annotated, TypedDict

from luanchuyen.models.policy import Level, Source


class BookName(TypedDict):
    """A shipped rule book."""

    name: Annotated[str, "for --rules"]
    title: Annotated[str, "in Vietnamese"]


class Books(TypedDict):
    """`rules --json`."""

    books: Annotated[list[BookName], "those shipped"]


class RuleEntry(TypedDict):
    """A rule in a book."""

    rule: Annotated[str, "its id"]
    level: Annotated[Level, "how it binds"]
    tier: Annotated[int, "where soft"]
    weight: Annotated[int, "where soft"]
    basis: Annotated[str, "its source"]
    verified: Annotated[bool, "whether it was read there"]
    numbers: Annotated[Mapping[str, object], "its own numbers"]
    sources: Annotated[Mapping[str, Source], "of each number"]


class Bundle(TypedDict):
    """Posts of one holder."""

    mode: Annotated[str, "require, allow or forbid"]
    kinds: Annotated[list[str], "of the posts"]
    level: Annotated[str, "of their places"]


InForce = TypedDict("InForce", {
    "from": Annotated[str | None, "yyyy-mm-dd"], "to": Annotated[str | None, "yyyy-mm-dd"],
})  # fmt: skip


class Book(TypedDict):
    """`rules NAME --json`."""

    name: Annotated[str, "of the book"]
    sha256: Annotated[str, "of the effective book"]
    in_force: Annotated[InForce, "for plans that start in this period"]
    rules: Annotated[list[RuleEntry], "every rule of the book"]
    bundles: Annotated[list[Bundle], "posts of one holder"]
    reference_dates: Annotated[Mapping[str, str], "mode@level: yyyy-mm-dd, the day on which ages are measured"]


class Doctor(TypedDict):
    """`doctor --json`."""

    version: Annotated[str, "of this program"]
    packages: Annotated[Mapping[str, str | None], "versions; null: not installed"]
    self_test: Annotated[bool, "whether a shipped example was planned and audited"]
