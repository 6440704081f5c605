"""Facts with names go to a scheduler of this machine, over TLS, or where the user vouches for the network."""

from __future__ import annotations

from pathlib import Path

import pytest

from luanchuyen.cli import main
from luanchuyen.models.errors import ExitCode, RotationError
from luanchuyen.scenarios.sweep.scheduler_address import SchedulerAddress


@pytest.mark.parametrize("url", ["tcp://127.0.0.1:8786", "127.8.9.1:8786", "tcp://[::1]:8786", "localhost:8786"])
def test_this_machine_is_trusted(url: str) -> None:
    SchedulerAddress(url).check()


@pytest.mark.parametrize(
    "url",
    [
        "tcp://10.0.0.5:8786",
        "may-chu:8786",
        "tcp://localhost.example:1",
        "tcp://127.0.0.1:1@10.0.0.5:2",
        "tcp://0.0.0.0:8786",
        "[2001:db8::1]:8786",
        "",
    ],
)
def test_another_machine_is_refused_unless_vouched_for(url: str) -> None:
    with pytest.raises(RotationError) as refused:
        SchedulerAddress(url).check()
    assert refused.value.key == "scenario.scheduler_insecure"
    SchedulerAddress(url, insecure=True).check()


def test_tls_needs_its_address_and_all_three_files(tmp_path: Path) -> None:
    ca, cert, key = (tmp_path / name for name in ("ca", "cert", "key"))
    for path in (ca, cert, key):
        path.touch()
    SchedulerAddress("tls://10.0.0.5:8786", ca, cert, key).check()
    gone = tmp_path / "gone"
    wrong = {
        "scheduler_files": [("tls://h:1",), ("tls://h:1", ca), ("tls://h:1", ca, cert), ("tcp://h:1", ca, cert, key)],
        "scheduler_file_missing": [("tls://h:1", ca, cert, gone)],
        "scheduler_scheme": [("ws://127.0.0.1:1",), ("inproc://127.0.0.1/1/2",), ("ucx://h:1", ca, cert, key)],
    }
    for word, cases in wrong.items():
        for given in cases:
            for insecure in (False, True):
                with pytest.raises(RotationError) as refused:
                    SchedulerAddress(*given, insecure=insecure).check()  # type: ignore[arg-type,misc]
                assert refused.value.key == f"scenario.{word}"


@pytest.mark.parametrize("command", [["plan"], ["whatif", "--off", "release"]], ids=["plan", "whatif"])
@pytest.mark.parametrize(
    "trust, told",
    [
        (["--scheduler", "tcp://10.0.0.5:8786"], "ở ngoài máy này và không mã hóa"),
        (["--scheduler", "tls://10.0.0.5:8786", "--scheduler-ca", "ca.pem"], "--scheduler-cert"),
        (["--insecure-scheduler"], "Thêm --scheduler"),
    ],
    ids=["plain", "half", "unnamed"],
)
def test_the_options_are_judged_before_anything_is_read(
    command: list[str], trust: list[str], told: str, tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    book, out = tmp_path / "khong-co.xlsx", tmp_path / "kq"
    assert main([*command, str(book), "--out", str(out), *trust]) == ExitCode.USAGE
    assert told in capsys.readouterr().err
    assert not out.exists()
