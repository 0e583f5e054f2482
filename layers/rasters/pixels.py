"""Whatever pixels a raster has → the two kinds we keep: RGBA of bytes, or heights of floats.

One pass over the source in windows: it also finds damaged blocks, and pictures are never whole in
memory. What comes out is an ordinary tiled file that the next step reads at random.
"""

from collections.abc import Callable, Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import Any

import numpy as np
import rasterio
from affine import Affine
from numpy.typing import NDArray
from rasterio.enums import ColorInterp, MaskFlags, PhotometricInterp
from rasterio.windows import Window

from layers.errors import UnreadableFile

Array = NDArray[Any]
Progress = Callable[[float], None]

NODATA_M = -9999.0
"""Where a terrain model has no height."""
HEIGHTS_M = (-1_000.0, 10_000.0)
"""What else a terrain model holds is no height, declared or not."""

TILE_PX = 512
_NOWHERE = Affine(1, 0, 1, 0, -1, 1)
"""Pixels get their place later; without any, rasterio warns."""
_WINDOW_PIXELS = 4 << 20
_STRETCH_PX = 1024
_STRETCH = (2, 98)


@contextmanager
def _target(path: Path, dataset: Any, *, bands: int, dtype: str, rows: int) -> Iterator[Any]:
    profile = {
        "driver": "GTiff",
        "width": dataset.width,
        "height": dataset.height,
        "count": bands,
        "dtype": dtype,
        "tiled": True,
        "blockxsize": TILE_PX,
        "blockysize": rows,
        "compress": "zstd",
        "zstd_level": 1,
        "interleave": "pixel",
        "bigtiff": "if_safer",
        "transform": _NOWHERE,
    }
    with rasterio.open(path, "w", **profile) as target:
        yield target


def _is_tiled(dataset: Any) -> bool:
    return bool(dataset.block_shapes[0][1] < dataset.width)


def _rows(dataset: Any) -> int:
    """Rows of a window as wide as the picture; of tiled sources windows are squares."""
    if _is_tiled(dataset):
        return TILE_PX
    return max(16, min(TILE_PX, _WINDOW_PIXELS // int(dataset.width) // 16 * 16))


def _windows(dataset: Any) -> Iterator[tuple[Window, float]]:
    """Windows in the order of the file, each with the share of the picture done before it."""
    width, height = dataset.width, dataset.height
    across, down = (2048, 2048) if _is_tiled(dataset) else (width, _rows(dataset))
    for row in range(0, height, down):
        for column in range(0, width, across):
            window = Window(column, row, min(across, width - column), min(down, height - row))
            yield window, row / height


def colours(
    dataset: Any, path: Path, *, nodata: float | None, progress: Progress
) -> tuple[bool, list[str]]:
    """Writes the picture as RGBA; says whether it is a drawing of few colours, and what is odd.

    Raises `UnreadableFile` for pixels that are no picture.
    """
    convert, notes = _conversion(dataset)
    valid = _validity(dataset, nodata)
    with _target(path, dataset, bands=4, dtype="uint8", rows=_rows(dataset)) as target:
        target.colorinterp = [
            ColorInterp.red, ColorInterp.green, ColorInterp.blue, ColorInterp.alpha,
        ]  # fmt: skip
        for window, done in _windows(dataset):
            source = dataset.read(window=window)
            rgb = convert(source)
            alpha = valid(source, window)
            target.write(np.concatenate([rgb, alpha[None]]), window=window)
            progress(done)
    return _few_colours(dataset), notes


def heights(
    dataset: Any, path: Path, *, band: int, nodata: float | None, progress: Progress
) -> tuple[tuple[float, float], list[str]]:
    """Writes one band of heights in metres; gives the lowest and the highest.

    Raises `UnreadableFile` when there is no height at all.
    """
    if dataset.dtypes[band - 1].startswith("complex"):
        raise UnreadableFile("Pixely jsou komplexní čísla, ne výšky.")
    scale, offset = dataset.scales[band - 1], dataset.offsets[band - 1]
    low, high, strange = np.inf, -np.inf, 0
    with _target(path, dataset, bands=1, dtype="float32", rows=_rows(dataset)) as target:
        target.nodata = NODATA_M
        for window, done in _windows(dataset):
            source = dataset.read(band, window=window)
            known = dataset.read_masks(band, window=window) > 0
            if nodata is not None:
                known &= source != nodata
            metres = (source.astype("float64") * scale + offset).astype("float32")
            sane = np.isfinite(metres) & (metres >= HEIGHTS_M[0]) & (metres <= HEIGHTS_M[1])
            strange += int(np.count_nonzero(known & ~sane))
            known &= sane
            if known.any():
                low = min(low, float(metres[known].min()))
                high = max(high, float(metres[known].max()))
            target.write(np.where(known, metres, np.float32(NODATA_M)), 1, window=window)
            progress(done)
    if low > high:
        raise UnreadableFile("Výškový model nemá žádnou platnou výšku.")
    notes = [f"Hodnot, které nemohou být výškou: {strange}; bere se, že tam výška chybí."]
    return (round(low, 2), round(high, 2)), notes if strange else []


def _conversion(dataset: Any) -> tuple[Callable[[Array], Array], list[str]]:
    """How bands become red, green and blue, and what is lost on the way."""
    kind = np.dtype(dataset.dtypes[0])
    if kind.kind not in "ui" or kind.itemsize > 2:
        raise UnreadableFile(f"Pixely typu {kind} nejsou barvy; jde-li o výšky, uveďte vrstvu.")
    colours = dataset.colorinterp
    if colours[0] is ColorInterp.palette:
        return _by_palette(dataset.colormap(1)), []
    if dataset.photometric is PhotometricInterp.cmyk and dataset.count >= 4:
        return _from_cmyk, []
    count = sum(each is not ColorInterp.alpha for each in colours)
    notes = [f"Rastr má {count} pásem; bere se z nich první trojice."] if count > 3 else []
    places = [0, 1, 2] if count >= 3 else [0, 0, 0]
    if kind.itemsize == 1:
        bits = dataset.tags(1, ns="IMAGE_STRUCTURE").get("NBITS")
        factor = 255 // (2 ** int(bits) - 1) if bits and int(bits) < 8 else 1
        inverted = dataset.photometric is PhotometricInterp.white
        return lambda source: _bytes(source[places], factor, inverted), notes
    low, high = _range(dataset, places)
    notes.append(f"Šestnáctibitové barvy od {low:.0f} do {high:.0f} jsou roztaženy na osm bitů.")
    span = max(high - low, 1)
    return lambda source: np.clip(
        (source[places].astype("float32") - low) * (255 / span), 0, 255
    ).astype("uint8"), notes


def _bytes(bands: Array, factor: int, inverted: bool) -> Array:
    scaled = bands.astype("uint8") * np.uint8(factor)
    return 255 - scaled if inverted else scaled


def _by_palette(colormap: dict[int, tuple[int, ...]]) -> Callable[[Array], Array]:
    table = np.zeros((65_536, 3), "uint8")
    for value, colour in colormap.items():
        table[value] = colour[:3]
    return lambda source: np.moveaxis(table[source[0]], -1, 0)


def _from_cmyk(source: Array) -> Array:
    light = 255 - source[:4].astype("uint16")
    result: Array = (light[:3] * light[3] // 255).astype("uint8")
    return result


def _range(dataset: Any, places: list[int]) -> tuple[float, float]:
    """Between which values most of the picture lies, by a small copy of it."""
    scale = max(1, max(dataset.width, dataset.height) // _STRETCH_PX)
    shape = (3, max(1, dataset.height // scale), max(1, dataset.width // scale))
    small = dataset.read([place + 1 for place in places], out_shape=shape, masked=True)
    values = small.compressed()
    if not values.size:
        return 0.0, 65_535.0
    low, high = np.percentile(values, _STRETCH)
    return float(low), float(high)


def _validity(dataset: Any, nodata: float | None) -> Callable[[Array, Window], Array]:
    """Which pixels show anything: by the operator's value, else by what the file says."""
    if nodata is not None:
        return lambda source, _: np.where((source == nodata).all(axis=0), 0, 255).astype("uint8")
    if all(MaskFlags.all_valid in flags for flags in dataset.mask_flag_enums):
        return lambda source, _: np.full(source.shape[1:], 255, "uint8")
    return lambda _, window: dataset.dataset_mask(window=window)


def _few_colours(dataset: Any) -> bool:
    bits = dataset.tags(1, ns="IMAGE_STRUCTURE").get("NBITS")
    return dataset.colorinterp[0] is ColorInterp.palette or bits == "1"
