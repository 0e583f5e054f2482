"""Opening of XML: compressions, encodings, DTDs, bombs."""

import gzip
import zipfile
import zlib
from contextlib import suppress

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from layers.errors import UnreadableFile
from layers.importers import archive
from layers.importers.xml_input import open_xml

TEXT = '<?xml version="1.0" encoding="{}"?><!-- a --><p:kořen xmlns:p="urn:p">ěšč</p:kořen>'


def content(path) -> str:
    return b"".join(open_xml(path).chunks).decode()


def test_plain_gzipped_and_zipped_are_told_by_content(tmp_path):
    text = TEXT.format("UTF-8")
    plain, packed, zipped = (tmp_path / name for name in ("a.dat", "b.xml", "c.xml.gz"))
    plain.write_text(text, encoding="utf-8")
    packed.write_bytes(gzip.compress(text.encode()))
    with zipfile.ZipFile(zipped, "w") as made:
        made.writestr("a.xml", text)
    assert [open_xml(path).root for path in (plain, packed, zipped)] == ["kořen"] * 3
    assert [content(path) for path in (plain, packed, zipped)] == [text] * 3


def test_gzip_of_several_members_is_one_document(tmp_path):
    text = TEXT.format("UTF-8").encode()
    path = tmp_path / "a.gz"
    path.write_bytes(gzip.compress(text[:50]) + gzip.compress(text[50:]))
    assert content(path) == text.decode()


@pytest.mark.parametrize(
    ("encoding", "mark"),
    [
        ("utf-8", b"\xef\xbb\xbf"),
        ("utf-16-le", b"\xff\xfe"),
        ("utf-16-be", b"\xfe\xff"),
        ("utf-16-le", b""),
        ("utf-16-be", b""),
        ("windows-1250", b""),
        ("iso-8859-2", b""),
    ],
)
def test_known_encodings_become_utf8(tmp_path, encoding, mark):
    text = TEXT.format(encoding.removesuffix("-le").removesuffix("-be"))
    path = tmp_path / "a.xml"
    path.write_bytes(mark + text.encode(encoding))
    assert content(path) == text


@pytest.mark.parametrize("encoding", ["utf-7", "utf-32", "cp037", "utf-16", "hex"])
def test_declared_encoding_that_hides_markup_is_refused(tmp_path, encoding):
    path = tmp_path / "a.xml"
    path.write_text(TEXT.format(encoding), encoding="utf-8")
    with pytest.raises(UnreadableFile, match=f"nepodporované kódování {encoding}"):
        open_xml(path)


@pytest.mark.parametrize("encoding", ["utf-32", "cp037"])
def test_content_in_other_encodings_is_refused(tmp_path, encoding):
    path = tmp_path / "a.xml"
    path.write_bytes("<?xml version='1.0'?><!DOCTYPE a><a/>".encode(encoding))
    with pytest.raises(UnreadableFile, match=r"UTF-32|není XML"):
        open_xml(path)


@pytest.mark.parametrize("before", ["", " \n", "<!-- <a> -->", "<?a b?>", "<!-- a --> <?b?>\n"])
def test_dtd_is_refused_wherever_it_stands(tmp_path, before):
    path = tmp_path / "a.xml"
    path.write_text(f"{before}<!DOCTYPE a><a/>")
    with pytest.raises(UnreadableFile, match=r"a\.xml obsahuje definici typu dokumentu \(DTD\)"):
        open_xml(path)


@pytest.mark.parametrize(
    "data", [b"", b"GIF89a", b"<", b"<!-- ", b"SQLite format 3\0", b"<!-- " * 20_000]
)
def test_what_is_not_xml_is_refused(tmp_path, data):
    path = tmp_path / "a.xml"
    path.write_bytes(data)
    with pytest.raises(UnreadableFile, match="není XML"):
        open_xml(path)


def test_missing_file_is_refused(tmp_path):
    with pytest.raises(UnreadableFile, match=r"Soubor a\.xml nelze číst"):
        open_xml(tmp_path / "a.xml")


def test_cut_gzip_says_where_it_ends(tmp_path):
    path = tmp_path / "a.xml.gz"
    path.write_bytes(gzip.compress(b"<a>" + bytes(range(32, 127)) * 9)[:-9])
    with pytest.raises(UnreadableFile, match=r"a\.xml\.gz je neúplný: končí po \d+ B obsahu"):
        content(path)


def test_damaged_gzip_says_where(tmp_path):
    path = tmp_path / "a.xml.gz"
    path.write_bytes(gzip.compress(b"<a>" + b" " * 99)[:-8] + bytes(8))
    with pytest.raises(UnreadableFile, match=r"a\.xml\.gz je poškozený: po \d+ B obsahu"):
        content(path)


def test_gzip_bomb_is_refused_while_it_unpacks(tmp_path, monkeypatch):
    monkeypatch.setattr(archive, "FREE_BYTES", 1 << 20)
    path = tmp_path / "a.xml.gz"
    path.write_bytes(gzip.compress(b"<a>" + b" " * (20 << 20)))
    with pytest.raises(UnreadableFile, match="vypadá jako podvržený archiv"):
        content(path)


def test_zip_of_several_files_is_refused(tmp_path):
    path = tmp_path / "a.zip"
    with zipfile.ZipFile(path, "w") as made:
        made.writestr("a.xml", "<a/>")
        made.writestr("b.xml", "<b/>")
    with pytest.raises(UnreadableFile, match=r"jediný soubor XML, obsahuje: a\.xml, b\.xml"):
        open_xml(path)


@settings(suppress_health_check=[HealthCheck.function_scoped_fixture], deadline=None)
@given(
    data=st.binary(max_size=400),
    start=st.sampled_from([b"", b"PK\3\4", b"\x1f\x8b\x08", b"<?xml "]),
)
def test_any_bytes_are_opened_or_refused(tmp_path, data, start):
    path = tmp_path / "a.xml"
    path.write_bytes(start + data)
    with suppress(UnreadableFile, UnicodeDecodeError):
        content(path)


def test_gzip_does_not_grow_memory_by_one_dense_chunk(tmp_path):
    path = tmp_path / "a.xml.gz"
    path.write_bytes(zlib.compress(b"<a>" + b" " * (30 << 20), wbits=31))
    assert max(map(len, open_xml(path).chunks)) <= 2 * archive.CHUNK_BYTES
