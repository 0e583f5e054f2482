"""What is wrong with a filter, told to the one who wrote it."""

from http import HTTPStatus

from gis.api.problems import ApiError
from layers.catalogue import Text

PARAMETER = "filter"


class BadFilter(ApiError):
    """A filter that cannot be understood, asks for what is not there, or is too large."""

    def __init__(self, cs: str, en: str) -> None:
        super().__init__(Text(cs, en), parameter=PARAMETER)


class BadGeometry(BadFilter):
    """A geometry that is well written and yet none: crossing itself, without an inside."""

    status = HTTPStatus.UNPROCESSABLE_ENTITY
