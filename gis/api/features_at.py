"""The features at a point: which they are by one statement, then the text of those not in memory.

To plan a part of the statement that writes a feature takes longer than to find it, and the outline
of a region longer to thin than all the rest to find; texts of units are the same at every place.

Outlines are there to be shown: units that have a generalised outline come with it, and one of
thousands of points is thinned to what a screen can tell apart. Features are written by the
database as JSON text and never parsed here: a region's outline took 40 ms of two conversions.
"""

import json
from collections.abc import Iterator, Sequence
from typing import NamedTuple

from psycopg2.sql import SQL, Composable, Literal

from gis.api.memory import Memory
from gis.api.reader import rows as ask
from gis.api.systems import BY_SRID, System
from layers import rows
from layers.catalogue import LayerDef, catalogue
from layers.crs import KROVAK

MAX_POINTS = 500
"""An outline of more is thinned to half a thousandth of its size."""
_FEW = 4
"""Fewer themes are found quicker each by its part of the index."""
_MEMORY = Memory(16 * 1024 * 1024)

_PRESENT = SQL(
    "(SELECT {layer}, to_json(r.fid)::text FROM {ground} WHERE {conditions} "
    "ORDER BY r.fid LIMIT {most})"
)
_PRESENT_THEMES = SQL(  # one walk through the index of features, not one for each layer
    "(WITH near AS MATERIALIZED (SELECT r.layer, r.fid FROM served.feature r WHERE {near}) "
    "SELECT layer, to_json(fid)::text FROM (SELECT n.*, "
    "row_number() OVER (PARTITION BY n.layer ORDER BY n.fid) AS place "
    "FROM near n WHERE n.layer = ANY({layers}::text[])) ranked "
    "WHERE place <= {most} ORDER BY layer, place)"
)
_TEXTS = SQL(
    "(SELECT {layer}, to_json(r.fid)::text, concat('{{\"id\":', to_json(r.fid::text), "
    "',\"label\":', to_json(coalesce({label}, r.fid::text)), ',\"properties\":', row_to_json(p), "
    "',\"geometry\":', {geometry}, ',\"geometry_kind\":', to_json({kind}), '}}') "
    "FROM {source} CROSS JOIN LATERAL (SELECT {properties}) p WHERE {conditions})"
)
_NEAR = SQL(
    "r.geom && ST_Expand({point}, {tolerance}) AND (ST_Intersects(r.geom, {point}) OR "
    "(ST_Dimension(r.geom) < 2 AND ST_DWithin(r.geom, {point}, {tolerance})))"
)
_THINNED = SQL(
    "CASE WHEN ST_NPoints({outline}) > {points} THEN ST_Simplify({outline}, greatest("
    "ST_XMax({outline}) - ST_XMin({outline}), ST_YMax({outline}) - ST_YMin({outline})"
    ") / 2000, true) ELSE {outline} END"
)
_KIND = SQL(
    "CASE WHEN ST_NPoints({outline}) > {points} OR ST_NPoints({outline}) < ST_NPoints(r.geom) "
    "THEN 'generalized' ELSE r.geom_kind END"
)
"""What is shown, not what is stored: a thinned outline is not the outline."""
_UNION, _AND = SQL(" UNION ALL "), SQL(" AND ")


class Point(NamedTuple):
    """A place in EPSG:5514, and how far from it points and lines may lie."""

    east: float
    north: float
    tolerance_m: float


class Known(NamedTuple):
    """A feature's layer, and its id as JSON text: a number or a string, as its view has it."""

    layer: str
    fid: str


def features_at(
    point: Point, layers: Sequence[LayerDef], system: System, *, most: int, version: str
) -> dict[str, list[str]]:
    """By layer, features as JSON texts in the order of their ids, at most so many of a layer.

    `version` is that of the data, asked for before: what is found may be newer, never older.
    """
    stamp = f"{catalogue().version}-{version}"
    found = _present(point, layers, most)
    views = {layer.id: layer.view for layer in layers}
    keys = {each: (each, views[each.layer], system.srid) for each in found}
    kept = _MEMORY.known(keys.values(), version=stamp) if version else {}
    texts = {each: kept[key].decode() for each, key in keys.items() if key in kept}
    missing = [each for each in found if each not in texts]
    made = dict(_made(missing, {layer.id: layer for layer in layers}, system))
    if version:
        _MEMORY.keep({keys[each]: text.encode() for each, text in made.items()}, version=stamp)
    groups: dict[str, list[str]] = {}
    for each, text in ((each, (texts | made).get(each)) for each in found):
        if text is not None:  # it may have been closed between the two statements
            groups.setdefault(each.layer, []).append(text)
    return groups


def point_sql(east: float, north: float) -> Composable:
    """The point as a geometry."""
    return SQL("ST_SetSRID(ST_Point({}, {}), {})").format(
        Literal(east), Literal(north), Literal(KROVAK)
    )


def _present(point: Point, layers: Sequence[LayerDef], most: int) -> list[Known]:
    near = _NEAR.format(
        point=point_sql(point.east, point.north), tolerance=Literal(point.tolerance_m)
    )
    themes = [layer.id for layer in layers if layer.register is None and layer.within is None]
    together = themes if len(themes) >= _FEW else []
    parts = [
        _PRESENT.format(
            layer=Literal(layer.id),
            ground=rows.ground(layer),
            conditions=_AND.join([*rows.of_layer(layer), near]),
            most=Literal(most),
        )
        for layer in layers
        if layer.id not in together
    ]
    if together:
        asked = {"layers": Literal(together), "most": Literal(most)}
        parts.append(_PRESENT_THEMES.format(near=near, **asked))
    return [Known(*row) for row in ask(_UNION.join(parts))] if parts else []


def _made(
    missing: Sequence[Known], layers: dict[str, LayerDef], system: System
) -> Iterator[tuple[Known, str]]:
    wanted: dict[str, list[int | str]] = {}
    for each in missing:
        wanted.setdefault(each.layer, []).append(json.loads(each.fid))
    parts = [_texts(layers[id_], fids, system) for id_, fids in wanted.items()]
    for layer, fid, text in ask(_UNION.join(parts)) if parts else ():
        yield Known(layer, fid), text


def _texts(layer: LayerDef, fids: list[int | str], system: System) -> Composable:
    plain = BY_SRID[system.srid]
    outline, points = rows.outline(layer), Literal(MAX_POINTS)
    shape = _THINNED.format(outline=outline, points=points)
    return _TEXTS.format(
        layer=Literal(layer.id),
        geometry=rows.geometry(plain.srid, swapped=False, digits=plain.digits, shape=shape),
        label=rows.label(layer),
        kind=_KIND.format(outline=outline, points=points),
        source=rows.source(layer),
        properties=rows.fields(layer),
        conditions=_AND.join([*rows.of_layer(layer), SQL("r.fid = ANY({})").format(Literal(fids))]),
    )
