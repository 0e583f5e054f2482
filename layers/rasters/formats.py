"""Which raster file is of which format; only the driver that belongs to it opens it.

The content decides and must agree with the name. GDAL is never asked what a file is; it sees a
link of our name in a private folder, so that no companion (`.aux.xml`, `.ovr`, `.tab`) has a say.
"""

import warnings
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import Any

import numpy as np
import rasterio
from rasterio.errors import NotGeoreferencedWarning, RasterioError

from layers.errors import UnreadableFile
from layers.importers.ogr.table import shown

_HEAD_BYTES = 512
_TIFF = (b"II*\0", b"MM\0*", b"II+\0", b"MM\0+")
_JPEG_2000 = (b"\0\0\0\x0cjP  \r\n\x87\n", b"\xff\x4f\xff\x51")

DRIVERS = {
    ".tif": "GTiff",
    ".tiff": "GTiff",
    ".jp2": "JP2OpenJPEG",
    ".j2k": "JP2OpenJPEG",
    ".jpg": "JPEG",
    ".jpeg": "JPEG",
    ".png": "PNG",
    ".asc": "AAIGrid",
}
"""Name's ending → the one driver that may open such a file."""

MAX_SIDE_PX = 1_000_000
MAX_PIXELS = 40_000_000_000
_FREE_PIXELS = 500_000_000
_MAX_RATIO = 1_000
"""So many bytes of picture one byte of a file above `_FREE_PIXELS` may honestly hold."""
_MAX_BLOCK_BYTES = 512 << 20
_MAX_UNTILED_PIXELS = 2_000_000_000
_MAX_BANDS = 16

ENVIRONMENT = {
    "GDAL_DISABLE_READDIR_ON_OPEN": "EMPTY_DIR",
    "GDAL_PAM_ENABLED": False,
    "GDAL_CACHEMAX": 192,
    "GTIFF_IGNORE_READ_ERRORS": False,
    "CPL_LOG_ERRORS": False,
}


def driver_of(path: Path) -> str | None:
    """The driver by the content; None for anything that is no raster of ours."""
    with path.open("rb") as file:
        head = file.read(_HEAD_BYTES)
    if head.startswith(_TIFF):
        return "GTiff"
    if head.startswith(_JPEG_2000):
        return "JP2OpenJPEG"
    if head.startswith(b"\xff\xd8\xff"):
        return "JPEG"
    if head.startswith(b"\x89PNG\r\n\x1a\n"):
        return "PNG"
    return "AAIGrid" if head.lstrip()[:5].lower() == b"ncols" else None


def is_raster_name(name: str) -> bool:
    return Path(name).suffix.lower() in DRIVERS


@contextmanager
def opened(path: Path, folder: Path) -> Iterator[Any]:
    """The file as a rasterio dataset, checked; `folder` is a private one for the link.

    Raises `UnreadableFile` when content and name disagree, or the sizes are absurd.
    """
    name = shown(path.name)
    driver = driver_of(path)
    expected = DRIVERS.get(path.suffix.lower())
    if driver is None or driver != expected:
        raise UnreadableFile(
            f"Soubor {name} nemá obsah, který jeho název slibuje ({expected or 'rastr'}): "
            f"je to {driver or 'jiný formát'}."
        )
    link = folder / f"source{path.suffix.lower()}"
    link.unlink(missing_ok=True)
    link.symlink_to(path.resolve())
    try:
        with rasterio.Env(**ENVIRONMENT), _dataset(link, driver) as dataset:
            _check_sizes(dataset, path, name)
            _check_meaning(dataset, name)
            yield dataset
    except (RasterioError, OSError) as exc:
        raise UnreadableFile(f"Soubor {name} nelze číst: {_cause(exc, link)}") from exc


def _dataset(link: Path, driver: str) -> Any:
    with warnings.catch_warnings():  # whether it has a place is found out later
        warnings.simplefilter("ignore", NotGeoreferencedWarning)
        return rasterio.open(link, driver=driver, sharing=False)


def _cause(exc: Exception, link: Path) -> str:
    """GDAL's words without our folder."""
    inner = exc.__cause__ or exc
    return str(inner).replace(str(link), "soubor").replace(link.name, "soubor")[:300]


def _check_meaning(dataset: Any, name: str) -> None:
    """A grid of shifts in place has numbers and is no picture of the land; a geoid is a surface."""
    kinds = {dataset.tags(*band).get("TYPE", "") for band in ((), (1,))}
    if any(kind.endswith(("_OFFSET", "VELOCITY")) for kind in kinds):
        raise UnreadableFile(
            f"Soubor {name} je převodní mřížka mezi souřadnicovými systémy, ne mapa ani terén; "
            "mřížky patří do složky nastavení GIS_GRID_FOLDER."
        )


def _check_sizes(dataset: Any, path: Path, name: str) -> None:
    width, height, bands = dataset.width, dataset.height, dataset.count
    pixels = width * height
    if not bands:
        raise UnreadableFile(f"Soubor {name} nemá žádný obraz.")
    if bands > _MAX_BANDS:
        raise UnreadableFile(f"Soubor {name} má {bands} pásem, dovoleno je {_MAX_BANDS}.")
    if max(width, height) > MAX_SIDE_PX or pixels > MAX_PIXELS:
        raise UnreadableFile(
            f"Soubor {name} má {width} × {height} pixelů, dovoleno je {MAX_SIDE_PX} na stranu a "
            f"{MAX_PIXELS // 10**9} miliard celkem."
        )
    pixel_bytes = np.dtype(dataset.dtypes[0]).itemsize
    held = pixels * bands * pixel_bytes
    if pixels > _FREE_PIXELS and held > _MAX_RATIO * path.stat().st_size:
        raise UnreadableFile(
            f"Soubor {name} tvrdí, že má {width} × {height} pixelů, ale jen "
            f"{path.stat().st_size} bajtů: vypadá jako podvržený."
        )
    rows, columns = dataset.block_shapes[0]
    untiled = dataset.driver in {"JPEG", "PNG", "AAIGrid"}
    if rows * columns * pixel_bytes > _MAX_BLOCK_BYTES or (
        untiled and pixels > _MAX_UNTILED_PIXELS
    ):
        raise UnreadableFile(
            f"Soubor {name} je uložen v jediném bloku {columns} × {rows} pixelů; uložte jej "
            "po dlaždicích (například jako GeoTIFF s volbou TILED=YES)."
        )
