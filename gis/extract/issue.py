"""Issued extracts: the PDF of a parcel, and the page that proves one."""

from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import render
from django.utils import timezone
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_safe

from gis.address import root
from gis.api.answers import json_text, language
from gis.api.endpoint import endpoint
from gis.api.links import JSON, PDF
from gis.extract.query import ExtractQuery
from layers.access import PUBLIC
from layers.extract.document import Extract, extract
from layers.extract.errors import NoSubject
from layers.extract.paper.pdf import pdf
from layers.extract.proof import changed_since, hash_of, issue, proof_of
from layers.extract.reading import shown
from layers.models import IssuedExtract


@endpoint
def pdf_of_parcel(request: HttpRequest, parcel_id: str) -> HttpResponse:
    """`/api/parcels/{id}/extract.pdf`: issued under a number; `purpose` is kept with it."""
    return _pdf(request, ExtractQuery.of_parcel(request, parcel_id))


@endpoint
def pdf_of_parcels(request: HttpRequest) -> HttpResponse:
    """`/api/extract.pdf`."""
    return _pdf(request, ExtractQuery.of_parcels(request))


@endpoint
def pdf_of_area(request: HttpRequest) -> HttpResponse:
    """`/api/extract/area.pdf`."""
    return _pdf(request, ExtractQuery.of_area(request))


@require_safe
@never_cache
def proof_page(request: HttpRequest, token: str) -> HttpResponse:
    """`/vypis/{token}`: what was issued, whether it is genuine, what has changed since."""
    issued = _issued(token)
    try:
        changed = changed_since(issued, issued.user or PUBLIC)
        gone = ""
    except NoSubject as exc:
        changed, gone = [], str(exc)
    context = {
        "issued": issued,
        "genuine": hash_of(issued.document) == issued.sha256,
        "changed": changed,
        "gone": gone,
        "past": issued.on_day < timezone.localdate(issued.issued_at),
        "extract": shown(issued.document, "cs"),
    }
    response = render(request, "extract/proof.html", context)
    response["Referrer-Policy"] = "no-referrer"
    return response


@require_safe
@never_cache
def proof_document(request: HttpRequest, token: str) -> HttpResponse:
    """`/vypis/{token}.json`: the document as it was issued, whose hash is printed."""
    return HttpResponse(json_text(_issued(token).document), content_type=JSON)


def _pdf(request: HttpRequest, query: ExtractQuery) -> HttpResponse:
    made: Extract = extract(query.subject, request.user, query.at)
    issued = issue(made, request.user, query.purpose)
    proof = proof_of(issued, root(request))
    response = HttpResponse(pdf(made, proof, language()), content_type=PDF)
    response["Content-Disposition"] = f'inline; filename="{issued.number}.pdf"'
    response["Cache-Control"] = "no-store"
    return response


def _issued(token: str) -> IssuedExtract:
    try:
        return IssuedExtract.objects.select_related("user").get(token=token)
    except IssuedExtract.DoesNotExist as exc:
        raise Http404 from exc
