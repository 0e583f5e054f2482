"""Addresses of the WFS, from the address the server is known by."""

from urllib.parse import urlencode

from django.conf import settings
from django.http import HttpRequest

from layers.request_keys import PERSONAL_ADDRESS

PATH = "/ows/wfs"


def wfs_address(request: HttpRequest, /, **query: str) -> str:
    """The absolute address with parameters; `GIS_PUBLIC_URL` wins over the Host asked for.

    Under a personal address it is one of those.
    """
    root = settings.PUBLIC_URL or f"{request.scheme}://{request.get_host()}"
    path = f"/ows{request.META.get(PERSONAL_ADDRESS, '')}{PATH.removeprefix('/ows')}"
    return f"{root}{path}" + (f"?{urlencode(query)}" if query else "")


def with_parameters(request: HttpRequest, **changes: str) -> str:
    """The address asked for, with parameters (in capitals) set."""
    kept = {name: str(request.GET[name]) for name in request.GET if name.upper() not in changes}
    return wfs_address(request, **kept, **changes)
