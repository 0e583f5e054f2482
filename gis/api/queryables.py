"""The properties of a collection that filters and sorting know, as JSON Schema and as pages."""

from typing import Any

from django.http import HttpRequest, HttpResponse

from gis.api.answers import html_answer, json_answer, language, wants_html
from gis.api.collections import collection_for
from gis.api.endpoint import endpoint
from gis.api.feature_query import queryables as parameters
from gis.api.filter.parsing import filterable
from gis.api.filter.scope import GEOMETRY
from gis.api.links import SCHEMA, address
from gis.api.parameters import Parameters
from gis.api.schemas import VALUES
from gis.api.words import words
from layers.catalogue import Field, LayerDef
from layers.rows import TEXTS_OF_FEATURE

_FORMATS = {
    "point": "geometry-point-or-multipoint",
    "line": "geometry-linestring-or-multilinestring",
    "polygon": "geometry-any",  # of some objects only the definition point is known
    "raster": "geometry-polygon-or-multipolygon",
}


@endpoint
def queryables(request: HttpRequest, collection_id: str) -> HttpResponse:
    """`/api/collections/{id}/queryables`."""
    Parameters(request, ())
    layer = collection_for(request.user, collection_id)
    if wants_html(request):
        own = {field.name for field in parameters(layer)}
        lines = [_line(field, mark="*" if field.name in own else "") for field in filterable(layer)]
        return _page(request, layer, "queryables", lines)
    properties: dict[str, Any] = {}
    if layer.geometry != "none":
        role = {"x-ogc-role": "primary-geometry", "title": words(language())["geometry"]}
        properties[GEOMETRY] = {**role, "format": _FORMATS[layer.geometry]}
    properties |= {field.name: property_of(layer, field) for field in filterable(layer)}
    return _schema(request, layer, "queryables", properties)


@endpoint
def sortables(request: HttpRequest, collection_id: str) -> HttpResponse:
    """`/api/collections/{id}/sortables`."""
    Parameters(request, ())
    layer = collection_for(request.user, collection_id)
    if wants_html(request):
        return _page(request, layer, "sortables", [_line(each) for each in filterable(layer)])
    properties = {field.name: property_of(layer, field) for field in filterable(layer)}
    return _schema(request, layer, "sortables", properties)


def property_of(layer: LayerDef, field: Field) -> dict[str, Any]:
    """The schema of one field's values."""
    kind = "string" if layer.register is None and field.name in TEXTS_OF_FEATURE else field.type
    schema = {key: value for key, value in VALUES[kind].items() if key != "maxLength"}
    unit = {"x-ogc-unit": field.unit} if field.unit else {}
    return {"title": field.title.in_language(language()), **schema, **unit}


def _schema(
    request: HttpRequest, layer: LayerDef, name: str, properties: dict[str, Any]
) -> HttpResponse:
    document = {
        "$schema": "https://json-schema.org/draft/2020-12/schema",
        "$id": address(request, f"/collections/{layer.id}/{name}"),
        "type": "object",
        "title": layer.title.in_language(language()),
        "properties": properties,
        "additionalProperties": False,
    }
    return json_answer(document, content_type=SCHEMA)


def _page(
    request: HttpRequest, layer: LayerDef, name: str, lines: list[tuple[str, str, str, str]]
) -> HttpResponse:
    text = words(language())
    title = layer.title.in_language(language())
    context = {"title": f"{title}: {text[name]}", "lead": text[f"{name}_lead"], "lines": lines}
    trail = [
        ("/api/", text["api"]),
        ("/api/collections", text["collections"]),
        (f"/api/collections/{layer.id}", title),
    ]
    return html_answer(request, "properties", context, trail=trail)


def _line(field: Field, *, mark: str = "") -> tuple[str, str, str, str]:
    return f"{field.name}{mark}", field.title.in_language(language()), field.type, field.unit
