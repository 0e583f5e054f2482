"""Under which address the services say they are: never one that a request made up."""

from typing import Any
from urllib.parse import urlsplit

from django.conf import settings
from django.http.request import split_domain_port, validate_host

from layers.request_keys import PERSONAL_ADDRESS
from tiles.service_exception import BadParameter

_FORGEABLE = ("HTTP_X_FORWARDED_HOST", "HTTP_X_FORWARDED_PROTO", "HTTP_X_SCRIPT_NAME")


def with_public_address(environ: dict[str, Any]) -> dict[str, Any]:
    """A copy of the environment with scheme, host and script of the public address.

    That is `GIS_PUBLIC_URL`, or the request's `Host` when it is one of the allowed ones; raises
    `BadParameter` when it is none. A personal address that was asked is told on.
    """
    kept = {key: value for key, value in environ.items() if key not in _FORGEABLE}
    prefix = ""
    if settings.PUBLIC_URL:
        address = urlsplit(settings.PUBLIC_URL)
        kept["wsgi.url_scheme"], kept["HTTP_HOST"] = address.scheme, address.netloc
        prefix = address.path.rstrip("/")
    else:
        host = environ.get("HTTP_HOST", "")
        domain, _ = split_domain_port(host)
        if not domain or not validate_host(domain, settings.ALLOWED_HOSTS):
            raise BadParameter("Host", "Takový Host služba neobsluhuje.", code="NoApplicableCode")
    kept["SCRIPT_NAME"] = f"{prefix}/ows{environ.get(PERSONAL_ADDRESS, '')}"
    return kept
