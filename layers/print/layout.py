"""The paper: its sizes, and where on it the map, its legend and the rest lie, in millimetres."""

from dataclasses import dataclass
from math import floor, sqrt
from typing import Literal

from django.conf import settings

from layers.map_picture import MM_PER_INCH

PaperName = Literal["A4", "A3", "A2", "A1"]
Orientation = Literal["portrait", "landscape"]

PAPERS: dict[PaperName, tuple[float, float]] = {
    "A4": (210.0, 297.0),
    "A3": (297.0, 420.0),
    "A2": (420.0, 594.0),
    "A1": (594.0, 841.0),
}
ORIENTATIONS: tuple[Orientation, ...] = ("portrait", "landscape")
MARGIN, EDGE, HEAD, FOOT, GAP = 10.0, 5.0, 13.0, 21.0, 3.0
"""Around the sheet; around the map, for coordinates; above and below it; beside the legend."""
_LEGEND: dict[PaperName, tuple[float, float]] = {
    "A4": (50.0, 54.0),
    "A3": (54.0, 64.0),
    "A2": (66.0, 74.0),
    "A1": (80.0, 86.0),
}
"""How high it is below the map of a portrait, how wide beside that of a landscape."""
_FINEST_DPI = 300


@dataclass(frozen=True, slots=True)
class Box:
    """Left, top, width and height from the upper left corner of the sheet."""

    left: float
    top: float
    width: float
    height: float


@dataclass(frozen=True, slots=True)
class Layout:
    """A sheet of a paper. The map has whole pixels, so that its scale is exact."""

    paper: PaperName
    orientation: Orientation
    has_legend: bool

    @property
    def size(self) -> tuple[float, float]:
        """Width and height of the sheet."""
        short, long = PAPERS[self.paper]
        return (short, long) if self.orientation == "portrait" else (long, short)

    @property
    def dpi(self) -> int:
        """As fine as paper can show, and no finer than the largest picture allows."""
        room = self._room
        square_inches = room.width * room.height / MM_PER_INCH**2
        return min(_FINEST_DPI, floor(sqrt(settings.PRINT_PIXELS / square_inches)))

    @property
    def map(self) -> Box:
        room, dpi = self._room, self.dpi
        wide, high = (
            floor(side / MM_PER_INCH * dpi) * MM_PER_INCH / dpi
            for side in (room.width, room.height)
        )
        return Box(room.left, room.top, wide, high)

    @property
    def legend(self) -> Box:
        """Beside the map or below it; empty where none is wanted."""
        wide, high = self.size
        below, beside = _LEGEND[self.paper]
        if not self.has_legend:
            return Box(wide - MARGIN, MARGIN + HEAD, 0, 0)
        if self.orientation == "landscape":
            height = high - 2 * (MARGIN + EDGE) - HEAD - FOOT
            return Box(wide - MARGIN - beside, MARGIN + HEAD + EDGE, beside, height)
        left = MARGIN + EDGE
        return Box(left, high - MARGIN - FOOT - below, wide - 2 * left, below)

    @property
    def _room(self) -> Box:
        wide, high = self.size
        below, beside = _LEGEND[self.paper] if self.has_legend else (-GAP, -GAP)
        is_wide = self.orientation == "landscape"
        return Box(
            MARGIN + EDGE,
            MARGIN + HEAD + EDGE,
            wide - 2 * (MARGIN + EDGE) - (beside + GAP if is_wide else 0),
            high - 2 * (MARGIN + EDGE) - HEAD - FOOT - (0 if is_wide else below + GAP),
        )
