"""CSV: encodings, separators, coordinates in columns, rows of a wrong length, endless lines."""

from pathlib import Path

import pytest
import shapely

from layers.catalogue import catalogue
from layers.errors import UnreadableFile
from layers.importers.ogr.csv_table import CsvTable
from layers.importers.ogr.mapping import load
from layers.importers.ogr.rows import LayerRows
from layers.importers.ogr.table import UNKNOWN_TEXT, TextForm
from layers.importers.record import BadRecord, Record
from tests.layers.importers.ogr.made import read

TEXT = "kod;nazev\n1;Žluťoučký kůň\n2;ďábelské ódy\n"


def _file(folder: Path, content: str | bytes) -> Path:
    path = folder / "data.csv"
    path.write_bytes(content.encode() if isinstance(content, str) else content)
    return path


@pytest.mark.parametrize("encoding", ["utf-8", "utf-8-sig", "cp1250"])
@pytest.mark.parametrize("separator", [";", ",", "\t", "|"])
def test_encoding_and_separator_are_found_out(
    tmp_path: Path, encoding: str, separator: str
) -> None:
    path = _file(tmp_path, TEXT.replace(";", separator).encode(encoding))
    records, bad, notes = read(path)
    assert [r.attributes["nazev"] for r in records] == ["Žluťoučký kůň", "ďábelské ódy"]
    assert ([r.code for r in records], bad, notes) == (["1", "2"], [], [])


def test_a_told_encoding_that_does_not_fit_is_refused(tmp_path: Path) -> None:
    path = _file(tmp_path, TEXT.encode("cp1250"))
    with pytest.raises(UnreadableFile, match="není v kódování utf-8"):
        list(CsvTable(path, "data", TextForm(encoding="utf-8")).batches(["kod"]))


def test_rows_of_a_wrong_length_are_quarantined_the_others_read(tmp_path: Path) -> None:
    records, bad, _ = read(_file(tmp_path, "kod;nazev\n1;a\n2\n3;b;c\n\n4;d\n"))
    assert [r.code for r in records] == ["1", "4"]
    assert [(b.code, b.place, b.reason) for b in bad] == [
        ("2", "data, řádek 3", "Řádek má 1 sloupců, hlavička 2."),
        ("3", "data, řádek 4", "Řádek má 3 sloupců, hlavička 2."),
    ]


def test_quoted_separators_and_line_breaks_belong_to_the_value(tmp_path: Path) -> None:
    records, _, _ = read(_file(tmp_path, 'kod;nazev\n1;"a;b\n""c"""\n'))
    assert records[0].attributes["nazev"] == 'a;b\n"c"'


@pytest.mark.parametrize("value", ["=cmd|' /C calc'!A0", "<script>alert(1)</script>", "@SUM(1)"])
def test_dangerous_values_are_kept_as_they_are(tmp_path: Path, value: str) -> None:
    assert read(_file(tmp_path, f"kod;nazev\n1;{value}\n"))[0][0].attributes["nazev"] == value


@pytest.mark.parametrize(
    ("text", "reason"),
    [
        ("", "nemá hlavičku"),
        (";;\n1;2;3\n", "nemá hlavičku"),
        ("kod;kod\n1;2\n", "dvakrát týž sloupec"),
        ('kod;nazev\n1;"otevřené\n', "není CSV"),
        ('kod;nazev\n1;"x' + "y\n" * 100_000, "není CSV"),
        ("kod;nazev\n1;" + "x" * 2_000_000, "je příliš dlouhý"),
    ],
)
def test_what_is_no_table_is_refused(tmp_path: Path, text: str, reason: str) -> None:
    with pytest.raises(UnreadableFile, match=reason):
        read(_file(tmp_path, text))


MAPPING = """
name: adresy
title: Adresní místa
provider: ČÚZK
recognise: [{fields: [Kód ADM]}]
full: true
crs: 5513
layers:
  - to: address_place
    code: Kód ADM
    geometry: {kind: point, x: Souřadnice Y, y: Souřadnice X}
    attributes: {house_number: Číslo domovní, valid_from: Platí Od}
"""


def test_points_come_from_columns_of_positive_coordinates(tmp_path: Path) -> None:
    (tmp_path / "adresy.yaml").write_text(MAPPING)
    (part,) = load([tmp_path], catalogue())["adresy"].layers
    path = _file(
        tmp_path,
        "Kód ADM;Číslo domovní;Souřadnice Y;Souřadnice X;Platí Od\n"
        "1;7;686000,5;974000.25;2011-07-01\n2;8;;;\n3;9;686000;;\n4;x;686000;974000;\n"
        "5;1;686000;abc;\n",
    )
    items = list(LayerRows(part, CsvTable(path, "adresy", UNKNOWN_TEXT)))
    first, second = (item for item in items if isinstance(item, Record))
    assert first.valid_from
    assert (first.code, first.valid_from.year, set(first.geometries)) == (1, 2011, {"point"})
    point = shapely.from_wkb(first.geometries["point"])
    assert (point.x, point.y) == (-686_000.5, -974_000.25)
    assert (second.code, second.geometries) == (2, {})
    assert [(b.code, b.reason) for b in items if isinstance(b, BadRecord)] == [
        (3, "Souřadnice v poli Souřadnice X chybí."),
        (4, "Pole Číslo domovní: hodnota „x“ není celé číslo do 2147483647."),
        (5, "Souřadnice v poli Souřadnice X: hodnota „abc“ není číslo."),
    ]
