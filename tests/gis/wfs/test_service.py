"""The WFS as a service: its documents, its refusals, hostile XML."""

import time

import pytest
from django.test import Client
from lxml import etree

from tests.gis.wfs.test_features import FES, NS, content

pytestmark = [
    pytest.mark.django_db(databases=["default", "reader"]),
    pytest.mark.usefixtures("region"),
]
BASE = {"service": "WFS", "version": "2.0.0"}
FEATURES = {**BASE, "request": "GetFeature", "typeNames": "cadastre_parcel"}
LAUGHS = (
    '<!DOCTYPE a [<!ENTITY a "ha"><!ENTITY b "&a;&a;&a;&a;">]>'
    f"<fes:Filter {FES}><fes:Literal>&b;</fes:Literal></fes:Filter>"
)
OUTSIDE = (
    '<!DOCTYPE a [<!ENTITY x SYSTEM "file:///etc/passwd">]>'
    f"<fes:Filter {FES}><fes:Literal>&x;</fes:Literal></fes:Filter>"
)
PARAMETER = '<!DOCTYPE a [<!ENTITY % x SYSTEM "http://127.0.0.1:9/x"> %x;]><a/>'


def test_capabilities_name_types_systems_and_operators(client: Client) -> None:
    answer = client.get("/ows/wfs", {"service": "WFS", "request": "GetCapabilities"})
    root = etree.fromstring(answer.content)
    names = root.xpath("//wfs:FeatureType/wfs:Name/text()", namespaces=NS)
    assert "dmvs:cadastre_parcel" in names and "dmvs:base_map" not in names
    assert "dmvs:dtm_ki_line" not in names
    assert root.findtext(".//wfs:DefaultCRS", namespaces=NS) == "urn:ogc:def:crs:EPSG::5514"
    operations = root.xpath("//ows:Operation/@name", namespaces=NS)
    assert {"GetCapabilities", "DescribeFeatureType", "GetFeature"} <= set(operations)
    assert root.xpath("//fes:SpatialOperator/@name", namespaces=NS)


def test_schema_describes_the_type(client: Client) -> None:
    query = {**BASE, "request": "DescribeFeatureType", "typeNames": "dmvs:cadastre_parcel"}
    root = etree.fromstring(client.get("/ows/wfs", query).content)
    assert root.get("targetNamespace") == NS["dmvs"]
    names = root.xpath("//*[local-name()='element']/@name")
    assert {"cadastre_parcel", "geometry", "label", "area_m2"} <= set(names)


def test_stored_queries_are_listed_and_described(client: Client) -> None:
    for request in ("ListStoredQueries", "DescribeStoredQueries"):
        root = etree.fromstring(client.get("/ows/wfs", {**BASE, "request": request}).content)
        assert root[0].get("id") == "urn:ogc:def:query:OGC-WFS::GetFeatureById"


@pytest.mark.parametrize(
    ("query", "code", "locator"),
    [
        ({}, "MissingParameterValue", "REQUEST"),
        ({**BASE, "request": "Transaction"}, "OperationNotSupported", "Transaction"),
        ({**BASE, "request": "<script>"}, "OperationNotSupported", "<script>"),
        ({**FEATURES, "version": "1.1.0"}, "InvalidParameterValue", "VERSION"),
        ({**FEATURES, "service": "WMS"}, "InvalidParameterValue", "SERVICE"),
        ({**BASE, "request": "GetFeature"}, "MissingParameterValue", "TYPENAMES"),
        ({**FEATURES, "typeNames": "nothing"}, "InvalidParameterValue", "TYPENAMES"),
        ({**FEATURES, "typeNames": "dtm_ki_line"}, "InvalidParameterValue", "TYPENAMES"),
        ({**FEATURES, "typeNames": "a,b"}, "OptionNotSupported", "TYPENAMES"),
        ({**FEATURES, "outputFormat": "../x"}, "InvalidParameterValue", "OUTPUTFORMAT"),
        ({**FEATURES, "srsName": "file:///etc/passwd"}, "InvalidParameterValue", "SRSNAME"),
        ({**FEATURES, "srsName": "EPSG:99999"}, "InvalidParameterValue", "SRSNAME"),
        ({**FEATURES, "count": "-1"}, "InvalidParameterValue", "COUNT"),
        ({**FEATURES, "startIndex": "1e3"}, "InvalidParameterValue", "STARTINDEX"),
        ({**FEATURES, "resultType": "x"}, "InvalidParameterValue", "RESULTTYPE"),
        ({**FEATURES, "bbox": "1,2,3"}, "InvalidParameterValue", "bbox"),
        ({**FEATURES, "bbox": "nan,0,1,1"}, "InvalidParameterValue", "bbox"),
        ({**FEATURES, "sortBy": "nothing"}, "InvalidParameterValue", "sortby"),
        ({**FEATURES, "sortBy": "label; DROP"}, "InvalidParameterValue", "SORTBY"),
        ({**FEATURES, "propertyName": "owner__password"}, "InvalidParameterValue", "PROPERTYNAME"),
        ({**FEATURES, "filter": "<a"}, "OperationParsingFailed", "FILTER"),
        ({**FEATURES, "filter": "<a/>"}, "InvalidParameterValue", "filter"),
        ({**FEATURES, "filter": LAUGHS}, "OperationParsingFailed", "FILTER"),
        ({**FEATURES, "filter": OUTSIDE}, "OperationParsingFailed", "FILTER"),
        ({**FEATURES, "filter": PARAMETER}, "OperationParsingFailed", "FILTER"),
    ],
)
def test_refusal_is_a_report_that_names_the_place(
    client: Client, query: dict[str, str], code: str, locator: str
) -> None:
    answer = client.get("/ows/wfs", query)
    assert answer.status_code == 400, content(answer)
    root = etree.fromstring(answer.content)
    assert etree.QName(root).localname == "ExceptionReport"
    (exception,) = root
    assert (exception.get("exceptionCode"), exception.get("locator")) == (code, locator)
    assert b"root:" not in answer.content


def wrapped(condition: str) -> str:
    return (
        f'<GetFeature service="WFS" version="2.0.0" xmlns="{NS["wfs"]}" {FES}>'
        f'<Query typeNames="cadastre_parcel"><fes:Filter>{condition}</fes:Filter></Query>'
        "</GetFeature>"
    )


POLYGON = (
    "<fes:Intersects><fes:ValueReference>geometry</fes:ValueReference>"
    '<gml:Polygon gml:id="p" srsName="EPSG:4326"><gml:exterior><gml:LinearRing><gml:posList>{}'
    "</gml:posList></gml:LinearRing></gml:exterior></gml:Polygon></fes:Intersects>"
)


@pytest.mark.parametrize(
    ("body", "statuses"),
    [
        (wrapped("<fes:Not>" * 5_000 + "</fes:Not>" * 5_000), {400}),
        (wrapped("<fes:Not>" * 40 + "</fes:Not>" * 40), {400}),
        (wrapped("<fes:Literal>x</fes:Literal>" * 40_000), {400, 413}),
        (wrapped(POLYGON.format("15 50 16 51 16 50 15 51 15 50")), {422}),
        (wrapped(POLYGON.format("15 50 16 50 16 51 15 51")), {400, 422}),
        (wrapped(POLYGON.format("15 50 16 50 1e400 51 15 51 15 50")), {400}),
        (wrapped(POLYGON.format("nan nan " * 5)), {400}),
        (wrapped(POLYGON.format("15.1 50.1 " * 60_000)), {400}),
        ("x" * 1_100_000, {413}),
        ("", {400}),
        ("not xml", {400}),
        (LAUGHS, {400}),
        (OUTSIDE, {400}),
        ('<a xmlns:xi="http://www.w3.org/2001/XInclude"><xi:include href="/etc/passwd"/></a>',
         {400}),
    ],
)  # fmt: skip
def test_hostile_body_is_refused_soon(client: Client, body: str, statuses: set[int]) -> None:
    began = time.process_time()
    answer = client.post("/ows/wfs", body, content_type="text/xml")
    assert time.process_time() - began < 2
    assert answer.status_code in statuses, content(answer)[:300]
    assert b"ExceptionReport" in answer.content and b"Traceback" not in answer.content


def test_other_methods_are_not_allowed(client: Client) -> None:
    answer = client.put("/ows/wfs")
    assert answer.status_code == 405 and "GET" in answer["Allow"]
