"""`/desktop/…`: the files, each made for who asks."""

from typing import Literal

from django.http import HttpRequest, HttpResponse, HttpResponseRedirect
from django.urls import reverse

from gis.api.answers import language
from gis.api.data_state import Bounds, data_version, ground
from gis.api.endpoint import endpoint
from gis.api.parameters import INT64, Parameters, integer
from gis.api.problems import NotThere
from gis.api.reader import row
from gis.desktop.offer import Branch, addresses, branches, objects_for
from gis.desktop.qgs import qgs
from gis.desktop.qlr import qlr
from gis.desktop.qml import qml
from gis.desktop.sld import sld
from layers.catalogue import LayerDef, Text

ALL = "all"
"""In place of a theme: all of them."""
OF_A_MUNICIPALITY = ("cadastre", "address", "admin", "plan", "imagery", "base")
"""Themes of a municipality's project: QGIS asks for each layer as it opens, of all for minutes."""
_ITS_OBJECTS = ("cadastre", "address")
"""Those of which it has objects too."""
_QLR = "application/x-qgis-layer-definition"
_QGS = "application/x-qgis-project"
_QML = "application/x-qgis-style"
_SLD = "application/vnd.ogc.sld+xml"
_MUNICIPALITY = (
    "SELECT label, ST_XMin(geom), ST_YMin(geom), ST_XMax(geom), ST_YMax(geom) "
    "FROM served.admin_municipality WHERE code = %s AND geom IS NOT NULL"
)


@endpoint
def theme_layers(request: HttpRequest, theme: str) -> HttpResponse:
    """`/desktop/theme/{theme}.qlr`."""
    Parameters(request, ())
    content = qlr(_chosen(request, theme), addresses(request), language())
    return _file(content, _QLR, f"dmvs-{theme}.qlr")


@endpoint
def theme_project(request: HttpRequest, theme: str) -> HttpResponse:
    """`/desktop/theme/{theme}.qgs`: the theme over the base map, at the whole region."""
    Parameters(request, ())
    region, chosen = ground(data_version()), _chosen(request, theme)
    title = f"{chosen[0].title.in_language(language())} – {region.title.in_language(language())}"
    if theme not in {ALL, "base"}:
        chosen += [each for each in branches(request.user) if each.id == "base"]
    return _project(request, title, chosen, region.bounds, f"dmvs-{theme}.qgs")


@endpoint
def chosen_municipality(request: HttpRequest) -> HttpResponse:
    """`/desktop/municipality?code=`: what the page's form asks for."""
    asked = Parameters(request, ("code",))
    code = integer(asked.text("code"), parameter="code")
    shown = f"?lang={language()}"
    return HttpResponseRedirect(reverse("desktop:municipality_project", args=[abs(code)]) + shown)


@endpoint
def municipality_project(request: HttpRequest, code: int) -> HttpResponse:
    """`/desktop/municipality/{code}.qgs`: what an office needs daily, at the municipality."""
    Parameters(request, ())
    found = row(_MUNICIPALITY, [code]) if code <= INT64 else None
    if found is None:
        raise NotThere(Text(f"Obec {code} neexistuje.", f"There is no municipality {code}."))
    name, *bounds = found
    chosen = [
        each if each.id in _ITS_OBJECTS else Branch(each.id, each.title, each.pictures, ())
        for each in branches(request.user)
        if each.id in OF_A_MUNICIPALITY
    ]
    west, south, east, north = bounds
    file = f"dmvs-{code}.qgs"
    return _project(request, name, chosen, (west, south, east, north), file)


@endpoint
def style(request: HttpRequest, layer: str) -> HttpResponse:
    """`/desktop/style/{layer}.qml`."""
    Parameters(request, ())
    return _file(qml(_layer(request, layer), language()), _QML, f"{layer}.qml")


@endpoint
def style_10(request: HttpRequest, layer: str) -> HttpResponse:
    """`/desktop/style/{layer}.sld`: SLD 1.0."""
    return _sld(request, layer, "1.0.0")


@endpoint
def style_11(request: HttpRequest, layer: str) -> HttpResponse:
    """`/desktop/style/{layer}-1.1.sld`: SLD 1.1 with Symbology Encoding."""
    return _sld(request, layer, "1.1.0")


def _sld(request: HttpRequest, layer: str, version: Literal["1.0.0", "1.1.0"]) -> HttpResponse:
    Parameters(request, ())
    content = sld(_layer(request, layer), version, language())
    return _file(content, _SLD, f"{layer}.sld")


def _project(
    request: HttpRequest, title: str, chosen: list[Branch], bounds: Bounds, name: str
) -> HttpResponse:
    content = qgs(title, chosen, addresses(request), language(), bounds)
    return _file(content, _QGS, name)


def _chosen(request: HttpRequest, theme: str) -> list[Branch]:
    found = [each for each in branches(request.user) if theme in {each.id, ALL}]
    if not found:
        told = repr(theme[:80])
        raise NotThere(Text(f"Téma {told} neexistuje.", f"There is no theme {told}."))
    return found


def _layer(request: HttpRequest, layer_id: str) -> LayerDef:
    for layer in objects_for(request.user):
        if layer.id == layer_id:
            return layer
    told = repr(layer_id[:80])
    raise NotThere(Text(f"Styl vrstvy {told} neexistuje.", f"There is no style of {told}."))


def _file(content: bytes, kind: str, name: str) -> HttpResponse:
    """Names are of the catalogue or numbers: nothing of them needs quoting."""
    response = HttpResponse(content, content_type=f"{kind}; charset=utf-8")
    response["Content-Disposition"] = f'attachment; filename="{name}"'
    return response
