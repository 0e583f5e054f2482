"""The cached tiles as files: where they lie, whether they are whole, how they are written."""

import os
import tempfile
from collections.abc import Iterable
from pathlib import Path

from django.conf import settings

from tiles.grids import TileAddress

SIGNATURE = b"\x89PNG\r\n\x1a\n"
ENDING = b"\x00\x00\x00\x00IEND\xaeB`\x82"


def path_of(layer: str, grid: str, tile: TileAddress) -> Path:
    """The file of the tile, as MapProxy's layout `tms` has it."""
    return Path(settings.TILES_ROOT) / layer / grid / str(tile.z) / str(tile.x) / f"{tile.y}.png"


def whole(content: bytes) -> bool:
    """Whether a PNG begins and ends as it must; a crash or a full disk cuts files short."""
    return content.startswith(SIGNATURE) and content.endswith(ENDING)


def write(path: Path, content: bytes) -> None:
    """The file appears at once and whole, or not at all."""
    path.parent.mkdir(parents=True, exist_ok=True)
    handle, name = tempfile.mkstemp(dir=path.parent, prefix=".")
    try:
        with os.fdopen(handle, "wb") as file:
            file.write(content)
        os.chmod(name, 0o644)  # noqa: PTH101  nginx of deploy/ reads them
        os.replace(name, path)  # noqa: PTH105
    except BaseException:
        Path(name).unlink(missing_ok=True)
        raise


def drop(paths: Iterable[Path]) -> int:
    """Deletes the files that are there and says how many."""
    count = 0
    for path in paths:
        try:
            path.unlink()
        except FileNotFoundError:
            continue
        count += 1
    return count
