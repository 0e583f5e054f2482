"""GetFeature by KVP and XML: filters, boxes, order, pages, systems, formats."""

import json

import pytest
from django.http import HttpResponseBase
from django.test import Client
from lxml import etree

from tests.gis.api.conftest import SOUTH, WEST

pytestmark = [
    pytest.mark.django_db(databases=["default", "reader"]),
    pytest.mark.usefixtures("region"),
]
NS = {
    "wfs": "http://www.opengis.net/wfs/2.0",
    "gml": "http://www.opengis.net/gml/3.2",
    "fes": "http://www.opengis.net/fes/2.0",
    "ows": "http://www.opengis.net/ows/1.1",
    "dmvs": "urn:dmvs:features",
}
FES = 'xmlns:fes="http://www.opengis.net/fes/2.0" xmlns:gml="http://www.opengis.net/gml/3.2"'


def content(answer: HttpResponseBase) -> bytes:
    return b"".join(answer) if answer.streaming else answer.content  # type: ignore[attr-defined,arg-type]


def asked(client: Client, **query: str) -> etree._Element:
    given = {
        "service": "WFS",
        "version": "2.0.0",
        "request": "GetFeature",
        "typeNames": "dmvs:cadastre_parcel",
        **query,
    }
    answer = client.get("/ows/wfs", given)
    text = content(answer)
    assert answer.status_code == 200, text
    return etree.fromstring(text)


def ids(root: etree._Element) -> list[int]:
    found = root.xpath("wfs:member/*/@gml:id", namespaces=NS)
    return [int(each.removeprefix("cadastre_parcel.")) for each in found]


def compared(name: str, prop: str, value: object) -> str:
    return (
        f"<fes:{name}><fes:ValueReference>{prop}</fes:ValueReference>"
        f"<fes:Literal>{value}</fes:Literal></fes:{name}>"
    )


def test_all_features_by_id_with_their_numbers(client: Client) -> None:
    root = asked(client)
    assert ids(root) == [-42, 1000, 1001, 1002, 1003, 1004]
    assert root.get("numberMatched") == root.get("numberReturned") == "6"
    assert root.xpath("string(wfs:member[2]//dmvs:label)", namespaces=NS) == "1234/5"


def test_hits_are_counted_and_not_sent(client: Client) -> None:
    root = asked(client, resultType="hits")
    assert (root.get("numberMatched"), root.get("numberReturned"), len(root)) == ("6", "0", 0)


def test_pages_follow_next_to_the_end(client: Client) -> None:
    seen, root = [], asked(client, count="4", sortBy="number DESC")
    assert root.get("numberMatched") == "6" and root.get("numberReturned") == "4"
    seen += ids(root)
    root = etree.fromstring(content(client.get(root.get("next"))))
    assert root.get("next") is None
    assert seen + ids(root) == [-42, 1000, 1001, 1004, 1002, 1003]


def test_box_and_its_system(client: Client) -> None:
    box = f"{WEST + 10},{SOUTH + 10},{WEST + 20},{SOUTH + 20}"
    assert ids(asked(client, bbox=box)) == [1000]
    assert ids(asked(client, bbox=f"{box},urn:ogc:def:crs:EPSG::5514")) == [1000]
    latitude_first = asked(client, bbox="50,15,51,16,urn:ogc:def:crs:EPSG::4326")
    longitude_first = asked(client, bbox="15,50,16,51,EPSG:4326")
    assert ids(latitude_first) == ids(longitude_first) == [1000, 1001, 1002, 1003]
    assert ids(asked(client, bbox="0,0,1,1")) == []


@pytest.mark.parametrize(
    ("name", "told", "first"),
    [
        ("urn:ogc:def:crs:EPSG::4326", "urn:ogc:def:crs:EPSG::4326", 50.7),
        ("http://www.opengis.net/def/crs/EPSG/0/4258", "urn:ogc:def:crs:EPSG::4258", 50.7),
        ("EPSG:4326", "urn:ogc:def:crs:OGC:1.3:CRS84", 15.0),
        ("EPSG:4258", "http://www.opengis.net/gml/srs/epsg.xml#4258", 15.0),
        ("EPSG:5514", "urn:ogc:def:crs:EPSG::5514", WEST),
        ("urn:ogc:def:crs:EPSG::5513", "urn:ogc:def:crs:EPSG::5513", -SOUTH),
        ("EPSG:5513", "http://www.opengis.net/gml/srs/epsg.xml#5513", -WEST),
        ("urn:ogc:def:crs:EPSG::3045", "urn:ogc:def:crs:EPSG::3045", 5.62e6),
        ("EPSG:25833", "urn:ogc:def:crs:EPSG::25833", 5.0e5),
    ],
)
def test_system_and_axes_by_the_form_of_its_name(
    client: Client, name: str, told: str, first: float
) -> None:
    root = asked(client, resourceId="cadastre_parcel.1000", srsName=name)
    shape = root.find(".//dmvs:geometry", NS)[0]
    assert shape.get("srsName") == told
    number = float(root.findtext(".//gml:posList", namespaces=NS).split()[0])
    assert abs(number - first) < 0.01 * abs(first)


@pytest.mark.parametrize(
    ("condition", "found"),
    [
        (compared("PropertyIsEqualTo", "dmvs:land_kind", 2), [1000]),
        (compared("PropertyIsEqualTo", "dmvs:cadastre_parcel/dmvs:label", "st. 12"), [1002]),
        (compared("PropertyIsGreaterThan", "number", 1234), [-42]),
        (
            "<fes:Or>" + compared("PropertyIsEqualTo", "series", 1)
            + compared("PropertyIsEqualTo", "number", 77)
            + compared("PropertyIsEqualTo", "number", 4321) + "</fes:Or>",
            [-42, 1002, 1004],
        ),
        ("<fes:Not>" + compared("PropertyIsEqualTo", "series", 2) + "</fes:Not>", [1002]),
        (
            "<fes:PropertyIsNull><fes:ValueReference>geometry</fes:ValueReference>"
            "</fes:PropertyIsNull>",
            [-42, 1004],
        ),
        (
            "<fes:PropertyIsBetween><fes:ValueReference>number</fes:ValueReference>"
            "<fes:LowerBoundary><fes:Literal>12</fes:Literal></fes:LowerBoundary>"
            "<fes:UpperBoundary><fes:Literal>77</fes:Literal></fes:UpperBoundary>"
            "</fes:PropertyIsBetween>",
            [1002, 1003, 1004],
        ),
        (
            '<fes:PropertyIsLike wildCard="*" singleChar="?" escapeChar="!" matchCase="false">'
            "<fes:ValueReference>label</fes:ValueReference><fes:Literal>ST*</fes:Literal>"
            "</fes:PropertyIsLike>",
            [1002],
        ),
        ('<fes:ResourceId rid="cadastre_parcel.1000"/>'
         '<fes:ResourceId rid="cadastre_parcel.-42"/>', [-42, 1000]),
        (
            "<fes:Intersects><fes:ValueReference>geometry</fes:ValueReference>"
            f'<gml:Point gml:id="p" srsName="urn:ogc:def:crs:EPSG::5514"><gml:pos>{WEST + 50} '
            f"{SOUTH + 50}</gml:pos></gml:Point></fes:Intersects>",
            [1000],
        ),
        (
            "<fes:BBOX><fes:ValueReference>geometry</fes:ValueReference>"
            '<gml:Envelope srsName="urn:ogc:def:crs:EPSG::4326"><gml:lowerCorner>50 15'
            "</gml:lowerCorner><gml:upperCorner>51 16</gml:upperCorner></gml:Envelope></fes:BBOX>",
            [1000, 1001, 1002, 1003],
        ),
        (
            "<fes:DWithin><fes:ValueReference>geometry</fes:ValueReference>"
            f'<gml:Point gml:id="p" srsName="EPSG:5514"><gml:pos>{WEST + 210} {SOUTH + 50}'
            '</gml:pos></gml:Point><fes:Distance uom="m">10.5</fes:Distance></fes:DWithin>',
            [1001],
        ),
        (
            "<fes:After><fes:ValueReference>valid_from</fes:ValueReference><fes:Literal>"
            '<gml:TimeInstant gml:id="t"><gml:timePosition>2020-01-01</gml:timePosition>'
            "</gml:TimeInstant></fes:Literal></fes:After>",
            [],
        ),
    ],
)  # fmt: skip
def test_filter_means_the_same_by_kvp_and_by_xml(
    client: Client, condition: str, found: list[int]
) -> None:
    text = f"<fes:Filter {FES}>{condition}</fes:Filter>"
    assert ids(asked(client, filter=text)) == found
    body = (
        f'<wfs:GetFeature service="WFS" version="2.0.0" xmlns:wfs="{NS["wfs"]}" '
        f'xmlns:dmvs="{NS["dmvs"]}"><wfs:Query typeNames="dmvs:cadastre_parcel">{text}'
        "</wfs:Query></wfs:GetFeature>"
    )
    answer = client.post("/ows/wfs", body, content_type="text/xml")
    assert answer.status_code == 200, content(answer)
    assert ids(etree.fromstring(content(answer))) == found


def test_chosen_properties_and_order_by_xml(client: Client) -> None:
    body = (
        f'<GetFeature service="WFS" version="2.0.0" count="1" xmlns="{NS["wfs"]}" {FES}>'
        '<Query typeNames="cadastre_parcel"><PropertyName>label</PropertyName><fes:SortBy>'
        "<fes:SortProperty><fes:ValueReference>number</fes:ValueReference>"
        "<fes:SortOrder>DESC</fes:SortOrder></fes:SortProperty></fes:SortBy></Query></GetFeature>"
    )
    root = etree.fromstring(content(client.post("/ows/wfs", body, content_type="text/xml")))
    assert ids(root) == [-42]
    names = [etree.QName(each).localname for each in root.find("wfs:member", NS)[0]]
    assert "label" in names and "number" not in names


def test_geojson_has_the_same_features(client: Client) -> None:
    answer = client.get(
        "/ows/wfs",
        {
            "service": "WFS",
            "request": "GetFeature",
            "typenames": "cadastre_parcel",
            "outputFormat": "application/json",
            "srsName": "EPSG:4326",
        },
    )
    document = json.loads(content(answer))
    assert [each["id"] for each in document["features"]] == [-42, 1000, 1001, 1002, 1003, 1004]


def test_stored_query_gives_the_one_feature_or_404(client: Client) -> None:
    query = {
        "service": "WFS",
        "version": "2.0.0",
        "request": "GetFeature",
        "storedquery_id": "urn:ogc:def:query:OGC-WFS::GetFeatureById",
        "id": "cadastre_parcel.1000",
    }
    root = etree.fromstring(content(client.get("/ows/wfs", query)))
    assert etree.QName(root).localname == "cadastre_parcel"
    assert root.findtext("dmvs:label", namespaces=NS) == "1234/5"
    as_json = json.loads(content(client.get("/ows/wfs", {**query, "outputFormat": "json"})))
    assert [feature["id"] for feature in as_json["features"]] == [1000]
    missing = client.get("/ows/wfs", {**query, "id": "cadastre_parcel.1"})
    assert missing.status_code == 404
    (exception,) = etree.fromstring(missing.content)
    assert exception.get("exceptionCode") == "NotFound"
