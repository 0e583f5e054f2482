"""The addresses of extracts: JSON and a page that needs neither map nor script."""

from collections.abc import Callable

from django.http import HttpRequest, HttpResponse

from gis.api.answers import html_answer, json_answer, language
from gis.api.endpoint import endpoint
from gis.api.links import same_address
from gis.extract.page import shown
from gis.extract.query import ExtractQuery
from layers.extract.document import document, extract

Document = dict[str, object]


@endpoint
def of_parcel(request: HttpRequest, parcel_id: str) -> HttpResponse:
    """`/api/parcels/{id}/extract`."""
    return json_answer(_made(request, ExtractQuery.of_parcel(request, parcel_id)))


@endpoint
def page_of_parcel(request: HttpRequest, parcel_id: str) -> HttpResponse:
    """`/api/parcels/{id}/extract.html`."""
    return _page(request, lambda: ExtractQuery.of_parcel(request, parcel_id))


@endpoint
def of_land(request: HttpRequest) -> HttpResponse:
    """`/api/extract`: of several parcels, or of an area."""
    return json_answer(_made(request, ExtractQuery.parse(request)))


@endpoint
def page_of_land(request: HttpRequest) -> HttpResponse:
    """`/api/extract.html`."""
    return _page(request, lambda: ExtractQuery.parse(request))


def _made(request: HttpRequest, query: ExtractQuery) -> Document:
    return document(extract(query.subject, request.user, query.day))


def _page(request: HttpRequest, parse: Callable[[], ExtractQuery]) -> HttpResponse:
    made = _made(request, parse())
    json_form = same_address(request).replace("/extract.html", "/extract", 1)
    context = {"extract": shown(made, language()), "json_address": json_form}
    return html_answer(request, "extract/extract", context)
