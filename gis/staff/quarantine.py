"""The quarantine: found by run, layer and reason, on the map, and as files to be mended."""

from collections.abc import Callable, Iterator
from typing import Any

from django.contrib.gis.db.models.functions import AsGeoJSON
from django.core.paginator import Paginator
from django.db.models import Count, Q, QuerySet
from django.http import HttpRequest, HttpResponse, HttpResponseBase, StreamingHttpResponse
from django.views.decorators.http import require_safe

from gis.staff.feature_collection import feature_collection
from gis.staff.figures import layer_title
from gis.staff.page import VIEW, page, staff_page
from gis.staff.shown_values import shows_values
from layers.deliveries import quarantine as files
from layers.deliveries.advice import advice, in_words
from layers.models import Delivery, ImportRun, Quarantine

_PER_PAGE = 30
_ON_MAP = 1_000
_UNDECIDED = (Delivery.State.READY, Delivery.State.RETURNED, Delivery.State.REFUSED)


@require_safe
@staff_page(VIEW)
def quarantine(request: HttpRequest) -> HttpResponse:
    """The records of the filter with what is known of them and what to do."""
    rows = _chosen(request)
    shown = Paginator(rows.select_related("run", "resolved_by"), _PER_PAGE).get_page(
        request.GET.get("page")
    )
    for row in shown:
        row.advice = advice(row.reason)  # type: ignore[attr-defined]
        row.words = in_words(row.detail)  # type: ignore[attr-defined]
        row.title = layer_title(row.layer)  # type: ignore[attr-defined]
        row.is_open = shows_values(request, row.layer)  # type: ignore[attr-defined]
        row.known = files.attributes(row) if row.is_open else {}  # type: ignore[attr-defined]
    query = request.GET.copy()
    query.pop("page", None)
    return page(
        request,
        "quarantine.html",
        "Karanténa",
        rows=shown,
        layers=_layers(),
        reasons=_reasons(request),
        chosen=request.GET,
        query=query.urlencode(),
        has_geometry=rows.exclude(geom=None).exclude(layer__in=_closed(request)).exists(),
    )


@require_safe
@staff_page(VIEW)
def geojson(request: HttpRequest) -> HttpResponseBase:
    """The records to be mended in a GIS; with `map` only what the map shows."""
    rows = _chosen(request)
    if "map" not in request.GET:
        return _file(request, files.as_geojson, "karantena.geojson", "application/geo+json")
    found = (
        rows.exclude(geom=None)
        .exclude(layer__in=_closed(request))
        .annotate(shape=AsGeoJSON("geom", precision=2))
        .values_list("pk", "code", "reason", "shape")[:_ON_MAP]
    )
    return feature_collection(
        (pk, {"kind": "removed", "name": f"{code}: {reason}"}, shape)
        for pk, code, reason, shape in found
    )


@require_safe
@staff_page(VIEW)
def table(request: HttpRequest) -> HttpResponseBase:
    """The records to be mended in a spreadsheet."""
    return _file(request, files.as_csv, "karantena.csv", "text/csv; charset=utf-8")


def _file(
    request: HttpRequest,
    write: Callable[[QuerySet[Quarantine], frozenset[str]], Iterator[str]],
    name: str,
    content_type: str,
) -> StreamingHttpResponse:
    lines = write(_chosen(request), _closed(request))
    response = StreamingHttpResponse(lines, content_type=content_type)
    response["Content-Disposition"] = f'attachment; filename="{name}"'
    return response


def _chosen(request: HttpRequest) -> QuerySet[Quarantine]:
    """Of checks only those that somebody has still to decide about, unless one is asked for."""
    rows = Quarantine.objects.order_by("-run_id", "pk")
    run = request.GET.get("run", "")
    if run.isascii() and run.isdigit() and len(run) < 18:
        rows = rows.filter(run_id=int(run))
    else:
        undecided = Delivery.objects.filter(state__in=_UNDECIDED).values("preview")
        rows = rows.filter(~Q(run__state=ImportRun.State.DRY) | Q(run__in=undecided))
    if layer := request.GET.get("layer", ""):
        rows = rows.filter(layer=layer.replace("\0", ""))
    if reason := request.GET.get("reason", ""):
        rows = rows.filter(reason=reason.replace("\0", ""))
    if request.GET.get("open"):
        rows = rows.filter(resolved_by=None)
    return rows


def _closed(request: HttpRequest) -> frozenset[str]:
    """The layers in quarantine of which the user may see reason and key only."""
    return frozenset(layer for layer, _ in _layers() if not shows_values(request, layer))


def _layers() -> list[tuple[str, str]]:
    found = Quarantine.objects.order_by().values_list("layer", flat=True).distinct()
    return sorted(((layer, layer_title(layer)) for layer in found), key=lambda pair: pair[1])


def _reasons(request: HttpRequest) -> list[dict[str, Any]]:
    rows = _chosen(request).order_by().values("reason").annotate(count=Count("pk"))
    return [dict(row) for row in rows.order_by("-count")[:50]]
