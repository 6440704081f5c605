"""The wheels of the kit for Windows: which of those that uv resolved fit, and the lock in which they stand."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass
from typing import Any

from packaging.markers import Marker
from packaging.tags import Tag, compatible_tags, cpython_tags
from packaging.utils import parse_wheel_filename

PYTHONS = ("3.11", "3.12", "3.13")
HEAD = f"""# The wheels of the kit for Windows (64 bits, CPython {", ".join(PYTHONS)}): what running and the page need.
# Written by `make lock` (docs/kit.py) with the versions of requirements.lock.
"""


@dataclass(frozen=True)
class Wheel:
    """A wheel by its file's name, and the package that it is of. ``marker``: when that version is meant, "" always."""

    file: str
    sha256: str
    package: str
    version: str
    marker: str = ""

    @property
    def tags(self) -> frozenset[Tag]:
        """What it is built for."""
        return parse_wheel_filename(self.file)[3]

    def meant_by(self, python: str) -> bool:
        """Whether this version of the package is the one for a Python on Windows."""
        known = {"python_version": python, "python_full_version": f"{python}.0", "sys_platform": "win32"}
        system = {"platform_system": "Windows", "os_name": "nt", "platform_machine": "AMD64"}
        return not self.marker or Marker(self.marker).evaluate({**known, **system})


def tags(python: str) -> list[Tag]:
    """What a 64-bit CPython takes on Windows, the best first, as pip counts it."""
    version = tuple(map(int, python.split(".")))
    interpreter = f"cp{python.replace('.', '')}"
    compatible = compatible_tags(version, interpreter, ["win_amd64"])
    return [*cpython_tags(version, platforms=["win_amd64"]), *compatible]


def chosen(wheels: Iterable[Wheel], python: str) -> dict[str, Wheel]:
    """By package the wheel that pip takes for a Python."""
    order = {tag: rank for rank, tag in enumerate(tags(python))}
    found: dict[str, tuple[int, Wheel]] = {}
    for wheel in wheels:
        ranks = [order[tag] for tag in wheel.tags if tag in order]
        if ranks and wheel.meant_by(python):
            rank = (min(ranks), wheel)
            found[wheel.package] = min(found.get(wheel.package, rank), rank, key=lambda ranked: ranked[0])
    return {package: wheel for package, (_, wheel) in sorted(found.items())}


def resolved(pylock: Mapping[str, Any]) -> Iterator[Wheel]:
    """Every wheel of a pylock.toml."""
    for package in pylock["packages"]:
        for wheel in package.get("wheels", ()):
            file, digest = wheel["url"].rpartition("/")[2], wheel["hashes"]["sha256"]
            yield Wheel(file, digest, package["name"], package["version"], package.get("marker", ""))


def lock_text(wheels: Iterable[Wheel]) -> str:
    """The lock: requirements that pip reads, each with the hashes of the kit's wheels, and their names below."""
    by_package: dict[tuple[str, str, str], list[Wheel]] = {}
    for wheel in sorted(wheels, key=lambda wheel: (wheel.package, wheel.version, wheel.file)):
        by_package.setdefault((wheel.package, wheel.version, wheel.marker), []).append(wheel)
    lines = [HEAD]
    for (package, version, marker), several in by_package.items():
        hashes = " \\\n".join(f"    --hash=sha256:{wheel.sha256}" for wheel in several)
        lines.append(f"{package}=={version}{f' ; {marker}' if marker else ''} \\\n{hashes}\n")
        lines += [f"    # {wheel.file}\n" for wheel in several]
    return "".join(lines)


def locked(text: str) -> list[Wheel]:
    """The wheels of the lock, in its order."""
    found = []
    for block in re.split(r"^(?=[a-z])", text, flags=re.MULTILINE)[1:]:
        head, _, _ = block.partition("\\")
        requirement, _, marker = head.partition(";")
        package, _, version = requirement.strip().partition("==")
        hashes, files = re.findall(r"sha256:(\w{64})", block), re.findall(r"# (\S+\.whl)", block)
        found += [Wheel(*one, package, version, marker.strip()) for one in zip(files, hashes, strict=True)]
    return found
