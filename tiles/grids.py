"""The tile grids of `mapproxy.yaml` and their arithmetic; rows count from the north."""

from dataclasses import dataclass
from functools import cache
from math import floor
from typing import NamedTuple

import yaml
from django.conf import settings
from mapproxy.grid.tile_grid import tile_grid

import tiles.srs  # noqa: F401  grids are made of pinned systems

TILE_PX = 256
META = 4
"""Tiles are drawn META × META at once."""

METRES_PER_PIXEL = 0.00028
"""At 1 : 1, by the standards of WMS and WMTS."""

BBox = tuple[float, float, float, float]


class TileAddress(NamedTuple):
    """A tile: level, column from the west, row from the north."""

    z: int
    x: int
    y: int


@dataclass(frozen=True, slots=True)
class Grid:
    """A grid: where its north-west corner lies, metres a pixel and columns × rows of each level."""

    name: str
    srid: int
    west: float
    north: float
    resolutions: tuple[float, ...]
    sizes: tuple[tuple[int, int], ...]

    def holds(self, tile: TileAddress) -> bool:
        if not 0 <= tile.z < len(self.sizes):
            return False
        columns, rows = self.sizes[tile.z]
        return 0 <= tile.x < columns and 0 <= tile.y < rows

    def metatile(self, tile: TileAddress) -> "MetaTile":
        """The block of tiles that is drawn at once with this one, cut at the edge of the grid."""
        columns, rows = self.sizes[tile.z]
        x, y = tile.x // META * META, tile.y // META * META
        return MetaTile(self, tile.z, x, y, min(META, columns - x), min(META, rows - y))

    def tiles_over(self, box: BBox, z: int) -> tuple[int, int, int, int]:
        """First and last column, first and last row over the box (of the grid's system)."""
        span = self.resolutions[z] * TILE_PX
        columns, rows = self.sizes[z]

        def within(value: float, count: int) -> int:
            return max(0, min(count - 1, floor(value)))

        return (
            within((box[0] - self.west) / span, columns),
            within((box[2] - self.west) / span, columns),
            within((self.north - box[3]) / span, rows),
            within((self.north - box[1]) / span, rows),
        )

    def tile_at(self, box: BBox) -> TileAddress:
        """The tile whose box this is, as MapProxy computed it."""
        resolution = (box[2] - box[0]) / TILE_PX
        z = min(
            range(len(self.resolutions)), key=lambda i: abs(self.resolutions[i] / resolution - 1)
        )
        span = self.resolutions[z] * TILE_PX
        return TileAddress(
            z, round((box[0] - self.west) / span), round((self.north - box[3]) / span)
        )


@dataclass(frozen=True, slots=True)
class MetaTile:
    """A block of columns × rows tiles with its north-west tile."""

    grid: Grid
    z: int
    x: int
    y: int
    columns: int
    rows: int

    @property
    def box(self) -> BBox:
        span = self.grid.resolutions[self.z] * TILE_PX
        west, north = self.grid.west + self.x * span, self.grid.north - self.y * span
        return west, north - self.rows * span, west + self.columns * span, north

    @property
    def size_px(self) -> tuple[int, int]:
        return self.columns * TILE_PX, self.rows * TILE_PX

    @property
    def tiles(self) -> list[TileAddress]:
        """Row by row from the north-west, as the renderer cuts them."""
        return [
            TileAddress(self.z, self.x + column, self.y + row)
            for row in range(self.rows)
            for column in range(self.columns)
        ]


@cache
def grids() -> dict[str, Grid]:
    """The grids by name."""
    content = yaml.safe_load((settings.ROOT / "mapproxy.yaml").read_text(encoding="utf-8"))
    return {name: _grid(name, definition) for name, definition in content["grids"].items()}


def _grid(name: str, definition: dict[str, object]) -> Grid:
    made = tile_grid(name=name, **definition)
    return Grid(
        name=name,
        srid=made.srs.srid,
        west=made.bbox[0],
        north=made.bbox[3],
        resolutions=tuple(made.resolutions.values()),
        sizes=tuple((columns, rows) for columns, rows in made.grid_sizes.values()),
    )
