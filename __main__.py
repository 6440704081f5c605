"""``luanchuyen`` and ``python -m luanchuyen``: nothing is imported from the current folder, a clerk's own.

Python puts it on the path before this runs. Until it is off again, only what Python has loaded itself is imported.
"""

import os
import sys


def leave_out_the_current_folder() -> None:
    """Take the current folder off the path, but where it is the one that Python or its packages live in."""
    try:
        here = os.path.realpath(os.getcwd())
    except OSError:  # it is gone, and nothing can be imported from it
        return
    above = os.path.dirname(os.path.dirname(os.path.abspath(__file__)))
    homes = [os.path.dirname(os.__file__), *([above] if above.endswith("-packages") else [])]
    if here not in map(os.path.realpath, homes):
        sys.path[:] = [path for path in sys.path if os.path.realpath(path) != here]


def main() -> int:
    """The program. Ctrl-C while it is still being loaded, or a second time while it ends, needs no words."""
    try:
        from luanchuyen.cli import main as program

        return program()
    except KeyboardInterrupt:
        return 130


leave_out_the_current_folder()
if __name__ == "__main__":
    sys.exit(main())
