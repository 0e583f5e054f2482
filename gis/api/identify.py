"""What lies at a point: one statement over all layers asked, grouped by layer.

Areas are given when they share the point, border and vertices included; points and lines when they
lie within the tolerance. The order is that of the layers asked, then of ids. Units that have a
generalised outline come with it.
"""

import json
from dataclasses import dataclass

from django.http import HttpRequest, HttpResponse
from psycopg2.sql import SQL, Composable, Literal

from gis.api import rows
from gis.api.answers import json_answer
from gis.api.collections import collections_for
from gis.api.data_state import DataDate, data_dates
from gis.api.endpoint import endpoint
from gis.api.parameters import Parameters, number
from gis.api.problems import BadParameter
from gis.api.reader import rows as ask
from gis.api.systems import BY_SRID, System, by_code
from layers.access import User
from layers.catalogue import LayerDef, Text, catalogue
from layers.crs import COUNTRY_5514, KROVAK, transform

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

_LAYER = SQL(
    "(SELECT {number} AS number, r.fid::text AS id, coalesce(r.label, r.fid::text) AS label, "
    "row_to_json(p)::text AS properties, {geometry} AS geometry, r.geom_kind "
    "FROM (SELECT * FROM {source} WHERE {conditions} ORDER BY r.fid LIMIT {limit}) r "
    "CROSS JOIN LATERAL (SELECT {properties}) p ORDER BY r.fid)"
)
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
    answers, messages = find(query)
    dates = data_dates()
    return json_answer(
        {
            "point": {"x": query.x, "y": query.y, "crs": f"EPSG:{query.system.srid}"},
            "layers": [_group(layer, found, dates) for layer, found in answers],
            "messages": [{"cs": text.cs, "en": text.en} for text in messages],
        }
    )


Feature = dict[str, object]


def find(query: IdentifyQuery) -> tuple[list[tuple[LayerDef, list[Feature]]], list[Text]]:
    """Layers with something at the point, and what to tell when there is none."""
    if not query.in_country:
        return [], [_OUTSIDE]
    found: dict[int, list[Feature]] = {}
    for index, *values in ask(_statement(query)) if query.layers else ():
        found.setdefault(index, []).append(_feature(*values))
    if found:
        return [(query.layers[index], found[index]) for index in sorted(found)], []
    inside = ask(_REGION.format(point=_point(query)))[0][0]
    return [], [_NOTHING if inside else _OUTSIDE]


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


def _statement(query: IdentifyQuery) -> Composable:
    parts = [_part(query, index, layer) for index, layer in enumerate(query.layers)]
    return SQL(" UNION ALL ").join(parts)


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
            system.srid, swapped=False, digits=system.digits, shape=rows.outline(layer)
        ),
        source=rows.source(layer),
        conditions=SQL(" AND ").join([*rows.of_layer(layer), near]),
        limit=Literal(MAX_FEATURES + 1),
        properties=rows.properties(layer),
    )


def _feature(
    feature_id: str, label: str, properties: str, geometry: str, geometry_kind: str
) -> Feature:
    values = json.loads(properties)
    values.pop("geometry_kind", None)
    return {
        "id": feature_id,
        "label": label,
        "properties": values,
        "geometry": json.loads(geometry),
        "geometry_kind": geometry_kind,
    }


def _group(layer: LayerDef, found: list[Feature], dates: dict[str, DataDate]) -> Feature:
    date = dates.get(layer.id)
    return {
        "id": layer.id,
        "title": {"cs": layer.title.cs, "en": layer.title.en},
        "provider": layer.provider,
        "attribution": layer.attribution,
        "data_date": date.document() if date else None,
        "features": found[:MAX_FEATURES],
        "truncated": len(found) > MAX_FEATURES,
    }
