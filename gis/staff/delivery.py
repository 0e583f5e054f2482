"""One delivery: what was found, the difference on map and in list, the decision, the history."""

from typing import Any

from django.contrib.gis.db.models.functions import AsGeoJSON
from django.core.exceptions import PermissionDenied
from django.core.paginator import Paginator
from django.db.models import Count, F, QuerySet
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect
from django.views.decorators.http import require_POST, require_safe

from gis.staff.changes import changed_fields
from gis.staff.feature_collection import feature_collection
from gis.staff.figures import LayerFigures, layer_figures, layer_title
from gis.staff.page import (
    APPROVE,
    IMPORT,
    MAKE_MAPPING,
    ROLL_BACK,
    VIEW,
    page,
    staff,
    staff_page,
    tell,
)
from gis.staff.shown_values import shows_values
from layers.deliveries import decisions, state
from layers.deliveries.difference import SHOWN_OF_KIND
from layers.importers.protocol import as_lines
from layers.importers.rollback import reason_against
from layers.models import Delivery, DifferenceRow, ImportRun, Job

_PER_PAGE = 40
_FORMATS = {
    "correction": "opravené záznamy", "raster": "rastr", "plan": "územní plán", "uap": "ÚAP",
    "ogr": "tabulka nebo vrstva", "jvf": "JVF DTM",
}  # fmt: skip
_DECISIONS = {
    "approve": (APPROVE, "Schváleno, data se zveřejňují."),
    "return": (APPROVE, "Dodávka je vrácena."),
    "again": (IMPORT, "Dodávka se kontroluje znovu."),
}


@require_safe
@staff_page(VIEW)
def detail(request: HttpRequest, pk: int) -> HttpResponse:
    """All that is known of the delivery, and what may be done with it now."""
    # Before the delivery: a job that ends in between must not leave a page that waits for nothing.
    job = Job.objects.filter(delivery=pk).exclude(state__in=_OVER).order_by("-pk").first()
    delivery = get_object_or_404(Delivery.objects.select_related("preview", "run"), pk=pk)
    run = delivery.run or delivery.preview
    figures = layer_figures(run) if run else []
    user = staff(request)
    return page(
        request,
        "delivery.html",
        delivery.file_name,
        delivery=delivery,
        run=run,
        facts=sorted(run.header.items()) if run else [],
        format=_FORMATS.get(run.reader, run.reader.upper()) if run else "",
        figures=figures,
        changes_nothing=bool(figures) and not any(each.touched for each in figures),
        drops=[each for each in figures if each.lost_percent],
        job=job,
        last_job=delivery.jobs.order_by("-pk").first(),
        protocol=list(as_lines(run.protocol)) if run else [],
        reasons=_reasons(run),
        audit=delivery.audit.select_related("run"),
        may_decide=delivery.state == state.State.READY and user.has_perm(APPROVE),
        may_try_again=delivery.state in state.AGAIN and user.has_perm(IMPORT),
        may_map=_may_map(delivery) and user.has_perm(MAKE_MAPPING),
        may_cancel=user.has_perm(APPROVE) or user.has_perm(IMPORT),
        may_roll_back=_may_roll_back(delivery) and user.has_perm(ROLL_BACK),
        against=reason_against(delivery.run) if delivery.run and _may_roll_back(delivery) else "",
        **_difference(request, delivery, figures),
    )


@require_POST
@staff_page(VIEW)
def decide(request: HttpRequest, pk: int, decision: str) -> HttpResponse:
    """Approve, return with a reason, or have it checked again."""
    if decision not in _DECISIONS:
        raise Http404
    permission, done = _DECISIONS[decision]
    user = staff(request)
    if not user.has_perm(permission):
        raise PermissionDenied
    delivery = get_object_or_404(Delivery, pk=pk)

    def act() -> None:
        if decision == "approve":
            decisions.approve(delivery, user)
        elif decision == "return":
            state.send_back(delivery.pk, user.get_username(), request.POST.get("reason", ""))
        else:
            decisions.check_again(delivery, user)

    tell(request, act, done)
    return redirect("staff:delivery", pk)


@require_safe
@staff_page(VIEW)
def difference(request: HttpRequest, pk: int) -> HttpResponse:
    """The objects of one layer of the difference for the map, EPSG:5514."""
    delivery = get_object_or_404(Delivery, pk=pk)
    layer, kind = request.GET.get("layer", ""), request.GET.get("kind", "")
    rows = _rows(delivery).filter(layer=layer).exclude(geom=None)
    if not shows_values(request, layer):
        rows = rows.none()
    if kind in DifferenceRow.Kind.values:
        rows = rows.filter(kind=kind)
    found = rows.annotate(shape=AsGeoJSON("geom", precision=2)).values_list(
        "pk", "kind", "code", "label", "shape"
    )
    return feature_collection(
        (pk, {"kind": kind, "name": label or code}, shape) for pk, kind, code, label, shape in found
    )


_OVER = (Job.State.DONE, Job.State.FAILED, Job.State.CANCELLED)


def _rows(delivery: Delivery) -> QuerySet[DifferenceRow]:
    return DifferenceRow.objects.filter(run=delivery.preview_id).order_by("pk")


def _may_map(delivery: Delivery) -> bool:
    """A mapping gives names to fields, which pictures have none of."""
    is_raster = delivery.preview is not None and delivery.preview.reader == "raster"
    return delivery.state == state.State.REFUSED and not is_raster


def _may_roll_back(delivery: Delivery) -> bool:
    return delivery.state == state.State.PUBLISHED and delivery.run is not None


def _reasons(run: ImportRun | None) -> list[dict[str, Any]]:
    if run is None:
        return []
    counted = run.quarantined.values("layer", "reason").annotate(count=Count("pk"))
    return [
        {**each, "title": layer_title(each["layer"])}
        for each in counted.order_by("-count", "layer")[:20]
    ]


def _difference(
    request: HttpRequest, delivery: Delivery, figures: list[LayerFigures]
) -> dict[str, Any]:
    """The list beside the map, of one layer and, if so chosen, one kind."""
    layers = [each for each in figures if each.touched]
    if not layers:
        return {"layers": []}
    worst = max(layers, key=lambda each: (each.lost_percent or 0, each.is_area, each.touched))
    chosen = next((each for each in layers if each.layer == request.GET.get("layer")), worst)
    kind = request.GET.get("kind", "")
    rows = _rows(delivery).filter(layer=chosen.layer)
    if kind in DifferenceRow.Kind.values:
        rows = rows.filter(kind=kind)
    shown = Paginator(rows.annotate(has_place=F("geom")), _PER_PAGE).get_page(
        request.GET.get("page")
    )
    is_open = shows_values(request, chosen.layer)
    for row in shown:
        row.fields = changed_fields(row) if is_open else []  # type: ignore[attr-defined]
        if not is_open:
            row.label, row.geom = "", None
    totals = {
        DifferenceRow.Kind.ADDED: chosen.added,
        DifferenceRow.Kind.CHANGED: chosen.changed,
        DifferenceRow.Kind.REMOVED: chosen.removed,
    }
    return {
        "layers": layers,
        "layer": chosen,
        "kind": kind,
        "kinds": [(each.value, each.label, totals[each]) for each in DifferenceRow.Kind],
        "rows": shown,
        "is_open": is_open,
        "shown_of_kind": SHOWN_OF_KIND,
        "is_cut": max(totals.values()) > SHOWN_OF_KIND,
    }
