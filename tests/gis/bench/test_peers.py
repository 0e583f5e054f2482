"""The peers are given the same layer, style and grid as ours."""

from pathlib import Path
from xml.etree import ElementTree

import pytest
from django.db import connection

from gis.bench.peers import mapcache, nginx
from gis.bench.peers.mapserver import mapfile
from gis.bench.places import Place, blocks, tile_at
from layers.catalogue import catalogue
from layers.grids import KROVAK_GRID

_BENCH = Path(nginx.__file__).parent.parent
LAYER = "cadastre_parcel"


def test_mapfile_holds_every_line_and_label_of_the_style() -> None:
    layer = catalogue().layers[LAYER]
    text = mapfile(layer, "dbname='x'", Path("fonts.txt"))
    for rule in layer.style.rules:
        if rule.line:
            assert f'OUTLINECOLOR "{rule.line.color}" WIDTH {rule.line.width_px}' in text
        if rule.label:
            assert f'COLOR "{rule.label.color}"' in text
    assert f"served.{LAYER}" in text
    assert text.count("CLASS\n") == text.count("EXPRESSION") or "EXPRESSION" not in text


def test_mapcache_has_our_grid(tmp_path: Path) -> None:
    file = mapcache.write(tmp_path, LAYER, KROVAK_GRID, 1234)
    grid = ElementTree.parse(file).getroot().find("grid")
    assert grid is not None
    assert [float(one) for one in grid.findtext("resolutions", "").split()] == list(
        KROVAK_GRID.resolutions
    )
    assert mapcache.tile_path(LAYER, KROVAK_GRID, (9, 5, 7)).endswith("/krovak/9/7/5.png")


def test_deployed_nginx_differs_from_the_file_by_paths_and_ports_alone() -> None:
    text = nginx.as_deployed(81, 82, Path("/t"))
    assert "listen 127.0.0.1:81;" in text
    assert "server 127.0.0.1:82;" in text
    assert "root /t;" in text
    assert "/opt/dmvs" not in text.replace("#", "")


def test_blocks_hold_one_tile_of_each_metatile() -> None:
    span = KROVAK_GRID.resolutions[9] * 256
    west, north = KROVAK_GRID.origin

    def place(column: float, row: float) -> Place:
        return Place(west + column * span, north - row * span, 0, 0, "", "")

    assert tile_at(KROVAK_GRID, 9, west + 5.5 * span, north - 7.5 * span) == (9, 5, 7)
    found = blocks(KROVAK_GRID, 9, [place(4.5, 4.5), place(7.5, 7.5), place(8.5, 4.5)])
    assert found == [(9, 7, 7), (9, 8, 4)]


@pytest.mark.django_db
def test_view_of_the_peers_has_the_fields_of_the_catalogue() -> None:
    with connection.cursor() as cursor:
        cursor.execute((_BENCH / "sql" / "peers.sql").read_text(encoding="utf-8"))
        cursor.execute("SELECT * FROM bench.cadastre_parcel LIMIT 0")
        columns = {column.name for column in cursor.description}
    fields = {field.name for field in catalogue().layers[LAYER].fields}
    assert columns == fields | {"fid", "geom"}


@pytest.mark.django_db
@pytest.mark.parametrize(
    ("file", "values"),
    [("page.sql", (15, 50.7, 15.1, 50.8)), ("vector_tile.sql", {"z": 15, "x": 17000, "y": 11000})],
)
def test_bare_statement_runs_on_the_view(file: str, values: object) -> None:
    with connection.cursor() as cursor:
        cursor.execute((_BENCH / "sql" / "peers.sql").read_text(encoding="utf-8"))
        cursor.execute((_BENCH / "sql" / file).read_text(encoding="utf-8"), values)
        cursor.fetchall()
