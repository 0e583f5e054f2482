"""Large files read by several processes: the same outcome as by one, and nothing left behind."""

import os
import signal
import subprocess
import sys
import time
from pathlib import Path

import pytest

from layers.errors import UnreadableFile
from layers.importers import sharing
from layers.importers.gate import import_file
from layers.importers.sharing import Undivided, pays, shared
from layers.importers.vfr import VfrReader
from layers.models import ImportRun, Parcel

from .vfr.document import document, parcel, polygon
from .vfr.test_reader import MUNICIPALITY

ROOT = Path(sharing.__file__).parents[2]


@pytest.fixture
def shares(monkeypatch):
    """Every VFR file is large, and two processes read it."""
    monkeypatch.setattr(VfrReader, "is_large", lambda self, path: True)
    monkeypatch.setattr(sharing, "_processes", lambda: 2)


def content(run: ImportRun) -> tuple[list[str], list[tuple[str, str]], dict[str, object]]:
    quarantined = run.quarantined.order_by("pk").values_list("place", "reason")
    return run.messages, list(quarantined), run.counts


def many_parcels(tmp_path: Path, *, middle: str = "", count: int = 6_000) -> Path:
    """A file of several pieces, the middle somewhere in a later one."""
    square = polygon("-690100 -975100 -690099 -975100 -690099 -975099 -690100 -975100")
    parcels = [parcel(code, square) for code in range(1, count + 1)]
    parcels.insert(count * 2 // 3, middle)
    path = tmp_path / "20260131_OB_000001_UKSH.xml"
    path.write_text(document(*parcels))
    return path


@pytest.mark.django_db(transaction=True)
def test_file_in_shares_is_published_as_by_one_process(request, tmp_path):
    path = many_parcels(tmp_path, middle=parcel(7_000, number="x") + parcel(5, number="99"))
    alone = content(import_file(path, dry_run=True))
    request.getfixturevalue("shares")
    assert content(import_file(path)) == alone
    assert Parcel.objects.current().get(code=5).number == 99  # of twins the last one counts
    unchanged = import_file(path).counts["cadastre_parcel"]
    assert (unchanged["unchanged"], unchanged["changed"]) == (6_000, 0)


@pytest.mark.django_db(transaction=True)
def test_fault_is_told_in_the_words_of_the_one_that_reads_it_again(shares, tmp_path):
    path = many_parcels(tmp_path, middle="<vf:Parcela>")
    with pytest.raises(UnreadableFile) as alone:
        list(VfrReader().read(path))
    with pytest.raises(UnreadableFile) as told:
        import_file(path)
    assert str(told.value) == str(alone.value)
    assert not Parcel.objects.exists()


@pytest.mark.django_db(transaction=True)
def test_file_that_cannot_be_cut_is_read_by_one_process(shares, tmp_path):
    path = many_parcels(tmp_path, middle="<!-- " + "</vf:Parcela>" * 90_000 + " -->")
    assert import_file(path).counts["cadastre_parcel"]["added"] == 6_000


def test_process_that_dies_makes_the_file_undivided(shares, tmp_path, monkeypatch):
    monkeypatch.setattr(sharing.sys, "executable", "/bin/true")
    with pytest.raises(Undivided, match="has died"):
        list(shared(VfrReader(), many_parcels(tmp_path, count=10), {}))


def test_small_file_is_read_by_one_process():
    assert not pays(VfrReader(), MUNICIPALITY)


def test_killed_reader_leaves_no_process(tmp_path):
    path = many_parcels(tmp_path, count=20_000)
    program = (
        "import sys; from pathlib import Path; from layers.importers import sharing;"
        "from layers.importers.copy_text import RowShape;"
        "from layers.importers.vfr import VfrReader;"
        "layers = ('admin_municipality', 'cadastre_parcel');"
        "shapes = dict.fromkeys(layers, RowShape((), {}, False));"
        "items = sharing.shared(VfrReader(), Path(sys.argv[1]), shapes);"
        "next(items); print('read', flush=True);"
        "sys.stdin.read()"
    )
    with subprocess.Popen(
        [sys.executable, "-c", program, str(path)],
        stdin=subprocess.PIPE, stdout=subprocess.PIPE, env=os.environ | {"PYTHONPATH": str(ROOT)},
    ) as parent:  # fmt: skip
        assert parent.stdout is not None
        assert parent.stdout.readline() == b"read\n"
        readers = Path(f"/proc/{parent.pid}/task/{parent.pid}/children").read_text().split()
        assert readers
        parent.send_signal(signal.SIGKILL)
    deadline = time.monotonic() + 10
    while any(Path("/proc", pid).exists() for pid in readers):
        assert time.monotonic() < deadline
        time.sleep(0.05)
