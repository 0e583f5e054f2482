"""A ZIP of several register files is imported as these files by the command, too."""

from pathlib import Path
from zipfile import ZipFile

import pytest
from django.core.management import call_command

from layers.importers.bundle import bundled
from layers.models import ImportRun, Parcel
from tests.layers.importers.made_vfr import MadeParcel, write_full


def _bundle(folder: Path, *more: str) -> Path:
    path = folder / "davka.zip"
    with ZipFile(path, "w") as archive:
        for day, codes in (("20260131", (1, 2)), ("20260228", (1,))):
            file = write_full(folder, [MadeParcel(code) for code in codes], day=day)
            archive.write(file, f"RÚIAN únor/{file.name}")
        for name in more:
            archive.writestr(name, "x")
    return path


@pytest.mark.django_db
def test_files_of_a_bundle_are_imported_in_their_order(tmp_path: Path) -> None:
    call_command("import", str(_bundle(tmp_path)))

    runs = ImportRun.objects.filter(state=ImportRun.State.PUBLISHED).order_by("pk")
    assert [run.file_name[:8] for run in runs] == ["20260131", "20260228"]
    assert [parcel.code for parcel in Parcel.objects.current()] == [1]


def test_zip_with_anything_else_is_no_bundle(tmp_path: Path) -> None:
    assert len(bundled(_bundle(tmp_path))) == 2
    assert bundled(_bundle(tmp_path, "cti.pdf")) == []
    assert bundled(tmp_path / "neni.zip") == []
