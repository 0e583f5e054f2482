"""The download service of the running product, followed as a client follows it."""

import sqlite3
from collections.abc import Iterable
from pathlib import Path

import pytest
import requests
from lxml import etree

from gis.api.systems import BY_SRID
from layers.access import PUBLIC, allowed_layers
from layers.crs import KROVAK

ATOM = {
    "a": "http://www.w3.org/2005/Atom",
    "i": "http://inspire.ec.europa.eu/schemas/inspire_dls/1.0",
}
CODE = "spatial_dataset_identifier_code"


def feed(address: str, **query: str) -> etree._Element:
    answer = requests.get(address, params=query, timeout=30)
    assert answer.status_code == 200, answer.text
    return etree.fromstring(answer.content)


def link(entry: etree._Element, rel: str) -> str:
    found: list[str] = entry.xpath(f"a:link[@rel='{rel}']/@href", namespaces=ATOM)
    return found[0]


def _shipped(ids: Iterable[str]) -> set[str]:
    """Which rules of conflicts there are is told by the database of each product."""
    return {id_ for id_ in ids if not id_.startswith("conflict_")}


def test_the_service_has_an_entry_for_each_layer_that_all_may_download(server_url: str) -> None:
    told = feed(f"{server_url}/atom/").xpath(f"a:entry/i:{CODE}/text()", namespaces=ATOM)

    downloadable = {
        layer.id
        for layer in allowed_layers(PUBLIC, "download")
        if layer.has_rows and layer.geometry != "raster"
    }
    assert _shipped(told) == _shipped(downloadable)


def test_links_lead_from_the_service_over_a_data_set_to_its_file(
    server_url: str, tmp_path: Path
) -> None:
    service = feed(f"{server_url}/atom/")
    entry = service.xpath(f"a:entry[i:{CODE}='admin_municipality']", namespaces=ATOM)[0]
    assert b"admin_municipality" in requests.get(link(entry, "describedby"), timeout=30).content
    files = feed(link(entry, "alternate")).xpath("a:entry", namespaces=ATOM)
    file = next(each for each in files if "S-JTSK" in each.findtext("a:title", "", ATOM))
    answer = requests.get(link(file, "alternate"), timeout=60)

    assert answer.headers["Content-Type"] == file.find("a:link", ATOM).get("type")
    taken = tmp_path / "taken.gpkg"
    taken.write_bytes(answer.content)
    with sqlite3.connect(taken) as package:
        rows = package.execute("SELECT table_name, srs_id FROM gpkg_contents").fetchall()
    package.close()
    assert rows == [("admin_municipality", KROVAK)]


def test_search_description_leads_to_data_set_and_file(server_url: str) -> None:
    description = requests.get(link(feed(f"{server_url}/atom/"), "search"), timeout=30)
    templates = etree.fromstring(description.content).findall("{*}Url")
    assert [each.get("rel") for each in templates][:3] == ["self", "results", "describedby"]

    asked = {CODE: "admin_orp", "crs": BY_SRID[KROVAK].uri}
    moved = requests.get(
        f"{server_url}/atom/search", params=asked, timeout=30, allow_redirects=False
    )
    assert moved.status_code == 302
    assert "/api/collections/admin_orp/items" in moved.headers["Location"]
    found = feed(f"{server_url}/atom/search", q="katastrální území")
    assert "admin_cadastral_unit" in found.xpath(f"a:entry/i:{CODE}/text()", namespaces=ATOM)


@pytest.mark.parametrize(
    ("path", "status", "parameter"),
    [
        ("dtm_ki_point.xml", 404, None),
        ("nothing.xml", 404, None),
        (f"search?{CODE}=admin_orp&crs=file:///etc/passwd", 400, "crs"),
        ("?bbox=1", 400, "bbox"),
    ],
)
def test_what_is_closed_unknown_or_wrong_is_told_so(
    server_url: str, path: str, status: int, parameter: str | None
) -> None:
    answer = requests.get(f"{server_url}/atom/{path}", timeout=30)

    assert answer.status_code == status
    assert answer.json().get("parameter") == parameter


def test_feeds_speak_the_language_that_is_asked_for(server_url: str) -> None:
    english = feed(f"{server_url}/atom/admin_municipality.xml", lang="en")

    assert english.findtext("a:title", "", ATOM) == "Municipalities"
