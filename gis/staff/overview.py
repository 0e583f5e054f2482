"""The first page: what waits for a decision, what runs, what came last; and the upload."""

from django.conf import settings
from django.core.paginator import Paginator
from django.http import HttpRequest, HttpResponse
from django.views.decorators.http import require_safe

from gis.staff.page import VIEW, page, staff_page
from layers.models import Delivery, ImportRun, ImportSource, Job

_PER_PAGE = 25


@require_safe
@staff_page(VIEW)
def overview(request: HttpRequest) -> HttpResponse:
    """Deliveries by state, jobs that run."""
    return show(request)


def show(request: HttpRequest, *, status: int = 200) -> HttpResponse:
    """The page, also as the answer to an upload that was refused."""
    chosen = request.GET.get("state", "")
    deliveries = Delivery.objects.select_related("created_by", "preview", "run")
    if chosen in Delivery.State.values:
        deliveries = deliveries.filter(state=chosen)
    waiting = Delivery.objects.filter(state=Delivery.State.READY).select_related("preview")
    return page(
        request,
        "overview.html",
        "Dodávky dat",
        status=status,
        waiting=waiting.order_by("pk")[:_PER_PAGE],
        jobs=Job.objects.filter(state__in=(Job.State.WAITING, Job.State.RUNNING)).order_by("pk"),
        deliveries=Paginator(deliveries, _PER_PAGE).get_page(request.GET.get("page")),
        states=Delivery.State.choices,
        chosen=chosen,
        sources=_sources(),
        limit_mb=settings.UPLOAD_LIMIT_BYTES // 1_000_000,
        limit_bytes=settings.UPLOAD_LIMIT_BYTES,
        watched=settings.WATCHED_FOLDERS,
        last_runs=ImportRun.objects.order_by("-pk")[:8],
    )


def _sources() -> list[str]:
    named = ImportSource.objects.values_list("name", flat=True)
    used = ImportRun.objects.exclude(source="").values_list("source", flat=True).distinct()
    return sorted({*named, *used})
