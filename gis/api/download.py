"""All features that answer a query, as a file: GML, CSV, GeoPackage, FlatGeobuf.

What can be written as it is read is sent piece by piece; a client that goes away ends the query.
The others are made below `var/` first, of a bounded number of features.
"""

import tempfile
from collections.abc import Iterator
from itertools import chain, islice
from pathlib import Path
from typing import IO

from django.conf import settings
from django.http import HttpRequest, HttpResponse, HttpResponseBase, StreamingHttpResponse
from psycopg2.sql import SQL

from gis.api.feature_page import asked, order
from gis.api.feature_query import ItemsQuery
from gis.api.problems import BadParameter, Forbidden
from gis.api.systems import CRS84
from gis.rights.middleware import name_of
from layers.access import layer_for
from layers.audit import Kind, record
from layers.catalogue import LayerDef, Text
from layers.errors import UnknownLayer
from layers.export.errors import CannotExport
from layers.export.formats import Format
from layers.export.selection import Selection
from layers.export.written import Losses

MAX_IN_FILE = 100_000
"""Features of a file that has to be whole before it is sent; more are for a release."""
_CHUNK_BYTES = 1 << 16
_NOTED = 500
_HEAD_AND_FIRST_ROWS = 2


def download(request: HttpRequest, query: ItemsQuery, form: Format) -> HttpResponseBase:
    """The file; without `limit` of all features that answer the query."""
    selection = _selection(query, layer_to_take(request, query.layer.id), whole=_whole(request))
    if request.method == "HEAD":
        return _as_file(HttpResponse(content_type=form.media_type), selection, form)
    content = _sent(selection, form) if form.chunks else _made(selection, form)
    _note(request, selection, form)
    response = StreamingHttpResponse(content, content_type=form.media_type)
    if form.official_axes:
        response["Content-Crs"] = f"<{query.system.uri}>"
    return _as_file(response, selection, form)


def _note(request: HttpRequest, selection: Selection, form: Format) -> None:
    """The audit line; the public has no name, usage counts it."""
    if who := name_of(request):
        record(
            Kind.DOWNLOAD,
            who=who,
            what=f"stažena vrstva {selection.layer.id} ({form.id})",
            note=request.META.get("QUERY_STRING", "")[:_NOTED],
        )


def layer_to_take(request: HttpRequest, layer_id: str) -> LayerDef:
    """The layer as the user may take it away; `Forbidden` when it may only be asked about."""
    try:
        return layer_for(request.user, "download", layer_id)
    except UnknownLayer as exc:
        raise Forbidden(
            Text(
                "Prvky této vrstvy si lze prohlédnout, stáhnout je smí jen oprávnění.",
                "Features of this layer may be looked at; taking them away needs a right.",
            )
        ) from exc


def _whole(request: HttpRequest) -> bool:
    return "limit" not in request.GET


def _selection(query: ItemsQuery, layer: LayerDef, *, whole: bool) -> Selection:
    conditions = tuple(asked(query))
    chosen = {field.name for field in query.chosen or layer.fields}
    return Selection(
        layer,
        tuple(field for field in layer.fields if field.name in chosen),
        conditions=(*conditions, SQL("FALSE")) if query.nowhere else conditions,
        limit=None if whole else query.limit,
        order=order(query),
        srid=query.system.srid,
        official_axes=query.system is not CRS84,
    )


def _sent(selection: Selection, form: Format) -> Iterator[bytes]:
    """The pieces; the first rows are asked for now, so that a failure has its status."""
    assert form.chunks is not None
    return begun(form.chunks(selection, Losses()))


def begun(pieces: Iterator[bytes]) -> Iterator[bytes]:
    """The same pieces, of which the first ones are there already."""
    first = list(islice(pieces, _HEAD_AND_FIRST_ROWS))
    return _closing(first, pieces)


def _closing(first: list[bytes], rest: Iterator[bytes]) -> Iterator[bytes]:
    """All of them; closing this one closes the query."""
    try:
        yield from chain(first, rest)
    finally:
        rest.close()  # type: ignore[attr-defined]


def _made(selection: Selection, form: Format) -> Iterator[bytes]:
    """The bytes of a file that is gone by then."""
    settings.EXPORT_FOLDER.mkdir(parents=True, exist_ok=True)
    with tempfile.TemporaryDirectory(dir=settings.EXPORT_FOLDER) as folder:
        path = Path(folder) / f"{selection.layer.id}{form.suffix}"
        try:
            form.write(selection.watched_by(_Bound()), path)
        except CannotExport as exc:
            raise BadParameter("crs", str(exc), "The format cannot hold this system.") from exc
        return _read(path.open("rb"))


def _read(file: IO[bytes]) -> Iterator[bytes]:
    with file:
        while piece := file.read(_CHUNK_BYTES):
            yield piece


class _Bound:
    """Ends a file that grows over the bound."""

    def __init__(self) -> None:
        self._count = 0

    def __call__(self, count: int) -> None:
        self._count += count
        if self._count > MAX_IN_FILE:
            raise BadParameter(
                "f",
                f"Více než {MAX_IN_FILE} prvků: zmenšete bbox, přidejte filtr, vezměte CSV nebo "
                "GML, nebo si data objednejte ve Výdeji.",
                f"More than {MAX_IN_FILE} features: ask for a smaller bbox or with a filter, take "
                "CSV or GML, or order a release.",
            )


def _as_file(response: HttpResponseBase, selection: Selection, form: Format) -> HttpResponseBase:
    name = f"{selection.layer.id}{form.suffix}"
    response["Content-Disposition"] = f'attachment; filename="{name}"'
    return response
