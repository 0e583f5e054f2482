"""Where the checkout is, and what an operator has set for it."""

import hashlib
import os
import shlex
from pathlib import Path

from gis.launcher.errors import LauncherError

ROOT = Path(__file__).resolve().parents[2]
VENV = ROOT / ".venv"
FRONTEND = ROOT / "frontend"


def var() -> Path:
    """The folder of all mutable state, made when it is missing."""
    folder = Path(os.environ.get("GIS_VAR") or ROOT / "var").resolve()
    try:
        folder.mkdir(parents=True, exist_ok=True)
    except OSError as error:
        raise LauncherError(f"Nelze založit složku {folder}: {error.strerror}.") from error
    if not os.access(folder, os.W_OK):
        raise LauncherError(
            f"Do složky {folder} nemůžete zapisovat.",
            hint="Spusťte ./dmvs pod uživatelem, který ho spustil poprvé.",
        )
    return folder


def log_folder() -> Path:
    """Where every log of every process goes."""
    folder = var() / "log"
    folder.mkdir(exist_ok=True)
    return folder


def run_folder() -> Path:
    """Locks and notes of what runs now."""
    folder = var() / "run"
    folder.mkdir(exist_ok=True)
    return folder


def short_name(path: Path) -> str:
    """Eight characters that stand for a path: folders elsewhere are named by them."""
    return hashlib.sha256(os.fsencode(path)).hexdigest()[:8]


def load_env_file(file: Path = ROOT / ".env") -> None:
    """Take `NAME=value` lines into the environment; what is set there already wins."""
    if not file.is_file():
        return
    for number, line in enumerate(file.read_text(encoding="utf-8").splitlines(), start=1):
        if line.strip() and not line.lstrip().startswith("#"):
            name, value = _assignment(line, f"{file.name}, řádek {number}")
            os.environ.setdefault(name, value)


def _assignment(line: str, place: str) -> tuple[str, str]:
    name, equals, value = line.strip().removeprefix("export ").partition("=")
    if not equals or not name.strip().isidentifier():
        raise LauncherError(f"{place}: čekám NÁZEV=hodnota, je tam {line.strip()!r}.")
    try:
        return name.strip(), " ".join(shlex.split(value))
    except ValueError as error:
        raise LauncherError(f"{place}: neuzavřené uvozovky.") from error
