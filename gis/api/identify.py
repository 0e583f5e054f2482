"""What lies at a point: one statement over all layers asked, grouped by layer.

Areas are given when they share the point, border and vertices included; points and lines when they
lie within the tolerance. The order is that of the layers asked, then of ids.

Outlines are there to be shown: units that have a generalised outline come with it, and one of
thousands of points is thinned to what a screen can tell apart. Features are written by the
database as JSON text and never parsed here: a region's outline took 40 ms of two conversions.

Of thematic layers first their state is asked, whether they occur here, do not, are not known or out
of date; only those with something here are part of the statement, so that hundreds cost little.
"""

import json
from collections.abc import Mapping
from dataclasses import dataclass

from django.http import HttpRequest, HttpResponse
from django.utils import timezone
from psycopg2.sql import SQL, Composable, Literal

from gis.api import rows
from gis.api.answers import json_text
from gis.api.collections import collections_for
from gis.api.data_state import DataDate, data_dates
from gis.api.endpoint import endpoint
from gis.api.links import JSON
from gis.api.parameters import Parameters, number
from gis.api.problems import BadParameter
from gis.api.reader import rows as ask
from gis.api.systems import BY_SRID, System, by_code
from layers.access import User
from layers.catalogue import LayerDef, Text, catalogue
from layers.crs import COUNTRY_5514, KROVAK, transform
from layers.layer_state import LayerState, has_state, layer_states
from layers.layer_state import point as place
from layers.rasters.mosaic import HEIGHT_FIELD, height_at

NAMES = ("x", "y", "crs", "layers", "tolerance")
DEFAULT_TOLERANCE_M = 1.0
MAX_TOLERANCE_M = 500.0
MAX_FEATURES = 50
"""Of one layer; more is told by `truncated`."""
_OUTSIDE = Text(
    "Bod leží mimo území, pro které jsou data.",
    "The point lies outside the area that the data cover.",
)
_NOTHING = Text("V tomto místě nic není.", "There is nothing at this place.")

MAX_POINTS = 500
"""An outline of more is thinned to half a thousandth of its size."""
_LAYER = SQL(
    "(SELECT {number} AS number, concat('{{\"id\":', to_json(r.fid::text), ',\"label\":', "
    "to_json(coalesce(r.label, r.fid::text)), ',\"properties\":', row_to_json(p), "
    "',\"geometry\":', {geometry}, ',\"geometry_kind\":', to_json({kind}), '}}') AS feature "
    "FROM (SELECT * FROM {source} WHERE {conditions} ORDER BY r.fid LIMIT {limit}) r "
    "CROSS JOIN LATERAL (SELECT {properties}) p ORDER BY r.fid)"
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
_REGION = SQL(
    "SELECT EXISTS (SELECT FROM served.admin_municipality WHERE ST_Intersects(geom, {point}))"
)


@dataclass(frozen=True, slots=True)
class IdentifyQuery:
    """A point as it was given and in EPSG:5514, the layers in the order asked."""

    x: float
    y: float
    system: System
    east: float
    north: float
    layers: tuple[LayerDef, ...]
    tolerance_m: float

    @classmethod
    def parse(cls, request: HttpRequest) -> "IdentifyQuery":
        """x is east and y north whatever the system; EPSG:5513 has them positive, Y and X."""
        values = Parameters(request, NAMES)
        x, y = values.number("x"), values.number("y")
        system = by_code(values.text("crs", str(KROVAK)), parameter="crs")
        east, north = transform(x, y, source=system.srid, target=KROVAK, by_grid=False)
        return cls(
            x=x,
            y=y,
            system=system,
            east=east,
            north=north,
            layers=_layers(request.user, values.text("layers")),
            tolerance_m=_tolerance(values.text("tolerance")),
        )

    @property
    def in_country(self) -> bool:
        west, south, east, north = COUNTRY_5514
        return west <= self.east <= east and south <= self.north <= north


@endpoint
def identify(request: HttpRequest) -> HttpResponse:
    """`/api/identify`."""
    query = IdentifyQuery.parse(request)
    states = _states(query)
    answers, messages = find(query, states)
    dates = data_dates()
    layers = ",".join(_group(layer, found, dates, states) for layer, found in answers)
    told_states = json_text({layer: state.document() for layer, state in states.items()})
    point = json_text({"x": query.x, "y": query.y, "crs": f"EPSG:{query.system.srid}"})
    told = json_text([{"cs": text.cs, "en": text.en} for text in messages])
    return HttpResponse(
        f'{{"point":{point},"layers":[{layers}],"states":{told_states},"messages":{told}}}',
        content_type=JSON,
    )


def _states(query: IdentifyQuery) -> dict[str, LayerState]:
    """The state of each thematic layer asked; none outside the country."""
    asked = [layer.id for layer in query.layers if has_state(layer)] if query.in_country else []
    if not asked:
        return {}
    here, today = place(query.east, query.north), timezone.localdate()
    return layer_states(asked, here, day=today, reach_m=query.tolerance_m)


def find(
    query: IdentifyQuery, states: Mapping[str, LayerState]
) -> tuple[list[tuple[LayerDef, list[str]]], list[Text]]:
    """Layers with something at the point, each feature as JSON text; what to tell without any."""
    if not query.in_country:
        return [], [_OUTSIDE]
    found: dict[int, list[str]] = {}
    parts = _parts(query, states)
    for index, feature in ask(SQL(" UNION ALL ").join(parts)) if parts else ():
        found.setdefault(index, []).append(feature)
    for index, features in found.items():
        if query.layers[index].raster == "terrain":
            found[index] = [_with_height(query, index, feature) for feature in features]
    if found:
        return [(query.layers[index], found[index]) for index in sorted(found)], []
    inside = ask(_REGION.format(point=_point(query)))[0][0]
    return [], [_NOTHING if inside else _OUTSIDE]


def _with_height(query: IdentifyQuery, index: int, feature: str) -> str:
    """The height at the point among the values of the sheet there."""
    told = json.loads(feature)
    height = height_at(query.layers[index].id, query.east, query.north)
    told["properties"][HEIGHT_FIELD] = height
    return json_text(told)


def _layers(user: User, text: str) -> tuple[LayerDef, ...]:
    """Composed layers stand for their members; without names, all that may be asked."""
    known = {layer.id: layer for layer in collections_for(user)}
    if not text:
        return tuple(known.values())
    chosen: dict[str, LayerDef] = {}
    for name in text.split(","):
        whole = catalogue().layers.get(name)
        members = [each.layer for each in whole.members] if whole and whole.composed else [name]
        for member in members:
            if member not in known:
                raise BadParameter(
                    "layers",
                    f"Vrstva {name[:80]!r} neexistuje.",
                    f"There is no layer {name[:80]!r}.",
                )
            chosen[member] = known[member]
    return tuple(chosen.values())


def _tolerance(text: str) -> float:
    value = number(text, parameter="tolerance") if text else DEFAULT_TOLERANCE_M
    if not 0 <= value <= MAX_TOLERANCE_M:
        raise BadParameter(
            "tolerance",
            f"Musí být od 0 do {MAX_TOLERANCE_M:g} metrů.",
            f"Must be from 0 to {MAX_TOLERANCE_M:g} metres.",
        )
    return value


def _point(query: IdentifyQuery) -> Composable:
    return SQL("ST_SetSRID(ST_Point({}, {}), {})").format(
        Literal(query.east), Literal(query.north), Literal(KROVAK)
    )


def _parts(query: IdentifyQuery, states: Mapping[str, LayerState]) -> list[Composable]:
    return [
        _part(query, index, layer)
        for index, layer in enumerate(query.layers)
        if layer.id not in states or states[layer.id].found
    ]


def _part(query: IdentifyQuery, index: int, layer: LayerDef) -> Composable:
    system = BY_SRID[query.system.srid]
    tolerance, point = Literal(query.tolerance_m), _point(query)
    near = SQL(
        "r.geom && ST_Expand({point}, {tolerance}) AND (ST_Intersects(r.geom, {point}) OR "
        "(ST_Dimension(r.geom) < 2 AND ST_DWithin(r.geom, {point}, {tolerance})))"
    ).format(point=point, tolerance=tolerance)
    return _LAYER.format(
        number=Literal(index),
        geometry=rows.geometry(
            system.srid, swapped=False, digits=system.digits, shape=_outline(layer)
        ),
        kind=_KIND.format(outline=rows.outline(layer), points=Literal(MAX_POINTS)),
        source=rows.source(layer),
        conditions=SQL(" AND ").join([*rows.of_layer(layer), near]),
        limit=Literal(MAX_FEATURES + 1),
        properties=rows.fields(layer),
    )


def _outline(layer: LayerDef) -> Composable:
    return _THINNED.format(outline=rows.outline(layer), points=Literal(MAX_POINTS))


def _group(
    layer: LayerDef,
    found: list[str],
    dates: dict[str, DataDate],
    states: Mapping[str, LayerState],
) -> str:
    """The features of a layer with what is said of it, as JSON text."""
    date, state = dates.get(layer.id), states.get(layer.id)
    about = json_text(
        {
            "id": layer.id,
            "title": {"cs": layer.title.cs, "en": layer.title.en},
            "provider": layer.provider,
            "attribution": layer.attribution,
            "data_date": date.document() if date else None,
            "state": state.state if state else None,
            "truncated": len(found) > MAX_FEATURES,
        }
    )
    return f'{about[:-1]},"features":[{",".join(found[:MAX_FEATURES])}]}}'
