"""HOSTILE 41 at the command line: whatever a file is called, it is one file and nothing else."""

import os
import struct
import subprocess
import sys
from pathlib import Path

import pytest

from layers.models import ImportRun
from tests.layers.importers.ogr.made import LAYER, SQUARES, write
from tests.layers.importers.test_archive import make_zip, patched
from tests.layers.jobs.workers import environment
from tests.stack import ROOT

pytestmark = [pytest.mark.django_db(transaction=True), pytest.mark.usefixtures("inbox")]

ODD_NAMES = (
    b"-rf.gpkg",
    b"--dry-run.gpkg",
    b"\"'.gpkg",
    b"$(touch pwned).gpkg",
    b"`touch pwned`;touch pwned|touch pwned.gpkg",
    b"nove\nradky\x1b[31m.gpkg",
    b"\xff\xfe.gpkg",
    b"x" * 235 + b".gpkg",
)


def run_import(folder: Path, *names: bytes) -> subprocess.CompletedProcess[bytes]:
    command = [sys.executable, "-W", "ignore", "-m", "django", "import", "--source", LAYER, "--"]
    env = environment() | {"PYTHONPATH": str(ROOT), "LC_ALL": "C.UTF-8"}
    return subprocess.run(
        [*map(os.fsencode, command), *names], cwd=folder, env=env, capture_output=True, check=False
    )


def test_odd_names_are_imported_and_told_and_run_nothing(tmp_path: Path) -> None:
    folder = tmp_path / "files"
    folder.mkdir()
    content = write(tmp_path / "plain.gpkg", SQUARES).read_bytes()
    for name in ODD_NAMES:
        (folder / os.fsdecode(name)).write_bytes(content)

    done = run_import(folder, *ODD_NAMES)

    assert done.returncode == 0, done.stderr.decode("utf-8", "replace")
    assert ImportRun.objects.filter(state="published").count() == len(ODD_NAMES)
    assert {os.fsencode(entry.name) for entry in folder.iterdir()} == set(ODD_NAMES)
    assert b"\x1b" not in done.stdout


def test_odd_names_are_told_when_they_are_refused(tmp_path: Path) -> None:
    folder = tmp_path / "files"
    folder.mkdir()
    for name in ODD_NAMES:
        (folder / os.fsdecode(name)).write_bytes(b"nothing")
    long = b"x" * 10_000 + b".gpkg"

    forged = make_zip(folder / "a.zip", ("a.xml", b"<a/>"), ("b.xml", bytes(5 << 20)))
    patched(forged, struct.pack("<L", 5 << 20), struct.pack("<L", 100))

    done = run_import(folder, *ODD_NAMES, long, b"a.zip")

    assert done.returncode == 1
    told = done.stderr.decode("utf-8")
    assert "Traceback" not in told
    assert "\x1b" not in told
    assert f"Neimportováno souborů: {len(ODD_NAMES) + 2}" in told
    assert "b.xml) je poškozený" in told
    assert not ImportRun.objects.filter(state="published").exists()
