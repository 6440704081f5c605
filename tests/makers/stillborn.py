"""A worker of a pool that dies while it starts, as often as the file LIVES says; then it lives."""

from __future__ import annotations

import fcntl
import os
from pathlib import Path

from luanchuyen.optimizer.processes.pool_child import serve

LIVES = "LUANCHUYEN_TEST_LIVES"

if __name__ == "__main__":
    with Path(os.environ[LIVES]).open("r+", encoding="utf-8") as told:
        fcntl.flock(told, fcntl.LOCK_EX)  # two that start at once must not both read the same number
        left = int(told.read())
        told.seek(0)
        told.truncate()
        told.write(str(left - 1))
    if left > 0:
        os._exit(1)
    serve()
