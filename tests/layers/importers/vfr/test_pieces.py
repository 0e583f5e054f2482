"""A VFR document read in pieces gives what it gives as a whole, or says that it cannot be cut."""

from pathlib import Path

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from layers.errors import UnreadableFile
from layers.importers import xml_input
from layers.importers.record import BadRecord, Note, Record
from layers.importers.sharing import Share, Undivided
from layers.importers.vfr import VfrReader, pieces

from .document import document, parcel, polygon
from .test_reader import CHANGES, MUNICIPALITY

TRIANGLE = polygon("0 0 1 0 1 1 0 0")
WHOLE = MUNICIPALITY.read_bytes()

on_one_file = settings(
    suppress_health_check=[HealthCheck.function_scoped_fixture], max_examples=150, deadline=None
)


@pytest.fixture(autouse=True)
def small_pieces(monkeypatch):
    monkeypatch.setattr(xml_input, "CHUNK_BYTES", 300)
    monkeypatch.setattr(xml_input, "_PROLOG_BYTES", 300)
    monkeypatch.setattr(pieces, "PIECE_BYTES", 900)


def as_whole(path: Path) -> list[Record | BadRecord | Note] | None:
    try:
        return list(VfrReader().read(path))
    except UnreadableFile:
        return None


def in_shares(path: Path, total: int) -> list[Record | BadRecord | Note] | None:
    """What the processes and the one that gathers do, in one process."""
    try:
        parts = [list(VfrReader().read_share(path, Share(n, total))) for n in range(total)]
        outcomes = [part.pop() for part in parts]
        items = []
        for number in range(sum(map(len, parts))):
            items += parts[number % total][number // total]
        return items + list(VfrReader().conclude(path, outcomes))
    except (Undivided, UnreadableFile):
        return None


@pytest.mark.parametrize("total", [1, 2, 3])
@pytest.mark.parametrize("path", [MUNICIPALITY, CHANGES], ids=["full", "changes"])
def test_shares_together_are_the_whole_file_in_its_order(path, total):
    assert len(list(pieces.pieces(path))) > 1
    assert in_shares(path, total) == as_whole(path)


def test_namespaces_without_prefix_are_not_cut_wrongly(tmp_path):
    path = tmp_path / "a.xml"
    text = document(*(parcel(code, TRIANGLE) for code in range(50)))
    path.write_text(text.replace("<vf:", "<").replace("</vf:", "</").replace("xmlns:vf", "xmlns"))
    assert in_shares(path, 2) in (as_whole(path), None)


def test_record_without_id_is_placed_by_its_line_in_the_file(tmp_path):
    path = tmp_path / "a.xml"
    lines = [parcel(code).replace(f' gml:id="PA.{code}"', "") for code in range(60)]
    path.write_text(document("\n", "\n".join(lines)))
    items = in_shares(path, 2)
    assert items == as_whole(path)
    assert {item.place for item in items[1:]} == {f"řádek {n}" for n in range(2, 62)}


@pytest.mark.parametrize(
    "between",
    [
        "<!-- </vf:Parcela> -->",
        "<!-- </vf:Parcely><vf:Ulice> -->",
        "</vf:Parcely><vf:Parcely>",
        "</vf:Parcely></vf:Data><vf:Data><vf:Parcely>",
        "<![CDATA[</vf:Parcela>]]>",
        "<?pi </vf:Parcela>?>",
        "</vf:Parcely><vf:Nova><vf:Q/></vf:Nova><vf:Parcely>",
        "<vf:Parcela><vf:Parcela></vf:Parcela></vf:Parcela>",
    ],
)
def test_odd_content_between_records_changes_nothing(tmp_path, between):
    path = tmp_path / "a.xml"
    for count in range(8, 14):  # so that cuts come before, within and after it
        before, after = ([parcel(first + n, TRIANGLE) for n in range(count)] for first in (1, 99))
        path.write_text(document(*before, between * 9, *after))
        assert in_shares(path, 2) in (as_whole(path), None)


@pytest.mark.parametrize(
    "fault",
    [
        "<vf:Parcela>",
        "</vf:Parcely>",
        "</vf:Data>",
        "<x:A>" * 300 + "</x:A>" * 300,
        "&x;",
        "<",
        "\x01",
    ],
)
def test_fault_anywhere_is_never_passed_over(tmp_path, fault):
    path = tmp_path / "a.xml"
    for count in range(1, 20):
        parcels = [parcel(n, TRIANGLE) for n in range(1, 20)]
        path.write_text(document(*parcels[:count], fault, *parcels[count:]))
        assert (as_whole(path), in_shares(path, 2)) == (None, None)


@on_one_file
@given(end=st.integers(0, len(WHOLE) - 1), junk=st.binary(max_size=6))
def test_cut_file_is_never_taken_for_a_whole_one(tmp_path, end, junk):
    path = tmp_path / "a.xml"
    path.write_bytes(WHOLE[:end] + junk)
    assert in_shares(path, 2) in (as_whole(path), None)


@on_one_file
@given(at=st.integers(0, len(WHOLE) - 1), junk=st.binary(min_size=1, max_size=12))
def test_corrupted_file_gives_the_same_in_pieces_or_nothing(tmp_path, at, junk):
    path = tmp_path / "a.xml"
    path.write_bytes(WHOLE[:at] + junk + WHOLE[at + len(junk) :])
    assert in_shares(path, 2) in (as_whole(path), None)


@pytest.mark.slow
def test_real_file_gives_the_same_in_pieces(shared_data):
    path = shared_data / "vfr" / "20140401_OB_564729_UKSH.xml.gz"
    assert in_shares(path, 3) == as_whole(path)
