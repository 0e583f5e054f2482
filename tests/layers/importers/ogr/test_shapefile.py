"""Shapefiles with parts missing, cut or lying: a right result with a note, or the reason."""

import struct
from pathlib import Path

import pytest
import shapely

from layers.errors import UnreadableFile
from tests.layers.importers.ogr.made import SQUARES, outlines, read, write

NAMES = ["Žluťoučký kůň", "Ďábelské ódy", "Příliš"]


@pytest.fixture
def shapefile(tmp_path: Path) -> Path:
    """Three squares with Czech names in CP1250, all parts present."""
    return write(tmp_path / "data.shp", SQUARES, names=NAMES, encoding="cp1250")


def _names(records: list) -> list[str]:
    return [record.attributes["nazev"] for record in records]


def test_all_parts_present_read_without_a_note(shapefile: Path) -> None:
    records, bad, notes = read(shapefile)
    assert (_names(records), bad, notes) == (NAMES, [], [])


def test_without_shx_the_order_is_restored_and_nothing_is_written_beside(shapefile: Path) -> None:
    shapefile.with_suffix(".shx").unlink()
    before = sorted(shapefile.parent.iterdir())
    records, bad, notes = read(shapefile)
    assert (_names(records), bad) == (NAMES, [])
    assert notes == ["Chybí soubor .shx vrstvy data; pořadí záznamů obnoveno."]
    assert sorted(shapefile.parent.iterdir()) == before


def test_without_dbf_objects_have_no_attributes_and_a_note_says_so(shapefile: Path) -> None:
    shapefile.with_suffix(".dbf").unlink()
    records, bad, notes = read(shapefile)
    assert [(r.code, r.attributes) for r in records] == [("1", {}), ("2", {}), ("3", {})]
    assert (bad, notes) == ([], ["Chybí soubor .dbf vrstvy data: objekty nemají atributy."])


def test_without_dbf_and_without_source_the_refusal_names_the_missing_part(
    shapefile: Path,
) -> None:
    shapefile.with_suffix(".dbf").unlink()
    with pytest.raises(UnreadableFile, match=r"Chybí soubor \.dbf vrstvy data"):
        read(shapefile, None)


def test_without_prj_the_extent_tells_the_system(shapefile: Path) -> None:
    shapefile.with_suffix(".prj").unlink()
    records, bad, notes = read(shapefile)
    assert all(a.equals(b) for a, b in zip(outlines(records), SQUARES, strict=True))
    assert bad == []
    assert notes == [
        "Chybí soubor .prj se souřadnicovým systémem vrstvy data.",
        "Soubor neuvádí systém; souřadnice odpovídají S-JTSK (EPSG:5514) a byly tak přečteny.",
    ]


def test_without_cpg_czech_letters_survive(shapefile: Path) -> None:
    shapefile.with_suffix(".cpg").unlink()
    records, _, notes = read(shapefile)
    assert _names(records) == NAMES
    assert notes == ["Chybí soubor .cpg vrstvy data; texty přečteny jako cp1250."]


def test_a_cpg_that_lies_is_not_believed(shapefile: Path) -> None:
    shapefile.with_suffix(".cpg").write_text("UTF-8")
    records, _, notes = read(shapefile)
    assert _names(records) == NAMES
    assert notes == ["Soubor .cpg uvádí kódování „UTF-8“; texty přečteny jako cp1250."]


@pytest.mark.parametrize("label", ["1250", "ANSI 1250", "windows-1250", "CP1250"])
def test_labels_of_one_encoding_mean_the_same(shapefile: Path, label: str) -> None:
    shapefile.with_suffix(".cpg").write_text(label)
    records, _, notes = read(shapefile)
    assert (_names(records), notes) == (NAMES, [])


def test_shp_cut_in_a_record_quarantines_that_record_alone(shapefile: Path) -> None:
    shapefile.write_bytes(shapefile.read_bytes()[:-20])
    records, bad, notes = read(shapefile)
    assert [r.code for r in records] == ["1", "2"]
    assert [(b.code, b.reason) for b in bad] == [("3", "Geometrie je v souboru poškozená.")]
    assert notes == ["Hlavička souboru data.shp uvádí 508 B, soubor má 488 B."]


def test_lying_record_length_quarantines_that_record_alone(shapefile: Path) -> None:
    data = bytearray(shapefile.read_bytes())
    (offset,) = struct.unpack_from(">i", shapefile.with_suffix(".shx").read_bytes(), 100 + 8)
    struct.pack_into(">i", data, offset * 2 + 4, 1_000_000)
    shapefile.write_bytes(data)
    records, bad, _ = read(shapefile)
    assert [r.code for r in records] == ["1", "3"]
    assert [b.code for b in bad] == ["2"]


def test_lying_number_of_points_quarantines_that_record_alone(shapefile: Path) -> None:
    data = bytearray(shapefile.read_bytes())
    (offset,) = struct.unpack_from(">i", shapefile.with_suffix(".shx").read_bytes(), 100 + 8)
    struct.pack_into("<i", data, offset * 2 + 8 + 4 + 32 + 4, 2_000_000_000)
    shapefile.write_bytes(data)
    records, bad, _ = read(shapefile)
    assert [r.code for r in records] == ["1", "3"]
    assert [(b.code, b.reason) for b in bad] == [("2", "Geometrie je v souboru poškozená.")]


def test_an_index_that_points_outside_quarantines_that_record_alone(shapefile: Path) -> None:
    shx = shapefile.with_suffix(".shx")
    data = bytearray(shx.read_bytes())
    struct.pack_into(">i", data, 100 + 8, 2_000_000_000)
    shx.write_bytes(data)
    records, bad, _ = read(shapefile)
    assert [r.code for r in records] == ["1", "3"]
    assert [b.code for b in bad] == ["2"]


def test_dbf_that_is_cut_refuses_the_file(shapefile: Path) -> None:
    dbf = shapefile.with_suffix(".dbf")
    dbf.write_bytes(dbf.read_bytes()[:-100])
    with pytest.raises(UnreadableFile, match=r"Soubor data\.dbf je neúplný: uvádí 3 záznamů"):
        read(shapefile)


def test_dbf_of_another_shapefile_is_refused(shapefile: Path) -> None:
    other = write(shapefile.with_name("other.shp"), SQUARES[:2])
    shapefile.with_suffix(".dbf").write_bytes(other.with_suffix(".dbf").read_bytes())
    with pytest.raises(UnreadableFile, match="k sobě nepatří: 3 geometrií, 2 záznamů"):
        read(shapefile)


def test_a_record_marked_as_deleted_is_left_out(shapefile: Path) -> None:
    dbf = shapefile.with_suffix(".dbf")
    data = bytearray(dbf.read_bytes())
    start, width = struct.unpack_from("<HH", data, 8)
    data[start + width] = ord("*")
    dbf.write_bytes(data)
    records, bad, _ = read(shapefile)
    assert ([r.code for r in records], bad) == (["1", "3"], [])


def test_a_record_without_geometry_is_a_record(tmp_path: Path) -> None:
    path = write(tmp_path / "data.shp", [SQUARES[0], None])
    records, bad, _ = read(path)
    assert [set(r.geometries) for r in records] == [{"outline"}, set()]
    assert bad == []


def test_header_alone_is_refused(shapefile: Path) -> None:
    shapefile.write_bytes(shapefile.read_bytes()[:60])
    with pytest.raises(UnreadableFile, match="nemá ani hlavičku"):
        read(shapefile)


def test_an_empty_shapefile_is_a_full_answer(tmp_path: Path) -> None:
    assert read(write(tmp_path / "prazdny.shp", [])) == ([], [], [])


def test_a_polygon_with_a_hole_keeps_it(tmp_path: Path) -> None:
    shape = shapely.Polygon(
        SQUARES[0].exterior.coords, [shapely.centroid(SQUARES[0]).buffer(5).exterior.coords]
    )
    (found,) = outlines(read(write(tmp_path / "data.shp", [shape]))[0])
    assert found.equals(shape)
