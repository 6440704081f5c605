"""Where a Dask scheduler is, and whether it may be given facts that hold names."""

from __future__ import annotations

from dataclasses import dataclass
from ipaddress import ip_address
from pathlib import Path

from luanchuyen.models.errors import FileError, ScenarioError

PLAIN, ENCRYPTED = "tcp", "tls"


@dataclass(frozen=True)
class SchedulerAddress:
    """The address as typed; the files of TLS (our authority's certificate, ours, its key); whether to trust anybody."""

    url: str
    ca: Path | None = None
    cert: Path | None = None
    key: Path | None = None
    insecure: bool = False

    @property
    def files(self) -> tuple[Path, ...]:
        """The files of TLS that are given."""
        return tuple(path for path in (self.ca, self.cert, self.key) if path is not None)

    @property
    def encrypted(self) -> bool:
        """Whether facts travel encrypted, between ends that prove who they are."""
        return self._scheme == ENCRYPTED

    @property
    def _scheme(self) -> str:
        scheme, given, _ = self.url.partition("://")
        return scheme if given else PLAIN

    def check(self) -> None:
        """Refuse what would show facts to a stranger. Raises ScenarioError, FileError for a file that is not there."""
        if self._scheme not in (PLAIN, ENCRYPTED):
            raise ScenarioError("scenario.scheduler_scheme", address=self.url)
        if self.encrypted != bool(self.files) or len(self.files) not in (0, 3):
            raise ScenarioError("scenario.scheduler_files", address=self.url)
        for path in self.files:
            if not path.is_file():
                raise FileError("scenario.scheduler_file_missing", path=str(path))
        if not (self.encrypted or self.insecure or self._loopback()):
            raise ScenarioError("scenario.scheduler_insecure", address=self.url)

    def _loopback(self) -> bool:
        """Whether nothing leaves this machine. A name, which a stranger may answer to, is not looked up."""
        place = self.url.rpartition("://")[2]
        host = place.rpartition(":")[0].removeprefix("[").removesuffix("]")
        try:
            return host == "localhost" or ip_address(host).is_loopback
        except ValueError:
            return False
