"""How requests are answered: counted and timed by route, over all processes of the web.

Each process writes into files of its own below `PROMETHEUS_MULTIPROC_DIR`, which `gis.wsgi` sets;
without it (one process, tests) the numbers stay in memory.
"""

import os
from collections import defaultdict
from collections.abc import Callable, Iterable
from http import HTTPStatus
from itertools import count
from threading import Thread
from time import perf_counter, sleep
from typing import Any

from django.conf import settings
from django.db import connection
from django.http import HttpRequest, HttpResponse
from django.urls import ResolverMatch
from prometheus_client import REGISTRY, CollectorRegistry, Counter, Histogram
from prometheus_client.multiprocess import MultiProcessCollector

from gis.usage.counting import Usage
from gis.usage.models import UsageCount
from gis.usage.municipality import municipality_of
from layers.request_keys import LAYERS, MUNICIPALITY

FLUSH_EVERY_S = 3.0
USAGE_WRITTEN_EVERY = 20
"""Flushes: once a minute."""
_BUCKETS = (0.005, 0.01, 0.025, 0.05, 0.1, 0.25, 0.5, 1.0, 2.5, 5.0, 10.0)
_NAMESPACES = {"api": "api", "admin": "staff", "staff": "staff"}

_requests = Counter(
    "dmvs_http_requests", "Answers by route and class of status.", ["route", "status"]
)
_busy = Counter("dmvs_http_busy", "Answers 503: too busy, or a query took too long.", ["route"])
_duration = Histogram(
    "dmvs_http_request_duration_seconds",
    "Time to an answer; cached tiles (tile:hit) are counted, not timed.",
    ["route"],
    buckets=_BUCKETS,
)
_hits = _requests.labels("tile:hit", "2xx")


class Traffic:
    """The observer of one process; cached tiles are added up and written every few seconds."""

    def __init__(self) -> None:
        self.tiles: defaultdict[tuple[str, int], int] = defaultdict(int)
        self.usage = Usage()

    def answered(self, route: str, status: int, seconds: float) -> None:
        _requests.labels(route, f"{status // 100}xx").inc()
        _duration.labels(route).observe(seconds)
        if status == 503:
            _busy.labels(route).inc()

    def flush(self) -> None:
        """Writes the cached tiles answered since the last time."""
        taken, self.tiles = self.tiles, defaultdict(int)
        if taken:
            _hits.inc(sum(taken.values()))
            self.usage.add_tiles(taken)

    def used(self, layers: Iterable[str], service: str, environ: dict[str, Any]) -> None:
        """One answer about the layers; a service without statistics is left out."""
        if service in UsageCount.Channel:
            self.usage.add(layers, service, environ)

    def flush_always(self) -> None:
        """In a thread of its own, for as long as the process lives."""
        Thread(target=self._flush_always, name="metrics", daemon=True).start()

    def _flush_always(self) -> None:
        for turn in count(1):
            sleep(FLUSH_EVERY_S)
            self.flush()
            if turn % USAGE_WRITTEN_EVERY == 0:
                self.usage.write()
                connection.close_if_unusable_or_obsolete()


traffic = Traffic()


class TrafficMiddleware:
    """Observes what Django answers; first of all, so that nothing is left out of the time."""

    def __init__(self, get_response: Callable[[HttpRequest], HttpResponse]) -> None:
        self.get_response = get_response

    def __call__(self, request: HttpRequest) -> HttpResponse:
        started = perf_counter()
        response = self.get_response(request)
        seconds = perf_counter() - started
        traffic.answered(_route(request.resolver_match), response.status_code, seconds)
        if response.status_code in _USED and request.resolver_match:
            _note_use(request, request.resolver_match)
        return response


def _note_use(request: HttpRequest, match: ResolverMatch) -> None:
    if "api" not in match.namespaces:
        return
    environ = request.META
    if MUNICIPALITY not in environ and settings.SESSION_COOKIE_NAME in request.COOKIES:
        user = request.user
        environ[MUNICIPALITY] = municipality_of(user) if user.is_authenticated else 0
    layers = environ.get(LAYERS) or [match.kwargs.get("collection_id", "")]
    traffic.used(layers, _CHANNELS.get(match.url_name or "", "api"), environ)


_CHANNELS = {"tile": "vector", "identify": "identify", "search": "search", "print": "print"}
_USED = frozenset({HTTPStatus.OK, HTTPStatus.ACCEPTED})


def registry() -> CollectorRegistry:
    """What all processes have counted."""
    if "PROMETHEUS_MULTIPROC_DIR" not in os.environ:
        return REGISTRY
    found = CollectorRegistry()
    MultiProcessCollector(found)  # type: ignore[no-untyped-call]
    return found


def _route(match: ResolverMatch | None) -> str:
    """Names of addresses, never what a client wrote into one."""
    if match is None:
        return "other"
    space = match.namespaces[0] if match.namespaces else ""
    if space == "api":
        return f"api:{match.url_name}"
    return _NAMESPACES.get(space) or _PAGES.get(match.url_name or "", "other")


_PAGES = {
    **dict.fromkeys(("portal", "portal_file", "static_file"), "portal"),
    **dict.fromkeys(("live", "ready", "metrics"), "health"),
    **dict.fromkeys(("quality", "quality_csv", "completeness_csv"), "quality"),
}
