"""Whether the server lives, and whether it can serve."""

import logging

from django.db import DatabaseError, connections
from django.http import HttpRequest, HttpResponse, JsonResponse
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_safe

from layers.catalogue import catalogue
from layers.errors import CatalogueError

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
