"""The form in which features are asked for: `f` decides over Accept, GeoJSON is the default."""

from django.http import HttpRequest

from gis.api.links import GEOJSON, HTML, JSON
from gis.api.problems import BadParameter
from layers.export.formats import FORMATS, Format

FILES = tuple(FORMATS[name] for name in ("gml", "csv", "gpkg", "fgb"))
"""Those that are taken away as a file; the others of the export are had by a release."""
PAGES = ("json", "geojson", "html")
NAMES = (*(each.id for each in FILES), *PAGES)
"""What `f` may be."""


def file_asked(request: HttpRequest) -> Format | None:
    """The format of a file, or None for a page of features. Raises `BadParameter`."""
    if "f" in request.GET:
        name = request.GET["f"]
        if name not in NAMES:
            raise BadParameter(
                "f", f"Musí být {', '.join(NAMES)}.", f"Must be one of {', '.join(NAMES)}."
            )
        return next((each for each in FILES if each.id == name), None)
    kinds = {bare(each): each for each in FILES}
    return kinds.get(request.get_preferred_type([GEOJSON, JSON, HTML, *kinds]) or "")


def wants_page(request: HttpRequest) -> bool:
    """Whether a page of features is to be for people."""
    if "f" in request.GET:
        return request.GET["f"] == "html"
    return request.get_preferred_type([GEOJSON, JSON, HTML]) == HTML


def bare(form: Format) -> str:
    """The media type without its parameters."""
    return form.media_type.partition(";")[0]
