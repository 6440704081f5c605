"""A worker of a pool that dies while it starts, as often as the file LIVES says; then it lives."""

from __future__ import annotations

import os
from pathlib import Path

from luanchuyen.optimizer.processes.pool_child import serve

LIVES = "LUANCHUYEN_TEST_LIVES"

if __name__ == "__main__":
    told = Path(os.environ[LIVES])
    left = int(told.read_text())
    told.write_text(str(left - 1))
    if left > 0:
        os._exit(1)
    serve()
