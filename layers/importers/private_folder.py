"""A folder that only we can read, for files from strangers while they are looked into."""

import os
import shutil
import tempfile
import time
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

from django.conf import settings

_STALE_S = 24 * 3600


@contextmanager
def private_folder(purpose: str) -> Iterator[Path]:
    """The folder, gone afterwards; those of killed processes of the same purpose go with it."""
    root = Path(settings.VAR) / "tmp"
    root.mkdir(parents=True, exist_ok=True)
    for old in root.glob(f"{purpose}-*"):
        if old.stat().st_mtime < time.time() - _STALE_S:
            shutil.rmtree(old, ignore_errors=True)
    with tempfile.TemporaryDirectory(prefix=f"{purpose}-{os.getpid()}-", dir=root) as folder:
        yield Path(folder)
