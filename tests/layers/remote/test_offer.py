"""What services say of themselves, in the forms they say it."""

from collections.abc import Callable

import pytest

from layers.models import Delivery, Feature
from layers.remote import ask
from layers.remote.errors import RemoteFailure
from layers.remote.offer import offer, srid_of
from layers.remote.registry import choose, register
from layers.remote.schedule import harvest
from tests.layers.remote.conftest import CHOICE
from tests.layers.remote.server import COUNT, OLD_WMS, Server, wfs
from tests.layers.remote.test_fetch import says


@pytest.mark.parametrize(
    ("code", "srid"),
    [
        ("EPSG:5514", 5514),
        ("urn:ogc:def:crs:EPSG::5514", 5514),
        ("urn:ogc:def:crs:EPSG:9.6:3857", 3857),
        ("http://www.opengis.net/def/crs/EPSG/0/5514", 5514),
        ("http://www.opengis.net/gml/srs/epsg.xml#4326", None),
        ("http://www.opengis.net/def/crs/OGC/1.3/CRS84", 4326),
        ("urn:ogc:def:crs:OGC:1.3:CRS84", 4326),
        ("CRS:84", 4326),
        ("AUTO:42001", None),
    ],
)
def test_system_is_known_in_all_its_forms(code: str, srid: int | None) -> None:
    assert srid_of(code) == srid


def test_wms_offers_its_layers_with_the_best_system_first(remote: Server) -> None:
    found = offer("wms", f"{remote.url}/wms")

    (layer,) = found.layers
    assert (found.title, layer.title) == ("Povodňové mapy", "Rozliv Q100")
    assert layer.technical["srids"] == [5514, 4326]
    assert layer.technical["format"] == "image/png"
    assert layer.technical["info_format"] == "application/json"
    assert layer.technical["legend"] == f"{remote.url}/legend.png"


def test_older_wms_is_asked_at_the_registered_address_in_its_version(remote: Server) -> None:
    remote.replies["/cgi"] = says(OLD_WMS.encode(), "application/vnd.ogc.wms_xml")
    (layer,) = offer("wms", f"{remote.url}/cgi?map=/a.map").layers

    asked = ask.picture(layer.technical, srid=4326, box=(14, 50, 15, 51), size_px=(10, 20))

    assert asked.startswith(f"{remote.url}/cgi?map=/a.map&")
    assert "SRS=EPSG:4326" in asked and "BBOX=14.0,50.0,15.0,51.0" in asked


def test_wms_130_in_degrees_is_asked_latitude_first(remote: Server) -> None:
    (layer,) = offer("wms", f"{remote.url}/wms").layers

    asked = ask.picture(layer.technical, srid=4326, box=(14, 50, 15, 51), size_px=(10, 20))

    assert "CRS=EPSG:4326" in asked and "BBOX=50.0,14.0,51.0,15.0" in asked


def test_wmts_offers_its_levels_from_the_coarsest(remote: Server) -> None:
    (layer,) = offer("wmts", f"{remote.url}/wmts").layers

    levels = layer.technical["matrices"]
    assert levels[0]["resolution"] == pytest.approx(156_543.034, abs=0.001)
    assert levels[0]["west"] == levels[7]["west"] == pytest.approx(-20_037_508.34, abs=0.01)
    assert ask.tile(layer.technical, matrix="3", column=4, row=2) == (
        f"{remote.url}/wmts/orto/gm/3/2/4.jpg"
    )


def test_services_without_layers_are_failures(remote: Server) -> None:
    remote.replies["/features/collections"] = says(b'{"collections": []}', "application/json")
    with pytest.raises(RemoteFailure, match="žádnou vrstvu"):
        offer("features", f"{remote.url}/features/")


@pytest.mark.parametrize("body", [b"[]", b"{}", b'{"collections": [1]}', b"<html>", b"[" * 10**5])
def test_what_is_no_list_of_collections_is_a_failure(remote: Server, body: bytes) -> None:
    remote.replies["/features/collections"] = says(body, "application/json")
    with pytest.raises(RemoteFailure):
        offer("features", f"{remote.url}/features")


@pytest.mark.django_db(transaction=True)
@pytest.mark.parametrize("format_", ["GeoJSON", "GML"])
def test_wfs_is_taken_over_page_by_page(
    remote: Server, inbox: object, work: Callable[[], None], format_: str
) -> None:
    remote.replies["/wfs"] = wfs
    if format_ == "GML":
        remote.wfs_formats = remote.wfs_formats[:1]
    layer = choose(register("wfs", f"{remote.url}/wfs", ""), "lesy:porost", CHOICE)
    assert layer.geometry == "polygon"
    assert [one["name"] for one in layer.fields][:2] == ["drevina", "vek"]

    harvest(layer)
    work()

    assert Delivery.objects.get().state == Delivery.State.PUBLISHED
    found = Feature.objects.filter(layer=layer.layer_id)
    assert found.count() == COUNT
    attributes = found.get(code="porost.2344").attributes
    assert (attributes["drevina"], attributes["vek"]) == ("smrk", "4")
