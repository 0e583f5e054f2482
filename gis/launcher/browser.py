"""The browser that tests and the benchmark drive: Chromium of Debian, or Playwright's own."""

import platform
import shutil
from pathlib import Path

_NAMES = ("chromium", "chromium-browser", "google-chrome")
_LONGEST_SCRIPT = 10_000


def program() -> str | None:
    """Where Chromium is; None lets Playwright take the one that it has downloaded itself."""
    found = (shutil.which(name) for name in _NAMES)
    return next((path for path in found if path and not _is_snap(Path(path))), None)


def is_packaged() -> bool:
    """Whether the distribution has Chromium as a package: Ubuntu only has a snap."""
    return platform.freedesktop_os_release().get("ID") != "ubuntu"


def _is_snap(path: Path) -> bool:
    """A snap sees neither the checkout nor its temporary files; some are started by a script."""
    if "snap" in path.resolve().parts or path.resolve().name == "snap":
        return True
    return path.stat().st_size < _LONGEST_SCRIPT and b"/snap/" in path.read_bytes()
