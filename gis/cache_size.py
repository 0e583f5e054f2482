"""How much the cached tiles take on disk: counted now and then, aside, and kept in a file."""

import os
from pathlib import Path
from threading import Lock, Thread
from time import sleep, time

from django.conf import settings

_FRESH_S = 3600.0
_counting = Lock()


def cache_bytes() -> int | None:
    """The last count; one older than an hour is renewed meanwhile. None before the first."""
    file = Path(settings.METRICS_FOLDER) / "tile_cache_bytes"
    try:
        known = int(file.read_text())
        age = time() - file.stat().st_mtime
    except (OSError, ValueError):
        known, age = None, _FRESH_S
    if age >= _FRESH_S and _counting.acquire(blocking=False):
        Thread(target=_renew, args=(file,), name="cache size", daemon=True).start()
    return known


def _renew(file: Path) -> None:
    try:
        size = count(Path(settings.TILES_ROOT))
        file.parent.mkdir(parents=True, exist_ok=True)
        whole = file.with_suffix(f".{os.getpid()}")
        whole.write_text(str(size))
        whole.replace(file)
    finally:
        _counting.release()


def count(folder: Path) -> int:
    """Bytes of all files below the folder; pauses between folders, for who waits for a tile."""
    size = 0
    for parent, _, names in os.walk(folder):
        for name in names:
            try:
                size += (Path(parent) / name).stat().st_size
            except OSError:  # dropped meanwhile
                continue
        sleep(0.001)
    return size
