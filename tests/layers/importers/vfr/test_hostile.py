"""Cut, corrupted and malicious VFR: refused with a reason or put to quarantine, nothing else."""

import gzip
import resource
from itertools import islice
from pathlib import Path

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from layers.errors import UnreadableFile
from layers.importers.record import BadRecord, Note, Record
from layers.importers.vfr import VfrReader, stream

from .document import document, parcel, polygon, read, records
from .test_reader import MUNICIPALITY

TRIANGLE = polygon("0 0 1 0 1 1 0 0")
WHOLE = MUNICIPALITY.read_bytes()

any_position = st.integers(0, len(WHOLE) - 1)
on_one_file = settings(
    suppress_health_check=[HealthCheck.function_scoped_fixture], max_examples=150, deadline=None
)


def outcome(path: Path, data: bytes) -> list[Record | BadRecord | Note] | UnreadableFile:
    """What comes of the file; anything but records and `UnreadableFile` is a failure."""
    path.write_bytes(data)
    try:
        VfrReader().header(path)
        return list(VfrReader().read(path))
    except UnreadableFile as exc:
        return exc


@on_one_file
@given(end=any_position)
def test_cut_file_is_refused_and_says_that_nothing_was_published(tmp_path, end):
    result = outcome(tmp_path / "a.xml", WHOLE[:end])
    assert isinstance(result, UnreadableFile) or len(WHOLE[end:].strip()) == 0


@on_one_file
@given(at=any_position, junk=st.binary(min_size=1, max_size=12))
def test_corrupted_file_is_read_or_refused_but_never_crashes(tmp_path, at, junk):
    outcome(tmp_path / "a.xml", WHOLE[:at] + junk + WHOLE[at + len(junk) :])


@on_one_file
@given(at=st.integers(0, 10**6), junk=st.binary(min_size=1, max_size=4), cut=st.booleans())
def test_corrupted_gzip_is_read_or_refused_but_never_crashes(tmp_path, at, junk, cut):
    packed = gzip.compress(WHOLE, mtime=0)
    at %= len(packed)
    damaged = packed[:at] + junk + (b"" if cut else packed[at + len(junk) :])
    outcome(tmp_path / "a.xml.gz", damaged)


def test_cut_file_says_how_far_it_was_read(tmp_path):
    text = document(*(parcel(code, TRIANGLE) for code in range(1, 4)))
    cut = text[: text.index('gml:id="PA.3"')]
    with pytest.raises(
        UnreadableFile, match=r"je neúplný.*Přečteno 3 záznamů, poslední PA\.2; nic z nich nebylo"
    ):
        read(tmp_path / "a.xml", cut)


@pytest.mark.parametrize("encoding", ["utf-8", "utf-16", "utf-16-le", "utf-16-be"])
@pytest.mark.parametrize(
    "doctype",
    [
        '<!DOCTYPE a [<!ENTITY x "y">]>',
        '<!DOCTYPE a SYSTEM "http://dtd.invalid/a.dtd">',
        '<!-- <a> -->\n<?pi?><!DOCTYPE a [<!ENTITY % p SYSTEM "file:///etc/passwd">%p;]>',
        '<!DOCTYPE l [<!ENTITY a "ha"><!ENTITY b "&a;&a;&a;"><!ENTITY c "&b;&b;&b;">]>',
    ],
)
def test_dtd_is_refused_in_any_encoding(tmp_path, doctype, encoding):
    text = document(head=doctype).replace("<x:Nazev>Ves", "<x:Nazev>&c;")
    with pytest.raises(UnreadableFile, match="definici typu dokumentu"):
        read(tmp_path / "a.xml", text.encode(encoding))


def test_utf16_document_without_dtd_is_read(tmp_path):
    items = read(tmp_path / "a.xml", document(parcel(1, TRIANGLE)).encode("utf-16"))
    assert len(records(items)) == 1


def test_entity_without_dtd_is_refused(tmp_path):
    with pytest.raises(UnreadableFile, match="není platné XML"):
        read(tmp_path / "a.xml", document(parcel(1, number="&x;")))


@pytest.mark.parametrize("levels", [300, 1_000_000])
def test_deep_nesting_is_refused(tmp_path, levels):
    deep = "<x:A>" * levels + "</x:A>" * levels
    with pytest.raises(UnreadableFile, match="příliš hluboko vnořené prvky"):
        read(tmp_path / "a.xml", document(parcel(1, extra=deep)))


def test_nothing_that_the_document_refers_to_is_opened(tmp_path, monkeypatch):
    secret = tmp_path / "secret.txt"
    secret.write_text("12")
    include = (
        f'<xi:include xmlns:xi="http://www.w3.org/2001/XInclude" href="{secret}" parse="text"/>'
    )
    text = document(parcel(1, TRIANGLE, number=include)).replace(
        "<vf:Hlavicka>",
        f'<vf:Hlavicka xmlns:xsi="http://www.w3.org/2001/XMLSchema-instance" '
        f'xsi:schemaLocation="urn:a {secret}" xmlns:xlink="http://www.w3.org/1999/xlink" '
        f'xlink:href="{secret}">',
    )
    (item,) = [item for item in read(tmp_path / "a.xml", text) if isinstance(item, BadRecord)]
    assert item.reason == "Prvku chybí povinný údaj KmenoveCislo."


def test_element_without_end_is_refused_before_it_fills_memory(tmp_path, monkeypatch):
    monkeypatch.setattr(stream, "MAX_ELEMENT_BYTES", 1 << 20)
    with pytest.raises(UnreadableFile, match="má prvek větší než 1 MB"):
        read(tmp_path / "a.xml", document(parcel(1, extra="<x:A>b</x:A>" * 300_000)))


def test_memory_stays_flat_however_long_the_file(tmp_path):
    path = tmp_path / "a.xml.gz"
    with gzip.open(path, "wt", compresslevel=1) as file:
        start, end = document("|").split("|")
        file.write(start)
        for code in range(1, 40_001):
            file.write(parcel(code, TRIANGLE, extra="<x:Neznamy>text</x:Neznamy>" * 5))
        file.write(f"</vf:Parcely><vf:Nova>{'<vf:Q><x:A/></vf:Q>' * 100_000}</vf:Nova><vf:Parcely>")
        file.write(end)
    list(islice(VfrReader().read(path), 2_000))
    before = resource.getrusage(resource.RUSAGE_SELF).ru_maxrss
    count = sum(isinstance(item, Record) for item in VfrReader().read(path))
    grown_mb = (resource.getrusage(resource.RUSAGE_SELF).ru_maxrss - before) / 1024
    assert count == 40_001
    assert grown_mb < 30


@pytest.mark.parametrize(
    "name", ["a'b\"; $(touch x).xml", "-rf.xml", "ž\u202e\n.xml", "a" * 240 + ".xml"]
)
def test_odd_file_names_are_only_names(tmp_path, name):
    assert len(records(read(tmp_path / name, document(parcel(1, TRIANGLE))))) == 1
    with pytest.raises(UnreadableFile, match="není XML"):
        read(tmp_path / name, "")
