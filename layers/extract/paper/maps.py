"""The maps of an extract: where the land lies, and what lies on it, each at a true scale."""

from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass

import shapely
from django.utils import timezone

from layers.catalogue import Text, catalogue
from layers.extract.document import Extract
from layers.extract.moment import Moment
from layers.map_picture import MapPicture

WIDTH_MM, HEIGHT_MM, DPI = 170.0, 105.0, 300
SCALES = (200, 250, 500, 1_000, 2_000, 2_500, 5_000, 10_000, 25_000, 50_000, 100_000, 250_000)
_BASE, _PARCELS = "base_map", "cadastre_parcel"
_ROOM = 0.8
"""The share of the sheet that the land may take."""
_OVERVIEW = 10
"""How many times smaller the overview is."""
_DETAIL = Text("Podrobná mapa, měřítko 1 : {}", "Detail, scale 1 : {}")
_AROUND = Text("Přehledná mapa, měřítko 1 : {}", "Overview, scale 1 : {}")

Ring = list[tuple[float, float]]


@dataclass(frozen=True, slots=True)
class Sheet:
    """A picture and what is written beside it."""

    name: str
    picture: MapPicture
    title: Text

    def caption(self, language: str) -> str:
        return self.title.in_language(language).format(
            f"{self.picture.scale:,.0f}".replace(",", "\u202f")
        )

    def rings(self, shape: shapely.Geometry) -> list[Ring]:
        """The borders of the land in mm from the upper left corner."""
        return [
            [self.picture.on_sheet(*pair) for pair in ring.coords[:-1]] for ring in _rings(shape)
        ]


def sheets(made: Extract, *, dpi: int | None = None) -> list[Sheet]:
    """An overview and a detail; both show what affects the land, as far as it is drawn there."""
    west, south, east, north = made.subject.shape.bounds
    needed = max((east - west) / WIDTH_MM, (north - south) / HEIGHT_MM) * 1000 / _ROOM
    scale = next((each for each in SCALES if each >= needed), SCALES[-1])
    around = next((each for each in SCALES if each >= scale * _OVERVIEW), SCALES[-1])
    middle = ((west + east) / 2, (south + north) / 2)

    def picture(layers: Iterable[str], at_scale: float) -> MapPicture:
        """Of the extract's own moment, where that is not today's."""
        at = made.at
        return MapPicture(
            tuple(layers), middle, at_scale, WIDTH_MM, HEIGHT_MM, dpi=dpi or DPI,
            day=None if at == Moment(timezone.localdate()) else at.day, known_at=at.known_at,
        )  # fmt: skip

    return [
        Sheet("overview.png", picture((_BASE,), around), _AROUND),
        Sheet("detail.png", picture(_layers(made, scale), scale), _DETAIL),
    ]


def _layers(made: Extract, scale: float) -> Iterator[str]:
    """From the lowest: the base, what affects the land in the order of the tree, parcels."""
    known = catalogue().layers
    drawn = [
        theme.layer.id
        for theme in made.themes
        if theme.objects and theme.layer.mapped and theme.layer.within is None
    ]
    if _BASE in known:
        yield _BASE
    yield from (id_ for id_ in reversed(drawn) if _is_drawn(id_, scale))
    if _is_drawn(_PARCELS, scale):
        yield _PARCELS


def _is_drawn(layer_id: str, scale: float) -> bool:
    layer = catalogue().layers.get(layer_id)
    return layer is not None and scale <= (layer.max_scale or scale)


def _rings(shape: shapely.Geometry) -> Iterator[shapely.LinearRing]:
    parts: Sequence[shapely.Polygon] = getattr(shape, "geoms", [shape])
    for part in parts:
        yield part.exterior
        yield from part.interiors
