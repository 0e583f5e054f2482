"""Collections: the catalogue's layers that have rows, for those who may ask about them."""

from contextlib import suppress

from django.http import HttpRequest, HttpResponse
from shapely import box, segmentize, transform

from gis.api.answers import documents, html_answer, json_answer, language, wants_html
from gis.api.data_state import Ground, data_dates, data_version, date_of, ground
from gis.api.endpoint import endpoint
from gis.api.links import GEOJSON, HTML, JSON, SCHEMA, Link, address, self_and_alternate
from gis.api.parameters import Parameters
from gis.api.problems import NotThere
from gis.api.systems import CRS84, STORAGE, SYSTEMS
from gis.api.words import words
from layers.access import User, allowed_layers, layer_for
from layers.catalogue import LayerDef, Text
from layers.crs import KROVAK, WGS84, parametric
from layers.errors import UnknownLayer

QUERYABLES = "http://www.opengis.net/def/rel/ogc/1.0/queryables"
SORTABLES = "http://www.opengis.net/def/rel/ogc/1.0/sortables"
TILESETS = "http://www.opengis.net/def/rel/ogc/1.0/tilesets-vector"


def collections_for(user: User) -> list[LayerDef]:
    """The layers with rows of their own that the user may ask about, in the catalogue's order."""
    return [layer for layer in allowed_layers(user, "query") if layer.has_rows]


def collection_for(user: User, collection_id: str) -> LayerDef:
    """The layer; one that is closed to the user does not exist for him."""
    with suppress(UnknownLayer):
        layer = layer_for(user, "query", collection_id)
        if layer.has_rows:
            return layer
    raise NotThere(
        Text(f"Kolekce {collection_id!r} neexistuje.", f"There is no collection {collection_id!r}.")
    )


def describe(request: HttpRequest, layer: LayerDef, region: Ground) -> dict[str, object]:
    """The collection as the standard has it."""
    shown = language()
    path = f"/collections/{layer.id}"
    text = words(shown)
    links = [
        Link("items", address(request, f"{path}/items", f="json"), GEOJSON, text["items"]),
        Link("items", address(request, f"{path}/items", f="html"), HTML, text["items"]),
        Link(QUERYABLES, address(request, f"{path}/queryables"), SCHEMA, text["queryables"]),
        Link(SORTABLES, address(request, f"{path}/sortables"), SCHEMA, text["sortables"]),
        Link(TILESETS, address(request, f"{path}/tiles"), JSON, text["tiles"]),
    ]
    return {
        "id": layer.id,
        "title": layer.title.in_language(shown),
        "description": layer.abstract.in_language(shown),
        "attribution": layer.attribution,
        "license": layer.licence,
        "extent": {"spatial": {"bbox": [geographic_bounds(region)], "crs": CRS84.uri}},
        "itemType": "feature",
        "crs": list(SYSTEMS),
        "storageCrs": STORAGE.uri,
        "links": documents(links),
    }


def geographic_bounds(region: Ground) -> list[float]:
    """West, south, east, north of the region in degrees."""
    move = parametric(KROVAK, WGS84)
    outline = segmentize(box(*region.bounds), 10_000)
    moved = transform(outline, move.transform, interleaved=False)
    return [round(float(value), 6) for value in moved.bounds]


@endpoint
def collections(request: HttpRequest) -> HttpResponse:
    """`/api/collections`."""
    Parameters(request, ())
    html = wants_html(request)
    layers = collections_for(request.user)
    if html:
        dates = data_dates()
        shown = [
            (layer, layer.title.in_language(language()), dates.get(layer.id)) for layer in layers
        ]
        trail = [("/api/", words(language())["api"])]
        return html_answer(request, "collections", {"layers": shown}, trail=trail)
    region = ground(data_version())
    entries = []
    for layer in layers:
        entry = describe(request, layer, region)
        own = Link("self", address(request, f"/collections/{layer.id}"), JSON)
        entries.append({**entry, "links": [own.document(), *entry["links"]]})  # type: ignore[misc]
    links = self_and_alternate(request, kind=JSON, html=html)
    return json_answer({"links": documents(links), "collections": entries, "crs": list(SYSTEMS)})


@endpoint
def collection(request: HttpRequest, collection_id: str) -> HttpResponse:
    """`/api/collections/{id}`."""
    Parameters(request, ())
    layer = collection_for(request.user, collection_id)
    html = wants_html(request)
    if html:
        return _page(request, layer)
    entry = describe(request, layer, ground(data_version()))
    links = documents(self_and_alternate(request, kind=JSON, html=html))
    return json_answer({**entry, "links": [*links, *entry["links"]]})  # type: ignore[misc]


def _page(request: HttpRequest, layer: LayerDef) -> HttpResponse:
    shown = language()
    text = words(shown)
    fields = [
        (field.name, field.title.in_language(shown), field.type, field.unit)
        for field in layer.fields
    ]
    context = {
        "layer": layer,
        "title": layer.title.in_language(shown),
        "abstract": layer.abstract.in_language(shown),
        "date": date_of(layer, data_dates()),
        "fields": fields,
        "systems": list(SYSTEMS),
    }
    trail = [("/api/", text["api"]), ("/api/collections", text["collections"])]
    return html_answer(request, "collection", context, trail=trail)
