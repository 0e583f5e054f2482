"""A number that changes whenever tiles are dropped, so that what was drawn meanwhile is not kept.

A tile drawn from the data before a publish must not be stored after the tiles were dropped: who
draws notes the generation before, and deletes what he stored when it is another afterwards.
"""

from pathlib import Path

from django.conf import settings


def current() -> int:
    """The generation now."""
    try:
        return _file().stat().st_mtime_ns
    except FileNotFoundError:
        return 0


def advance() -> None:
    """Begins a new generation; to be called before tiles are dropped."""
    _file().parent.mkdir(parents=True, exist_ok=True)
    _file().touch()


def _file() -> Path:
    return Path(settings.TILES_ROOT) / ".generation"
