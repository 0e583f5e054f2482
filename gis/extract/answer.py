"""The addresses of extracts: JSON and a page that needs neither map nor script."""

from django.http import HttpRequest, HttpResponse

from gis.api.answers import html_answer, json_answer, language
from gis.api.endpoint import endpoint
from gis.api.links import SCHEMA, address, same_address
from gis.api.parameters import Parameters
from gis.extract.query import ExtractQuery
from layers.extract.document import document, extract
from layers.extract.reading import shown
from layers.extract.schema import ADDRESS, schema_text

Document = dict[str, object]


@endpoint
def schema(request: HttpRequest) -> HttpResponse:
    """`/api/schemas/extract.json`: what each answer keeps to."""
    Parameters(request, ())
    return HttpResponse(schema_text(), content_type=SCHEMA)


@endpoint
def of_parcel(request: HttpRequest, parcel_id: str) -> HttpResponse:
    """`/api/parcels/{id}/extract`."""
    return _document(request, ExtractQuery.of_parcel(request, parcel_id))


@endpoint
def page_of_parcel(request: HttpRequest, parcel_id: str) -> HttpResponse:
    """`/api/parcels/{id}/extract.html`."""
    return _page(request, ExtractQuery.of_parcel(request, parcel_id))


@endpoint
def of_parcels(request: HttpRequest) -> HttpResponse:
    """`/api/extract`: of several parcels as one land."""
    return _document(request, ExtractQuery.of_parcels(request))


@endpoint
def page_of_parcels(request: HttpRequest) -> HttpResponse:
    """`/api/extract.html`."""
    return _page(request, ExtractQuery.of_parcels(request))


@endpoint
def of_area(request: HttpRequest) -> HttpResponse:
    """`/api/extract/area`: of a polygon."""
    return _document(request, ExtractQuery.of_area(request))


@endpoint
def page_of_area(request: HttpRequest) -> HttpResponse:
    """`/api/extract/area.html`."""
    return _page(request, ExtractQuery.of_area(request))


def _made(request: HttpRequest, query: ExtractQuery) -> Document:
    return document(extract(query.subject, request.user, query.at))


def _document(request: HttpRequest, query: ExtractQuery) -> HttpResponse:
    response = json_answer(_made(request, query))
    place = address(request, ADDRESS.removeprefix("/api"))
    response["Link"] = f'<{place}>; rel="describedby"; type="{SCHEMA}"'
    return response


def _page(request: HttpRequest, query: ExtractQuery) -> HttpResponse:
    made = _made(request, query)
    json_form = same_address(request).replace(".html", "", 1)
    context = {"extract": shown(made, language()), "json_address": json_form}
    return html_answer(request, "extract/extract", context)
