"""``luanchuyen`` and ``python -m luanchuyen``: nothing is imported from the current folder, a clerk's own.

Python puts it on the path before this runs. Until it is off again, only what Python has loaded itself is imported.
"""

import gc
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


def be_quick() -> None:
    """One run makes much and frees little: garbage is not looked for, and seldom by a command that turns it on again,
    as those do that go on for long; nothing here needs a thread a core.
    """
    gc.set_threshold(100_000, 20, 100)
    gc.disable()
    os.environ.setdefault("OPENBLAS_NUM_THREADS", "1")


def main() -> int:
    """The program. Ctrl-C while it is still being loaded, or a second time while it ends, needs no words."""
    be_quick()
    try:
        from luanchuyen.cli import main as program

        return program()
    except KeyboardInterrupt:
        return 130
    finally:
        gc.freeze()  # the end of Python would go through every object for garbage, again and again


def run() -> None:
    """The program as a process of its own: once all is said, Python is not left to take every object apart."""
    code = main()
    threading = sys.modules.get("threading")
    others = set(threading.enumerate()) - {threading.main_thread()} if threading is not None else ()
    if not all(thread.daemon for thread in others):
        sys.exit(code)
    for stream in filter(None, (sys.stdout, sys.stderr)):
        try:
            stream.flush()
        except (OSError, ValueError):
            sys.exit(code)
    os._exit(code)


leave_out_the_current_folder()
if __name__ == "__main__":
    run()
