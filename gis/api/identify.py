"""What lies at a point, grouped by layer.

Areas are given when they share the point, border and vertices included; points and lines when they
lie within the tolerance. The order is that of the layers asked, then of ids.

Of thematic layers first their state is asked, whether they occur here, do not, are not known or out
of date; only those with something here are looked into, so that hundreds cost little.
"""

import json
from collections.abc import Mapping
from dataclasses import dataclass

from django.http import HttpRequest, HttpResponse
from django.utils import timezone
from psycopg2.sql import SQL

from gis.api.answers import json_text
from gis.api.collections import collections_for
from gis.api.data_state import DataDate, data_dates, data_version
from gis.api.endpoint import endpoint
from gis.api.features_at import Point, features_at, point_sql
from gis.api.links import JSON
from gis.api.parameters import Parameters, number
from gis.api.problems import BadParameter
from gis.api.reader import rows as ask
from gis.api.systems import System, by_code
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

    def is_told(self, layer: LayerDef) -> bool:
        """Whether the asker may know what of the layer is here."""
        return self.in_country and (
            layer.within is None or layer.within.holds(self.east, self.north)
        )


@endpoint
def identify(request: HttpRequest) -> HttpResponse:
    """`/api/identify`."""
    query = IdentifyQuery.parse(request)
    states = _states(query)
    version = data_version()
    answers, messages = find(query, states, version)
    dates = data_dates(version)
    layers = ",".join(_group(layer, found, dates, states) for layer, found in answers)
    today = timezone.localdate()
    told_states = json_text(
        {layer: state.document(layer, day=today) for layer, state in states.items()}
    )
    point = json_text({"x": query.x, "y": query.y, "crs": f"EPSG:{query.system.srid}"})
    told = json_text([{"cs": text.cs, "en": text.en} for text in messages])
    return HttpResponse(
        f'{{"point":{point},"layers":[{layers}],"states":{told_states},"messages":{told}}}',
        content_type=JSON,
    )


def _states(query: IdentifyQuery) -> dict[str, LayerState]:
    """The state of each thematic layer asked; none where it is not for the asker."""
    asked = [layer.id for layer in query.layers if has_state(layer) and query.is_told(layer)]
    if not asked:
        return {}
    here, today = place(query.east, query.north), timezone.localdate()
    return layer_states(asked, here, day=today, reach_m=query.tolerance_m)


def find(
    query: IdentifyQuery, states: Mapping[str, LayerState], version: str
) -> tuple[list[tuple[LayerDef, list[str]]], list[Text]]:
    """Layers with something at the point, each feature as JSON text; what to tell without any."""
    if not query.in_country:
        return [], [_OUTSIDE]
    layers = [each for each in query.layers if each.id not in states or states[each.id].found]
    point = Point(query.east, query.north, query.tolerance_m)
    found = features_at(point, layers, query.system, most=MAX_FEATURES + 1, version=version)
    for layer in layers:
        if layer.raster == "terrain" and layer.id in found:
            found[layer.id] = [_with_height(query, layer, text) for text in found[layer.id]]
    if found:
        return [(layer, found[layer.id]) for layer in layers if layer.id in found], []
    inside = ask(_REGION.format(point=point_sql(query.east, query.north)))[0][0]
    return [], [_NOTHING if inside else _OUTSIDE]


def _with_height(query: IdentifyQuery, layer: LayerDef, feature: str) -> str:
    """The sheet's own height at the point among its values; several sheets may lie there."""
    told = json.loads(feature)
    height = height_at(layer.id, query.east, query.north, sheet=told["id"])
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
