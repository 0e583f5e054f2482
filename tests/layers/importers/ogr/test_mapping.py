"""Mapping files: what they say, and what is wrong with them, with the place."""

from pathlib import Path

import pytest
import yaml

from layers.catalogue import catalogue
from layers.errors import CatalogueError, UnreadableFile
from layers.importers.ogr.choice import chosen, pairs
from layers.importers.ogr.mapping import load, mappings
from layers.importers.ogr.rows import LayerRows
from layers.importers.record import BadRecord, Note, Record
from tests.layers.importers.ogr.made import SQUARES, write

GOOD = {
    "name": "obce",
    "title": "Obce",
    "provider": "Úřad",
    "recognise": [{"layer": "obce", "fields": ["kod"]}],
    "full": False,
    "layers": [
        {
            "from": "obce",
            "to": "admin_municipality",
            "code": "kod",
            "geometry": "outline",
            "attributes": {"name": "nazev"},
        }
    ],
}


def _load(folder: Path, **changes: object) -> object:
    (folder / "obce.yaml").write_text(yaml.safe_dump({**GOOD, **changes}))
    return load([folder], catalogue())["obce"]


def _layer(**changes: object) -> list[object]:
    return [{**GOOD["layers"][0], **changes}]  # type: ignore[index]


def test_shipped_mappings_load_and_name_sources_that_exist() -> None:
    found = mappings()
    assert {"liberec_admin", "liberec_units_detailed", "liberec_cadastral_units"} <= set(found)
    sources = {"ruian", *found}
    assert all(mapping.yields_to <= sources for mapping in found.values())


@pytest.mark.parametrize(
    ("changes", "message"),
    [
        ({"name": "Obce obcí"}, "name: 'Obce obcí' does not match"),
        ({"layers": []}, "layers: .* should be non-empty"),
        ({"unknown": 1}, "the whole file: Additional properties are not allowed"),
        ({"layers": _layer(to="admin_planet")}, "admin_planet: the catalogue has no such"),
        ({"layers": _layer(to="base_map")}, "base_map: the catalogue has no such plain layer"),
        ({"layers": _layer(attributes={"colour": "x"})}, "no column 'colour', there are .*name"),
        ({"layers": _layer(attributes={"content_hash": "x"})}, "no column 'content_hash'"),
        ({"layers": _layer(geometry="circle")}, "layers/0/geometry"),
        ({"layers": _layer(code={"field": "k", "codes": "nic"})}, "no table of codes 'nic'"),
        (
            {"layers": _layer(code={"field": "k", "codes": {"a": "b"}})},
            "code: the table of codes does not fit the column: hodnota „b“ není celé číslo",
        ),
        ({"crs": 4979}, "crs 4979 is none of 5514"),
    ],
)
def test_mistakes_are_named_with_their_place(
    tmp_path: Path, changes: dict[str, object], message: str
) -> None:
    with pytest.raises(CatalogueError, match=message):
        _load(tmp_path, **changes)


def test_one_name_in_two_files_is_a_mistake(tmp_path: Path) -> None:
    (tmp_path / "other.yaml").write_text(yaml.safe_dump(GOOD))
    with pytest.raises(CatalogueError, match="mapping obce is defined twice"):
        _load(tmp_path)


def test_text_that_is_no_yaml_is_a_mistake(tmp_path: Path) -> None:
    (tmp_path / "obce.yaml").write_text("{")
    with pytest.raises(CatalogueError, match=r"obce\.yaml is not YAML"):
        load([tmp_path], catalogue())


@pytest.fixture
def of_obce(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """A GeoPackage `obce` and, as the only mappings, those written to the folder of the test."""
    monkeypatch.setattr(
        "layers.importers.ogr.choice.mappings", lambda: load([tmp_path], catalogue())
    )
    return write(tmp_path / "obce.gpkg", SQUARES)


def _tables(path: Path) -> list:
    from layers.importers.ogr import geopackage  # noqa: PLC0415

    return list(geopackage.tables(path, path.name))


def test_the_mapping_that_asks_for_more_is_meant(tmp_path: Path, of_obce: Path) -> None:
    _load(tmp_path)
    particular = {**GOOD, "name": "lepsi", "recognise": [{"fields": ["kod", "nazev"]}]}
    (tmp_path / "lepsi.yaml").write_text(yaml.safe_dump(particular))
    assert chosen(_tables(of_obce), None, "obce").name == "lepsi"
    assert chosen(_tables(of_obce), "obce", "obce").name == "obce"


def test_two_mappings_alike_ask_for_a_choice(tmp_path: Path, of_obce: Path) -> None:
    _load(tmp_path)
    (tmp_path / "druhe.yaml").write_text(yaml.safe_dump({**GOOD, "name": "druhe"}))
    with pytest.raises(UnreadableFile, match=r"odpovídá více mapováním \(druhe, obce\)"):
        chosen(_tables(of_obce), None, "obce")


def test_a_missing_field_is_named(tmp_path: Path, of_obce: Path) -> None:
    _load(tmp_path, layers=_layer(attributes={"name": "jmeno"}))
    tables = _tables(of_obce)
    with pytest.raises(UnreadableFile, match="chybí pole jmeno, které vyžaduje mapování obce"):
        pairs(chosen(tables, "obce", "obce.gpkg"), tables, "obce.gpkg")


def test_codes_convert_and_those_without_conversion_are_told(tmp_path: Path, of_obce: Path) -> None:
    _load(
        tmp_path,
        layers=_layer(
            code={"field": "kod", "codes": {"1": 563889, "2": 554979}},
            attributes={
                "name": "nazev",
                "status_code": {"field": "nazev", "codes": {"Město 0": 3}},
            },
        ),
    )
    tables = _tables(of_obce)
    ((part, table),) = pairs(chosen(tables, "obce", "obce"), tables, "obce")
    items = list(LayerRows(part, table))
    assert [(r.code, r.attributes["status_code"]) for r in items if isinstance(r, Record)] == [
        (563889, 3),
        (554979, None),
    ]
    assert [b.reason for b in items if isinstance(b, BadRecord)] == [
        "Pole kod: hodnota „3“ nemá převod na kód."
    ]
    assert [n.text for n in items if isinstance(n, Note)] == [
        "Hodnoty pole nazev bez převodu na status_code zůstaly prázdné: Město 1 (1×)."
    ]
