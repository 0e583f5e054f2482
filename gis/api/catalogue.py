"""The catalogue for clients: themes, layers, legends, grids, systems; what the user may see."""

import hashlib
from collections.abc import Mapping
from datetime import date

from django.http import HttpRequest, HttpResponse
from django.utils import timezone
from django.utils.cache import get_conditional_response

from gis.api.answers import json_text
from gis.api.data_state import (
    DataDate,
    data_dates,
    data_version,
    date_of,
    ground,
    is_demo,
    sheets,
    states_of,
)
from gis.api.endpoint import endpoint
from gis.api.legend import legend
from gis.api.links import JSON
from gis.api.parameters import Parameters
from gis.api.service_state import legend_picture, service_states
from gis.rights.middleware import viewing_title
from layers.access import allowed_layers
from layers.catalogue import Field, LayerDef, Text
from layers.catalogue import catalogue as all_layers
from layers.crs import KROVAK, KROVAK_SOUTH_WEST, PROJ4, WEB_MERCATOR, WGS84
from layers.grids import GRIDS, Grid
from layers.layer_state import LayerState
from layers.rasters.days import is_offered

Document = dict[str, object]
_OWN_STYLE = Text("Výchozí", "Default")
EXTRACT = "/api/parcels/{id}/extract"
"""Where it is told what applies to an object: with .html as a page, with .pdf on paper."""


@endpoint
def catalogue(request: HttpRequest) -> HttpResponse:
    """`/api/catalogue`; its ETag changes with catalogue, data and what the user may see."""
    Parameters(request, ())
    version = data_version()
    seen = list(allowed_layers(request.user, "see"))
    asked = {layer.id: layer for layer in allowed_layers(request.user, "query")}
    today = timezone.localdate()
    services = service_states()
    told = (all_layers().version, version, str(today), str(services), viewing_title(request))
    views = (f"{layer.id}:{layer.view}" for layer in (*seen, *asked.values()))
    key = "|".join((*told, *views))
    etag = f'W/"{hashlib.sha256(key.encode()).hexdigest()[:20]}"'
    unchanged = get_conditional_response(request, etag=etag)
    if unchanged is not None:
        return unchanged
    response = HttpResponse(
        json_text(
            _document(version, today, seen, asked, services)
            | {"viewing_as": viewing_title(request) or None}
        ),
        content_type=JSON,
    )
    response["ETag"] = etag
    return response


def _document(
    version: str,
    day: date,
    seen: list[LayerDef],
    asked: Mapping[str, LayerDef],
    services: dict[str, Document],
) -> Document:
    region = ground(version)
    dates = data_dates()
    states = states_of(version, day)
    shown = {layer.id for layer in seen}
    return {
        "version": all_layers().version,
        "demo": is_demo(),
        "region": {"title": text(region.title), "bbox": region.home, "data": region.bounds},
        "crs": {
            str(srid): {"code": f"EPSG:{srid}", "proj4": PROJ4[srid]}
            for srid in (KROVAK, KROVAK_SOUTH_WEST, WEB_MERCATOR, WGS84)
        },
        "grids": {grid.id: _grid(grid) for grid in GRIDS.values()},
        "themes": [
            {
                "id": theme.id,
                "title": text(theme.title),
                "layers": [layer_id for layer_id in theme.layers if layer_id in shown],
            }
            for theme in all_layers().themes
            if shown.intersection(theme.layers)
        ],
        "layers": [
            _layer(
                layer,
                date_of(layer, dates),
                asked.get(layer.id),
                offered=is_offered(layer, sheets(version)),
                state=_state(layer, states, day),
                service=services.get(layer.id),
            )
            for layer in seen
        ],
    }


def _layer(
    layer: LayerDef,
    dates: DataDate | None,
    asked: LayerDef | None,
    *,
    offered: bool,
    state: Document | None,
    service: Document | None,
) -> Document:
    queryable = asked is not None and layer.has_rows
    return {
        "id": layer.id,
        "theme": layer.theme,
        "title": text(layer.title),
        "abstract": text(layer.abstract),
        "geometry": layer.geometry,
        "composed": layer.composed,
        "members": list(dict.fromkeys(member.layer for member in layer.members)),
        "visible": layer.visible,
        "opacity": layer.opacity,
        "scale": {"min": layer.min_scale, "max": layer.max_scale},
        "attribution": layer.attribution,
        "provider": layer.provider,
        "licence": layer.licence,
        "law": layer.law or None,
        "data_date": dates.document() if dates else None,
        "state": state,
        "service": service,
        "queryable": queryable,
        "limited": layer.within is not None,
        "fields": [_field(field) for field in asked.fields] if asked and queryable else [],
        "legend": legend(layer),
        "legend_picture": legend_picture(layer),
        "tiles": _tiles(layer) if offered else None,
        "styles": _styles(layer) if offered else [],
        "collection": f"/api/collections/{layer.id}" if queryable else None,
        "extract": EXTRACT if queryable and layer.register == "parcel" else None,
    }


def _styles(layer: LayerDef) -> list[Document]:
    """The looks to choose from, the layer's own first; none where there is no choice."""
    if not layer.styles:
        return []
    own: Document = {"id": "default", "title": text(_OWN_STYLE), "tiles": _tiles(layer)}
    looks: list[Document] = [own | {"legend": legend(layer)}]
    for each in layer.styles:
        drawn = layer.pictures[f"{layer.id}.{each.id}"]
        looks.append(
            {
                "id": each.id,
                "title": text(each.title),
                "tiles": _tiles(layer, f"{each.id}/"),
                "legend": legend(drawn),
            }
        )
    return looks


def _state(layer: LayerDef, states: Mapping[str, LayerState], day: date) -> Document | None:
    state = states.get(layer.id)
    return state.document(layer.id, day=day) if state else None


def _tiles(layer: LayerDef, style: str = "") -> Document | None:
    if not (layer.mapped or layer.composed):
        return None
    return {grid: f"/ows/wmts/{layer.id}/{style}{grid}/{{z}}/{{x}}/{{y}}.png" for grid in GRIDS}


def _field(field: Field) -> Document:
    codes = field.codes
    return {
        "name": field.name,
        "title": text(field.title),
        "type": field.type,
        "provisional_title": text(field.provisional) if field.provisional else None,
        "unit": field.unit or None,
        "codes": {code: text(word) for code, word in codes.items()} if codes else None,
        "refers": field.refers or None,
    }


def _grid(grid: Grid) -> Document:
    return {
        "crs": f"EPSG:{grid.srid}",
        "origin": grid.origin,
        "extent": grid.extent,
        "resolutions": grid.resolutions,
        "tile_size": grid.tile_size_px,
    }


def text(value: Text) -> dict[str, str]:
    """Both languages, as clients take them."""
    return {"cs": value.cs, "en": value.en}
