"""The one WSGI application: the maps under /ows, the API and the portal for the rest."""

import os
from collections.abc import Callable, Iterable
from typing import Any

os.environ.setdefault("DJANGO_SETTINGS_MODULE", "gis.settings")

from django.conf import settings
from django.core.wsgi import get_wsgi_application

settings.METRICS_FOLDER.mkdir(parents=True, exist_ok=True)
os.environ.setdefault("PROMETHEUS_MULTIPROC_DIR", os.fspath(settings.METRICS_FOLDER))

pages = get_wsgi_application()

from gis.traffic import traffic  # noqa: E402  reads the folder that is set above
from tiles.app import Application  # noqa: E402  needs the applications loaded

maps = Application(traffic)
traffic.flush_always()


def application(environ: dict[str, Any], start_response: Callable[..., Any]) -> Iterable[bytes]:
    """Maps are told by their path alone, so that a cached tile passes nothing of Django."""
    if environ["PATH_INFO"].startswith("/ows/") and environ["PATH_INFO"] != "/ows/wfs":
        return maps(environ, start_response)
    return pages(environ, start_response)
