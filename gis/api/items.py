"""The features of a collection: pages of them, and one by its id."""

import json
from collections.abc import Iterator
from contextlib import contextmanager
from typing import Any

from django.db import DataError
from django.http import HttpRequest, HttpResponse, HttpResponseBase

from gis.api.answers import documents, html_answer, json_text, language, wants_html
from gis.api.collections import collection_for
from gis.api.cursor import Place, make_cursor, parse_feature_id
from gis.api.download import download
from gis.api.endpoint import endpoint
from gis.api.feature_page import Page, collection_json, feature, feature_json, page
from gis.api.feature_query import ItemsQuery
from gis.api.filter.problem import BadFilter
from gis.api.form import FILES, bare, file_asked, wants_page
from gis.api.links import GEOJSON, HTML, JSON, Link, address, same_address, self_and_alternate
from gis.api.originals import keeps_originals, original_link
from gis.api.parameters import Parameters
from gis.api.problems import NotThere
from gis.api.systems import CRS84, System, by_uri
from gis.api.words import words
from layers.access import allows
from layers.catalogue import Field, LayerDef, Text


@endpoint
def items(request: HttpRequest, collection_id: str) -> HttpResponseBase:
    """`/api/collections/{id}/items`: a page of features, or all of them as a file."""
    layer = collection_for(request.user, collection_id)
    form = file_asked(request)
    query = ItemsQuery.parse(request, layer)
    if form is not None:
        with _computable(query):
            return download(request, query, form)
    html = wants_page(request)
    with _computable(query):
        found = page(query)
    links = _page_links(request, layer, found, html=html)
    if html:
        response = _items_page(request, query, found)
    else:
        content = collection_json(found, json_text(documents(links)))
        response = HttpResponse(content, content_type=GEOJSON)
    return _in_system(response, query.system, html=html)


@endpoint
def item(request: HttpRequest, collection_id: str, feature_id: str) -> HttpResponse:
    """`/api/collections/{id}/items/{fid}`: one feature."""
    layer = collection_for(request.user, collection_id)
    system = by_uri(Parameters(request, ("crs",)).text("crs", CRS84.uri), parameter="crs")
    known = parse_feature_id(feature_id, layer)
    found = None if known is None else feature(layer, known, system)
    if found is None:
        raise NotThere(Text("Takový prvek zde není.", "There is no such feature here."))
    html = wants_html(request)
    enclosure = original_link(request, layer, json.loads(found)) if keeps_originals(layer) else None
    if html:
        response = _item_page(request, layer, json.loads(found), enclosure)
    else:
        links = self_and_alternate(request, kind=GEOJSON, html=html)
        links.append(Link("collection", address(request, f"/collections/{layer.id}"), JSON))
        links += [enclosure] if enclosure else []
        response = HttpResponse(
            feature_json(found, json_text(documents(links))), content_type=GEOJSON
        )
    return _in_system(response, system, html=html)


@contextmanager
def _computable(query: ItemsQuery) -> Iterator[None]:
    """What the database cannot compute is the filter's fault, where there is one."""
    try:
        yield
    except DataError as exc:
        if query.condition is None:
            raise
        raise BadFilter(
            "Filtr nelze vypočítat: některý výsledek je mimo rozsah čísel.",
            "The filter cannot be computed: a result is out of the range of numbers.",
        ) from exc


def _in_system(response: HttpResponse, system: System, *, html: bool) -> HttpResponse:
    if not html:
        response["Content-Crs"] = f"<{system.uri}>"
    return response


def _page_links(request: HttpRequest, layer: LayerDef, found: Page, *, html: bool) -> list[Link]:
    links = self_and_alternate(request, kind=GEOJSON, html=html)
    if found.next_after is not None:
        following = _following(request, found.next_after)
        links.append(Link("next", following, HTML if html else GEOJSON))
    links.append(Link("collection", address(request, f"/collections/{layer.id}"), JSON))
    if allows(request.user, "download", layer):
        links += [
            Link("enclosure", same_address(request, f=form.id, limit=None, cursor=None), bare(form))
            for form in FILES
        ]
    return links


def _following(request: HttpRequest, place: Place) -> str:
    return same_address(request, cursor=make_cursor(place.fid, *place.keys))


def _items_page(request: HttpRequest, query: ItemsQuery, found: Page) -> HttpResponse:
    layer = query.layer
    shown = [field for field in query.chosen or layer.fields if field.type != "json"]
    features = json.loads(b"[%b]" % found.features)
    context = {
        "layer": layer,
        "title": layer.title.in_language(language()),
        "heads": [field.title.in_language(language()) for field in shown],
        "rows": [
            (each["id"], [_cell(field, each["properties"].get(field.name)) for field in shown])
            for each in features
        ],
        "next_address": _following(request, found.next_after) if found.next_after else "",
    }
    return html_answer(request, "items", context, trail=_trail(layer)[:-1])


def _item_page(
    request: HttpRequest, layer: LayerDef, found: dict[str, Any], enclosure: Link | None
) -> HttpResponse:
    values = found["properties"]
    lines = []
    for field in layer.fields:
        value = values.get(field.name)
        lines.append((field.title_of(value).in_language(language()), _told(field, value)))
    shape = found["geometry"]
    context = {
        "title": str(values.get("label") or found["id"]),
        "collection_title": layer.title.in_language(language()),
        "lines": lines,
        "original": enclosure.href if enclosure else "",
        "geometry": shape["type"] if shape else "",
    }
    return html_answer(request, "item", context, trail=_trail(layer))


def _cell(field: Field, value: object) -> str:
    """The value under the heading of the field, with its own name where it has another."""
    title = field.title_of(value)
    own = "" if title is field.title else f" ({title.in_language(language())})"
    return _shown(value) + own


def _told(field: Field, value: object) -> str:
    """The value in words, with the code that they stand for, or with its unit."""
    if word := field.words(value, language()):
        return word if isinstance(value, list) else f"{word} ({value})"
    return _shown(value) + (f" {field.unit}" if field.unit and value is not None else "")


def _shown(value: object) -> str:
    if value is None:
        return ""
    return value if isinstance(value, str) else json.dumps(value, ensure_ascii=False)


def _trail(layer: LayerDef) -> list[tuple[str, str]]:
    text = words(language())
    return [
        ("/api/", text["api"]),
        ("/api/collections", text["collections"]),
        (f"/api/collections/{layer.id}", layer.title.in_language(language())),
        (f"/api/collections/{layer.id}/items", text["items"]),
    ]
