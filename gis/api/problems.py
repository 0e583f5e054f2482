"""One table from exception to status: every error of the API is `application/problem+json`."""

import json
import logging
from http import HTTPStatus

from django.core.exceptions import RequestDataTooBig, SuspiciousOperation
from django.db import InterfaceError, OperationalError
from django.http import Http404, HttpRequest, HttpResponse
from django.utils.translation import get_language

from layers.catalogue import Text
from layers.errors import BadCoordinates, LayersError, UnknownLayer
from layers.extract.errors import BadArea, NoSubject, NotKnownYet
from layers.map_picture import MapNotDrawn

log = logging.getLogger(__name__)

RETRY_AFTER_S = 5


class ApiError(Exception):
    """A request that is refused: what to tell the client, and by which parameter."""

    status = HTTPStatus.BAD_REQUEST

    def __init__(self, detail: Text, *, parameter: str = "") -> None:
        super().__init__(detail.cs)
        self.detail = detail
        self.parameter = parameter


class BadParameter(ApiError):
    """A parameter that is unknown, malformed or out of its range."""

    def __init__(self, parameter: str, cs: str, en: str) -> None:
        super().__init__(Text(cs, en), parameter=parameter)


class UriTooLong(ApiError):
    status = HTTPStatus.REQUEST_URI_TOO_LONG


class NotThere(ApiError):
    """No such address, collection, feature or tile."""

    status = HTTPStatus.NOT_FOUND


class Forbidden(ApiError):
    """Known to the user, but not for this."""

    status = HTTPStatus.FORBIDDEN


class SignInFirst(ApiError):
    status = HTTPStatus.UNAUTHORIZED


class NotNow(ApiError):
    """What is asked cannot be in the present state."""

    status = HTTPStatus.CONFLICT


class WrongMediaType(ApiError):
    status = HTTPStatus.UNSUPPORTED_MEDIA_TYPE


class MethodNotAllowed(ApiError):
    status = HTTPStatus.METHOD_NOT_ALLOWED


_STATUSES: tuple[tuple[tuple[type[Exception], ...], HTTPStatus], ...] = (
    ((UnknownLayer, NoSubject, Http404), HTTPStatus.NOT_FOUND),
    ((BadArea, NotKnownYet), HTTPStatus.UNPROCESSABLE_ENTITY),
    ((RequestDataTooBig,), HTTPStatus.REQUEST_ENTITY_TOO_LARGE),
    ((BadCoordinates, SuspiciousOperation), HTTPStatus.BAD_REQUEST),
    ((OperationalError, InterfaceError, MapNotDrawn), HTTPStatus.SERVICE_UNAVAILABLE),
)
_NOT_FOUND = Text("Na této adrese nic není.", "There is nothing at this address.")
_BAD_REQUEST = Text("Požadavku nelze rozumět.", "The request cannot be understood.")
_BUSY = Text(
    "Dotaz trval příliš dlouho nebo databáze není dostupná. Zkuste to znovu za okamžik.",
    "The query took too long or the database is not available. Try again in a moment.",
)
_INTERNAL = Text("Na serveru došlo k chybě.", "The server has made an error.")


def status_of(error: Exception) -> HTTPStatus:
    """By the table; what it does not know is an error of ours."""
    if isinstance(error, ApiError):
        return error.status
    known = (status for kinds, status in _STATUSES if isinstance(error, kinds))
    return next(known, HTTPStatus.INTERNAL_SERVER_ERROR)


def problem(error: Exception) -> HttpResponse:
    """The answer for an exception, in the language of the request; logs what is our fault."""
    status = status_of(error)
    if status >= HTTPStatus.INTERNAL_SERVER_ERROR:
        log.error("%s", error, exc_info=error)
    document = {
        "type": "about:blank",
        "title": status.phrase,
        "status": int(status),
        "detail": _detail(error, status),
    }
    if isinstance(error, ApiError | NotKnownYet) and error.parameter:
        document["parameter"] = error.parameter
    response = HttpResponse(
        json.dumps(document, ensure_ascii=False),
        content_type="application/problem+json",
        status=status,
    )
    response["Cache-Control"] = "no-store"
    if status == HTTPStatus.SERVICE_UNAVAILABLE:
        response["Retry-After"] = str(RETRY_AFTER_S)
    return response


def _detail(error: Exception, status: HTTPStatus) -> str:
    language = get_language() or "cs"
    match error, status:
        case ApiError(), _:
            return error.detail.in_language(language)
        case LayersError(), _:
            return str(error)
        case _, HTTPStatus.NOT_FOUND:
            return _NOT_FOUND.in_language(language)
        case _, HTTPStatus.SERVICE_UNAVAILABLE:
            return _BUSY.in_language(language)
        case _, HTTPStatus.INTERNAL_SERVER_ERROR:
            return _INTERNAL.in_language(language)
        case _:
            return _BAD_REQUEST.in_language(language)


def unknown_address(request: HttpRequest, rest: str) -> HttpResponse:
    """Whatever below /api/ has no view, so that Django's own page is never shown there."""
    raise Http404


def not_found(request: HttpRequest, exception: Exception | None = None) -> HttpResponse:
    """Django's handler404."""
    return problem(Http404())


def bad_request(request: HttpRequest, exception: Exception | None = None) -> HttpResponse:
    """Django's handler400: a forged Host, too many fields."""
    return problem(SuspiciousOperation())


def server_error(request: HttpRequest) -> HttpResponse:
    """Django's handler500; the exception is logged by Django."""
    return HttpResponse(
        json.dumps(
            {
                "type": "about:blank",
                "title": HTTPStatus.INTERNAL_SERVER_ERROR.phrase,
                "status": 500,
                "detail": _INTERNAL.in_language(get_language() or "cs"),
            },
            ensure_ascii=False,
        ),
        content_type="application/problem+json",
        status=500,
    )
