"""Addresses of the WFS, from the address the server is known by."""

from urllib.parse import urlencode

from django.http import HttpRequest

from gis.address import home

PATH = "/ows/wfs"


def wfs_address(request: HttpRequest, /, **query: str) -> str:
    """The absolute address with parameters; under a personal address one of those."""
    return home(request).at(PATH) + (f"?{urlencode(query)}" if query else "")


def with_parameters(request: HttpRequest, **changes: str) -> str:
    """The address asked for, with parameters (in capitals) set."""
    kept = {name: str(request.GET[name]) for name in request.GET if name.upper() not in changes}
    return wfs_address(request, **kept, **changes)
