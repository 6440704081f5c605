"""No socket of a test, or of a process that a test starts, leaves this machine: every Python that has this folder on
its PYTHONPATH loads this by itself (PEP 578 tells of every socket, whatever library made it).
"""

import sys
from typing import Any

_REACHING = ("socket.connect", "socket.bind", "socket.sendto", "socket.sendmsg")
_LOOKED_UP = ("socket.getaddrinfo", "socket.gethostbyname")


class BeyondThisMachine(Exception):
    """A socket was to reach another machine, or to be reached from one."""


def _stay_here(event: str, arguments: tuple[Any, ...]) -> None:
    """Refuse all but the loopback address and the machine's own sockets."""
    if event in _REACHING:
        made, address = arguments[0], arguments[1]
        if made.family.name in ("AF_INET", "AF_INET6") and address is not None and not _is_here(address[0]):
            raise BeyondThisMachine(f"{event}: {address[0]!r}")
    elif event in _LOOKED_UP and not _is_here(arguments[0]):
        raise BeyondThisMachine(f"{event}: {arguments[0]!r}")


def _is_here(host: object) -> bool:
    from ipaddress import ip_address

    name = host.decode() if isinstance(host, bytes) else host
    if name in (None, "localhost"):
        return True
    try:
        return ip_address(str(name).partition("%")[0]).is_loopback
    except ValueError:
        return False


sys.addaudithook(_stay_here)
