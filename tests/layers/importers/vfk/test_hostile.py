"""Damaged and malicious VFK: refused with what and where, or the bad record alone put aside."""

import zipfile
from pathlib import Path

import pytest

from layers.errors import UnreadableFile
from layers.importers.vfk import VfkReader

from .made import MAP_BLOCKS, REGISTER_BLOCKS, MadeVfk, bad, notes, outlines, read, records

END = "&K\r\n"


def made(parcels: int = 2) -> MadeVfk:
    file = MadeVfk()
    for n in range(parcels):
        ring = [(100 * n, 0), (100 * n + 100, 0), (100 * n + 100, 100), (100 * n, 100)]
        file.parcel(n + 1, [ring], number=n + 1)
    return file


def refusal(tmp_path: Path, content: bytes) -> str:
    path = tmp_path / "bad.vfk"
    path.write_bytes(content)
    assert VfkReader().accepts(path)
    with pytest.raises(UnreadableFile) as told:
        VfkReader().header(path)
    return str(told.value)


@pytest.mark.parametrize("share", [0.3, 0.6, 0.95])
def test_file_cut_in_the_middle_is_refused(tmp_path, share):
    content = made().text().encode("iso8859-2")
    assert "neúplný" in refusal(tmp_path, content[: int(len(content) * share)])


@pytest.mark.parametrize("left", ["&D", "&DSB", "&DSBP;1", "&BHP;ID"])
def test_row_cut_anywhere_is_told_as_an_incomplete_file_with_its_line(tmp_path, left):
    content = made().text(end=left).encode("iso8859-2")
    number = content.count(b"\n") + 1
    told = refusal(tmp_path, content)
    assert told == (
        f"Soubor bad.vfk je neúplný: končí uprostřed řádku {number}, bez závěrečného &K."
    )


def test_row_that_should_go_on_is_refused(tmp_path):
    content = made().text(end='&DOPSUB;1;"¤\r\n')
    assert "řádek 58 má pokračovat" in refusal(tmp_path, content.encode("iso8859-2"))


@pytest.mark.parametrize(
    ("end", "reason"),
    [
        ("", "bez závěrečného &K"),
        ("&K;1\r\n", "konec souboru (&K) je poškozený"),
        ("&K\r\n&DHP;1;2\r\n", "za koncem souboru (&K) pokračují data"),
        ("&X\r\n&K\r\n", "neznámý druh řádku „&X“"),
        ("&DNIC;1\r\n&K\r\n", "data bloku „NIC“ bez definice"),
        ("volný text\r\n&K\r\n", "nezačíná & a nenavazuje"),
        ('&HVERZE;"5.5"\r\n&K\r\n', "opakuje se hlavička &HVERZE"),
    ],
)
def test_wrong_end_is_refused_with_its_line(tmp_path, end, reason):
    told = refusal(tmp_path, made().text(end=end).encode("iso8859-2"))
    assert reason in told
    assert "řádek " in told or "řádkem " in told


@pytest.mark.parametrize(
    ("codepage", "encoding", "reason"),
    [
        ("UTF-8", "cp1250", "uvádí kódování UTF-8, ale na řádku 6"),
        ("WE8ISO8859P2", "utf-8", "v UTF-8"),
        ("EE8MSWIN1250", "utf-8", "v UTF-8"),
        ("KOI8", "iso8859-2", "neznámé kódování textu „KOI8“"),
    ],
)
def test_wrong_code_page_is_refused(tmp_path, codepage, encoding, reason):
    content = made().text(codepage=codepage).encode(encoding)
    assert reason in refusal(tmp_path, content)


def test_windows_text_in_a_file_that_declares_iso_is_refused_with_its_line(tmp_path):
    file = made()
    file.add("KATUZE", '1;2;"Šťáhlavy"')
    told = refusal(tmp_path, file.text().encode("cp1250"))
    assert "uvádí kódování ISO-8859-2, ale na řádku 15 je znak 0x8A" in told


@pytest.mark.parametrize(
    ("version", "codepage", "encoding"),
    [
        ("3.0", "WE8ISO8859P2", "iso8859-2"),
        ("5.5", "EE8MSWIN1250", "cp1250"),
        ("6.0", "UTF-8", "utf-8"),
        ("6.0", "AL32UTF8", "utf-8"),
    ],
)
def test_known_versions_and_code_pages_are_read(tmp_path, version, codepage, encoding):
    path = made().write(tmp_path / "a.vfk", encoding=encoding, version=version, codepage=codepage)
    items = read(path)
    assert len(outlines(items)) == 2
    assert records(items, "admin_cadastral_unit")[0].attributes["name"] == "Jáma 693936"
    assert "Verze" not in notes(items)


def test_mark_of_byte_order_before_the_header_is_passed_over(tmp_path):
    path = tmp_path / "a.vfk"
    path.write_bytes(b"\xef\xbb\xbf" + made().text(version="6.0", codepage="UTF-8").encode())
    assert VfkReader().accepts(path)
    assert len(outlines(read(path))) == 2


def test_unknown_version_and_block_are_noted_once_and_the_rest_is_read(tmp_path):
    text = made().text(version="9.9", end="&BXYZ;ID N30\r\n&DXYZ;1\r\n&DXYZ;2\r\n&K\r\n")
    path = tmp_path / "a.vfk"
    path.write_text(text, encoding="iso8859-2", newline="")
    items = read(path)
    assert len(outlines(items)) == 2
    assert notes(items).count("Verze VFK „9.9“ není známá") == 1
    assert "Neznámý blok XYZ byl vynechán (řádků: 2)." in notes(items)


def test_columns_are_taken_by_name_whatever_their_order(tmp_path):
    text = made().text()
    straight = (
        "&BHP;ID N30;STAV_DAT N2;DATUM_VZNIKU D;DATUM_ZANIKU D;PRIZNAK_KONTEXTU N1;TYPPPD_KOD"
    )
    assert straight in text
    lines = text.replace(straight + " N10;PAR_ID_1 N30;PAR_ID_2 N30", "&BHP;PAR_ID_2 N30;NEW T1;"
                         "PAR_ID_1 N30;ID N30").split("\r\n")  # fmt: skip
    for at, line in enumerate(lines):
        if line.startswith("&DHP;"):
            own, *_, left, right = line.split(";")[1:]
            lines[at] = f'&DHP;{right};"x;y";{left};{own}'
    path = tmp_path / "a.vfk"
    path.write_text("\r\n".join(lines), encoding="iso8859-2", newline="")
    assert len(outlines(read(path))) == 2


def test_block_without_a_needed_column_is_refused(tmp_path):
    text = made().text().replace(";PAR_ID_1 N30", "")
    assert "definici bloku HP na řádku" in (told := refusal(tmp_path, text.encode("iso8859-2")))
    assert "chybí PAR_ID_1" in told


def test_parcel_without_lines_is_quarantined_and_others_published(tmp_path):
    file = made()
    file.parcel(3, [], number=3)
    items = read(file.write(tmp_path / "a.vfk"))
    assert set(outlines(items)) == {1, 2}
    [one] = bad(items)
    assert (one.code, one.reason) == (3, "Parcela nemá v souboru žádnou linii hranice.")
    assert one.place.startswith("řádek ")


def test_line_without_points_puts_its_parcel_aside(tmp_path):
    file = made()
    missing = file.rows["SOBR"][1].split(";")[0]
    file.rows["SOBR"] = [row for row in file.rows["SOBR"] if not row.startswith(f"{missing};")]
    items = read(file.write(tmp_path / "a.vfk"))
    assert [one.reason for one in bad(items)] == ["Liniím hranice parcely chybí body."] * 2
    assert bad(items)[0].geometry is not None


def test_row_with_a_field_too_many_is_quarantined_with_its_line(tmp_path):
    file = made()
    file.rows["PAR"][1] += ";9"
    items = read(file.write(tmp_path / "a.vfk"))
    [one] = bad(items)
    assert one.reason == "Řádek má 18 údajů místo 17."
    assert (one.code, one.place) == ("2", "řádek 9")
    assert set(outlines(items)) == {1}


@pytest.mark.parametrize("value", ["x", "99999999999999999999", "-5", ""])
def test_number_that_is_none_is_quarantined(tmp_path, value):
    file = made()
    parts = file.rows["PAR"][0].split(";")
    parts[8] = value
    file.rows["PAR"][0] = ";".join(parts)
    items = read(file.write(tmp_path / "a.vfk"))
    assert len(bad(items)) == 1
    assert set(outlines(items)) == {2}


def test_coordinates_that_are_no_numbers_do_not_stop_the_file(tmp_path):
    file = made(1)
    file.parcel(2, [[(500, 0), (600, 0), (600, 100)]], number=2, area_m2=5_000)
    file.rows["SOBR"] = [
        row.replace(row.split(";")[4], "nan") if n == 5 else row
        for n, row in enumerate(file.rows["SOBR"])
    ]
    items = read(file.write(tmp_path / "a.vfk"))
    assert set(outlines(items)) == {1}
    assert [one.code for one in bad(items)] == [2]


def test_endless_line_and_binary_content_are_refused(tmp_path):
    assert "delší než" in refusal(tmp_path, b'&HVERZE;"5.5"\r\n&DX' + b"x" * (3 << 20))
    assert "nulové bajty" in refusal(tmp_path, b'&HVERZE;"5.5"\r\n\0\0\r\n&K\r\n')


def test_map_part_alone_is_refused_with_what_is_missing(tmp_path):
    told = refusal(tmp_path, made().text(blocks=MAP_BLOCKS).encode("iso8859-2"))
    assert "jen mapovou část (SGI)" in told
    assert "popisnými údaji (SPI)" in told


def test_personal_data_are_skipped_and_that_is_said(tmp_path):
    file = made()
    file.person("5", PRIJMENI="Novák", JMENO="Jan", RODNE_CISLO="7001011234")
    items = read(file.write(tmp_path / "a.vfk"))
    assert "Bloky s osobními údaji (OPSUB) nebyly čteny, jen přeskočeny (řádků: 1)." in notes(items)
    assert "Novák" not in repr(items)
    assert "700101" not in repr(items)


@pytest.mark.parametrize("order", [("a_map", "b_register"), ("b_map", "a_register")])
def test_parts_of_one_unit_are_joined_in_any_order(tmp_path, order):
    file = made()
    file.write(tmp_path / f"{order[0]}.vfk", blocks=MAP_BLOCKS)
    file.write(tmp_path / f"{order[1]}.vfk", blocks=REGISTER_BLOCKS)
    assert VfkReader().accepts(tmp_path)
    items = read(tmp_path)
    assert set(outlines(items)) == {1, 2}
    assert not bad(items)


def test_unit_whose_register_part_is_missing_is_held_and_others_published(tmp_path):
    made().write(tmp_path / "whole.vfk")
    other = MadeVfk(unit=111111)
    other.parcel(50, number=1)
    other.write(tmp_path / "map.vfk", blocks=MAP_BLOCKS)
    reader = VfkReader()
    assert reader.header(tmp_path).layer_scopes["cadastre_parcel"] == {
        "cadastral_unit_code": [693936]
    }
    items = list(reader.read(tmp_path))
    assert set(outlines(items)) == {1, 2}
    assert [one.code for one in bad(items)] == [111111]


def test_archive_is_unpacked_and_read(tmp_path):
    file = made().write(tmp_path / "693936.vfk")
    with zipfile.ZipFile(tmp_path / "693936.zip", "w", zipfile.ZIP_DEFLATED) as archive:
        archive.write(file, "693936.vfk")
    assert VfkReader().accepts(tmp_path / "693936.zip")
    assert len(outlines(read(tmp_path / "693936.zip"))) == 2


def test_selection_of_an_owner_is_not_taken_for_the_whole_unit(tmp_path):
    text = made().text()
    narrowed = text.replace("&BPAR;", "&HOPSUB;ID N30\r\n&DOPSUB;5\r\n&BPAR;", 1)
    path = tmp_path / "a.vfk"
    path.write_text(narrowed, encoding="iso8859-2", newline="")
    assert not VfkReader().header(path).is_full
    assert "co v něm chybí, se neruší" in notes(read(path))


def test_full_and_change_files_are_not_mixed(tmp_path):
    made().write(tmp_path / "full.vfk")
    made().write(tmp_path / "change.vfk", changes=1)
    with pytest.raises(UnreadableFile, match="míchá úplné a změnové"):
        VfkReader().header(tmp_path)
