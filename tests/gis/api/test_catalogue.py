"""The catalogue for clients: what the portal relies on."""

import pytest
from django.test import Client

from layers.access import PUBLIC, allowed_layers
from layers.catalogue import catalogue

pytestmark = [
    pytest.mark.django_db(databases=["default", "reader"]),
    pytest.mark.usefixtures("region"),
]


def test_catalogue_tells_region_grids_and_layers(client: Client) -> None:
    content = client.get("/api/catalogue").json()
    assert content["version"] == catalogue().version
    assert content["demo"] is False
    assert content["region"]["title"] == {"cs": "Zkušební kraj", "en": "Zkušební kraj"}
    assert content["region"]["bbox"] == [-691000.0, -976000.0, -688000.0, -973000.0]
    assert content["grids"]["krovak"]["origin"] == [-925000.0, -920000.0]
    assert content["grids"]["krovak"]["resolutions"][0] == 573.44
    seen = [layer.id for layer in allowed_layers(PUBLIC, "see")]
    assert [each["id"] for each in content["layers"]] == seen


def test_layer_tells_date_legend_fields_and_addresses(client: Client) -> None:
    layers = {each["id"]: each for each in client.get("/api/catalogue").json()["layers"]}
    parcel, base = layers["cadastre_parcel"], layers["base_map"]
    assert parcel["data_date"] == {"oldest": "2026-11-01", "newest": "2026-11-01"}
    assert parcel["collection"] == "/api/collections/cadastre_parcel"
    assert parcel["tiles"]["krovak"] == "/ows/wmts/cadastre_parcel/krovak/{z}/{x}/{y}.png"
    kind = next(field for field in parcel["fields"] if field["name"] == "land_kind")
    assert kind["codes"]["13"]["cs"]
    assert base["composed"] and not base["queryable"] and base["collection"] is None
    shapes = {entry["swatch"]["shape"] for layer in layers.values() for entry in layer["legend"]}
    assert shapes <= {"fill", "line", "point"} and shapes


def test_unchanged_catalogue_is_not_sent_again(client: Client) -> None:
    etag = client.get("/api/catalogue")["ETag"]
    again = client.get("/api/catalogue", headers={"if-none-match": etag})
    assert again.status_code == 304 and not again.content
