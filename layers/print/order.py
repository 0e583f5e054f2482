"""An order of a print: checked once at the edge, asked by the rights of who prints."""

from dataclasses import dataclass
from typing import Any, Literal, cast

from layers.access import User, layer_as
from layers.catalogue import LayerDef, catalogue
from layers.crs import COUNTRY_5514
from layers.map_picture import Stratum
from layers.print.drawing import Drawing, drawings
from layers.print.errors import RefusedPrint
from layers.print.layout import Layout
from layers.print.schema import check
from layers.print.text import line, paragraphs

MAX_TITLE, MAX_NOTE = 120, 500
_NO_SUCH_LAYER = ("Vrstva {!r} neexistuje.", "There is no layer {!r}.")
Over = Literal["parcels", "extent", "municipality"]
BBox = tuple[float, float, float, float]


@dataclass(frozen=True, slots=True)
class Shown:
    """A layer as the asker may see it, in one of its looks."""

    layer: LayerDef
    stratum: Stratum


@dataclass(frozen=True, slots=True)
class Series:
    """What sheets are made over: parcels or a municipality by codes, or an extent (EPSG:5514)."""

    over: Over
    codes: tuple[int, ...] = ()
    extent: BBox | None = None


@dataclass(frozen=True, slots=True)
class Order:
    """What is printed; `scale` is None where each sheet finds its own."""

    layout: Layout
    scale: int | None
    center: tuple[float, float] | None
    layers: tuple[Shown, ...]
    title: str
    note: str
    has_grid: bool
    drawings: tuple[Drawing, ...]
    series: Series | None

    @property
    def views(self) -> list[str]:
        """As what its layers are seen: another right makes another list."""
        return [f"{each.layer.id}:{each.layer.view}" for each in self.layers]


def order_of(document: Any, user: User) -> Order:
    """The order of a JSON document; raises `RefusedPrint`."""
    check(document)
    series = _series(document)
    is_fitting = series is not None and series.over == "parcels"
    scale, center = document.get("scale"), document.get("center")
    if scale is None and not is_fitting:
        raise RefusedPrint("scale", "Měřítko chybí.", "The scale is missing.")
    if center is None and series is None:
        raise RefusedPrint("center", "Střed mapy chybí.", "The middle of the map is missing.")
    if center is not None:
        _within_country(center, "center")
    return Order(
        layout=Layout(
            document["paper"],
            document.get("orientation", "landscape"),
            document.get("legend", True),
        ),
        scale=None if scale is None else int(scale),
        center=None if center is None else (float(center[0]), float(center[1])),
        layers=_layers(document["layers"], user),
        title=line(document.get("title", ""), "title", MAX_TITLE),
        note=paragraphs(document.get("note", ""), "note", MAX_NOTE),
        has_grid=document.get("grid", True),
        drawings=drawings(document["drawings"], srid=document.get("drawings_crs", 4326))
        if "drawings" in document
        else (),
        series=series,
    )


def _layers(wanted: list[dict[str, Any]], user: User) -> tuple[Shown, ...]:
    """As they are wanted, each as the user may see it; what he may not see does not exist."""
    found = []
    for index, each in enumerate(wanted):
        id_, style = each["id"], each.get("style", "default")
        known = catalogue().layers.get(id_)
        layer = layer_as(user, "see", known) if known else None
        if layer is None or not (layer.mapped or layer.composed):
            cs, en = (words.format(id_[:80]) for words in _NO_SUCH_LAYER)
            raise RefusedPrint(f"layers[{index}].id", cs, en)
        picture = id_ if style == "default" else f"{id_}.{style}"
        if picture not in layer.pictures:
            raise RefusedPrint(
                f"layers[{index}].style",
                f"Vrstva {id_} nemá styl {style!r}.",
                f"The layer {id_} has no style {style!r}.",
            )
        opacity = float(each.get("opacity", 1))
        found.append(Shown(layer, Stratum(picture, opacity, layer.within)))
    return tuple(found)


def _series(document: dict[str, Any]) -> Series | None:
    told = document.get("series")
    if told is None:
        return None
    over, codes, extent = told["over"], told.get("codes", []), told.get("extent")
    if over == "extent":
        if extent is None:
            raise RefusedPrint("series.extent", "Rozsah chybí.", "The extent is missing.")
        _within_country(extent, "series.extent")
        if not (extent[0] < extent[2] and extent[1] < extent[3]):
            raise RefusedPrint("series.extent", "Rozsah je prázdný.", "The extent is empty.")
    elif not codes or (over == "municipality" and len(codes) != 1):
        raise RefusedPrint(
            "series.codes",
            "Uveďte kódy parcel, nebo jeden kód obce.",
            "Give codes of parcels, or one code of a municipality.",
        )
    box = cast(BBox, tuple(map(float, extent))) if extent else None
    return Series(over, tuple(dict.fromkeys(map(int, codes))), box)


def _within_country(places: list[float], parameter: str) -> None:
    west, south, east, north = COUNTRY_5514
    inside = all(west <= x <= east for x in places[::2]) and all(
        south <= y <= north for y in places[1::2]
    )
    if not inside:
        raise RefusedPrint(
            parameter,
            "Leží mimo Českou republiku (EPSG:5514, záporné souřadnice).",
            "Lies outside the country (EPSG:5514, negative coordinates).",
        )
