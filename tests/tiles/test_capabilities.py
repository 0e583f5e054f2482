"""What the services say of themselves: whole, by theme, in two languages, valid and unchanged."""

import re
import time
from typing import Any

import pytest
from lxml import etree

from layers import crs
from layers.access import PUBLIC, Viewer
from layers.grants import Grant
from tests.tiles.conftest import Ows
from tests.tiles.schemas import dtd, schema, wms_schema
from tiles.capabilities import capabilities
from tiles.capabilities.address import Address

DOCUMENTS = ["wms?VERSION=1.3.0", "wms?VERSION=1.1.1", "wmts?VERSION=1.0.0"]


def ask(ows: Ows, path: str, **headers: str) -> Any:
    service, _, rest = path.partition("?")
    name = service.rpartition("/")[2].upper()
    return ows.get(f"{service}?SERVICE={name}&REQUEST=GetCapabilities&{rest}", **headers)


def names(response: Any) -> set[str]:
    """Names or identifiers of the layers."""
    root = etree.fromstring(response.content)
    return {
        str(found)
        for layer in root.iter("{*}Layer")
        if (found := layer.findtext("{*}Name") or layer.findtext("{*}Identifier"))
    }


@pytest.mark.parametrize("theme", ["", "cadastre/"])
def test_wms_is_valid_by_the_schemas_of_ogc_and_inspire(ows: Ows, theme: str) -> None:
    wms_schema().assertValid(etree.fromstring(ask(ows, f"{theme}wms").content))


@pytest.mark.parametrize("theme", ["", "plan/"])
def test_old_wms_is_valid_by_its_document_type(ows: Ows, theme: str) -> None:
    root = etree.fromstring(ask(ows, f"{theme}wms?VERSION=1.1.1").content)
    found = dtd("wms/1.1.1/WMS_MS_Capabilities.dtd")
    assert found.validate(root), found.error_log.last_error


@pytest.mark.parametrize("theme", ["", "admin/"])
def test_wmts_is_valid_by_the_schema_of_ogc(ows: Ows, theme: str) -> None:
    document = etree.fromstring(ask(ows, f"{theme}wmts").content)
    schema("wmts/1.0/wmtsGetCapabilities_response.xsd").assertValid(document)


@pytest.mark.parametrize("service", ["wms", "wmts"])
@pytest.mark.parametrize("theme", ["cadastre", "plan", "uap", "dtm", "admin", "address", "base"])
def test_theme_offers_its_layers_and_no_others(ows: Ows, theme: str, service: str) -> None:
    whole = names(ask(ows, service))
    found = names(ask(ows, f"{theme}/{service}"))

    assert found
    assert found == {id_ for id_ in whole if id_.startswith(f"{theme}_")}


def test_theme_tells_its_own_addresses(ows: Ows) -> None:
    text = ask(ows, "cadastre/wms").text
    assert f"{ows.url}/ows/cadastre/wms?" in text
    by_path = ows.get("cadastre/wmts/1.0.0/WMTSCapabilities.xml")
    assert names(by_path) == names(ask(ows, "cadastre/wmts"))


@pytest.mark.parametrize("theme", ["nothing", "admin_state", "..", "wms", "%2e%2e", "a" * 70])
def test_unknown_theme_is_not_found(ows: Ows, theme: str) -> None:
    assert ask(ows, f"{theme}/wms").status_code == 404


def test_theme_draws_no_layer_of_another(ows: Ows) -> None:
    box = {"BBOX": "-690000,-970000,-689700,-969700", "CRS": "EPSG:5514", "STYLES": ""}
    asked = {"SERVICE": "WMS", "VERSION": "1.3.0", "REQUEST": "GetMap", "WIDTH": "9", "HEIGHT": "9"}

    own = ows.get("cadastre/wms", asked | box | {"LAYERS": "cadastre_parcel"})
    other = ows.get("plan/wms", asked | box | {"LAYERS": "cadastre_parcel"})

    assert own.headers["Content-Type"] == "image/png"
    assert other.status_code == 400
    assert "LayerNotDefined" in other.text


@pytest.mark.parametrize("path", DOCUMENTS)
def test_unchanged_capabilities_are_not_sent_again(ows: Ows, path: str) -> None:
    first = ask(ows, path)
    again = ask(ows, path, **{"If-None-Match": first.headers["ETag"]})

    assert first.headers["Cache-Control"] == "no-cache"
    assert "Authorization" in first.headers["Vary"]
    assert again.status_code == 304
    assert again.content == b""
    assert ask(ows, path, **{"If-None-Match": '"another"'}).status_code == 200


@pytest.mark.parametrize("path", DOCUMENTS)
def test_capabilities_are_small_and_quick(ows: Ows, path: str) -> None:
    """Under a megabyte for 300 layers; the second time nothing is made."""
    response = ask(ows, path)
    assert len(response.content) / len(names(response)) < 1_000_000 / 300
    took = []
    for _ in range(7):
        begun = time.perf_counter()
        ask(ows, path)
        took.append(time.perf_counter() - begun)
    assert min(took) < 0.1


def test_language_is_answered_or_czech(ows: Ows) -> None:
    czech, english = ask(ows, "wms"), ask(ows, "wms?LANGUAGE=eng")

    assert "<Title>Parcely</Title>" in czech.text
    assert "<Title>Parcels</Title>" in english.text
    response = etree.fromstring(english.content).find(".//{*}ResponseLanguage/{*}Language")
    assert response is not None
    assert response.text == "eng"
    for odd in ("xyz", "<script>", "../" * 40):
        answer = ows.get("wms", {"SERVICE": "WMS", "REQUEST": "GetCapabilities", "LANGUAGE": odd})
        assert answer.content == czech.content


def test_inspire_is_told_languages_and_metadata(ows: Ows) -> None:
    root = etree.fromstring(ask(ows, "wms").content)
    extended = root.find(".//{*}ExtendedCapabilities")

    assert extended is not None
    languages = [one.text for one in extended.iterfind(".//{*}SupportedLanguages//{*}Language")]
    assert languages == ["cze", "eng"]
    assert "/csw?" in (extended.findtext(".//{*}MetadataUrl/{*}URL") or "")


@pytest.mark.django_db(databases=["default", "reader"])
def test_inspire_metadata_are_whole_and_valid_once_the_operator_is_named(settings: Any) -> None:
    settings.OPERATOR_NAME, settings.OPERATOR_EMAIL = "Krajský úřad", "gis@kraj.example.org"
    address = Address("https://mapa.example.org", "https://mapa.example.org/ows")
    made = capabilities("1.3.0", PUBLIC, address, "eng")

    root = etree.fromstring(made.body)
    wms_schema().assertValid(root)
    for name in ("Conformity", "TemporalReference", "MandatoryKeyword", "MetadataPointOfContact"):
        assert root.find(f".//{{*}}ExtendedCapabilities/{{*}}{name}") is not None, name
    wmts = etree.fromstring(capabilities("wmts", PUBLIC, address, "eng").body)
    schema("wmts/1.0/wmtsGetCapabilities_response.xsd").assertValid(wmts)


@pytest.mark.django_db(databases=["default", "reader"])
def test_kept_document_is_not_given_to_who_sees_other_layers(settings: Any) -> None:
    address = Address("https://mapa.example.org", "https://mapa.example.org/ows")
    staff = Viewer((*PUBLIC.grants, Grant("dtm", frozenset({"see"}), "staff")))

    for _ in range(2):
        assert b"<Name>dtm_ti_line</Name>" in capabilities("1.3.0", staff, address, "cze").body
        assert b"dtm_ti_line" not in capabilities("1.3.0", PUBLIC, address, "cze").body


def test_layer_with_history_tells_the_dimension_of_time(ows: Ows) -> None:
    root = etree.fromstring(ask(ows, "wms").content)
    told = {
        one.findtext("{*}Name"): one.find("{*}Dimension")
        for one in root.iter("{*}Layer")
        if one.findtext("{*}Name")
    }

    parcels = told["cadastre_parcel"]
    assert parcels is not None
    assert (parcels.get("name"), parcels.get("default")) == ("time", "current")
    assert re.fullmatch(r"[0-9-]{10}/[0-9-]{10}/P1D", parcels.text or "")
    assert told["base_map"] is None


def test_layer_tells_metadata_attribution_and_a_harmonised_name(ows: Ows) -> None:
    root = etree.fromstring(ask(ows, "wms").content)
    (layer,) = (
        one for one in root.iter("{*}Layer") if one.findtext("{*}Name") == "cadastre_parcel"
    )

    assert layer.findtext("{*}Identifier") == "cadastre_parcel"
    assert layer.findtext("{*}Attribution/{*}Title") == "© ČÚZK"
    assert layer.findtext("{*}KeywordList/{*}Keyword") == "CP.CadastralParcel"
    link = layer.find("{*}MetadataURL/{*}OnlineResource")
    assert link is not None
    assert "id=cadastre_parcel" in link.get("{http://www.w3.org/1999/xlink}href", "")
    assert layer.findtext("{*}MaxScaleDenominator") == "10000"


def test_every_system_has_a_box_in_the_order_of_its_axes(ows: Ows) -> None:
    root = etree.fromstring(ask(ows, "wms").content)
    boxes = {box.get("CRS"): box for box in root.iter("{*}BoundingBox")}

    assert set(boxes) == {f"EPSG:{srid}" for srid in crs.SUPPORTED}
    assert float(boxes["EPSG:4326"].get("minx", "")) == pytest.approx(48.5, abs=0.5)
    assert float(boxes["EPSG:5514"].get("minx", "")) == pytest.approx(-905_000)
    assert float(boxes["EPSG:5513"].get("minx", "")) == pytest.approx(935_000)


def test_legends_are_as_large_as_told(ows: Ows) -> None:
    from tests.tiles.test_wms import picture  # noqa: PLC0415  beside this one alone

    root = etree.fromstring(ask(ows, "wms").content)
    told = [
        (legend, legend[1].get("{http://www.w3.org/1999/xlink}href", ""))
        for legend in root.iter("{*}LegendURL")
    ]
    chosen = [
        (one, url)
        for one, url in told
        if re.search(r"LAYER=(plan_zone|cadastre_parcel|base_map)&", url)
    ]
    assert len(chosen) == 5
    for legend, url in chosen:
        shown = picture(ows.get(url.removeprefix(f"{ows.url}/ows/")))
        assert shown.size == (int(legend.get("width", "")), int(legend.get("height", "")))
        assert shown.height <= 450
