"""Maps on paper: what of the map is drawn, at which true scale; the map's own engine draws it.

`tiles` names its drawer when it is ready: this package knows no engine.
"""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date, datetime
from importlib import import_module
from typing import Protocol, cast

from layers.errors import LayersError
from layers.territory import Territory

MM_PER_INCH = 25.4
STANDARD_PIXEL_MM = 0.28
"""By which scales of the web are counted."""


class MapNotDrawn(LayersError):
    """The engine is too busy, or could not draw: the same may be asked for again in a while."""


@dataclass(frozen=True, slots=True)
class MapPicture:
    """Layers from the lowest up, around a middle (EPSG:5514), 1 : `scale`, on a sheet in mm.

    Of today, or of a `day` as it is known now, or was known at `known_at`.
    """

    layers: tuple[str, ...]
    middle: tuple[float, float]
    scale: float
    width_mm: float
    height_mm: float
    dpi: int = 300
    day: date | None = None
    known_at: datetime | None = None

    @property
    def size_px(self) -> tuple[int, int]:
        return self._px(self.width_mm), self._px(self.height_mm)

    @property
    def box(self) -> tuple[float, float, float, float]:
        """West, south, east, north: exactly what the pixels cover."""
        metre = self.scale / self.dpi * MM_PER_INCH / 1000
        half = [side * metre / 2 for side in self.size_px]
        east, north = self.middle
        return east - half[0], north - half[1], east + half[0], north + half[1]

    @property
    def scale_factor(self) -> float:
        """How many of its pixels a standard pixel takes."""
        return STANDARD_PIXEL_MM / MM_PER_INCH * self.dpi

    def on_sheet(self, east: float, north: float) -> tuple[float, float]:
        """A place in mm from the upper left corner of the picture."""
        west, _, _, top = self.box
        per_mm = self.scale / 1000
        return (east - west) / per_mm, (top - north) / per_mm

    def bar(self, most_mm: float) -> tuple[float, str]:
        """The length in mm, and the words, of the longest round distance within so many mm."""
        most = most_mm * self.scale / 1000
        power = 10 ** (len(str(int(most))) - 1)
        metres = max(step * power for step in (1, 2, 5) if step * power <= most)
        words = f"{metres // 1000} km" if metres >= 1000 else f"{metres} m"
        return metres * 1000 / self.scale, words

    def _px(self, side_mm: float) -> int:
        return round(side_mm / MM_PER_INCH * self.dpi)


@dataclass(frozen=True, slots=True)
class Stratum:
    """A layer in one of its looks (`Catalogue.pictures`): how opaque, and cut to where."""

    picture: str
    opacity: float = 1.0
    within: Territory | None = None


@dataclass(frozen=True, slots=True)
class Layered:
    """A picture of strata as PNG; `failed` are those whose services gave none."""

    png: bytes
    failed: tuple[str, ...] = ()


class Drawer(Protocol):
    """The engine's module."""

    def draw(self, picture: MapPicture) -> bytes: ...

    def draw_strata(self, picture: MapPicture, strata: Sequence[Stratum]) -> Layered: ...


_drawer: list[str] = []


def register_module(name: str) -> None:
    """The module that draws."""
    _drawer[:] = [name]


def draw(picture: MapPicture) -> bytes:
    """The picture as PNG; raises `MapNotDrawn`."""
    return _engine().draw(picture)


def draw_strata(picture: MapPicture, strata: Sequence[Stratum]) -> Layered:
    """Strata from the lowest up in the place of the picture's layers; raises `MapNotDrawn`."""
    return _engine().draw_strata(picture, strata)


def _engine() -> Drawer:
    return cast(Drawer, import_module(_drawer[0]))
