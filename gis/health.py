"""Whether the server lives, whether it can serve, and what a monitor wants to know."""

import logging
from collections.abc import Iterator

from django.db import DatabaseError, connections
from django.db.models import Count
from django.http import HttpRequest, HttpResponse, JsonResponse
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_safe
from django_tasks_db.models import DBTaskResult

from layers.catalogue import catalogue
from layers.errors import CatalogueError
from layers.models import ImportRun

log = logging.getLogger(__name__)


@require_safe
@never_cache
def live(request: HttpRequest) -> HttpResponse:
    """`/health/live`: the process answers; nothing else is asked."""
    return JsonResponse({"status": "ok"})


@require_safe
@never_cache
def ready(request: HttpRequest) -> HttpResponse:
    """`/health/ready`: 200 when the reading role sees the data and the catalogue is sound."""
    state = {"database": _database_answers(), "catalogue": _catalogue_loads()}
    whole = all(state.values())
    words = {name: "ok" if good else "failed" for name, good in state.items()}
    status = {"status": "ok" if whole else "failed", **words}
    return JsonResponse(status, status=200 if whole else 503)


@require_safe
@never_cache
def metrics(request: HttpRequest) -> HttpResponse:
    """`/metrics` for Prometheus: what the database knows, the same from any worker."""
    try:
        lines = [*_data_ages(), *_runs(), *_jobs()]
        up = 1
    except DatabaseError:
        log.exception("metrics without the database")
        lines, up = [], 0
    head = ["# HELP dmvs_up Whether the database answers.", "# TYPE dmvs_up gauge", f"dmvs_up {up}"]
    text = "\n".join([*head, *lines]) + "\n"
    return HttpResponse(text, content_type="text/plain; version=0.0.4; charset=utf-8")


def _database_answers() -> bool:
    try:
        with connections["reader"].cursor() as cursor:
            cursor.execute("SELECT FROM served.version")
    except DatabaseError:
        log.warning("the reading role cannot read the data", exc_info=True)
        return False
    return True


def _catalogue_loads() -> bool:
    try:
        return bool(catalogue().layers)
    except CatalogueError:
        log.warning("the catalogue is wrong", exc_info=True)
        return False


def _data_ages() -> Iterator[str]:
    yield "# HELP dmvs_data_timestamp_seconds The newest day that a layer's data speak of."
    yield "# TYPE dmvs_data_timestamp_seconds gauge"
    with connections["reader"].cursor() as cursor:
        cursor.execute(
            "SELECT layer, extract(epoch FROM max(data_date))::bigint "
            "FROM served.coverage GROUP BY layer ORDER BY layer"
        )
        for layer, moment in cursor.fetchall():
            yield f'dmvs_data_timestamp_seconds{{layer="{layer}"}} {moment}'


def _runs() -> Iterator[str]:
    yield "# HELP dmvs_import_runs Import runs by their state."
    yield "# TYPE dmvs_import_runs gauge"
    counts = ImportRun.objects.order_by("state").values_list("state").annotate(Count("pk"))
    for state, count in counts:
        yield f'dmvs_import_runs{{state="{state}"}} {count}'


def _jobs() -> Iterator[str]:
    yield "# HELP dmvs_jobs Jobs by their status."
    yield "# TYPE dmvs_jobs gauge"
    counts = DBTaskResult.objects.order_by("status").values_list("status").annotate(Count("pk"))
    for status, count in counts:
        yield f'dmvs_jobs{{status="{status}"}} {count}'
