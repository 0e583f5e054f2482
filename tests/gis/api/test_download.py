"""Features as files: whole answers, the same filters, rights of their own, nothing reflected."""

import csv
import io
from dataclasses import replace
from pathlib import Path
from typing import Any

import pyogrio
import pytest
from django.http import HttpResponseBase
from django.test import Client
from lxml import etree

from layers.catalogue import catalogue
from layers.models import AuditLine

pytestmark = [pytest.mark.usefixtures("region"), pytest.mark.django_db(databases="__all__")]
ITEMS = "/api/collections/cadastre_parcel/items"
KROVAK = "http://www.opengis.net/def/crs/EPSG/0/5514"


def body(response: HttpResponseBase) -> bytes:
    return b"".join(response.streaming_content)  # type: ignore[attr-defined]


def test_file_holds_all_features_without_limit_and_the_first_ones_with_it(client: Client) -> None:
    for query, count in (({}, 6), ({"limit": "2"}, 2)):
        response = client.get(ITEMS, {"f": "csv", **query})
        assert len(body(response).decode("utf-8-sig").splitlines()) == count + 1


def test_file_answers_the_same_filters_as_a_page(client: Client) -> None:
    query = {"cadastral_unit_code": "682314", "bbox": "14,50,16,52"}
    page = client.get(ITEMS, query).json()
    rows = csv.DictReader(
        io.StringIO(body(client.get(ITEMS, {**query, "f": "csv"})).decode("utf-8-sig")),
        delimiter=";",
    )
    assert [int(row["id"]) for row in rows] == [each["id"] for each in page["features"]] == [1003]


@pytest.mark.parametrize(("form", "driver"), [("gpkg", "GPKG"), ("fgb", "FlatGeobuf")])
def test_binary_file_is_read_by_gdal_in_the_system_asked_for(
    client: Client, tmp_path: Path, form: str, driver: str
) -> None:
    response = client.get(ITEMS, {"f": form, "crs": KROVAK, "bbox": "14,50,16,52"})
    assert response["Content-Disposition"] == f'attachment; filename="cadastre_parcel.{form}"'
    path = tmp_path / f"parcels.{form}"
    path.write_bytes(body(response))
    info = pyogrio.read_info(path)
    assert (info["driver"], info["features"], info["crs"]) == (driver, 4, "EPSG:5514")


@pytest.mark.parametrize(
    ("system", "name", "first"),
    [
        (None, "urn:ogc:def:crs:OGC:1.3:CRS84", 15),
        ("http://www.opengis.net/def/crs/EPSG/0/4326", "urn:ogc:def:crs:EPSG::4326", 50.7),
        (KROVAK, "urn:ogc:def:crs:EPSG::5514", -690_000),
    ],
)
def test_gml_tells_its_system_and_keeps_its_order_of_axes(
    client: Client, system: str | None, name: str, first: float
) -> None:
    response = client.get(ITEMS, {"f": "gml"} | ({"crs": system} if system else {}))
    document = etree.fromstring(body(response))
    assert set(document.xpath("//@srsName")) == {name}
    position = document.xpath("string((//*[local-name()='posList'])[1])").split()[0]
    assert float(position) == pytest.approx(first, rel=0.02)
    assert response["Content-Crs"].endswith(name.rpartition(":")[2] + ">")


def test_accept_chooses_a_file_and_f_wins_over_it(client: Client) -> None:
    table = client.get(ITEMS, headers={"accept": "text/csv"})
    assert table["Content-Type"] == "text/csv; charset=utf-8"
    assert client.get(ITEMS, {"f": "json"}, headers={"accept": "text/csv"}).json()["features"]


@pytest.mark.parametrize(
    "form", ["gpkg\r\nSet-Cookie: a=b", "../gpkg", "csv%0d%0aX: 1", "GPKG", "", "shp"]
)
def test_form_that_is_none_is_refused_by_name_and_never_reflected(
    client: Client, form: str
) -> None:
    response = client.get(ITEMS, {"f": form})
    assert response.status_code == 400
    assert response.json()["parameter"] == "f"
    assert "Set-Cookie" not in str(response.headers)
    assert "filename" not in str(response.headers)


def test_accept_with_line_breaks_changes_no_header(client: Client) -> None:
    response = client.get(ITEMS, headers={"accept": "text/csv\r\nX-Evil: 1, ../../x"})
    assert response.status_code == 200
    assert "X-Evil" not in response.headers


def test_page_links_to_the_files_of_the_whole_answer(client: Client) -> None:
    links = client.get(ITEMS, {"limit": "2", "land_kind": "13"}).json()["links"]
    files = {each["type"]: each["href"] for each in links if each["rel"] == "enclosure"}
    assert set(files) == {
        "application/gml+xml", "text/csv", "application/geopackage+sqlite3",
        "application/flatgeobuf",
    }  # fmt: skip
    assert all("land_kind=13" in each and "limit" not in each for each in files.values())


def test_layer_that_may_be_asked_but_not_taken_gives_no_file_and_no_link(
    client: Client, closed_download: None
) -> None:
    for form in ("gml", "csv", "gpkg", "fgb"):
        response = client.get(ITEMS, {"f": form})
        assert response.status_code == 403
        assert response["Content-Type"] == "application/problem+json"
    links = client.get(ITEMS).json()["links"]
    assert not [each for each in links if each["rel"] == "enclosure"]


def test_system_that_a_file_cannot_hold_is_refused_by_name(client: Client) -> None:
    system = "http://www.opengis.net/def/crs/EPSG/0/5513"
    response = client.get(ITEMS, {"f": "gpkg", "crs": system})
    assert (response.status_code, response.json()["parameter"]) == (400, "crs")


def test_file_over_the_bound_is_refused_and_leaves_nothing(
    client: Client, monkeypatch: pytest.MonkeyPatch, settings: Any, tmp_path: Path
) -> None:
    settings.EXPORT_FOLDER = tmp_path / "export"
    monkeypatch.setattr("gis.api.download.MAX_IN_FILE", 3)
    response = client.get(ITEMS, {"f": "gpkg"})
    assert (response.status_code, response.json()["parameter"]) == (400, "f")
    assert list(settings.EXPORT_FOLDER.iterdir()) == []


@pytest.fixture
def closed_download(monkeypatch: pytest.MonkeyPatch) -> None:
    """Parcels that only the staff may take away."""
    known = catalogue()
    parcel = known.layers["cadastre_parcel"]
    closed = replace(parcel, access=replace(parcel.access, download="staff"))
    monkeypatch.setitem(known.layers, "cadastre_parcel", closed)  # type: ignore[arg-type]


def test_file_taken_by_one_who_has_signed_in_is_in_the_audit_log(
    client: Client, admin_client: Client
) -> None:
    body(client.get(ITEMS, {"f": "csv"}))
    admin_client.head(ITEMS, {"f": "csv"})
    admin_client.get(ITEMS, {"limit": "2"})
    body(admin_client.get(ITEMS, {"f": "gpkg", "bbox": "14,50,16,52"}))

    (line,) = AuditLine.objects.filter(kind=AuditLine.Kind.DOWNLOAD)
    assert (line.who, line.what) == ("admin", "stažena vrstva cadastre_parcel (gpkg)")
    assert line.note == "f=gpkg&bbox=14%2C50%2C16%2C52"
