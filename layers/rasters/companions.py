"""What lies beside a raster and is read by us: place, system, control points, description.

Names differ in case and form between programs; anything else beside a raster is ignored.
"""

from dataclasses import dataclass
from datetime import date
from pathlib import Path

from affine import Affine

from layers.errors import UnreadableFile
from layers.importers.ogr.table import shown

DESCRIPTION = "raster.yaml"
DAY = "raster.day"
"""In a delivery: the day that its sheets show, told by whoever brought it."""
_MAX_BYTES = 1 << 20
_SILENT = (".aux.xml", ".ovr", ".msk", ".rrd", ".tab")
"""Endings of what other programs keep beside a raster; nothing of it is read."""
_POINTS = (".points", ".points.csv", ".points.json")


@dataclass(frozen=True, slots=True)
class Companions:
    """What was found beside the file."""

    world_file: Path | None
    system: Path | None
    points: Path | None
    description: Path | None

    @property
    def content(self) -> bytes:
        """All of it, for the identity of what is made of the raster."""
        found = (self.world_file, self.system, self.points)
        return b"\0".join(path.read_bytes() if path else b"" for path in found)


def companions(path: Path) -> Companions:
    """What lies beside the raster; raises `UnreadableFile` for a file too large to be that."""
    beside = {each.name.lower(): each for each in path.parent.iterdir() if each.is_file()}

    def first(names: tuple[str, ...]) -> Path | None:
        found = next((beside[each] for each in names if each in beside), None)
        if found and found.stat().st_size > _MAX_BYTES:
            raise UnreadableFile(f"Soubor {shown(found.name)} je příliš velký.")
        return found

    return Companions(*map(first, _names(path.name)))


def lies_beside(raster: str, name: str) -> bool:
    """Whether a file of that name says something of the raster of that name."""
    return any(name.lower() in names for names in _names(raster))


def belongs_to(raster: str, name: str) -> bool:
    """Whether a file of that name goes with the raster, read by us or not."""
    whole, stem = raster.lower(), Path(raster).stem.lower()
    silent = {start + ending for ending in _SILENT for start in (whole, stem)}
    return name.lower() in silent or lies_beside(raster, name)


def told_day(folder: Path) -> date | None:
    """The day that came with a delivery, if one did."""
    path = folder / DAY
    try:
        return date.fromisoformat(path.read_text("ascii").strip()) if path.is_file() else None
    except (ValueError, OSError) as exc:
        raise UnreadableFile(f"Soubor {DAY} neříká den, jak má (2024-06-01).") from exc


def _names(raster: str) -> tuple[tuple[str, ...], ...]:
    """In lower case, for each of `Companions`."""
    name, stem = raster.lower(), Path(raster).stem.lower()
    return (
        tuple(stem + ending for ending in _world_endings(Path(raster).suffix.lower())),
        (f"{stem}.prj",),
        tuple(start + ending for ending in _POINTS for start in (name, stem)),
        (f"{name}.yaml", f"{stem}.yaml", DESCRIPTION),
    )


def _world_endings(suffix: str) -> tuple[str, ...]:
    """`.jpg` has `.jgw`, `.jpgw` or `.wld`."""
    return f".{suffix[1]}{suffix[-1]}w", f"{suffix}w", ".wld"


def world_file(path: Path) -> Affine:
    """Pixel corner → coordinates, from six lines that speak of the centre of the first pixel."""
    try:
        a, d, b, e, c, f = (
            float(word.replace(",", ".")) for word in path.read_text(encoding="ascii").split()
        )
    except (ValueError, UnicodeDecodeError) as exc:
        raise UnreadableFile(
            f"Soubor {shown(path.name)} nemá šest čísel, jak má soubor umístění (world file) mít."
        ) from exc
    affine = Affine(a, b, c, d, e, f) @ Affine.translation(-0.5, -0.5)
    if not affine.determinant or not all(abs(value) < 1e12 for value in affine[:6]):
        raise UnreadableFile(f"Soubor {shown(path.name)} nedává pixelům žádnou plochu.")
    return affine
