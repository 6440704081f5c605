"""Sets the program up in the kit's folder, offline: run by ``Cai dat.bat`` with the Python that it found.

``--hop``: only says, by exit code 0, whether this Python will do.
"""

from __future__ import annotations

import contextlib
import hashlib
import importlib.util
import json
import os
import shutil
import subprocess
import sys
import sysconfig
import textwrap
import traceback
from pathlib import Path
from typing import Any

HERE = Path(__file__).absolute().parent
LOG = HERE / "nhat-ky-cai-dat.txt"
HOME = HERE.parent / "moi-truong"
PYTHON = HOME / ("Scripts/python.exe" if sys.platform == "win32" else "bin/python")
MARK = HOME / "da-cai-xong.txt"
MOST_LETTERS = 259


class NotSetUp(Exception):
    """Told by the sentence ``key`` with its values."""

    def __init__(self, key: str, **values: object) -> None:
        super().__init__(key)
        self.key, self.values = key, values


def settings() -> dict[str, Any]:
    """What the kit's builder wrote: sentences, the Pythons that do, letters and megabytes that are needed."""
    return json.loads((HERE / "bo-cai.json").read_text(encoding="utf-8"))


def say(kit: dict[str, Any], key: str, **values: object) -> None:
    """Print a sentence."""
    text = kit["sentences"][key].format(version=kit["version"], **values)
    print(textwrap.fill(text, 78, break_long_words=False, break_on_hyphens=False), flush=True)


def fits(kit: dict[str, Any]) -> bool:
    """Whether this Python is one that the wheels are for, and can make an environment."""
    version = "{}.{}".format(*sys.version_info)
    meant = version in kit["pythons"] and sysconfig.get_platform() == "win-amd64"
    return meant and importlib.util.find_spec("venv") is not None and bundled_pip() is not None


def bundled_pip() -> Path | None:
    """The pip that every whole Python brings, as a wheel: it runs from there, and need not be unpacked."""
    found = importlib.util.find_spec("ensurepip")
    wheels = Path(found.origin).parent.glob("_bundled/pip-*.whl") if found and found.origin else ()
    return next(iter(wheels), None)


def check_place(kit: dict[str, Any]) -> None:
    """Refuse a place where Windows could not hold the files; warn of one in OneDrive."""
    over = len(str(HOME)) + 1 + kit["letters"] - MOST_LETTERS
    if over > 0 and not long_paths():
        raise NotSetUp("too_deep", letters=len(str(HERE.parent)), over=over)
    free = shutil.disk_usage(HERE).free // 2**20
    if free < kit["megabytes"]:
        raise NotSetUp("no_room", needed=kit["megabytes"], free=free)
    clouds = [os.environ.get(name) for name in ("OneDrive", "OneDriveCommercial", "OneDriveConsumer")]
    if any(cloud and Path(cloud) in HERE.parents for cloud in clouds):
        say(kit, "in_cloud")


def long_paths() -> bool:
    """Whether this machine was told to take paths of any length."""
    with contextlib.suppress(ImportError, OSError):
        import winreg

        with winreg.OpenKey(winreg.HKEY_LOCAL_MACHINE, r"SYSTEM\CurrentControlSet\Control\FileSystem") as key:
            return winreg.QueryValueEx(key, "LongPathsEnabled")[0] == 1
    return False


def mark() -> str:
    """What the last step of a set-up writes: of which wheels it is, and by which Python, still there."""
    return f"{hashlib.sha256((HERE / 'requirements.lock').read_bytes()).hexdigest()} {sys.base_prefix}\n"


def is_set_up() -> bool:
    """Whether an earlier set-up of this very kit came to its end and still runs."""
    try:
        found = MARK.read_text(encoding="utf-8") == mark()
        return found and run("-c", "import luanchuyen") == 0
    except OSError:
        return False


def run(*arguments: str) -> int:
    """Run the environment's Python; what it says goes to the log. Its exit code."""
    with LOG.open("ab") as log:
        command = [str(PYTHON), "-I", "-X", "utf8", *arguments]
        return subprocess.run(command, stdin=subprocess.DEVNULL, stdout=log, stderr=log, check=False).returncode


def set_up() -> None:
    """Make the environment anew and put the wheels in, each by its hash."""
    import venv

    if HOME.exists():
        aside = HOME.with_name("moi-truong-cu")
        try:
            shutil.rmtree(aside, ignore_errors=True)
            HOME.rename(aside)  # all or nothing: what runs from it holds it
        except OSError as error:
            raise NotSetUp("held") from error
        shutil.rmtree(aside, ignore_errors=True)
    venv.EnvBuilder(symlinks=os.name != "nt").create(HOME)
    pip = (f"{bundled_pip()}/pip", "--isolated", "--disable-pip-version-check", "--no-input", "install", "--no-index")
    wheels = ("--find-links", str(HERE / "wheels"), "--only-binary", ":all:", "--no-cache-dir")
    asked = ("--no-warn-script-location", "--require-hashes", "-r", str(HERE / "requirements.lock"))
    if run(*pip, *wheels, *asked) or run("-c", "import luanchuyen"):
        raise NotSetUp("damaged", log=LOG)
    MARK.write_text(mark(), encoding="utf-8")


def main() -> int:
    """Set up, or say why not; the exit code."""
    kit = settings()
    if "--hop" in sys.argv[1:]:
        return 0 if fits(kit) else 1
    say(kit, "begin")
    print()
    try:
        if is_set_up():
            say(kit, "already")
            return 0
        check_place(kit)
        LOG.unlink(missing_ok=True)
        say(kit, "working")
        set_up()
    except NotSetUp as error:
        say(kit, error.key, **error.values)
        return 1
    except KeyboardInterrupt:
        say(kit, "stopped")
        return 130
    except (OSError, subprocess.SubprocessError) as error:
        with contextlib.suppress(OSError):
            LOG.open("a", encoding="utf-8").write(traceback.format_exc())
        say(kit, "refused", reason=getattr(error, "strerror", None) or error, log=LOG)
        return 1
    print()
    say(kit, "done")
    return 0


if __name__ == "__main__":
    sys.exit(main())
