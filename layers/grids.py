"""The tile grids of vector tiles and the portal; those of `mapproxy.yaml` are the same."""

from dataclasses import dataclass
from math import ceil

from layers.crs import KROVAK, WEB_MERCATOR

PIXEL_M = 0.00028
"""The standardised rendering pixel of OGC: resolution = denominator × 0.28 mm."""
Bounds = tuple[float, float, float, float]
"""E min, N min, E max, N max in metres."""
_MERCATOR_EDGE = 20_037_508.342_789_244


@dataclass(frozen=True, slots=True)
class Grid:
    """A pyramid of square tiles counted from the north-west corner; denominators, coarsest first.

    `matrix_set` is the name in OGC API Tiles; `extent` is E min, N min, E max, N max in metres.
    """

    id: str
    matrix_set: str
    srid: int
    extent: Bounds
    denominators: tuple[float, ...]
    tile_size_px: int = 256

    @property
    def origin(self) -> tuple[float, float]:
        return self.extent[0], self.extent[3]

    @property
    def resolutions(self) -> tuple[float, ...]:
        """Metres a pixel at each zoom."""
        return tuple(round(denominator * PIXEL_M, 12) for denominator in self.denominators)

    def size(self, zoom: int) -> tuple[int, int]:
        """How many columns and rows of tiles cover the extent."""
        span = self.resolutions[zoom] * self.tile_size_px
        west, south, east, north = self.extent
        return _tiles(east - west, span), _tiles(north - south, span)

    def bounds(self, zoom: int, column: int, row: int) -> Bounds:
        """E min, N min, E max, N max of a tile; row 0 is the northernmost."""
        span = self.resolutions[zoom] * self.tile_size_px
        east, north = self.origin[0] + column * span, self.origin[1] - row * span
        return east, north - span, east + span, north


def _tiles(length: float, span: float) -> int:
    return max(1, ceil(length / span - 1e-4))  # resolutions are rounded


KROVAK_GRID = Grid(
    id="krovak",
    matrix_set="krovak",
    srid=KROVAK,
    extent=(-925_000.0, -1_360_401.92, -337_797.44, -920_000.0),
    denominators=tuple(2_048_000 / 2**zoom for zoom in range(14)),
)
WEB_MERCATOR_GRID = Grid(
    id="webmercator",
    matrix_set="WebMercatorQuad",
    srid=WEB_MERCATOR,
    extent=(-_MERCATOR_EDGE, -_MERCATOR_EDGE, _MERCATOR_EDGE, _MERCATOR_EDGE),
    denominators=tuple(2 * _MERCATOR_EDGE / 256 / PIXEL_M / 2**zoom for zoom in range(21)),
)
GRIDS = {grid.id: grid for grid in (KROVAK_GRID, WEB_MERCATOR_GRID)}
MATRIX_SETS = {grid.matrix_set: grid for grid in GRIDS.values()}
