"""`/metrics` for Prometheus: traffic of all processes, and what the database and the disk know.

Only for the addresses of `GIS_METRICS_HOSTS`. Layers that are not public are not named.
"""

import logging
from collections.abc import Iterable, Iterator
from ipaddress import IPv4Address, IPv6Address, ip_address, ip_network

from django.conf import settings
from django.db import DatabaseError, connection, connections
from django.db.models import Count, Min
from django.http import HttpRequest, HttpResponse
from django.utils import timezone
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_safe
from django_tasks_db.models import DBTaskResult
from prometheus_client import CollectorRegistry, generate_latest
from prometheus_client.core import GaugeMetricFamily, Metric
from prometheus_client.registry import Collector

from gis.cache_size import cache_bytes
from gis.traffic import registry, traffic
from layers.access import PUBLIC, allowed_layers
from layers.models import ImportRun, Quarantine

log = logging.getLogger(__name__)

CONTENT_TYPE = "text/plain; version=0.0.4; charset=utf-8"


@require_safe
@never_cache
def metrics(request: HttpRequest) -> HttpResponse:
    """`/metrics`; 403 for who may not read it."""
    if not may_read(request.META.get("REMOTE_ADDR", ""), request.headers.get("X-Forwarded-For")):
        return HttpResponse("GIS_METRICS_HOSTS\n", content_type="text/plain", status=403)
    traffic.flush()
    known = CollectorRegistry()
    known.register(StateCollector())
    text = generate_latest(registry()) + generate_latest(known)
    return HttpResponse(text, content_type=CONTENT_TYPE)


def may_read(client: str, forwarded: str | None) -> bool:
    """Whether the address is an allowed one, and what a proxy says of its client is too.

    The header can only take the right away: one that is made up opens nothing, and a proxy on this
    machine does not lend its address to strangers.
    """
    asked = [client] if forwarded is None else [client, *forwarded.split(",")]
    return all(_is_allowed(each.strip()) for each in asked)


def _is_allowed(text: str) -> bool:
    try:
        address: IPv4Address | IPv6Address = ip_address(text)
    except ValueError:
        return False
    address = getattr(address, "ipv4_mapped", None) or address
    return any(address in ip_network(each, strict=False) for each in settings.METRICS_HOSTS)


class StateCollector(Collector):
    """What the database knows, the same from any process."""

    def collect(self) -> Iterable[Metric]:
        try:
            found = [*_data_ages(), *_runs(), *_jobs(), *_quarantine(), *_sizes()]
        except DatabaseError:
            log.exception("metrics without the database")
            found = []
        up = GaugeMetricFamily("dmvs_up", "Whether the database answers.", value=bool(found))
        return [up, *found]


def _data_ages() -> Iterator[Metric]:
    family = GaugeMetricFamily(
        "dmvs_data_timestamp_seconds",
        "The newest day that a layer's data from a source speak of.",
        labels=["layer", "source"],
    )
    public = {layer.id for layer in allowed_layers(PUBLIC, "see")}
    with connections["reader"].cursor() as cursor:
        cursor.execute(
            "SELECT layer, source, extract(epoch FROM max(data_date))::bigint "
            "FROM served.coverage GROUP BY layer, source ORDER BY layer, source"
        )
        for layer, source, moment in cursor.fetchall():
            if layer in public:
                family.add_metric([layer, source], moment)
    yield family


def _runs() -> Iterator[Metric]:
    family = GaugeMetricFamily("dmvs_import_runs", "Import runs by their state.", labels=["state"])
    counts = ImportRun.objects.order_by("state").values_list("state").annotate(Count("pk"))
    for state, count in counts:
        family.add_metric([state], count)
    yield family


def _jobs() -> Iterator[Metric]:
    family = GaugeMetricFamily("dmvs_jobs", "Jobs by their status.", labels=["status"])
    oldest = GaugeMetricFamily(
        "dmvs_job_oldest_seconds",
        "How long the oldest unfinished job is in the queue or running.",
        labels=["status"],
    )
    now = timezone.now()
    counts = DBTaskResult.objects.order_by("status").values_list("status")
    for status, count, first in counts.annotate(Count("pk"), Min("enqueued_at")):
        family.add_metric([status], count)
        if status in {"READY", "RUNNING"} and first:
            oldest.add_metric([status], max((now - first).total_seconds(), 0))
    yield from (family, oldest)


def _quarantine() -> Iterator[Metric]:
    count = Quarantine.objects.filter(resolved_by=None).count()
    yield GaugeMetricFamily(
        "dmvs_quarantined_records", "Records in quarantine that wait for correction.", value=count
    )


def _sizes() -> Iterator[Metric]:
    with connection.cursor() as cursor:
        cursor.execute("SELECT pg_database_size(current_database())")
        size = cursor.fetchone()[0]
    yield GaugeMetricFamily("dmvs_database_bytes", "Size of the database.", value=size)
    cached = cache_bytes()
    if cached is not None:
        yield GaugeMetricFamily(
            "dmvs_tile_cache_bytes", "Size of the cached tiles, at most an hour old.", value=cached
        )
