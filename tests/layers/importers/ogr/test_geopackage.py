"""GeoPackages with programs inside, damaged rows, curves, and counts that lie."""

import sqlite3
import struct
from collections.abc import Iterator
from contextlib import closing, contextmanager
from pathlib import Path

import pytest
import shapely

from layers.errors import UnreadableFile
from layers.importers.ogr.drivers import opened
from layers.importers.ogr.table import UNKNOWN_TEXT
from tests.layers.importers.ogr.made import SQUARES, outlines, read, write


@pytest.fixture
def geopackage(tmp_path: Path) -> Path:
    """Three squares in table `data`."""
    return write(tmp_path / "data.gpkg", SQUARES)


@contextmanager
def _changed(path: Path) -> Iterator[sqlite3.Connection]:
    """A connection for changing the file, past GDAL's own triggers."""
    with closing(sqlite3.connect(path)) as database, database:
        for (name,) in database.execute(
            "SELECT name FROM sqlite_master WHERE type = 'trigger'"
        ).fetchall():
            database.execute(f'DROP TRIGGER "{name}"')
        yield database


def _blob(wkb: bytes) -> bytes:
    return b"GP\0\x01" + struct.pack("<i", 5514) + wkb


def _list(database: sqlite3.Connection, table: str) -> None:
    database.execute(
        "INSERT INTO gpkg_contents (table_name, data_type, identifier, srs_id)"
        f" VALUES ('{table}', 'features', '{table}', 5514)"
    )


def _tables(path: Path) -> list[str]:
    with opened(path) as dataset:
        return [table.name for table in dataset.tables(UNKNOWN_TEXT)]


def test_triggers_never_run_and_the_file_stays_as_it_was(geopackage: Path) -> None:
    with _changed(geopackage) as database:
        database.execute("CREATE TABLE victim (n INTEGER)")
        for event in ("INSERT", "UPDATE", "DELETE"):
            database.execute(
                f"CREATE TRIGGER t_{event} AFTER {event} ON data"
                " BEGIN INSERT INTO victim VALUES (1); END"
            )
    before = geopackage.read_bytes()
    records, bad, _ = read(geopackage)
    assert (len(records), bad) == (3, [])
    assert geopackage.read_bytes() == before
    assert [path.name for path in geopackage.parent.iterdir()] == ["data.gpkg"]


def test_views_and_virtual_tables_are_no_tables(geopackage: Path) -> None:
    with _changed(geopackage) as database:
        database.execute("CREATE VIEW pohled AS SELECT * FROM data")
        database.execute("CREATE VIRTUAL TABLE virtualni USING fts5(x)")
        for name in ("pohled", "virtualni", "chybejici"):
            _list(database, name)
    assert _tables(geopackage) == ["data"]


def test_system_table_that_is_a_view_refuses_the_file(geopackage: Path) -> None:
    with _changed(geopackage) as database:
        database.execute("ALTER TABLE gpkg_contents RENAME TO hidden")
        database.execute("CREATE VIEW gpkg_contents AS SELECT * FROM hidden")
    with pytest.raises(UnreadableFile, match="nemá tabulku gpkg_contents"):
        read(geopackage)


def test_a_generated_column_never_runs(geopackage: Path) -> None:
    with _changed(geopackage) as database:
        database.execute("ALTER TABLE data ADD COLUMN mocny AS (zeroblob(900000000)) VIRTUAL")
    records, bad, _ = read(geopackage)
    assert [set(r.attributes) for r in records] == [{"kod", "nazev"}] * 3
    assert bad == []


def test_extensions_that_we_do_not_know_do_not_matter(geopackage: Path) -> None:
    with _changed(geopackage) as database:
        database.execute(
            "CREATE TABLE IF NOT EXISTS gpkg_extensions (table_name TEXT, column_name TEXT,"
            " extension_name TEXT, definition TEXT, scope TEXT)"
        )
        database.execute(
            "INSERT INTO gpkg_extensions VALUES"
            " ('data', NULL, 'cizi_rozsireni', 'http://192.0.2.1/x', 'read-write')"
        )
    assert len(read(geopackage)[0]) == 3


@pytest.mark.parametrize(
    "geometry",
    [
        b"garbage",
        b"",
        "text",
        7,
        _blob(b""),
        _blob(b"\x01\x03\0\0\0\xff\xff\xff\xff"),
        _blob(struct.pack("<BII", 1, 3, 1) + struct.pack("<I6d", 3, -7e5, -1e6, 0, 0, 1, 1)),
        b"GP\0\x0f" + struct.pack("<i", 5514) + SQUARES[0].wkb,
    ],
)
def test_one_damaged_geometry_is_quarantined_the_others_read(
    geopackage: Path, geometry: object
) -> None:
    with _changed(geopackage) as database:
        database.execute("UPDATE data SET geom = ? WHERE fid = 2", [geometry])
    records, bad, _ = read(geopackage)
    assert [r.code for r in records] == ["1", "3"]
    assert [(b.code, b.reason) for b in bad] == [("2", "Geometrie je v souboru poškozená.")]


def test_rows_are_read_whatever_the_file_says_of_their_count(geopackage: Path) -> None:
    with _changed(geopackage) as database:
        database.execute("UPDATE gpkg_ogr_contents SET feature_count = 1")
    assert len(read(geopackage)[0]) == 3


def test_text_in_a_column_of_numbers_is_kept_as_it_is(geopackage: Path) -> None:
    with _changed(geopackage) as database:
        database.execute("UPDATE data SET kod = 'A/7' WHERE fid = 1")
    assert [r.code for r in read(geopackage)[0]] == ["A/7", "2", "3"]


def test_arcs_become_lines_and_curve_polygons_polygons(geopackage: Path) -> None:
    circle = [-7e5, -1e6, -699_900, -1e6, -7e5, -1e6]
    arc = struct.pack("<BII", 1, 8, 3) + struct.pack("<6d", *circle)
    with _changed(geopackage) as database:
        wkb = struct.pack("<BII", 1, 10, 1) + arc
        database.execute("UPDATE data SET geom = ? WHERE fid = 1", [_blob(wkb)])
        broken = struct.pack("<BII", 1, 10, 7) + arc
        database.execute("UPDATE data SET geom = ? WHERE fid = 2", [_blob(broken)])
    records, bad, notes = read(geopackage)
    shape = outlines(records)[0]
    assert shape.geom_type == "Polygon"
    assert shape.area == pytest.approx(shapely.Point(0, 0).buffer(50, 256).area, rel=0.002)
    assert [b.code for b in bad] == ["2"]
    assert notes == []


def test_what_is_still_in_the_journal_is_read(geopackage: Path) -> None:
    with closing(sqlite3.connect(geopackage, isolation_level=None)) as database:
        for (name,) in database.execute(
            "SELECT name FROM sqlite_master WHERE type = 'trigger'"
        ).fetchall():
            database.execute(f'DROP TRIGGER "{name}"')
        database.execute("PRAGMA journal_mode = WAL")
        database.execute("UPDATE data SET nazev = 'nový' WHERE fid = 1")
        assert read(geopackage)[0][0].attributes["nazev"] == "nový"


def test_a_table_without_geometry_gives_records_without_one(geopackage: Path) -> None:
    with _changed(geopackage) as database:
        database.execute("DELETE FROM gpkg_geometry_columns")
        database.execute("UPDATE gpkg_contents SET data_type = 'attributes'")
        database.execute("ALTER TABLE data DROP COLUMN geom")
    records, bad, _ = read(geopackage)
    assert [r.geometries for r in records] == [{}, {}, {}]
    assert bad == []


def test_a_cut_file_is_refused_as_damaged(geopackage: Path) -> None:
    geopackage.write_bytes(geopackage.read_bytes()[: 4096 * 3])
    with pytest.raises(UnreadableFile, match=r"GeoPackage .* je poškozený"):
        read(geopackage)


@pytest.mark.parametrize("name", ['uvozovka"', "apostrof'", "; DROP TABLE data; --", "číslo 1"])
def test_odd_names_of_tables_and_columns_are_names(geopackage: Path, name: str) -> None:
    quoted = '"' + name.replace('"', '""') + '"'
    with _changed(geopackage) as database:
        database.execute(f"ALTER TABLE data RENAME TO {quoted}")
        database.execute(f"ALTER TABLE {quoted} RENAME COLUMN nazev TO {quoted}")
        for system in ("gpkg_contents", "gpkg_geometry_columns"):
            database.execute(f"UPDATE {system} SET table_name = ?", [name])
    records, _, _ = read(geopackage)
    assert [r.attributes[name] for r in records] == ["Město 0", "Město 1", "Město 2"]
