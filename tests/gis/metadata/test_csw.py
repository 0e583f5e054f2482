"""The catalogue service of the running product, asked by OWSLib and by hand."""

import re
from collections.abc import Iterable

import pytest
import requests
from lxml import etree
from owslib.catalogue.csw2 import CatalogueServiceWeb
from owslib.fes import And, BBox, PropertyIsEqualTo, PropertyIsLike
from owslib.iso import MD_Metadata

from layers.access import PUBLIC, allowed_layers
from tests.gis.metadata.schemas import iso_schema
from tests.stack import STAFF

GMD = "http://www.isotc211.org/2005/gmd"
CLOSED = "dtm_ki_point"
SERVICES = {"wms", "wmts", "api", "wfs", "atom", "csw"}
THEMES = {f"wms_{layer.theme}" for layer in allowed_layers(PUBLIC, "see") if layer.mapped}


@pytest.fixture(scope="module")
def csw(server_url: str) -> CatalogueServiceWeb:
    return CatalogueServiceWeb(f"{server_url}/csw")


def ask(server_url: str, **parameters: str | int) -> requests.Response:
    told = {"service": "CSW", "version": "2.0.2", **parameters}
    return requests.get(f"{server_url}/csw", params=told, timeout=30)


def ids(csw: CatalogueServiceWeb, **asked: object) -> set[str]:
    csw.getrecords2(maxrecords=100, esn="brief", **asked)
    return set(csw.records)


def all_records(server_url: str) -> list[etree._Element]:
    found: list[etree._Element] = []
    position = 1
    while position:
        answer = ask(
            server_url,
            request="GetRecords",
            typenames="gmd:MD_Metadata",
            resulttype="results",
            outputschema=GMD,
            elementsetname="full",
            startposition=position,
            maxrecords=100,
        )
        root = etree.fromstring(answer.content)
        found += root.findall(f".//{{{GMD}}}MD_Metadata")
        position = int(root.find(".//{*}SearchResults").get("nextRecord"))
    return found


def test_capabilities_name_operations_and_the_profile_of_iso(csw: CatalogueServiceWeb) -> None:
    assert {each.name for each in csw.operations} >= {"GetRecords", "GetRecordById", "GetDomain"}
    assert not {each.name for each in csw.operations} & {"Transaction", "Harvest"}
    assert "Digitální mapa veřejné správy" in csw.identification.title


def shipped(layers: Iterable[str]) -> set[str]:
    """Without the layers of conflicts, which the product makes of its rules as it runs."""
    return {id_ for id_ in layers if not id_.startswith("conflict_")}


def test_each_layer_that_all_may_see_and_each_service_has_a_record(server_url: str) -> None:
    told = {MD_Metadata(each).identifier for each in all_records(server_url)}

    layers = shipped(layer.id for layer in allowed_layers(PUBLIC, "see"))
    assert shipped(told) - {"wms_conflict"} == layers | SERVICES | THEMES


def test_records_are_valid_by_the_schema_of_iso_19139(server_url: str) -> None:
    schema = iso_schema()
    for record in all_records(server_url):
        alone = etree.fromstring(etree.tostring(record))
        assert schema.validate(alone), f"{record[0][0].text}: {schema.error_log.last_error}"


def test_a_record_tells_what_catalogue_and_last_import_know(csw: CatalogueServiceWeb) -> None:
    csw.getrecordbyid(id=["cadastre_parcel"], outputschema=GMD)
    record = csw.records["cadastre_parcel"]
    data = record.identification[0]

    assert data.title == "Parcely"
    assert data.topiccategory == ["planningCadastre"]
    assert "Katastrální parcely" in [word.name for word in data.keywords[0].keywords]
    assert data.denominators == ["1000"]
    assert record.referencesystem.code == "http://www.opengis.net/def/crs/EPSG/0/5514"
    assert "Převzato ze zdroje demo" in record.dataquality.lineage
    assert re.fullmatch(r"\d{4}-\d{2}-\d{2}", record.datestamp)
    protocols = {each.protocol for each in record.distribution.online}
    assert protocols >= {"OGC:WMS-1.3.0-http-get-capabilities", "OGC API - Features"}


def test_addresses_told_in_records_answer(server_url: str, csw: CatalogueServiceWeb) -> None:
    csw.getrecordbyid(id=["cadastre_parcel"], outputschema=GMD)
    for place in csw.records["cadastre_parcel"].distribution.online:
        assert place.url.startswith(server_url)
        assert requests.get(place.url, timeout=30).status_code == 200, place.url


def test_a_service_names_the_layers_that_it_is_coupled_with(server_url: str) -> None:
    wms = next(each for each in all_records(server_url) if each[0][0].text == "wms")
    coupled = {each.get("uuidref") for each in wms.iter("{*}operatesOn")}

    assert "cadastre_parcel" in coupled
    mapped = (layer.id for layer in allowed_layers(PUBLIC, "see") if layer.mapped)
    assert shipped(coupled) == shipped(mapped)


def test_the_service_of_a_theme_has_its_layers_alone_and_answers(server_url: str) -> None:
    record = next(each for each in all_records(server_url) if each[0][0].text == "wms_cadastre")
    coupled = {each.get("uuidref") for each in record.iter("{*}operatesOn")}

    assert "cadastre_parcel" in coupled
    assert {each.partition("_")[0] for each in coupled} == {"cadastre"}
    place = record.findtext(".//{*}distributionInfo//{*}linkage/{*}URL")
    assert place
    told = requests.get(place, timeout=30)
    assert "/ows/cadastre/wms" in place and b"<Name>cadastre_parcel</Name>" in told.content


@pytest.mark.parametrize(
    ("constraint", "found"),
    [
        (PropertyIsLike("csw:AnyText", "%parcel%"), "cadastre_parcel"),
        (PropertyIsEqualTo("dc:title", "Obce"), "admin_municipality"),
        (PropertyIsLike("apiso:TopicCategory", "elevation"), "terrain_model"),
        (
            And([PropertyIsEqualTo("dc:type", "service"), BBox([50.0, 14.0, 51.5, 16.0])]),
            "wms",
        ),
    ],
)
def test_records_are_found_by_a_constraint(
    csw: CatalogueServiceWeb, constraint: object, found: str
) -> None:
    matching = ids(csw, constraints=[constraint])

    assert found in matching
    assert "imagery_ortho" not in matching


def test_records_elsewhere_are_not_found(csw: CatalogueServiceWeb) -> None:
    assert ids(csw, constraints=[BBox([0.0, 0.0, 1.0, 1.0])]) == set()


def test_records_come_as_dublin_core_with_links(csw: CatalogueServiceWeb) -> None:
    csw.getrecordbyid(id=["cadastre_parcel"])
    record = csw.records["cadastre_parcel"]

    assert record.type == "dataset"
    assert any("/ows/wms" in each["url"] for each in record.references)


def test_version_3_answers_the_same_record(server_url: str) -> None:
    asked = {"version": "3.0.0", "request": "GetRecordById", "id": "cadastre_parcel"}
    answer = ask(server_url, **asked)

    assert answer.status_code == 200
    assert etree.QName(etree.fromstring(answer.content)).namespace.endswith("cat/csw/3.0")
    assert "Parcely" in answer.text


def test_a_layer_that_is_not_for_the_asker_has_no_record(server_url: str) -> None:
    asked = {"request": "GetRecordById", "id": CLOSED, "outputschema": GMD}
    assert CLOSED not in ask(server_url, **asked).text
    assert (
        "Kritická technická infrastruktura"
        not in ask(server_url, request="GetDomain", propertyname="apiso:Title").text
    )


def test_one_who_may_see_a_layer_finds_it_and_no_cache_may_share_it(server_url: str) -> None:
    with requests.Session() as session:
        page = session.get(f"{server_url}/account/login/", timeout=30)
        token = re.search(r'csrfmiddlewaretoken" value="([^"]+)"', page.text)
        form = {"login": STAFF[0], "password": STAFF[1], "csrfmiddlewaretoken": token[1]}
        session.post(f"{server_url}/account/login/?next=/quality/", data=form, timeout=30)
        asked = {"service": "CSW", "version": "2.0.2", "request": "GetRecordById", "id": CLOSED}
        answer = session.get(f"{server_url}/csw", params=asked, timeout=30)

    assert CLOSED in answer.text
    assert "private" in answer.headers["Cache-Control"]
    assert "Cookie" in answer.headers["Vary"]


@pytest.mark.parametrize(
    ("parameters", "locator"),
    [
        ({"request": "Harvest", "source": "http://127.0.0.1:1/"}, "request"),
        ({"request": "Transaction"}, "request"),
        ({"request": "GetRecords", "responsehandler": "ftp://127.0.0.1/a"}, "responsehandler"),
        ({"request": "GetRecords", "maxrecords": "abc"}, "maxrecords"),
        ({"request": "GetRecords", "startposition": "9" * 30}, "startposition"),
        ({"request": "GetRecords", "typenames": "csw:Record", "elementsetname": "brief",
          "outputschema": "urn:nothing"}, "outputschema"),
        ({"request": "GetRecords", "typenames": "csw:Record", "elementsetname": "brief",
          "constraintlanguage": "CQL_TEXT",
          "constraint": "nonsense"}, "constraint"),
    ],
)  # fmt: skip
def test_what_is_wrong_or_would_do_more_than_read_is_refused_by_name(
    server_url: str, parameters: dict[str, str], locator: str
) -> None:
    answer = ask(server_url, **parameters)

    assert answer.status_code == 400
    assert locator in etree.fromstring(answer.content)[0].get("locator").lower()
    assert "Traceback" not in answer.text


@pytest.mark.parametrize(
    "body",
    [
        b'<!DOCTYPE a [<!ENTITY e SYSTEM "file:///etc/passwd">]><a>&e;</a>',
        b'<!DOCTYPE a [<!ENTITY e "eeeeeeeeee"><!ENTITY f "&e;&e;&e;">]><a>&f;</a>',
        b"<a>" * 2000 + b"</a>" * 2000,
        b"\xff\xfenonsense",
        b'<csw:GetRecords xmlns:csw="http://www.opengis.net/cat/csw/2.0.2" service="CSW"'
        b' version="2.0.2"><csw:ResponseHandler>mailto:a@b.cz</csw:ResponseHandler>'
        b"</csw:GetRecords>",
        b"x" * 300_000,
    ],
)
def test_hostile_bodies_are_refused(server_url: str, body: bytes) -> None:
    answer = requests.post(f"{server_url}/csw", data=body, timeout=30)

    assert answer.status_code in {400, 413}
    assert "root:" not in answer.text


def test_sql_in_a_geometry_meets_nothing_but_the_askers_records(server_url: str) -> None:
    """pycsw lays coordinates into its statement as they are."""
    point = "0 0)','bbox','0') = 'true' or 1 = 1 or query_spatial(wkt_geometry,'POINT(0 0"
    body = (
        '<csw:GetRecords xmlns:csw="http://www.opengis.net/cat/csw/2.0.2"'
        ' xmlns:ogc="http://www.opengis.net/ogc" xmlns:gml="http://www.opengis.net/gml"'
        ' service="CSW" version="2.0.2" resultType="results" maxRecords="100">'
        '<csw:Query typeNames="csw:Record"><csw:ElementSetName>brief</csw:ElementSetName>'
        '<csw:Constraint version="1.1.0"><ogc:Filter><ogc:Intersects>'
        "<ogc:PropertyName>ows:BoundingBox</ogc:PropertyName>"
        f"<gml:Point><gml:pos>{point}</gml:pos></gml:Point>"
        "</ogc:Intersects></ogc:Filter></csw:Constraint></csw:Query></csw:GetRecords>"
    )
    answer = requests.post(f"{server_url}/csw", data=body.encode(), timeout=30)

    assert answer.status_code in {200, 400}
    assert CLOSED not in answer.text
