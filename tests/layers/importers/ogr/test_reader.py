"""The shipped mappings on real files, files without a mapping, and all formats read back."""

import sqlite3
from contextlib import closing
from pathlib import Path

import pytest
import shapely
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from layers.errors import UnreadableFile
from layers.importers.ogr.reader import OgrReader
from layers.importers.record import Note, Record
from tests.layers.importers.ogr.made import LAYER, SQUARES, outlines, read, write


def _by_layer(reader: OgrReader, path: Path) -> dict[str, dict[int | str, Record]]:
    found: dict[str, dict[int | str, Record]] = {}
    for item in reader.read(path):
        assert isinstance(item, Record)
        found.setdefault(item.layer, {})[item.code] = item
    return found


def test_liberec_admin_is_recognised_and_its_hierarchy_joins_by_codes(shared_data: Path) -> None:
    path = shared_data / "admin" / "liberec_admin.gpkg"
    found = _by_layer(OgrReader(), path)
    municipalities, orps = found["admin_municipality"], found["admin_orp"]
    districts, regions = found["admin_district"], found["admin_region"]
    assert [len(units) for units in (municipalities, orps, districts)] == [215, 10, 4]
    assert set(regions) == {78}
    assert set(districts) == {3501, 3504, 3505, 3608}
    assert {unit.attributes["district_code"] for unit in municipalities.values()} == set(districts)
    assert {unit.attributes["orp_code"] for unit in municipalities.values()} == set(orps)
    assert {unit.attributes["region_code"] for unit in (*orps.values(), *districts.values())} == {
        78
    }
    assert orps[817].attributes["name"] == "Liberec"


def test_liberec_admin_in_degrees_has_the_area_of_the_region(shared_data: Path) -> None:
    path = shared_data / "admin" / "liberec_admin.gpkg"
    units = _by_layer(OgrReader(), path)["admin_municipality"].values()
    area = sum(shape.area for shape in outlines(list(units)))
    assert area / 1e6 == pytest.approx(3162.9, abs=0.5)


def test_detailed_units_have_a_mapping_of_their_own_and_keep_their_bytes(shared_data: Path) -> None:
    path = shared_data / "admin" / "liberec_units_detailed.gpkg"
    header = OgrReader().header(path)
    assert header.source == "liberec_units_detailed"
    assert header.yields_to == {"ruian"}
    assert header.expected_records == 15
    region = _by_layer(OgrReader(), path)["admin_region"][78]
    with closing(sqlite3.connect(f"{path.as_uri()}?mode=ro&immutable=1", uri=True)) as database:
        (blob,) = database.execute("SELECT geom FROM kraje").fetchone()
    assert blob.endswith(region.geometries["outline"])


def test_borders_delivered_in_degrees_and_in_krovak_are_in_the_same_place(
    shared_data: Path,
) -> None:
    admin = shared_data / "admin"
    degrees = _by_layer(OgrReader(), admin / "liberec_admin.gpkg")["admin_orp"]
    krovak = _by_layer(OgrReader(), admin / "liberec_units_detailed.gpkg")["admin_orp"]
    pairs = zip(
        outlines([degrees[code] for code in krovak]), outlines(list(krovak.values())), strict=True
    )
    assert max(shapely.hausdorff_distance(one, other) for one, other in pairs) < 0.5


def test_cadastral_units_of_the_list_have_codes_dates_and_kinds_of_map(shared_data: Path) -> None:
    path = shared_data / "admin" / "liberec_cadastral_units.csv"
    items = list(OgrReader().read(path))
    units = {item.code: item for item in items if isinstance(item, Record)}
    assert len(units) == 508
    assert units[682039].attributes == {
        "name": "Liberec",
        "municipality_code": 563889,
        "source_class": "DKM",
        "digital_map": True,
        "number_series": 1,
    }
    assert units[748072].valid_from.isoformat() == "1991-09-27"  # type: ignore[union-attr]
    assert [item.text for item in items if isinstance(item, Note)] == [
        "Hodnoty pole MAPA bez převodu na source_class zůstaly prázdné: L (2×), C (1×)."
    ]


def test_the_list_in_cp1250_reads_the_same(shared_data: Path, tmp_path: Path) -> None:
    path = shared_data / "admin" / "liberec_cadastral_units.csv"
    copy = tmp_path / "SC_SEZNAMKUKRA_DOTAZ.csv"
    copy.write_bytes(path.read_text(encoding="utf-8").encode("cp1250"))
    original = [item for item in OgrReader().read(path) if isinstance(item, Record)]
    again = [item for item in OgrReader().read(copy) if isinstance(item, Record)]
    assert [(r.code, r.attributes) for r in again] == [(r.code, r.attributes) for r in original]


def test_a_file_without_mapping_is_refused_with_what_was_found(tmp_path: Path) -> None:
    path = write(tmp_path / "neznamy.gpkg", SQUARES)
    with pytest.raises(UnreadableFile) as refused:
        OgrReader().header(path)
    assert str(refused.value) == (
        "Pro soubor neznamy.gpkg není mapování. Nalezené vrstvy: neznamy (kod, nazev). Sestavte je "
        "ve správě dat (Nahrát soubor, Sestavit mapování), napište je jako YAML podle vzoru "
        "layers/catalogue/mappings/, nebo jako zdroj (--source) uveďte tematickou vrstvu katalogu."
    )


def test_an_unknown_source_is_named(tmp_path: Path) -> None:
    path = write(tmp_path / "neznamy.gpkg", SQUARES)
    with pytest.raises(UnreadableFile, match="Zdroj kdosi není mapování ani tematická vrstva"):
        OgrReader("kdosi").header(path)


def test_a_thematic_layer_as_source_takes_all_fields_and_finds_the_code(tmp_path: Path) -> None:
    path = write(tmp_path / "uzemi.gpkg", SQUARES)
    header = OgrReader(LAYER).header(path)
    assert (header.source, header.layers, header.expected_records) == (LAYER, (LAYER,), 3)
    records, bad, notes = read(path)
    assert [(r.code, r.attributes) for r in records] == [
        (str(n + 1), {"kod": n + 1, "nazev": f"Město {n}"}) for n in range(3)
    ]
    assert (bad, notes) == ([], [])


def test_rows_without_a_code_field_are_numbered(tmp_path: Path) -> None:
    path = tmp_path / "jmena.csv"
    path.write_text("jmeno\nAlfa\nBeta\n")
    assert [r.code for r in read(path)[0]] == ["2", "3"]


_POLYGONS = st.lists(
    st.builds(
        lambda e, n, width, height, hole: shapely.Polygon(
            shapely.box(e, n, e + width, n + height).exterior.coords,
            [shapely.box(e + 1, n + 1, e + 2, n + 2).exterior.coords] if hole else [],
        ).normalize(),
        st.floats(-850_000, -500_000),
        st.floats(-1_200_000, -950_000),
        st.floats(3, 5_000),
        st.floats(3, 5_000),
        st.booleans(),
    ),
    min_size=1,
    max_size=6,
)


@pytest.mark.parametrize("ending", [".gpkg", ".shp", ".geojson"])
@given(shapes=_POLYGONS)
@settings(
    max_examples=15, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture]
)
def test_polygons_in_krovak_come_back_to_the_last_bit(
    tmp_path: Path, ending: str, shapes: list[shapely.Polygon]
) -> None:
    path = tmp_path / f"made{ending}"
    for part in tmp_path.iterdir():
        part.unlink()
    records, bad, notes = read(write(path, shapes))
    assert (bad, notes) == ([], [])
    if ending == ".gpkg":
        assert [r.geometries["outline"] for r in records] == [shapely.to_wkb(s) for s in shapes]
    assert [shape.normalize().wkb for shape in outlines(records)] == [s.wkb for s in shapes]


def test_batches_of_a_long_file_join_without_gap(tmp_path: Path) -> None:
    shapes = [shapely.box(-700_000 + n, -1_000_000, -699_999 + n, -999_999) for n in range(4_500)]
    for ending in (".gpkg", ".shp", ".geojson"):
        records, bad, _ = read(write(tmp_path / f"dlouhy{ending}", shapes))
        assert [int(r.code) for r in records] == list(range(1, 4_501))
        assert bad == []
