"""The file that a feature was made from: whole, safe to save, only for those who may ask."""

from dataclasses import replace
from pathlib import Path
from typing import Any

import pytest
from django.test import Client

from layers import originals
from layers.catalogue import catalogue
from layers.catalogue.definition import Access
from layers.importers.gate import import_file
from layers.models import Feature
from tests.layers.importers.plan import made, office

pytestmark = pytest.mark.django_db(transaction=True, databases=["default", "reader"])

ITEM = "/api/collections/plan_regulation/items/990001-UP:"
CONTENT = office.docx("Hlavní využití: bydlení")


@pytest.fixture(autouse=True)
def plan(tmp_path: Path, settings: Any) -> None:
    settings.DOCUMENTS_ROOT = tmp_path / "documents"
    page = "<script>alert(1)</script><p>Pole</p>"
    texts = {"BV.docx": CONTENT, "A\"; x='ž.html": page.encode()}
    import_file(made.write(tmp_path, made.layers(), texts=texts))


def test_original_comes_as_it_was_delivered(client: Client) -> None:
    answer = client.get(f"{ITEM}BV/file")

    assert answer.status_code == 200 and answer.content == CONTENT
    assert answer["Content-Disposition"] == 'attachment; filename="BV.docx"'
    assert answer["X-Content-Type-Options"] == "nosniff"
    assert answer["Content-Security-Policy"] == "default-src 'none'; sandbox"
    assert answer["Content-Type"].endswith("wordprocessingml.document")


def test_name_with_quotes_stays_in_its_header(client: Client) -> None:
    answer = client.get(f"{ITEM}A%22; x='%C5%BE/file")

    assert answer.status_code == 200
    disposition = answer["Content-Disposition"]
    assert disposition.startswith("attachment; filename*=utf-8''A%22%3B%20x")
    assert '"' not in disposition


def test_feature_links_to_its_original(client: Client) -> None:
    links = client.get(f"{ITEM}BV").json()["links"]
    page = client.get(f"{ITEM}BV", {"f": "html"}).content.decode()

    enclosure = next(link for link in links if link["rel"] == "enclosure")
    assert client.get(enclosure["href"]).content == CONTENT
    assert enclosure["href"] in page and "Stáhnout původní soubor" in page


@pytest.mark.parametrize(
    "address",
    [
        f"{ITEM}NENI/file",
        "/api/collections/plan_zone/items/1/file",
        "/api/collections/plan_document/items/990001-UP/file",
        f"{ITEM}..%2f..%2fsecret/file",
    ],
)
def test_feature_without_an_original_is_not_there(client: Client, address: str) -> None:
    assert client.get(address).status_code == 404


def test_row_that_names_another_file_gives_none(client: Client) -> None:
    row = Feature.objects.get(layer="plan_regulation", code="990001-UP:BV")
    row.attributes[originals.FIELD] = "../../settings.py"
    row.save()

    assert client.get(f"{ITEM}BV/file").status_code == 404
    assert client.get(f"{ITEM}BV").status_code == 200


def test_original_of_a_closed_layer_does_not_exist(
    client: Client, monkeypatch: pytest.MonkeyPatch
) -> None:
    layers = catalogue().layers
    closed = replace(layers["plan_regulation"], access=Access("staff", "staff", "staff"))
    monkeypatch.setitem(layers, "plan_regulation", closed)  # type: ignore[arg-type]

    assert client.get(f"{ITEM}BV/file").status_code == 404
