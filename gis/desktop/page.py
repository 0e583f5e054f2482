"""`/desktop/`: how to get the map into QGIS and ArcGIS, with files and addresses to take."""

from django.http import HttpRequest, HttpResponse
from django.utils.cache import patch_vary_headers
from django.views.decorators.http import require_safe

from gis.api.reader import rows
from gis.desktop.offer import Addresses, addresses, branches
from gis.desktop.pictures import pictures
from gis.desktop.words import words
from gis.page import language_of
from gis.page import page as framed

_MUNICIPALITIES = (
    "SELECT code, label FROM served.admin_municipality WHERE geom IS NOT NULL ORDER BY label, code"
)


@require_safe
def page(request: HttpRequest) -> HttpResponse:
    """What is offered is what the viewer may see."""
    language = language_of(request)
    shown = branches(request.user)
    context = {
        "pictures": pictures(language),
        "municipalities": rows(_MUNICIPALITIES),
        "themes": [
            (each.id, each.title.in_language(language), len(each.pictures)) for each in shown
        ],
        "styles": [
            (layer.id, layer.title.in_language(language))
            for each in shown
            for layer in each.objects
        ],
        "addresses": _told(addresses(request)),
    }
    response = framed(request, "desktop/page.html", words(language), context)
    response["Cache-Control"] = "private, no-cache"
    patch_vary_headers(response, ["Accept-Language", "Authorization", "Cookie"])
    return response


def _told(found: Addresses) -> list[tuple[str, str]]:
    return [
        ("WMS", found.wms),
        ("WMTS", found.wmts),
        ("OGC API – Features", found.api),
        ("WFS 2.0", found.wfs),
        ("CSW", found.csw),
        ("ATOM", found.atom),
    ]
