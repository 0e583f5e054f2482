"""Rasters sent by the form: what lies beside them comes along, all sheets are one delivery."""

from collections.abc import Callable
from pathlib import Path
from zipfile import ZipFile

import pytest
from django.test import Client

from layers.models import Delivery
from tests.gis.staff.conftest import upload
from tests.layers.rasters import made
from tests.layers.rasters.conftest import rasters_root

__all__ = ["rasters_root"]

pytestmark = [pytest.mark.django_db(transaction=True), pytest.mark.usefixtures("inbox")]


def only_delivery(state: Delivery.State = Delivery.State.READY) -> Delivery:
    delivery = Delivery.objects.get()
    assert (delivery.state, delivery.reason) == (state, "")
    assert delivery.preview is not None
    return delivery


def test_jpeg_2000_is_placed_by_the_world_file_sent_with_it(
    boss: Client, tmp_path: Path, work: Callable[[], None]
) -> None:
    picture = made.write(tmp_path / "orto.jp2", made.photograph(), crs=None)
    place = made.world_file(tmp_path / "orto.j2w", made.grid(0.5))

    upload(boss, picture, place, source="imagery_ortho", day="2024-06-01")
    work()

    delivery = only_delivery()
    assert delivery.file_name == "orto.zip"
    assert f"{delivery.preview.data_date:%d.%m.%Y}" == "31.05.2024"  # midnight, in UTC
    assert delivery.preview.counts["imagery_ortho"]["added"] == 1


def test_scan_is_placed_by_the_control_points_sent_with_it(
    boss: Client, tmp_path: Path, work: Callable[[], None]
) -> None:
    scan = made.write(tmp_path / "plan.jpg", made.photograph(), crs=None)
    points = tmp_path / "plan.jpg.points"
    corners = [(0, 0), (400, 0), (400, 300), (0, 300)]
    rows = [f"{made.WEST + x},{made.NORTH - y},{x},{-y},1" for x, y in corners]
    points.write_text("mapX,mapY,pixelX,pixelY,enable\n" + "\n".join(rows) + "\n")

    upload(boss, scan, points, source="scan_map", day="1938-06-30")
    work()

    delivery = only_delivery()
    page = boss.get(f"/admin/data/deliveries/{delivery.pk}/").content.decode()
    assert "odchylk" in page.lower(), "the residuals are told before anyone approves"


def test_sheets_of_one_upload_are_one_delivery_of_their_day(
    boss: Client, tmp_path: Path, work: Callable[[], None]
) -> None:
    sheets = [
        made.write(
            tmp_path / f"list_{number:02}.tif", made.photograph(),
            made.grid(1, west=made.WEST + 400 * number),
        )
        for number in range(12)
    ]  # fmt: skip

    upload(boss, *sheets, source="imagery_ortho", day="2023-05-04")
    work()

    delivery = only_delivery()
    assert delivery.file_name == "list_00 a dalších 11.zip"
    assert delivery.preview.counts["imagery_ortho"]["added"] == 12
    assert not [text for text in delivery.preview.messages if "Není známo" in text]


def test_description_sent_along_is_not_replaced_by_the_day_of_the_form(
    boss: Client, tmp_path: Path, work: Callable[[], None]
) -> None:
    sheet = made.write(tmp_path / "orto.tif", made.photograph(), made.grid(1))
    description = tmp_path / "raster.yaml"
    description.write_text("layer: imagery_ortho\ndate: 2020-07-01\n")

    upload(boss, sheet, description, day="2024-06-01")
    work()

    assert only_delivery().preview.data_date.year == 2020


def test_day_that_is_none_is_refused_and_nothing_is_kept(
    boss: Client, tmp_path: Path, inbox: Path
) -> None:
    sheet = made.write(tmp_path / "orto.tif", made.photograph(), made.grid(1))

    answer = upload(boss, sheet, day="31.6.2024")

    assert answer.status_code == 400
    assert "není den" in answer.content.decode()
    assert not Delivery.objects.exists()
    assert not [path for path in inbox.rglob("*") if path.is_file()]


def test_grid_of_shifts_is_not_taken_for_a_terrain(
    boss: Client, shared_data: Path, work: Callable[[], None]
) -> None:
    upload(boss, shared_data / "crs" / "cz_cuzk_table_-y-x_3_v1710.tif")
    work()

    delivery = Delivery.objects.get()
    assert delivery.state == Delivery.State.REFUSED
    assert "převodní mřížka" in delivery.reason
    page = boss.get(f"/admin/data/deliveries/{delivery.pk}/").content.decode()
    assert "Sestavit mapování" not in page


def test_zip_of_sheets_in_a_folder_is_a_mosaic_of_the_day_of_the_form(
    boss: Client, tmp_path: Path, work: Callable[[], None]
) -> None:
    archive = tmp_path / "ortofoto.zip"
    with ZipFile(archive, "w") as sheets:
        for number in range(3):
            west = made.WEST + 400 * number
            sheet = made.write(tmp_path / f"list_{number}.jpg", made.photograph(), crs=None)
            place = made.world_file(tmp_path / f"list_{number}.jgw", made.grid(1, west=west))
            (tmp_path / f"list_{number}.jpg.aux.xml").write_text("<PAMDataset/>")
            for path in (sheet, place, tmp_path / f"list_{number}.jpg.aux.xml"):
                sheets.write(path, f"Ortofoto 2024/{path.name}")

    upload(boss, archive, source="imagery_ortho", day="2024-06-01")
    work()

    delivery = only_delivery()
    assert delivery.file_name == "ortofoto.zip"
    assert delivery.preview.counts["imagery_ortho"]["added"] == 3
    assert f"{delivery.preview.data_date:%d.%m.%Y}" == "31.05.2024"  # midnight, in UTC
    assert not [text for text in delivery.preview.messages if "Není známo" in text]
