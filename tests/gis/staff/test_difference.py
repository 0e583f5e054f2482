"""The page of a delivery: figures, drops, list and map of the difference, all of it as text."""

import json
from collections.abc import Callable
from pathlib import Path

import pytest
from django.test import Client

from layers.importers.gate import import_file
from layers.models import DifferenceRow, Quarantine
from tests.layers.deliveries.conftest import deliver
from tests.layers.importers.made_vfr import BOW_TIE, MadeParcel, write_full

pytestmark = [pytest.mark.django_db(transaction=True), pytest.mark.usefixtures("inbox")]

HOSTILE = "<script>alert(1)</script>"


@pytest.fixture
def path(tmp_path: Path, work: Callable[[], None]) -> str:
    import_file(write_full(tmp_path, [MadeParcel(code) for code in range(1, 11)]))
    newer = [MadeParcel(1, area_m2=5), MadeParcel(2, outline=BOW_TIE), MadeParcel(11)]
    delivery = deliver(write_full(tmp_path, newer, day="20260228"))
    work()
    return f"/admin/data/deliveries/{delivery.pk}/"


def test_page_shows_figures_drop_and_reason(boss: Client, path: str) -> None:
    page = boss.get(path).content.decode()
    assert "Podezřelý úbytek" in page
    assert "přišla o 8 objektů, to je 89 %" in page
    assert "Parcely: Neplatný obrys." in page
    assert "<del>10000</del> → <ins>5</ins>" in page
    assert "Schválit a zveřejnit" in page


def test_map_gets_the_objects_of_one_layer_and_kind(boss: Client, path: str) -> None:
    address = f"{path}difference.geojson?layer=cadastre_parcel"
    everything = json.loads(boss.get(address).content)
    assert len(everything["features"]) == 10
    removed = json.loads(boss.get(f"{address}&kind=removed").content)
    assert {each["properties"]["kind"] for each in removed["features"]} == {"removed"}
    assert len(removed["features"]) == 8
    assert json.loads(boss.get(f"{path}difference.geojson?layer=nic").content)["features"] == []


def test_values_of_a_file_are_never_markup(boss: Client, path: str) -> None:
    """HOSTILE 40."""
    DifferenceRow.objects.update(label=HOSTILE, changes={HOSTILE: [HOSTILE, HOSTILE]})
    Quarantine.objects.update(
        reason=HOSTILE, detail=HOSTILE, place=HOSTILE, code=HOSTILE, attributes={HOSTILE: HOSTILE}
    )
    for address in (path, "/admin/data/quarantine/", "/admin/data/"):
        page = boss.get(address).content.decode()
        assert HOSTILE not in page
    assert "&lt;script&gt;" in boss.get("/admin/data/quarantine/").content.decode()


@pytest.mark.parametrize(
    "query", ["run=1e9", "run=' OR 1=1", "run=99999999999999999999", "layer=%00", "page=-1",
              "reason=" + "a" * 5_000, "run=%D9%A3", "open=x&page=999999"]
)  # fmt: skip
def test_odd_filters_of_the_quarantine_find_nothing_and_break_nothing(
    boss: Client, path: str, query: str
) -> None:
    for page in ("quarantine/", "quarantine.csv", "quarantine.geojson"):
        answer = boss.get(f"/admin/data/{page}?{query}")
        assert answer.status_code == 200
        assert answer.getvalue() is not None


def test_quarantine_is_filtered_by_run_layer_and_reason(boss: Client, path: str) -> None:
    row = Quarantine.objects.get()
    Quarantine.objects.create(
        run=row.run, layer="address_place", code="9", place="p", reason="Jiný."
    )
    page = boss.get("/admin/data/quarantine/?layer=address_place").content.decode()
    assert "Jiný." in page and "Záznamů: 1" in page
    only = boss.get("/admin/data/quarantine.geojson?reason=Neplatný obrys.").getvalue()
    assert len(json.loads(only)["features"]) == 1


def test_list_costs_the_same_whatever_its_length(
    boss: Client, path: str, django_assert_max_num_queries: Callable[..., object]
) -> None:
    with django_assert_max_num_queries(40):  # type: ignore[attr-defined]
        boss.get(path)
