"""After a publish just the tiles that it changed are gone, in both grids."""

from dataclasses import replace
from pathlib import Path

import pytest
from django.contrib.gis.geos import Polygon

from layers.catalogue import catalogue
from layers.models import ChangedArea, ImportRun
from tiles import generation, tile_files
from tiles.grids import TileAddress, grids
from tiles.invalidation import blocks_over, drop_changed, drop_restyled, merged

pytestmark = pytest.mark.django_db

HERE = (-690_000.0, -970_000.0, -689_990.0, -969_990.0)
FAR = (-600_000.0, -1_100_000.0, -599_990.0, -1_099_990.0)


@pytest.fixture(autouse=True)
def tiles_root(settings, tmp_path: Path) -> Path:
    settings.TILES_ROOT = tmp_path
    return tmp_path


def cached(layer: str, grid: str, box: tuple[float, float, float, float]) -> Path:
    block = next(blocks_over(grids()[grid], box, 12))
    path = tile_files.path_of(layer, grid, TileAddress(12, block.x + 1, block.y + 1))
    tile_files.write(path, b"tile")
    return path


def change(layer: str) -> ChangedArea:
    run = ImportRun.objects.create(source="x", reader="x", file_name="x", file_sha256="x")
    return ChangedArea.objects.create(run=run, layer=layer, box=Polygon.from_bbox(HERE))


@pytest.mark.parametrize("grid", ["krovak", "webmercator"])
def test_tile_over_a_changed_parcel_is_dropped_and_a_far_one_stays(grid: str) -> None:
    near, far = cached("cadastre_parcel", grid, HERE), cached("cadastre_parcel", grid, FAR)
    change("cadastre_parcel")

    assert drop_changed() == 1

    assert not near.exists()
    assert far.exists()


def test_composed_layer_loses_its_tile_with_its_member_and_others_keep_theirs() -> None:
    base, other = cached("base_map", "krovak", HERE), cached("admin_region", "krovak", HERE)
    change("cadastre_parcel")

    drop_changed()

    assert not base.exists()
    assert other.exists()


def test_area_done_once_is_not_done_again() -> None:
    area = change("cadastre_parcel")
    drop_changed()
    path = cached("cadastre_parcel", "krovak", HERE)

    assert drop_changed() == 0

    assert path.exists()
    area.refresh_from_db()
    assert area.tiles_dropped_at is not None


def test_drop_begins_a_new_generation_so_that_older_drawings_are_not_kept() -> None:
    before = generation.current()
    change("cadastre_parcel")

    drop_changed()

    assert generation.current() != before


def test_many_boxes_become_few_that_cover_them_all_and_nothing_far() -> None:
    places = [(x * 37.0 - 700_000, y * 41.0 - 1_000_000) for x in range(200) for y in range(200)]
    boxes = [(x, y, x + 60, y + 30) for x, y in places]

    found = merged(boxes, most=500)

    assert len(found) <= 500
    assert all(
        any(w <= west and s <= south and east <= e and north <= n for w, s, e, n in found)
        for west, south, east, north in boxes[::97]
    )
    assert min(box[0] for box in found) == boxes[0][0]
    assert max(box[3] for box in found) == boxes[-1][3]


def test_few_boxes_stay_as_they_are() -> None:
    assert merged([HERE, FAR]) == [HERE, FAR]


@pytest.mark.parametrize(
    ("changed", "values"),
    [
        ("cadastre_parcel", {"max_scale": 9_000}),
        ("admin_municipality", {"generalized_from": 77_000}),
    ],
)
def test_base_map_is_dropped_when_a_member_is_drawn_otherwise(
    monkeypatch: pytest.MonkeyPatch, changed: str, values: dict[str, int]
) -> None:
    drop_restyled()
    base, other = cached("base_map", "krovak", HERE), cached("address_place", "krovak", HERE)
    before = catalogue()
    layers = {**before.layers, changed: replace(before.layers[changed], **values)}
    monkeypatch.setattr("tiles.invalidation.catalogue", lambda: replace(before, layers=layers))

    drop_restyled()

    assert not base.exists()
    assert other.exists()


def test_import_that_drops_no_tile_is_silent(caplog: pytest.LogCaptureFixture) -> None:
    caplog.set_level("INFO")
    change("cadastre_parcel")
    assert drop_changed() == 0
    assert not caplog.records

    cached("cadastre_parcel", "krovak", HERE)
    change("cadastre_parcel")
    assert drop_changed() == 1
    assert "Dropped 1 tiles over 1 changed areas." in caplog.text
