"""The guard of conftest.py: this machine may be reached and nothing else, from a child process neither."""

from __future__ import annotations

import socket
import subprocess
import sys
import urllib.request

import pytest

REACH = "import socket; socket.create_connection(('192.0.2.1', 80), timeout=1)"


@pytest.mark.parametrize("address", ["192.0.2.1", "0.0.0.0", "", "2001:db8::1"])
@pytest.mark.parametrize("act", ["connect", "bind"])
def test_another_machine_is_refused(address: str, act: str) -> None:
    family = socket.AF_INET6 if ":" in address else socket.AF_INET
    with socket.socket(family) as made, pytest.raises(Exception, match=f"socket.{act}: '") as refused:
        getattr(made, act)((address, 80))
    assert type(refused.value).__name__ == "BeyondThisMachine"


def test_a_name_is_not_even_looked_up() -> None:
    with pytest.raises(Exception, match=r"getaddrinfo: 'example\.org'"):
        urllib.request.urlopen("http://example.org/", timeout=1)


def test_a_child_is_held_to_it_too() -> None:
    done = subprocess.run([sys.executable, "-c", REACH], capture_output=True, text=True)
    assert "BeyondThisMachine" in done.stderr


def test_this_machine_is_reached() -> None:
    with socket.socket() as heard, socket.socket() as told:
        heard.bind(("127.0.0.1", 0))
        heard.listen()
        told.connect(heard.getsockname())
