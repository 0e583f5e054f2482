"""What may go wrong with credentials, each said so that its owner can act."""

from http import HTTPStatus

from layers.catalogue import Text
from layers.errors import LayersError


class AlreadyRevoked(LayersError):
    """A personal address that is not valid any more."""


class Refused(Exception):
    """Credentials were given, and they do not hold: the request is not answered as anyone's."""

    status = HTTPStatus.UNAUTHORIZED
    challenge = ""

    def __init__(self, detail: Text) -> None:
        super().__init__(detail.cs)
        self.detail = detail


class BadPassword(Refused):
    """Name and password do not fit, or may not be used here."""

    challenge = 'Basic realm="DMVS", charset="UTF-8"'


class BadToken(Refused):
    """A bearer token that is unknown, expired or revoked."""

    challenge = 'Bearer realm="DMVS", error="invalid_token"'


class BadAddress(Refused):
    """A personal address that is unknown, expired or revoked."""

    status = HTTPStatus.FORBIDDEN


class OnlyReads(Refused):
    """A personal token that is to change something."""

    status = HTTPStatus.FORBIDDEN


class TooManyAttempts(Refused):
    """Somebody guesses."""

    status = HTTPStatus.TOO_MANY_REQUESTS
