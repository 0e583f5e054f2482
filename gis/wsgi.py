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

from gis.accounts.entrance import (  # noqa: E402  needs the applications loaded
    Entrance,
    unknown_address,
    without_address,
)
from gis.accounts.identity import who  # noqa: E402
from gis.traffic import traffic  # noqa: E402  reads the folder that is set above
from tiles.app import Application  # noqa: E402  needs the applications loaded

maps = Entrance(Application(traffic, who))
traffic.flush_always()


def application(environ: dict[str, Any], start_response: Callable[..., Any]) -> Iterable[bytes]:
    """Maps are told by their path alone, so that a cached tile passes nothing of Django."""
    if (known := without_address(environ)) is None:
        return unknown_address(environ, start_response)
    if known["PATH_INFO"].startswith("/ows/") and known["PATH_INFO"] != "/ows/wfs":
        return maps(known, start_response)
    return pages(known, start_response)
