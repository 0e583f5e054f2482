"""Answers of the WFS by the official schemas; those of WFS itself are in no package."""

import pytest
from django.test import Client
from lxml import etree

from tests.gis.wfs.schemas import alone, application, official
from tests.gis.wfs.test_features import NS, content

pytestmark = [
    pytest.mark.django_db(databases=["default", "reader"]),
    pytest.mark.usefixtures("region"),
]
BASE = {"service": "WFS", "version": "2.0.0"}
TYPES = ("cadastre_parcel", "admin_municipality", "address_place", "address_street")


def capabilities(client: Client) -> etree._Element:
    answer = client.get("/ows/wfs", {"service": "WFS", "request": "GetCapabilities"})
    return etree.fromstring(answer.content)


def test_what_the_service_says_of_itself_is_valid_by_ows(client: Client) -> None:
    root = capabilities(client)
    for name in ("ServiceIdentification", "ServiceProvider", "OperationsMetadata"):
        official("ows/1.1.0/owsAll.xsd").assertValid(alone(root.find(f"ows:{name}", NS)))
    for box in root.iterfind(".//ows:WGS84BoundingBox", NS):
        official("ows/1.1.0/owsAll.xsd").assertValid(alone(box))


def test_operators_are_valid_by_filter_encoding(client: Client) -> None:
    told = capabilities(client).find("fes:Filter_Capabilities", NS)
    official("filter/2.0/filterAll.xsd").assertValid(alone(told))


@pytest.mark.parametrize("query", [{}, {**BASE, "request": "Transaction"}])
def test_refusals_are_valid_by_ows(client: Client, query: dict[str, str]) -> None:
    answer = client.get("/ows/wfs", query)
    assert answer.status_code == 400
    official("ows/1.1.0/owsAll.xsd").assertValid(etree.fromstring(answer.content))


def test_schema_of_all_types_is_one_of_gml(client: Client) -> None:
    asked = {**BASE, "request": "DescribeFeatureType"}
    application(client.get("/ows/wfs", asked).content)


@pytest.mark.parametrize("system", ["urn:ogc:def:crs:EPSG::5514", "urn:ogc:def:crs:EPSG::4326"])
@pytest.mark.parametrize("name", TYPES)
def test_features_are_valid_by_gml_and_their_own_schema(
    client: Client, name: str, system: str
) -> None:
    described = {**BASE, "request": "DescribeFeatureType", "typeNames": name}
    own = application(client.get("/ows/wfs", described).content)
    asked = {**BASE, "request": "GetFeature", "typeNames": name, "srsName": system}
    members = etree.fromstring(content(client.get("/ows/wfs", asked))).findall("wfs:member", NS)

    assert members
    for member in members:
        own.assertValid(alone(member[0]))
