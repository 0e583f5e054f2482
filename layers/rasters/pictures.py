"""Where the made pictures of sheets lie: below `var/rasters`, by layer and content."""

import re
from pathlib import Path

from django.conf import settings

_NAME = re.compile(r"[a-z0-9_]{1,60}/[0-9a-f]{40}\.tif")


def root() -> Path:
    return Path(settings.RASTERS_ROOT)


def name_of(layer: str, identity: str) -> str:
    """What a row carries: the picture's path below the root."""
    return f"{layer}/{identity[:40]}.tif"


def path_of(name: str) -> Path:
    """The picture of a row; whatever stands in a row, no other file is ever opened."""
    if not _NAME.fullmatch(name):
        raise ValueError(f"{name!r} is no picture of a sheet.")
    return root() / name
