"""The addresses that capabilities tell, all below the public address of the product."""

from dataclasses import dataclass
from typing import Any, Self
from urllib.parse import urlencode

from django.conf import settings


@dataclass(frozen=True, slots=True)
class Address:
    """`root` is the product, `ows` its map services as asked, `theme` a part of them."""

    root: str
    ows: str
    theme: str = ""

    @classmethod
    def of(cls, environ: dict[str, Any], theme: str) -> Self:
        """From a request's environment that `with_public_address` has cleaned."""
        host = f"{environ['wsgi.url_scheme']}://{environ['HTTP_HOST']}"
        root = settings.PUBLIC_URL.rstrip("/") or host
        return cls(root, host + environ["SCRIPT_NAME"], theme)

    def service(self, name: str) -> str:
        """`wms` or `wmts` of the theme, or of the whole."""
        return "/".join(part for part in (self.ows, self.theme, name) if part)

    def legend(self, layer: str, style: str, language: str) -> str:
        asked = {
            "SERVICE": "WMS",
            "VERSION": "1.3.0",
            "REQUEST": "GetLegendGraphic",
            "LAYER": layer,
            "STYLE": style,
            "FORMAT": "image/png",
            "SLD_VERSION": "1.1.0",
        }
        if language != "cze":
            asked["LANGUAGE"] = language
        return f"{self.ows}/wms?{urlencode(asked)}"

    def record(self, record: str) -> str:
        """The metadata record of that id."""
        asked = {
            "service": "CSW",
            "version": "2.0.2",
            "request": "GetRecordById",
            "id": record,
            "outputSchema": "http://www.isotc211.org/2005/gmd",
            "elementSetName": "full",
        }
        return f"{self.root}/csw?{urlencode(asked)}"
