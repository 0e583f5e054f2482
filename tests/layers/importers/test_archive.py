"""ZIP archives: what is refused before it is unpacked, and while."""

import struct
import zipfile
from pathlib import Path

import pytest

from layers.errors import UnreadableFile
from layers.importers import archive
from layers.importers.archive import checked_members, member_chunks


def make_zip(
    path: Path, *entries: tuple[str | zipfile.ZipInfo, bytes], stored: bool = False
) -> Path:
    method = zipfile.ZIP_STORED if stored else zipfile.ZIP_DEFLATED
    with zipfile.ZipFile(path, "w", method) as made:
        for name, data in entries:
            made.writestr(name, data)
    return path


def patched(path: Path, old: bytes, new: bytes, *, count: int = -1) -> Path:
    assert old in path.read_bytes()
    path.write_bytes(path.read_bytes().replace(old, new, count))
    return path


def test_members_come_without_folders_and_with_their_bytes(tmp_path):
    path = make_zip(tmp_path / "a.zip", ("data/", b""), ("data/a.xml", b"<a/>" * 1000))
    (member,) = checked_members(path)
    assert member.filename == "data/a.xml"
    assert b"".join(member_chunks(path, member)) == b"<a/>" * 1000


@pytest.mark.parametrize(
    ("name", "reason"),
    [
        ("../a.xml", r"vede mimo archiv \(\.\.\)"),
        ("x/../../a.xml", r"vede mimo archiv \(\.\.\)"),
        ("/etc/a.xml", "má absolutní nebo systémovou cestu"),
        ("C:a.xml", "má absolutní nebo systémovou cestu"),
        ("a\\b.xml", "má absolutní nebo systémovou cestu"),
        ("a\n.xml", "má v názvu řídicí znaky"),
        ("a\u202e.xml", "má v názvu řídicí znaky"),
        ("inner.ZIP", "je vnořený archiv"),
        ("a.xml.gz", "je vnořený archiv"),
    ],
)
def test_suspicious_name_is_refused(tmp_path, name, reason):
    path = make_zip(tmp_path / "a.zip", (name, b"x"))
    with pytest.raises(UnreadableFile, match=reason):
        checked_members(path)


def test_name_with_nul_is_refused(tmp_path):
    path = patched(make_zip(tmp_path / "a.zip", ("a#.xml", b"x")), b"a#.xml", b"a\0.xml")
    with pytest.raises(UnreadableFile, match="řídicí znaky"):
        checked_members(path)


def test_symlink_is_refused(tmp_path):
    link = zipfile.ZipInfo("a.xml")
    link.external_attr = 0o120777 << 16
    with pytest.raises(UnreadableFile, match="není soubor, ale odkaz"):
        checked_members(make_zip(tmp_path / "a.zip", (link, b"/etc/passwd")))


@pytest.mark.parametrize(
    ("first", "second"),
    [("A.xml", "a.XML"), ("ž.xml", "z\u030c.xml"), ("straße.xml", "STRASSE.xml")],
)
def test_names_that_are_one_on_some_disks_are_refused(tmp_path, first, second):
    path = make_zip(tmp_path / "a.zip", (first, b"x"), (second, b"y"))
    with pytest.raises(UnreadableFile, match="dvakrát týž název"):
        checked_members(path)


def test_same_name_twice_is_refused(tmp_path):
    path = patched(
        make_zip(tmp_path / "a.zip", ("a.xml", b"x"), ("b.xml", b"y")), b"b.xml", b"a.xml"
    )
    with pytest.raises(UnreadableFile, match="dvakrát týž název"):
        checked_members(path)


def test_bomb_is_refused_by_the_size_it_tells(tmp_path, monkeypatch):
    monkeypatch.setattr(archive, "FREE_BYTES", 1 << 20)
    path = make_zip(tmp_path / "a.zip", ("a.xml", bytes(5 << 20)))
    with pytest.raises(UnreadableFile, match="by se rozbalila na 5242880 B"):
        checked_members(path)


def test_bomb_that_lies_of_its_size_is_refused(tmp_path):
    real, told = struct.pack("<L", 5 << 20), struct.pack("<L", 100)
    path = patched(make_zip(tmp_path / "a.zip", ("a.xml", bytes(5 << 20))), real, told)
    (member,) = checked_members(path)
    with pytest.raises(UnreadableFile, match="poškozený nebo neúplný"):
        list(member_chunks(path, member))


def test_member_shorter_than_it_tells_is_refused(tmp_path):
    real, told = struct.pack("<L", 1000), struct.pack("<L", 2000)
    path = patched(make_zip(tmp_path / "a.zip", ("a.xml", bytes(1000))), real, told)
    (member,) = checked_members(path)
    with pytest.raises(UnreadableFile, match=r"poškozený|podvržený"):
        list(member_chunks(path, member))


def test_overlapping_members_are_refused(tmp_path):
    path = make_zip(tmp_path / "a.zip", ("a.xml", bytes(1000)), ("b.xml", bytes(1000)), stored=True)
    data = path.read_bytes()
    second = data.rindex(b"PK\x01\x02")
    path.write_bytes(data[: second + 42] + struct.pack("<L", 0) + data[second + 46 :])
    with pytest.raises(UnreadableFile, match=r"překrývající se položky|poškozený"):
        checked_members(path)


def test_encrypted_member_is_refused(tmp_path):
    path = make_zip(tmp_path / "a.zip", ("a.xml", b"x"))
    data = bytearray(path.read_bytes())
    data[data.index(b"PK\x01\x02") + 8] |= 1
    path.write_bytes(data)
    with pytest.raises(UnreadableFile, match="je zašifrovaná"):
        checked_members(path)


def test_unusual_method_is_refused(tmp_path):
    with zipfile.ZipFile(tmp_path / "a.zip", "w", zipfile.ZIP_LZMA) as made:
        made.writestr("a.xml", b"x" * 100)
    with pytest.raises(UnreadableFile, match="nepodporovanou metodou"):
        checked_members(tmp_path / "a.zip")


def test_too_many_entries_are_refused_before_the_directory_is_read(tmp_path, monkeypatch):
    path = make_zip(tmp_path / "a.zip", *((f"{i}.xml", b"") for i in range(1_001)))
    monkeypatch.setattr(archive.zipfile, "ZipFile", None)
    with pytest.raises(UnreadableFile, match="má 1001 položek, nejvýše se přijímá 1000"):
        checked_members(path)


def test_million_entries_of_zip64_are_refused_before_the_directory_is_read(tmp_path, monkeypatch):
    directory = struct.pack("<4sQ2H2L4Q", b"PK\6\6", 44, 45, 45, 0, 0, 10**6, 10**6, 46 * 10**6, 0)
    locator = struct.pack("<4sLQL", b"PK\6\7", 0, 0, 1)
    end = struct.pack("<4s4H2LH", b"PK\5\6", 0, 0, 0xFFFF, 0xFFFF, 0xFFFFFFFF, 0xFFFFFFFF, 0)
    path = tmp_path / "a.zip"
    path.write_bytes(directory + locator + end)
    monkeypatch.setattr(archive.zipfile, "ZipFile", None)
    with pytest.raises(UnreadableFile, match="má 1000000 položek"):
        checked_members(path)


def test_cut_archive_is_refused(tmp_path):
    path = make_zip(tmp_path / "a.zip", ("a.xml", b"x" * 1000))
    path.write_bytes(path.read_bytes()[:-30])
    with pytest.raises(UnreadableFile, match="je neúplný: chybí mu závěrečný adresář"):
        checked_members(path)
