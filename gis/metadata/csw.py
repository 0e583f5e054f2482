"""`/csw`: the catalogue service 2.0.2 and 3.0.0, answered by pycsw from the asker's own records.

What would write, or make the server ask others, is refused before pycsw sees it.
"""

import logging
from http import HTTPStatus
from typing import Any
from xml.sax.saxutils import escape

from django.http import HttpRequest, HttpResponse
from django.utils.cache import patch_vary_headers
from django.views.decorators.csrf import csrf_exempt
from lxml import etree

from gis.address import home, root
from gis.metadata.collection import table_for
from gis.metadata.configuration import configuration
from gis.metadata.pycsw_modules import Csw
from gis.metadata.repository import table
from gis.metadata.table import Table

log = logging.getLogger(__name__)

MAX_BODY = 200_000
"""Bytes of a request by POST; a filter is a hundredth of it."""
MAX_DEPTH = 40
_MAX_QUERY = 8192
_MAX_DIGITS = 9
_NUMBERS = {"maxrecords", "startposition"}
_METHODS = "GET, HEAD, POST, OPTIONS"
_CLOSED = {"responsehandler", "distributedsearch", "mode", "config"}
_READS = {
    "GetCapabilities", "DescribeRecord", "GetDomain", "GetRecords", "GetRecordById",
    "GetRepositoryItem",
}  # fmt: skip
_EXCEPTION = (
    '<?xml version="1.0" encoding="UTF-8"?>\n'
    '<ows:ExceptionReport xmlns:ows="http://www.opengis.net/ows" version="1.2.0" '
    'language="cs"><ows:Exception exceptionCode="{}" locator="{}">'
    "<ows:ExceptionText>{}</ows:ExceptionText></ows:Exception></ows:ExceptionReport>"
)


class Refusal(Exception):
    """A request that pycsw does not get to see."""

    def __init__(
        self,
        locator: str,
        reason: str,
        *,
        code: str = "InvalidParameterValue",
        status: HTTPStatus = HTTPStatus.BAD_REQUEST,
    ) -> None:
        super().__init__(reason)
        self.locator, self.code, self.status = locator, code, status


@csrf_exempt
def csw(request: HttpRequest) -> HttpResponse:
    """The answer to a request by key and value, or by XML in the body; it changes nothing."""
    try:
        answer = _answer(request)
    except Refusal as refusal:
        text = _EXCEPTION.format(refusal.code, refusal.locator, refusal)
        answer = HttpResponse(text, content_type="application/xml", status=refusal.status)
    if answer.status_code in {204, 405}:
        answer["Allow"] = _METHODS
    answer["Access-Control-Allow-Origin"] = "*"
    answer["Cache-Control"] = "private, no-cache" if request.user.is_authenticated else "no-cache"
    patch_vary_headers(answer, ["Authorization", "Cookie"])
    return answer


def _answer(request: HttpRequest) -> HttpResponse:
    if request.method == "OPTIONS":
        return HttpResponse(status=HTTPStatus.NO_CONTENT)
    if request.method == "POST":
        body = _body(request)
        server = _server(request, in_3=b"cat/csw/3.0" in body)
        server.requesttype, server.request = "POST", body
    elif request.method in {"GET", "HEAD"}:
        asked = _parameters(request)
        versions = asked.get("acceptversions", "") + asked.get("version", "")
        server = _server(request, in_3="3.0.0" in versions and "2.0.2" not in versions)
        server.requesttype, server.request, server.kvp = "GET", request.get_full_path(), asked
    else:
        text = f"Zde lze jen {_METHODS}."
        raise Refusal("request", text, status=HTTPStatus.METHOD_NOT_ALLOWED)
    known = home(request)
    answer = _dispatched(server, table_for(request.user, known.root))
    answer.content = known.personal(answer.content)
    return answer


def _server(request: HttpRequest, *, in_3: bool) -> Any:
    server = Csw(
        configuration(f"{root(request)}/csw"),
        {"QUERY_STRING": ""},
        version="3.0.0" if in_3 else "2.0.2",
    )
    server.orm = "sqlalchemy"  # the form that parameters have in SQL
    return server


def _dispatched(server: Any, records: Table) -> HttpResponse:
    kept = table.set(records)
    try:
        _, content = server.dispatch()
    except Exception as exc:  # pycsw lets what it does not expect of a request through as it comes
        log.warning("pycsw: %r", exc, exc_info=exc)
        raise Refusal("request", "Požadavku nelze rozumět.", code="NoApplicableCode") from exc
    finally:
        table.reset(kept)
    refused = etree.QName(server.response).localname == "ExceptionReport"
    json = isinstance(server.kvp, dict) and server.kvp.get("outputformat") == "application/json"
    return HttpResponse(
        content,
        content_type="application/json" if json else "application/xml; charset=utf-8",
        status=HTTPStatus.BAD_REQUEST if refused else HTTPStatus.OK,
    )


def _parameters(request: HttpRequest) -> dict[str, str]:
    """Keys in small letters, each once."""
    if len(request.META.get("QUERY_STRING", "")) > _MAX_QUERY:
        text = f"Adresa může mít nejvýše {_MAX_QUERY} znaků."
        raise Refusal("request", text, status=HTTPStatus.REQUEST_URI_TOO_LONG)
    asked: dict[str, str] = {}
    for key, values in request.GET.lists():
        name = key.lower()
        if name in _CLOSED:
            raise Refusal(name, "Server se nikoho dalšího neptá a nikomu nepíše.")
        if name in asked or len(values) > 1:
            raise Refusal(escape(name[:80]), "Parametr smí být uveden jen jednou.")
        if name in _NUMBERS and not (values[0].isascii() and values[0].isdigit()):
            raise Refusal(name, "Musí být celé číslo od 0.")
        if len(values[0]) > _MAX_DIGITS and name in _NUMBERS:
            raise Refusal(name, "Číslo je příliš velké.")
        asked[name] = values[0]
    _check_operation(asked.get("request", "GetCapabilities"))
    return asked or {"service": "CSW", "version": "2.0.2", "request": "GetCapabilities"}


def _body(request: HttpRequest) -> bytes:
    """The XML of a request, as it came; refused when it is to do more than to read."""
    try:
        length = int(request.META.get("CONTENT_LENGTH") or 0)
    except ValueError:
        length = 0
    if length > MAX_BODY:
        text = f"Požadavek může mít nejvýše {MAX_BODY} bajtů."
        raise Refusal("request", text, status=HTTPStatus.REQUEST_ENTITY_TOO_LARGE)
    body = request.body
    root = _parsed(body)
    for element in root.iter(etree.Element):
        local = etree.QName(element).localname
        if local in {"ResponseHandler", "DistributedSearch"}:
            raise Refusal(local, "Server se nikoho dalšího neptá a nikomu nepíše.")
        if sum(1 for _ in element.iterancestors()) > MAX_DEPTH:
            raise Refusal("Filter", f"Prvky smějí být vnořeny nejvýše {MAX_DEPTH}krát.")
    inner = root.find(".//{*}Body")
    asked = root if inner is None or not len(inner) else inner[0]
    _check_operation(etree.QName(asked).localname)
    return body


def _parsed(body: bytes) -> etree._Element:
    parser = etree.XMLParser(resolve_entities=False, no_network=True, load_dtd=False)
    try:
        root = etree.fromstring(body, parser)
    except (etree.XMLSyntaxError, ValueError) as exc:
        raise Refusal("request", "Tělo požadavku není XML.", code="NoApplicableCode") from exc
    if root.getroottree().docinfo.internalDTD is not None:
        raise Refusal("request", "Požadavek nesmí mít DOCTYPE.", code="NoApplicableCode")
    return root


def _check_operation(operation: str) -> None:
    if operation not in _READS:
        text = f"Zde lze jen {', '.join(sorted(_READS))}."
        raise Refusal("request", text, code="OperationNotSupported")
