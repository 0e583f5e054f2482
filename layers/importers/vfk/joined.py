"""Map and register parts of a unit that come as files of their own, joined into one delivery."""

import mmap
from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from pathlib import Path

from layers.importers.private_folder import private_folder

_NAME_LENGTH = 200


@contextmanager
def joined(paths: Sequence[Path]) -> Iterator[list[Path]]:
    """The paths; of VFK files that are a part only, one folder with links to all of them."""
    parts = [path for path in paths if _is_part(path)]
    if len(parts) < 2:
        yield list(paths)
        return
    with private_folder("vfk-parts") as root:
        folder = root / " + ".join(path.name for path in parts)[:_NAME_LENGTH]
        for number, path in enumerate(parts):
            place = folder / f"{number}"
            place.mkdir(parents=True)
            (place / path.name).symlink_to(path.resolve())
        yield [folder, *(path for path in paths if path not in parts)]


def _is_part(path: Path) -> bool:
    """Whether it is a VFK file with lines and no parcels, or with parcels and no lines."""
    try:
        with path.open("rb") as file:
            if file.read(2) != b"&H":
                return False
            with mmap.mmap(file.fileno(), 0, access=mmap.ACCESS_READ) as content:
                return (content.find(b"\n&DHP;") < 0) != (content.find(b"\n&DPAR;") < 0)
    except (OSError, ValueError):
        return False
