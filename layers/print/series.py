"""The sheets of a series: one for each parcel, or a grid over an extent or a municipality."""

from collections.abc import Iterator
from dataclasses import dataclass, replace
from math import ceil

import shapely
from django.conf import settings
from django.db import connections
from psycopg2.sql import SQL, Composable, Literal

from layers.access import User, layer_for
from layers.catalogue import LayerDef
from layers.errors import UnknownLayer
from layers.print.errors import RefusedPrint
from layers.print.layout import Layout
from layers.print.order import Order, Series
from layers.print.sheet import OVERVIEW_SCALES, SCALES, Sheet, picture_of
from layers.rows import cut, of_layer, source

_ROOM = 0.8
"""The share of the map that a parcel may take at a fitting scale."""
_OVERLAP_MM = 10.0
"""What neighbouring sheets of a grid have in common."""
_OUTLINES = SQL("SELECT r.fid, r.label, {}, ST_AsBinary({}) FROM {} WHERE {}")


@dataclass(frozen=True, slots=True)
class _Found:
    label: str
    place: str
    shape: shapely.Geometry


def sheets_of(order: Order, user: User) -> list[Sheet]:
    """One sheet, or those of the series; raises `RefusedPrint`."""
    series = order.series
    if series is None:
        assert order.center is not None and order.scale is not None
        return [Sheet(picture_of(order.layout, order.center, order.scale))]
    if series.over == "parcels":
        found = _found(series.codes, "cadastre_parcel", user)
        _bounded(len(found), "series.codes")
        return [_of_parcel(each, order.layout, order.scale) for each in found]
    area = _area(series, user)
    return list(_grid(area, order))


def index_of(sheets: list[Sheet], layout: Layout) -> Sheet:
    """The index map: where each sheet lies, by its number."""
    frames = [shapely.box(*each.picture.box) for each in sheets]
    whole = shapely.union_all(frames)
    west, south, east, north = whole.bounds
    scale = _fitting(whole, layout, OVERVIEW_SCALES) or OVERVIEW_SCALES[-1]
    picture = picture_of(layout, ((west + east) / 2, (south + north) / 2), scale)
    return Sheet(picture, frames=tuple((str(n), each) for n, each in enumerate(frames, start=1)))


def _of_parcel(found: _Found, layout: Layout, scale: int | None) -> Sheet:
    title = ", ".join(each for each in (found.label, found.place) if each)
    chosen = scale or _fitting(found.shape, layout, SCALES)
    if chosen is None:
        raise RefusedPrint(
            "series.codes",
            f"Parcela {title} je větší než list v měřítku 1 : {SCALES[-1]}.",
            f"The parcel {title} is larger than a sheet at 1 : {SCALES[-1]}.",
        )
    west, south, east, north = found.shape.bounds
    picture = picture_of(layout, ((west + east) / 2, (south + north) / 2), chosen)
    is_cut = not shapely.box(*picture.box).covers(found.shape)
    return Sheet(picture, title, (found.shape,), is_cut=is_cut)


def _fitting(shape: shapely.Geometry, layout: Layout, scales: tuple[int, ...]) -> int | None:
    room = layout.map
    west, south, east, north = shape.bounds
    needed = max((east - west) / room.width, (north - south) / room.height) * 1000 / _ROOM
    return next((each for each in scales if each >= needed), None)


def _grid(area: shapely.Geometry, order: Order) -> Iterator[Sheet]:
    """Rows from the north, each from the west; sheets beside the area are left out."""
    assert order.scale is not None
    metre_mm = order.scale / 1000
    wide, high = order.layout.map.width * metre_mm, order.layout.map.height * metre_mm
    step_x, step_y = wide - _OVERLAP_MM * metre_mm, high - _OVERLAP_MM * metre_mm
    west, south, east, north = area.bounds
    columns = max(1, ceil((east - west - wide) / step_x) + 1)
    rows = max(1, ceil((north - south - high) / step_y) + 1)
    if columns * rows > 20 * settings.PRINT_SHEETS:
        _bounded(columns * rows, "scale")
    # The grid lies evenly over the area, what it reaches beyond is shared by both sides.
    left = (west + east) / 2 - ((columns - 1) * step_x) / 2
    top = (south + north) / 2 + ((rows - 1) * step_y) / 2
    places = [
        (left + column * step_x, top - row * step_y)
        for row in range(rows)
        for column in range(columns)
    ]
    sheets = [Sheet(picture_of(order.layout, middle, order.scale)) for middle in places]
    shapely.prepare(area)
    used = [each for each in sheets if area.intersects(shapely.box(*each.picture.box))]
    _bounded(len(used), "scale")
    outline = (area,) if order.series and order.series.over == "municipality" else ()
    yield from (replace(each, outlines=outline) for each in used)


def _bounded(count: int, parameter: str) -> None:
    if count > settings.PRINT_SHEETS:
        raise RefusedPrint(
            parameter,
            f"Bylo by to {count} listů, nejvýše jich smí být {settings.PRINT_SHEETS}.",
            f"That would be {count} sheets, {settings.PRINT_SHEETS} is the most.",
        )


def _area(series: Series, user: User) -> shapely.Geometry:
    if series.extent is not None and series.over == "extent":
        return shapely.box(*series.extent)
    return _found(series.codes, "admin_municipality", user)[0].shape


def _found(codes: tuple[int, ...], layer_id: str, user: User) -> list[_Found]:
    """In the order asked, as the user may know them; raises `RefusedPrint` for one that is not."""
    try:
        layer = layer_for(user, "query", layer_id)
    except UnknownLayer:
        rows = {}
    else:
        rows = _rows(layer, codes)
    missing = [code for code in codes if code not in rows]
    if missing:
        raise RefusedPrint(
            "series.codes",
            f"Objekt s kódem {missing[0]} není, nebo nemá v datech hranici.",
            f"There is no object with the code {missing[0]}, or it has no outline.",
        )
    return [rows[code] for code in codes]


def _rows(layer: LayerDef, codes: tuple[int, ...]) -> dict[int, _Found]:
    is_parcel = layer.id == "cadastre_parcel"
    place = SQL("r.cadastral_unit_name") if is_parcel else SQL("NULL")
    conditions: list[Composable] = [
        *of_layer(layer), SQL("r.fid = ANY({}::bigint[])").format(Literal(list(codes))),
    ]  # fmt: skip
    statement = _OUTLINES.format(
        place, cut(layer, SQL("r.geom")), source(layer), SQL(" AND ").join(conditions)
    )
    with connections["reader"].cursor() as cursor:
        cursor.execute(statement)
        shapes = [
            (fid, _Found(label or "", unit or "", shapely.from_wkb(bytes(shape))))
            for fid, label, unit, shape in cursor.fetchall()
            if shape is not None
        ]
    return {fid: each for fid, each in shapes if each.shape.area}
