"""The tile matrices of a WMTS: which level fits a resolution, which tiles lie over a box."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from math import ceil, floor
from typing import Any, NamedTuple

from layers.remote.ask import BBox
from layers.remote.errors import RemoteFailure

_MOST_TILES = 64
_BLUR = 1.3
"""How much coarser than asked a level may be; a finer one costs four times the tiles."""


@dataclass(frozen=True, slots=True)
class Matrix:
    """A level: units a pixel, the north-west corner, pixels of a tile, columns and rows."""

    id: str
    resolution: float
    west: float
    north: float
    tile_px: tuple[int, int]
    count: tuple[int, int]

    def over(self, box: BBox) -> "Block":
        """The tiles over the box that exist; raises `RemoteFailure` when there are too many."""
        wide, high = (self.resolution * side for side in self.tile_px)
        first = max(0, floor((box[0] - self.west) / wide + 1e-6))
        top = max(0, floor((self.north - box[3]) / high + 1e-6))
        last = min(self.count[0] - 1, ceil((box[2] - self.west) / wide - 1e-6) - 1)
        bottom = min(self.count[1] - 1, ceil((self.north - box[1]) / high - 1e-6) - 1)
        columns, rows = max(0, last - first + 1), max(0, bottom - top + 1)
        if columns * rows > _MOST_TILES:
            raise RemoteFailure("Služba nemá pro toto měřítko vhodné dlaždice.")
        return Block(self, first, top, columns, rows)

    def at(self, x: float, y: float) -> "Pixel | None":
        """The pixel over the place, if there is a tile."""
        across, down = (x - self.west) / self.resolution, (self.north - y) / self.resolution
        column, i = divmod(floor(across), self.tile_px[0])
        row, j = divmod(floor(down), self.tile_px[1])
        is_there = 0 <= column < self.count[0] and 0 <= row < self.count[1]
        return Pixel(column, row, (i, j)) if is_there else None


class Pixel(NamedTuple):
    """A pixel of a tile, counted from its north-west corner."""

    column: int
    row: int
    at_px: tuple[int, int]


@dataclass(frozen=True, slots=True)
class Block:
    """Columns × rows tiles of a level with its north-west tile."""

    matrix: Matrix
    column: int
    row: int
    columns: int
    rows: int

    @property
    def tiles(self) -> list[tuple[int, int]]:
        """(column, row), row by row from the north-west."""
        return [
            (self.column + x, self.row + y) for y in range(self.rows) for x in range(self.columns)
        ]

    @property
    def box(self) -> BBox:
        wide, high = (self.matrix.resolution * side for side in self.matrix.tile_px)
        west = self.matrix.west + self.column * wide
        north = self.matrix.north - self.row * high
        return west, north - self.rows * high, west + self.columns * wide, north


def matrices(technical: Mapping[str, Any]) -> list[Matrix]:
    """The levels, the coarsest first."""
    return [
        Matrix(
            one["id"], one["resolution"], one["west"], one["north"],
            (one["tile_px"][0], one["tile_px"][1]), (one["count"][0], one["count"][1]),
        )
        for one in technical["matrices"]
    ]  # fmt: skip


def level_for(levels: Sequence[Matrix], resolution: float) -> Matrix:
    """The coarsest level that is fine enough; the finest where none is."""
    return next((one for one in levels if one.resolution <= resolution * _BLUR), levels[-1])
