"""Map and register parts of a unit that come as files of their own, joined into one delivery."""

from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from pathlib import Path

from layers.importers.private_folder import private_folder
from layers.importers.vfk.file import CHUNK_BYTES

_NAME_LENGTH = 200
_ROWS = (b"\n&DPAR;", b"\n&DHP;")


@contextmanager
def joined(paths: Sequence[Path]) -> Iterator[list[Path]]:
    """The paths; of VFK files that are a part only, one folder with links to all of them."""
    parts = [path for path in paths if is_part(path)] if len(paths) > 1 else []
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


def is_part(path: Path) -> bool:
    """Whether it is a VFK file with lines and no parcels, or with parcels and no lines."""
    found: set[bytes] = set()
    rest = b""
    try:
        with path.open("rb") as file:
            while (chunk := file.read(CHUNK_BYTES)) and len(found) < len(_ROWS):
                if not rest and not chunk.startswith(b"&H"):
                    return False
                found |= {row for row in _ROWS if row in rest + chunk}
                rest = chunk[-len(_ROWS[0]) :]
    except OSError:
        return False
    return len(found) == 1
