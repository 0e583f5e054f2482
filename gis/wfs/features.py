"""GetFeature: a collection streamed from a cursor of the server, or the number of its members."""

from collections.abc import Iterator
from xml.sax.saxutils import quoteattr

from django.http import HttpRequest, HttpResponse, HttpResponseBase, StreamingHttpResponse
from django.utils import timezone

from gis.api.download import begun
from gis.wfs.addresses import wfs_address, with_parameters
from gis.wfs.asked import Asked
from gis.wfs.feature_types import types_for
from gis.wfs.problem import XML, NotFound, WfsError
from gis.wfs.query import FeatureQuery, of_ids
from layers.access import User
from layers.export import geojson, gml
from layers.export.gml_schema import GML, NAMESPACE, PREFIX
from layers.export.selection import Selection
from layers.export.written import Losses

GML32 = "application/gml+xml; version=3.2"
GEOJSON = "application/geo+json"
FORMATS = {
    GML32: GML32,
    "text/xml; subtype=gml/3.2": GML32,
    "text/xml; subtype=gml/3.2.1": GML32,
    "gml32": GML32,
    GEOJSON: GEOJSON,
    "application/json": GEOJSON,
    "json": GEOJSON,
}
BY_ID = "urn:ogc:def:query:OGC-WFS::GetFeatureById"
WFS = "http://www.opengis.net/wfs/2.0"


def get_feature(request: HttpRequest, asked: Asked) -> HttpResponseBase:
    """Features, hits, or the one feature of the stored query."""
    form = _form(asked)
    if asked.text("STOREDQUERY_ID"):
        return _by_id(request.user, asked, form)
    query = FeatureQuery.parse(asked, request.user)
    selection = query.selection()
    hits = asked.text("RESULTTYPE", "results").lower()
    if hits not in {"results", "hits"}:
        raise WfsError("InvalidParameterValue", "RESULTTYPE", "results, hits.", "results, hits.")
    if hits == "results" and form == GEOJSON:
        return StreamingHttpResponse(begun(geojson.chunks(selection)), content_type=GEOJSON)
    matched = selection.count()
    returned = 0 if hits == "hits" else max(0, min(matched - query.start, query.count))
    head = _head(request, query, matched, returned)
    if hits == "hits":
        return HttpResponse(head + _TAIL, content_type=XML)
    return StreamingHttpResponse(begun(_collection(head, selection)), content_type=GML32)


_TAIL = "</wfs:FeatureCollection>\n"


def _form(asked: Asked) -> str:
    wanted = asked.text("OUTPUTFORMAT", GML32)
    if wanted not in FORMATS:
        raise WfsError(
            "InvalidParameterValue",
            "OUTPUTFORMAT",
            f"Formát není znám; jsou: {', '.join(FORMATS)}.",
            f"The format is not known; there are: {', '.join(FORMATS)}.",
        )
    return FORMATS[wanted]


def _collection(head: str, selection: Selection) -> Iterator[bytes]:
    yield head.encode()
    losses = Losses()
    for batch in selection.batches(gml.columns(selection)):
        members = (
            f"<wfs:member>{gml.member(selection, row, losses)}</wfs:member>\n" for row in batch
        )
        yield "".join(members).encode()
    yield _TAIL.encode()


def _head(request: HttpRequest, query: FeatureQuery, matched: int, returned: int) -> str:
    schema = wfs_address(
        request, service="WFS", version="2.0.0", request="DescribeFeatureType",
        typeNames=f"{PREFIX}:{query.layer.id}",
    )  # fmt: skip
    more = ""
    if returned and query.start + returned < matched and request.method == "GET":
        following = with_parameters(request, STARTINDEX=str(query.start + returned))
        more = f" next={quoteattr(following)}"
    return (
        '<?xml version="1.0" encoding="UTF-8"?>\n'
        f'<wfs:FeatureCollection xmlns:wfs="{WFS}" xmlns:gml="{GML}" xmlns:{PREFIX}="{NAMESPACE}" '
        'xmlns:xsi="http://www.w3.org/2001/XMLSchema-instance" '
        f"xsi:schemaLocation={quoteattr(f'{WFS} {_WFS_SCHEMA} {NAMESPACE} {schema}')} "
        f'timeStamp="{timezone.now():%Y-%m-%dT%H:%M:%SZ}" numberMatched="{matched}" '
        f'numberReturned="{returned}"{more}>\n'
    )


_WFS_SCHEMA = "http://schemas.opengis.net/wfs/2.0/wfs.xsd"


def _by_id(user: User, asked: Asked, form: str) -> HttpResponse:
    if asked.text("STOREDQUERY_ID") not in {
        BY_ID,
        "http://www.opengis.net/def/query/OGC-WFS/0/GetFeatureById",
    }:
        raise WfsError("InvalidParameterValue", "STOREDQUERY_ID", f"Jen {BY_ID}.", f"Only {BY_ID}.")
    own_id = asked.needed("ID")
    for layer in types_for(user):
        if not own_id.startswith(f"{layer.id}."):
            continue
        selection = Selection(
            layer, layer.fields, conditions=(of_ids(layer, [own_id]),), limit=1, official_axes=True
        )
        batch = next(selection.batches(gml.columns(selection)), None)
        if batch and form == GEOJSON:
            return HttpResponse(b"".join(geojson.chunks(selection)), content_type=form)
        if batch:
            member = gml.member(selection, batch[0], Losses())
            return HttpResponse(_alone(member), content_type=form)
    raise NotFound("NotFound", "ID", "Takový prvek zde není.", "There is no such feature here.")


def _alone(member: str) -> str:
    """One feature as a document: its element gets the namespaces."""
    name, rest = member.split(" ", 1)
    return (
        f'<?xml version="1.0" encoding="UTF-8"?>\n{name} xmlns:gml="{GML}" '
        f'xmlns:{PREFIX}="{NAMESPACE}" {rest}'
    )
