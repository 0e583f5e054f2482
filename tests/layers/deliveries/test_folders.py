"""Watched folders: what is complete is taken, once."""

import os
from collections.abc import Callable
from datetime import timedelta
from pathlib import Path
from typing import Any
from zipfile import ZipFile

import pytest
from django.conf import settings
from django.utils import timezone

from layers.deliveries import folders
from layers.deliveries.folders import look_into_folders
from layers.models import Delivery, ImportSource, WatchedFile
from tests.layers.importers.made_vfr import MadeParcel, write_full

pytestmark = [pytest.mark.django_db(transaction=True), pytest.mark.usefixtures("inbox")]


@pytest.fixture
def folder(tmp_path: Path, settings: Any) -> Path:
    watched = tmp_path / "prijem"
    watched.mkdir()
    settings.WATCHED_FOLDERS = [watched]
    return watched


def let_pass() -> None:
    """As if the folder had been looked into some time ago."""
    earlier = timezone.now() - timedelta(seconds=folders.STABLE_S + 1)
    WatchedFile.objects.update(seen_at=earlier)


def test_file_is_taken_once_it_has_stopped_changing(folder: Path) -> None:
    file = write_full(folder, [MadeParcel(1)])
    look_into_folders()
    let_pass()
    with file.open("a") as growing:
        growing.write("\n")
    look_into_folders()
    assert not Delivery.objects.exists()
    let_pass()
    look_into_folders()
    look_into_folders()
    delivery = Delivery.objects.get()
    assert (delivery.channel, delivery.file_name) == ("folder", file.name)


def test_same_content_under_another_name_is_not_taken_again(folder: Path) -> None:
    file = write_full(folder, [MadeParcel(1)])
    (folder / "kopie.xml").write_bytes(file.read_bytes())
    look_into_folders()
    let_pass()
    look_into_folders()
    assert Delivery.objects.count() == 1


def test_unfinished_and_foreign_entries_are_left_aside(folder: Path, tmp_path: Path) -> None:
    secret = tmp_path / "secret.csv"
    secret.write_text("a;b\n")
    (folder / "odkaz.csv").symlink_to(secret)
    (folder / "prenos.xml.part").write_text("<")
    (folder / ".skryty.csv").write_text("a")
    (folder / "podslozka").mkdir()
    look_into_folders()
    assert not WatchedFile.objects.exists()


@pytest.mark.parametrize("name", ["-rf.csv", "$(touch x).csv", "' OR 1.csv", "a" * 240 + ".csv"])
def test_odd_names_are_taken_as_they_are(folder: Path, name: str) -> None:
    (folder / name).write_text("a;b\n1;2\n")
    look_into_folders()
    let_pass()
    look_into_folders()
    delivery = Delivery.objects.get()
    assert delivery.file_name.endswith(".csv")
    assert delivery.file_name[:3] == name[:3]


def test_parts_of_a_shapefile_come_as_one(folder: Path) -> None:
    for suffix in ("shp", "shx", "dbf", "prj"):
        (folder / f"zony.{suffix}").write_bytes(suffix.encode())
    look_into_folders()
    let_pass()
    look_into_folders()
    assert Delivery.objects.get().file_name == "zony.zip"


def test_source_looks_into_its_folder_when_its_time_has_come(folder: Path) -> None:
    own = folder / "uap"
    own.mkdir()
    write_full(own, [MadeParcel(1)])
    source = ImportSource.objects.create(name="uap", folder=str(own), every_minutes=60)
    look_into_folders()
    let_pass()
    look_into_folders()
    assert Delivery.objects.get().source == "uap"
    source.refresh_from_db()
    assert source.looked_at is not None

    write_full(own, [MadeParcel(1), MadeParcel(2)], day="20260228")
    look_into_folders()
    let_pass()
    look_into_folders()
    assert Delivery.objects.count() == 1


def test_folder_outside_the_watched_ones_is_never_read(folder: Path, tmp_path: Path) -> None:
    other = tmp_path / "jinde"
    other.mkdir()
    write_full(other, [MadeParcel(1)])
    ImportSource.objects.create(name="x", folder=str(folder / ".." / "jinde"), every_minutes=1)
    look_into_folders()
    assert not WatchedFile.objects.exists()


def test_file_that_cannot_be_read_does_not_stop_the_others(
    folder: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    (folder / "a.csv").write_text("a")
    (folder / "b.csv").write_text("b")
    look_into_folders()
    let_pass()
    store: Callable[..., Any] = folders.store

    def refuse(name: str, chunks: Any) -> Any:
        if name == "a.csv":
            raise PermissionError(os.strerror(13))
        return store(name, chunks)

    monkeypatch.setattr(folders, "store", refuse)
    look_into_folders()
    assert Delivery.objects.get().file_name == "b.csv"


def test_raster_comes_with_what_lies_beside_it(folder: Path) -> None:
    for name in ("orto.tif", "orto.tfw", "orto.prj", "orto.tif.aux.xml", "jiny.tif", "cti.csv"):
        (folder / name).write_text(name)
    look_into_folders()
    let_pass()
    look_into_folders()
    names = sorted(each.file_name for each in Delivery.objects.all())
    assert names == ["cti.csv", "jiny.tif", "orto.zip"]
    bundle = Delivery.objects.get(file_name="orto.zip")
    assert sorted(ZipFile(settings.INBOX / bundle.stored).namelist()) == [
        "orto.prj", "orto.tfw", "orto.tif", "orto.tif.aux.xml",
    ]  # fmt: skip


def test_sheets_with_a_description_are_one_delivery(folder: Path) -> None:
    for name in ("a.tif", "a.tfw", "b.tif", "raster.yaml"):
        (folder / name).write_text(name)
    look_into_folders()
    let_pass()
    look_into_folders()
    bundle = Delivery.objects.get()
    assert sorted(ZipFile(settings.INBOX / bundle.stored).namelist()) == [
        "a.tfw", "a.tif", "b.tif", "raster.yaml",
    ]  # fmt: skip
