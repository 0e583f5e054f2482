"""One file → one sheet: its picture as a COG, its footprint, and what is known of it."""

import hashlib
import os
from collections.abc import Callable
from dataclasses import dataclass, field
from datetime import date
from pathlib import Path
from typing import Any

import numpy as np
import rasterio
import shapely
from rasterio.enums import ColorInterp

from layers.catalogue import LayerDef
from layers.catalogue.definition import RasterKind
from layers.errors import UnreadableFile
from layers.importers.digest import sha256
from layers.importers.private_folder import private_folder
from layers.rasters import cog, pixels, warping
from layers.rasters.companions import Companions, companions
from layers.rasters.control_points import ControlPoints, internal_points, read_points
from layers.rasters.description import Description
from layers.rasters.formats import opened
from layers.rasters.pictures import name_of, path_of
from layers.rasters.place import Grid, border, grid_of, outline
from layers.rasters.transformation import Fit, default_method, fitted, gross_point

_RECIPE = "1"
"""Another number makes all pictures anew: to be changed with how they are made."""
_SHOWN_RESIDUALS = 40

Progress = Callable[[float], None]


@dataclass(frozen=True, slots=True)
class Sheet:
    """What is published: `attributes` as the catalogue has them, the footprint in EPSG:5514."""

    code: str
    attributes: dict[str, object]
    footprint: bytes
    day: date | None
    notes: tuple[str, ...]


@dataclass(slots=True)
class _Making:
    """A sheet on its way: the source, where it lies, and what is found out of it."""

    path: Path
    layer: LayerDef
    description: Description
    beside: Companions
    notes: list[str] = field(default_factory=list)
    attributes: dict[str, object] = field(default_factory=dict)


def kind_of(path: Path) -> RasterKind:
    """What a raster seems to be by its pixels and companions."""
    with private_folder("raster") as folder, opened(path, folder) as dataset:
        if companions(path).points or dataset.gcps[0]:
            return "scan"
        kind = np.dtype(dataset.dtypes[0])
        picture = dataset.colorinterp[0] in (ColorInterp.palette, ColorInterp.red)
        heights = kind.kind == "f" or (dataset.count == 1 and kind.itemsize > 1)
        return "terrain" if heights and not picture else "ortho"


def make(path: Path, layer: LayerDef, description: Description, progress: Progress) -> Sheet:
    """Makes the sheet, or finds it made; raises `UnreadableFile` with what is wrong."""
    beside = companions(path)
    making = _Making(path, layer, description, beside)
    digest = sha256(path)
    parts = (_RECIPE, layer.id, layer.raster, digest, description.identity)
    identity = hashlib.sha256(repr(parts).encode() + beside.content).hexdigest()
    picture = name_of(layer.id, identity)
    with private_folder("raster") as folder, opened(path, folder) as dataset:
        points = _points(making, dataset)
        target = path_of(picture)
        footprint = (
            _by_points(making, dataset, points, folder, target=target, progress=progress)
            if points
            else _by_grid(making, dataset, folder, target=target, progress=progress)
        )
    if footprint.is_empty:
        raise UnreadableFile("Rastr leží mimo území České republiky.")
    attributes = {
        "label": path.stem,
        "picture": picture,
        "file_name": path.name,
        "sha256": digest,
        **making.attributes,
    }
    return Sheet(
        code=path.stem,
        attributes=attributes,
        footprint=bytes(shapely.to_wkb(footprint)),
        day=description.day_of(path.stem),
        notes=tuple(making.notes),
    )


def _points(making: _Making, dataset: Any) -> ControlPoints | None:
    if making.beside.points:
        return read_points(making.beside.points, srid=making.description.crs)
    return internal_points(dataset) if dataset.transform.is_identity else None


def _by_grid(
    making: _Making, dataset: Any, folder: Path, *, target: Path, progress: Progress
) -> shapely.Polygon:
    grid, notes = grid_of(dataset, making.beside, srid=making.description.crs)
    making.notes += notes
    if target.exists():
        _describe(making, target)
        return _outline(grid)
    plain = folder / "plain.tif"
    options = _plain(making, dataset, plain, progress)
    final = grid
    if not grid.as_is:
        warped = folder / "warped.tif"
        final = warping.by_system(plain, warped, grid, progress=progress)
        plain = warped
    _pack(making, plain, target, final, options)
    return _outline(grid)


def _by_points(
    making: _Making,
    dataset: Any,
    points: ControlPoints,
    folder: Path,
    *,
    target: Path,
    progress: Progress,
) -> shapely.Polygon:
    if making.layer.raster == "terrain":
        raise UnreadableFile("Výškový model nelze umístit vlícovacími body.")
    fit = _fit(making, points)
    ring = outline(fit.to_map(border(dataset.width, dataset.height)))
    if target.exists():
        _describe(making, target)
        return ring
    plain, warped = folder / "plain.tif", folder / "warped.tif"
    options = _plain(making, dataset, plain, progress)
    grid = warping.by_points(plain, warped, fit.to_map, fit.to_pixels, progress=progress)
    _pack(making, warped, target, grid, options)
    return ring


def _fit(making: _Making, points: ControlPoints) -> Fit:
    """The transformation, with its residuals among the attributes; refuses a gross point."""
    count = len(points.names)
    wanted: Any = making.description.transformation or points.transformation
    fit = fitted(points.pixels, points.places, wanted or default_method(count))
    gross = gross_point(points.pixels, points.places, fit)
    if gross:
        raise UnreadableFile(
            f"Vlícovací bod {points.names[gross[0]]} je hrubě chybný: leží {gross[1]:.1f} m od "
            "místa, kam jej kladou ostatní. Opravte jej, nebo jej vypněte."
        )
    making.notes += points.notes
    residuals = [
        f"{name}: {error:.2f} m (E {east:+.2f}, N {north:+.2f})"
        for name, error, (east, north) in zip(
            points.names, fit.errors_m, fit.residuals_m, strict=True
        )
    ]
    making.attributes |= {
        "transformation": fit.method,
        "control_points": count,
        "rms_m": round(fit.rms_m, 3),
        "residuals": "; ".join(residuals[:_SHOWN_RESIDUALS]),
    }
    making.notes.append(
        f"transformace {fit.method} podle {count} bodů, RMS {fit.rms_m:.2f} m; "
        f"odchylky {'; '.join(residuals[:_SHOWN_RESIDUALS])}"
    )
    if fit.rms_m < 1e-6 and fit.method != "spline":
        making.notes.append("bodů je právě tolik, kolik je třeba: přesnost umístění nelze ověřit")
    return fit


def _plain(making: _Making, dataset: Any, plain: Path, progress: Progress) -> Any:
    """Writes the plain pixels and says how they are packed."""
    nodata = making.description.nodata
    if making.layer.raster == "terrain":
        band = making.description.band or 1
        if dataset.count > 1 and not making.description.band:
            raise UnreadableFile(
                f"Výškový model má mít jedno pásmo, tento jich má {dataset.count}; které platí, "
                "řekne popis (band)."
            )
        if band > dataset.count:
            raise UnreadableFile(f"Rastr nemá pásmo {band}, má jich {dataset.count}.")
        _, notes = pixels.heights(dataset, plain, band=band, nodata=nodata, progress=progress)
        making.notes += notes
        return cog.HEIGHTS
    is_drawing, notes = pixels.colours(dataset, plain, nodata=nodata, progress=progress)
    making.notes += notes
    return cog.DRAWING if is_drawing else cog.PHOTOGRAPH


def _pack(making: _Making, plain: Path, target: Path, grid: Grid, options: Any) -> None:
    """The COG under its own name only when it is whole."""
    target.parent.mkdir(parents=True, exist_ok=True)
    made = target.with_name(f"{target.stem}.{os.getpid()}.new")
    try:
        cog.pack(plain, made, grid, options)
        made.replace(target)
    finally:
        made.unlink(missing_ok=True)
    _describe(making, target)


def _describe(making: _Making, picture: Path) -> None:
    """What the picture itself tells, the same whether it was made now or before."""
    with rasterio.open(picture) as made:
        making.attributes["resolution_m"] = round(made.res[0], 4)
        if making.layer.raster == "ortho":
            making.attributes["bands"] = 3
        if making.layer.raster == "terrain":
            small = made.read(1, out_shape=_small(made), masked=True)
            making.attributes["lowest_m"] = round(float(small.min()), 2)
            making.attributes["highest_m"] = round(float(small.max()), 2)


def _small(made: Any) -> tuple[int, int]:
    scale = max(1, max(made.width, made.height) // 4096)
    return max(1, made.height // scale), max(1, made.width // scale)


def _outline(grid: Grid) -> shapely.Polygon:
    if grid.as_is:
        corners = np.array(
            [[0, 0], [grid.width, 0], [grid.width, grid.height], [0, grid.height]], "float64"
        )
        return outline(grid.to_krovak(corners))
    return outline(grid.to_krovak(border(grid.width, grid.height)))
