"""The answer to a wrong request, in the words of the service and version that was asked."""

from dataclasses import dataclass
from html import escape
from typing import Literal

Dialect = Literal["1.1.1", "1.3.0", "wmts"]


class BadParameter(Exception):
    """A parameter is wrong; `locator` is its name, `code` that of the service's standard."""

    def __init__(
        self, locator: str, message: str, *, code: str = "InvalidParameterValue", status: int = 400
    ) -> None:
        super().__init__(message)
        self.locator = locator
        self.message = message
        self.code = code
        self.status = status


@dataclass(frozen=True, slots=True)
class Document:
    """A body with its media type."""

    content_type: str
    body: bytes


_WMS_111 = """<?xml version="1.0" encoding="UTF-8"?>
<!DOCTYPE ServiceExceptionReport SYSTEM "http://schemas.opengis.net/wms/1.1.1/exception_1_1_1.dtd">
<ServiceExceptionReport version="1.1.1">
  <ServiceException code="{code}" locator="{locator}">{message}</ServiceException>
</ServiceExceptionReport>
"""
_WMS_130 = """<?xml version="1.0" encoding="UTF-8"?>
<ServiceExceptionReport version="1.3.0" xmlns="http://www.opengis.net/ogc">
  <ServiceException code="{code}" locator="{locator}">{message}</ServiceException>
</ServiceExceptionReport>
"""
_OWS = """<?xml version="1.0" encoding="UTF-8"?>
<ows:ExceptionReport xmlns:ows="http://www.opengis.net/ows/1.1" version="1.0.0" xml:lang="cs">
  <ows:Exception exceptionCode="{code}" locator="{locator}">
    <ows:ExceptionText>{message}</ows:ExceptionText>
  </ows:Exception>
</ows:ExceptionReport>
"""
_DIALECTS: dict[Dialect, tuple[str, str]] = {
    "1.1.1": ("application/vnd.ogc.se_xml", _WMS_111),
    "1.3.0": ("text/xml; charset=utf-8", _WMS_130),
    "wmts": ("application/xml", _OWS),
}


def document(dialect: Dialect, *, code: str, locator: str, message: str) -> Document:
    """The exception document; nothing in it needs trust, all of it is escaped."""
    content_type, template = _DIALECTS[dialect]
    body = template.format(code=escape(code), locator=escape(locator), message=escape(message))
    return Document(content_type, body.encode())
