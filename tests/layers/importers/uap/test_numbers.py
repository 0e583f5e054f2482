"""Deliveries numbered by any decree land in the layers of their phenomena."""

from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest
import shapely
import yaml

from layers.catalogue.loader import catalogue, look_again
from layers.demo.package import Layer, csv_text, write_package
from layers.importers.record import NOWHERE, BadRecord, Note, Record
from layers.importers.uap.reader import UapReader
from tests.layers.importers.uap import made

RESERVES = (
    "uap_national_nature_reserve", "uap_nature_reserve",
    "uap_national_nature_monument", "uap_nature_monument",
)  # fmt: skip


def package(folder: Path, layers: dict[str, Layer], *rows: tuple[str, str]) -> Path:
    """Passports are (number, decree)."""
    table = [
        (*made.COLUMNS, "Vyhláška"),
        *(
            (f"P{code}", code, "Úřad", "", "2023-06-30", "12", "kraj", decree)
            for code, decree in rows
        ),
    ]
    return write_package(folder / "UAP.zip", "", layers, {"pasporty.csv": csv_text(table)})


def areas(*kinds: str | None) -> Layer:
    layer = Layer("polygon", (*made.FIELDS, "KATEGORIE"))
    for number, kind in enumerate(kinds, start=1):
        west = made.WEST + 100 * number
        square = shapely.box(west, made.SOUTH, west + 50, made.SOUTH + 50)
        layer.add(square, id=str(number), KATEGORIE=kind)
    return layer


def found(path: Path) -> dict[str, list[object]]:
    told: dict[str, list[object]] = {}
    for item in UapReader().read(path):
        if isinstance(item, Record):
            told.setdefault(item.layer, []).append(item.code)
        elif isinstance(item, BadRecord):
            told.setdefault("bad", []).append(item.reason)
        elif isinstance(item, Note):
            told.setdefault("notes", []).append(item.text)
    return told


@pytest.mark.parametrize(
    "decree", ["13/2018", "500/2006", "č. 500/2006 Sb. ve znění č. 13/2018 Sb."]
)
def test_merged_number_is_sorted_by_the_kind_of_each_object(tmp_path: Path, decree: str) -> None:
    path = package(
        tmp_path, {"A027a_mzchu_p": areas("NPR", "pp", "nature_reserve")}, ("27a", decree)
    )

    told = found(path)

    assert told["uap_national_nature_reserve"] == ["urad:1"]
    assert told["uap_nature_monument"] == ["urad:2"]
    assert told["uap_nature_reserve"] == ["urad:3"]
    assert "Převod čísel není ověřen s textem vyhlášky: 27a (13/2018)." in told["notes"]


def test_object_of_a_merged_number_without_a_kind_is_quarantined(tmp_path: Path) -> None:
    path = package(tmp_path, {"A027a_mzchu_p": areas("NPR", "hrad", None)}, ("27a", "13/2018"))

    told = found(path)

    assert len(told["bad"]) == 2
    assert "č. 27a vyhlášky č. 13/2018 sdružuje více jevů" in str(told["bad"][0])
    assert "„hrad“. Přijímá se: npr," in str(told["bad"][0])


def test_empty_table_of_a_merged_number_covers_all_its_phenomena(tmp_path: Path) -> None:
    path = package(tmp_path, {"A027a_mzchu_p": areas()}, ("27a", "13/2018"))

    covered = {each.layer for each in UapReader().header(path).coverage}

    assert covered.issuperset(RESERVES)


def test_number_without_a_decree_is_read_by_those_out_on_the_day(tmp_path: Path) -> None:
    layers = {"A025a_park_p": areas("NP"), "A090_silnice_l": made.layers()["A090_silnice_l"]}
    told = found(package(tmp_path, layers, ("25a", ""), ("90", "")))

    assert told["uap_national_park"] and told["uap_road_first"]
    assert "Čísla jevů čtena podle vyhlášky č. 13/2018: 25a." in told["notes"]
    assert "Čísla jevů čtena podle vyhlášky č. 500/2006: 90." in told["notes"]


def test_number_of_an_unlisted_decree_is_left_aside_beside_known_ones(tmp_path: Path) -> None:
    layers = {"A090_silnice_l": made.layers()["A090_silnice_l"], "A025a_park_p": areas("NP")}
    told = found(package(tmp_path, layers, ("90", "157/2024"), ("25a", "13/2018")))

    assert "uap_road_first" not in told and told["uap_national_park"]
    assert any("Jev č. 90 podle vyhlášky č. 157/2024 nemá" in str(each) for each in told["notes"])


@pytest.fixture
def split_number(tmp_path: Path, settings: Any) -> Iterator[None]:
    """A folder of the operator in which 457/2025 has two numbers for flood areas."""
    numbers = tmp_path / "own" / "codebooks" / "numbers"
    numbers.mkdir(parents=True)
    content = {
        "codebook": "uap", "decree": "457/2025", "confirmed": True, "source": "test",
        "numbers": [{"number": each, "phenomena": ["flood_area"]} for each in ("12a", "12b")],
    }  # fmt: skip
    (numbers / "own.yaml").write_text(yaml.safe_dump(content), encoding="utf-8")
    settings.CATALOGUE_FOLDERS = [*settings.CATALOGUE_FOLDERS, tmp_path / "own"]
    settings.REMOTE_CATALOGUE = tmp_path / "rows"
    (tmp_path / "rows").mkdir()
    look_again()
    catalogue()
    yield
    settings.REMOTE_CATALOGUE = tmp_path / "none"
    settings.CATALOGUE_FOLDERS = settings.CATALOGUE_FOLDERS[:-1]
    look_again()
    catalogue()


def test_parts_of_a_split_phenomenon_meet_in_its_layer(tmp_path: Path, split_number: None) -> None:
    both = {"A012a_zaplava5_p": areas(None), "A012b_zaplava100_p": areas(None)}
    one = {"A012a_zaplava5_p": areas(None)}
    rows = (("12a", "457/2025"), ("12b", "457/2025"))
    whole, part = package(tmp_path, both, *rows), tmp_path / "part"

    assert found(whole)["uap_flood_area"] == ["urad:12a-1", "urad:12b-1"]
    assert {each.municipality_code for each in UapReader().header(whole).coverage} == {None}
    part.mkdir()
    partial = package(part, one, rows[0])
    assert {each.municipality_code for each in UapReader().header(partial).coverage} == {NOWHERE}
    assert any("dodány nejsou všechny jeho části" in str(each) for each in found(partial)["notes"])
