"""Drops the tiles that a publish or a new style has made untrue, and no others."""

import hashlib
import logging
import shutil
from collections import defaultdict
from collections.abc import Iterator, Sequence
from pathlib import Path

import numpy as np
from django.conf import settings
from django.db.models import FloatField, Func
from django.utils import timezone
from numpy.typing import NDArray

from layers import crs
from layers.catalogue import LayerDef, catalogue
from layers.models import ChangedArea
from tiles import generation
from tiles.grids import META, BBox, Grid, TileAddress, grids
from tiles.tile_files import drop

log = logging.getLogger(__name__)

LABEL_REACH_PX = 64
"""How far from its object a label or a symbol may be drawn."""
_MOST_BOXES, _FIRST_CELL_M = 2_000, 250.0
_BOUNDS = [
    Func("box", function=name, output_field=FloatField())
    for name in ("ST_XMin", "ST_YMin", "ST_XMax", "ST_YMax")
]


def drop_changed(**_: object) -> int:
    """Drops the tiles over all changed areas that still wait, and says how many.

    Whatever ends it in the middle, the areas stay marked as waiting and the next call does them.
    """
    waiting = ChangedArea.objects.filter(tiles_dropped_at=None)
    changed: dict[str, list[BBox]] = defaultdict(list)
    keys = []
    for key, layer_id, *box in waiting.order_by("pk").values_list("pk", "layer", *_BOUNDS):
        keys.append(key)
        changed[layer_id].append(tuple(box))
    if not keys:
        return 0
    generation.advance()
    boxes: dict[str, list[BBox]] = defaultdict(list)
    for layer_id, found in changed.items():
        for layer in drawn_with(layer_id):
            for picture in layer.pictures:
                boxes[picture] += found
    count = sum(drop(_tiles_over(layer, merged(found))) for layer, found in boxes.items())
    waiting.filter(pk__in=keys).update(tiles_dropped_at=timezone.now())
    level = logging.INFO if count else logging.DEBUG
    log.log(level, "Dropped %s tiles over %s changed areas.", count, len(keys))
    return count


def merged(boxes: Sequence[BBox], *, most: int = _MOST_BOXES) -> Sequence[BBox]:
    """At most so many boxes over all that the boxes cover.

    When a whole region is loaded, hundreds of thousands of boxes wait; those whose middles lie in
    one cell become one, in ever larger cells. It drops a little more, in seconds, not minutes.
    """
    if len(boxes) <= most:
        return boxes
    found, side = np.asarray(boxes, dtype=np.float64), _FIRST_CELL_M
    while len(found) > most:
        column, row = np.floor((found[:, :2] + found[:, 2:]) / (2 * side)).astype(np.int64).T
        order = np.lexsort((row, column))
        found, column, row = found[order], column[order], row[order]
        is_new = (np.diff(column) != 0) | (np.diff(row) != 0)
        starts = np.append(0, np.flatnonzero(is_new) + 1)
        low = np.minimum.reduceat(found[:, :2], starts)
        high = np.maximum.reduceat(found[:, 2:], starts)
        found, side = np.hstack((low, high)), side * 2
    return [(west, south, east, north) for west, south, east, north in found.tolist()]


def drawn_with(layer_id: str) -> Iterator[LayerDef]:
    """The layers whose picture shows the rows of this one: itself and what is composed of it."""
    for layer in catalogue().layers.values():
        if layer.id == layer_id or any(member.layer == layer_id for member in layer.members):
            yield layer


def drop_restyled() -> None:
    """Drops all tiles of the layers whose style is not the one they were drawn by."""
    for picture, layer in catalogue().pictures.items():
        folder = Path(settings.TILES_ROOT) / picture
        stamp, style = folder / ".style", _style_of(layer)
        if not layer.mapped or (stamp.exists() and stamp.read_text() == style):
            continue
        if any(folder.glob("*/")):
            generation.advance()
            for grid in folder.glob("*/"):
                shutil.rmtree(grid, ignore_errors=True)
        folder.mkdir(parents=True, exist_ok=True)
        stamp.write_text(style)


def _style_of(layer: LayerDef) -> str:
    """A digest of all that the picture of the layer depends on beside the data."""
    layers = catalogue().layers
    parts = [layer, *(layers[member.layer] for member in layer.members)]
    scales = [(one.min_scale, one.max_scale, one.generalized_from) for one in parts]
    asked = layer.cascade and (layer.cascade.kind, layer.cascade.technical)
    drawn = repr((layer.style, layer.members, scales) + ((asked,) if asked else ()))
    return hashlib.sha256(drawn.encode()).hexdigest()


def _tiles_over(layer: str, boxes: Sequence[BBox]) -> Iterator[Path]:
    """The tiles on disk over the boxes (EPSG:5514): files are walked, never addresses."""
    for grid in grids().values():
        levels = sorted((Path(settings.TILES_ROOT) / layer / grid.name).glob("[0-9]*"))
        moved = [_in_grid(grid, box) for box in boxes] if levels else []
        for level in levels:
            ranges = _ranges(grid, moved, int(level.name))
            for column in level.iterdir():
                within = ranges[
                    (ranges[:, 0] <= int(column.name)) & (int(column.name) <= ranges[:, 1])
                ]
                if not len(within):
                    continue
                for tile in column.glob("[0-9]*.png"):
                    row = int(tile.stem)
                    if np.any((within[:, 2] <= row) & (row <= within[:, 3])):
                        yield tile


def _in_grid(grid: Grid, box: BBox) -> BBox:
    if grid.srid == crs.KROVAK:
        return box
    moved = crs.parametric(crs.KROVAK, grid.srid).transform_bounds(*box)
    return float(moved[0]), float(moved[1]), float(moved[2]), float(moved[3])


def _ranges(grid: Grid, boxes: Sequence[BBox], z: int) -> NDArray[np.int64]:
    """First and last column and row of each box, widened to blocks, which are drawn at once."""
    reach = LABEL_REACH_PX * grid.resolutions[z]
    found = [
        grid.tiles_over((west - reach, south - reach, east + reach, north + reach), z)
        for west, south, east, north in boxes
    ]
    ranges = np.asarray(found, dtype=np.int64) // META * META
    ranges[:, [1, 3]] += META - 1
    return ranges


def blocks_over(grid: Grid, box: BBox, z: int) -> Iterator[TileAddress]:
    """The north-west tile of each block over the box (EPSG:5514)."""
    west, east, north, south = grid.tiles_over(_in_grid(grid, box), z)
    for x in range(west // META * META, east + 1, META):
        for y in range(north // META * META, south + 1, META):
            yield TileAddress(z, x, y)
