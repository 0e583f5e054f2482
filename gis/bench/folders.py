"""Where the bench keeps what it makes: all of it below `var/bench`."""

from pathlib import Path

from django.conf import settings

from gis.launcher import checkout


def bench() -> Path:
    """Results, and all the other folders."""
    return _made(Path(settings.VAR).absolute() / "bench")


def state() -> Path:
    """The `var` of the measured product: its tiles, its logs, apart from those in use."""
    return _made(bench() / "state")


def peers() -> Path:
    """Configurations, caches and sockets of the peers."""
    return _made(bench() / "peers")


def data() -> Path:
    """Generated files of the registers."""
    return _made(bench() / "data")


def peers_venv() -> Path:
    """The Python environment of the peers; made by `--peers`, one for the whole checkout."""
    return checkout.ROOT / "var" / "bench" / "peers-venv"


def _made(folder: Path) -> Path:
    folder.mkdir(parents=True, exist_ok=True)
    return folder
