"""What a WFS answers instead of features: an exception report of OWS."""

import logging
from http import HTTPStatus

from django.http import HttpResponse
from django.shortcuts import render
from django.utils.translation import get_language

from gis.api.problems import RETRY_AFTER_S, ApiError, status_of
from layers.catalogue import Text

log = logging.getLogger(__name__)
XML = "text/xml; charset=utf-8"


class WfsError(ApiError):
    """A request that is refused: by a code of OWS or WFS, at a parameter."""

    def __init__(self, code: str, locator: str, cs: str, en: str) -> None:
        super().__init__(Text(cs, en), parameter=locator)
        self.code = code


class NotFound(WfsError):
    """No object has the id that a stored query asks for."""

    status = HTTPStatus.NOT_FOUND


def report(error: Exception) -> HttpResponse:
    """The answer for an exception; what is our fault is logged and not told."""
    status = status_of(error)
    language = get_language() or "cs"
    code, locator, text = "NoApplicableCode", "", status.phrase
    if isinstance(error, ApiError):
        code = error.code if isinstance(error, WfsError) else "InvalidParameterValue"
        locator, text = error.parameter, error.detail.in_language(language)
    elif status >= HTTPStatus.INTERNAL_SERVER_ERROR:
        log.error("%s", error, exc_info=error)
    context = {"code": code, "locator": locator, "text": text, "language": language}
    response = render(None, "wfs/exception.xml", context, content_type=XML, status=status)
    response["Cache-Control"] = "no-store"
    if status == HTTPStatus.SERVICE_UNAVAILABLE:
        response["Retry-After"] = str(RETRY_AFTER_S)
    return response
