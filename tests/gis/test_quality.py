"""Quality cards: what they count, and that nobody learns of a layer that is closed to him."""

import csv
import io
from pathlib import Path
from typing import Any

import pytest
from django.test import Client

from layers.importers.gate import import_file
from tests.layers.importers.made_vfr import BOW_TIE, MadeParcel, write_full

pytestmark = pytest.mark.django_db


@pytest.fixture
def imported(tmp_path: Path) -> None:
    import_file(write_full(tmp_path, [MadeParcel(1), MadeParcel(2, outline=None)]))
    import_file(
        write_full(
            tmp_path, [MadeParcel(1), MadeParcel(2), MadeParcel(3, outline=BOW_TIE)], day="20260228"
        )
    )


def table(client: Client, path: str) -> list[dict[str, str]]:
    text = client.get(path).content.decode("utf-8-sig")
    return list(csv.DictReader(io.StringIO(text), delimiter=";"))


@pytest.mark.usefixtures("imported")
def test_card_counts_completeness_age_quarantine_and_geometry_errors(client: Client) -> None:
    rows = {row["vrstva"]: row for row in table(client, "/quality.csv")}
    parcels = rows["cadastre_parcel"]
    assert parcels["objektů"] == "2"
    assert (parcels["obcí s daty"], parcels["obcí celkem"]) == ("1", "1")
    assert parcels["nejnovější stav dat"] == "2026-02-28"
    assert (parcels["v karanténě"], parcels["podíl v karanténě"]) == ("1", "0,3333")
    assert parcels["chyb geometrie"] == "1"
    assert parcels["importů v trendu"] == "2"


@pytest.mark.usefixtures("imported")
def test_page_draws_the_trend_and_says_it_in_words(client: Client) -> None:
    page = client.get("/quality/").content.decode()
    assert "<polyline" in page
    assert "za posledních 2 importů: z 0,0 % na 33,3 %." in page


@pytest.mark.usefixtures("imported")
def test_completeness_names_each_municipality(client: Client) -> None:
    rows = table(client, "/quality/municipalities.csv")
    assert {row["kód obce"] for row in rows} == {"990001"}
    assert "2" in [row["objektů"] for row in rows if row["vrstva"] == "cadastre_parcel"]


@pytest.mark.usefixtures("imported")
def test_closed_layer_is_not_in_the_cards_of_a_stranger(
    client: Client, monkeypatch: pytest.MonkeyPatch
) -> None:
    from gis import quality  # noqa: PLC0415

    shown: Any = quality.allowed_layers

    def all_but_parcels(user: Any, operation: Any) -> Any:
        return (layer for layer in shown(user, operation) if layer.id != "cadastre_parcel")

    monkeypatch.setattr(quality, "allowed_layers", all_but_parcels)
    for path in ("/quality/", "/quality.csv", "/quality/municipalities.csv"):
        text = client.get(path).content.decode()
        assert "cadastre_parcel" not in text and "Parcely" not in text


def test_empty_database_has_a_page_too(client: Client) -> None:
    assert "Zatím tu nejsou žádná data" in client.get("/quality/").content.decode()
