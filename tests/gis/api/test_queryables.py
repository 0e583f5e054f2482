"""What may be filtered and sorted by, as JSON Schema and as a page."""

import pytest
from django.test import Client
from jsonschema import Draft202012Validator

from gis.api.collections import QUERYABLES, SORTABLES

pytestmark = [
    pytest.mark.django_db(databases=["default", "reader"]),
    pytest.mark.usefixtures("region"),
]
PARCELS = "/api/collections/cadastre_parcel"


@pytest.mark.parametrize("name", ["queryables", "sortables"])
def test_properties_are_a_json_schema(client: Client, name: str) -> None:
    answer = client.get(f"{PARCELS}/{name}", {"lang": "en"})
    assert answer["Content-Type"] == "application/schema+json"
    document = answer.json()
    Draft202012Validator.check_schema(document)
    assert document["$id"].endswith(f"{PARCELS}/{name}")
    assert document["additionalProperties"] is False
    properties = document["properties"]
    assert properties["label"] == {"title": "Parcel number", "type": "string"}
    assert properties["area_m2"]["x-ogc-unit"] == "m²"
    assert "soil_units" not in properties
    assert ("geometry" in properties) is (name == "queryables")


def test_collection_links_to_both(client: Client) -> None:
    links = {link["rel"]: link["href"] for link in client.get(PARCELS).json()["links"]}
    for rel in (QUERYABLES, SORTABLES):
        assert client.get(links[rel]).status_code == 200


def test_layer_without_geometry_offers_none(client: Client) -> None:
    answer = client.get("/api/collections/stat_municipality/queryables")
    assert "geometry" not in answer.json()["properties"]


@pytest.mark.parametrize("name", ["queryables", "sortables"])
def test_page_names_the_properties_in_both_languages(client: Client, name: str) -> None:
    for language, word in (("cs", "Parcelní číslo"), ("en", "Parcel number")):
        page = client.get(f"{PARCELS}/{name}", {"f": "html", "lang": language}).content.decode()
        assert f'<html lang="{language}">' in page and word in page
        assert "<script" not in page and "style=" not in page


def test_unknown_collection_has_none(client: Client) -> None:
    assert client.get("/api/collections/nothing/queryables").status_code == 404
