"""Plans by the uniform standard: what is taken, what refuses them, what goes to quarantine."""

import zipfile
from pathlib import Path

import pytest
import shapely

from layers.demo.package import Layer, write_package
from layers.errors import UnreadableFile
from layers.importers.plan.reader import PlanReader
from layers.importers.readers import reader_for
from layers.importers.record import BadRecord, Findings, Note, Record
from tests.layers.importers.plan import made


def items(path: Path) -> list[object]:
    return list(PlanReader().read(path))


def findings(path: Path) -> Findings:
    return next(item for item in items(path) if isinstance(item, Findings))


def faults(path: Path, severity: str) -> list[dict[str, object]]:
    found = findings(path).protocol["faults"]
    return [fault for fault in found if fault["severity"] == severity]


def records(path: Path, layer: str) -> list[Record]:
    return [item for item in items(path) if isinstance(item, Record) and item.layer == layer]


def test_sound_plan_is_taken_whole_with_its_document(tmp_path: Path) -> None:
    path = made.write(tmp_path, made.layers(), Název="Územní plán Ves")

    assert isinstance(reader_for(path), PlanReader)
    assert findings(path).refusal == ""
    zones = records(path, "plan_zone")
    assert [zone.attributes["sign"] for zone in zones] == ["B1", "B2", "A1"]
    assert {zone.attributes["document_title"] for zone in zones} == {"Územní plán Ves"}
    assert records(path, "plan_change_area")[0].attributes["change_kind"] == "Z"
    assert records(path, "plan_scope")[0].attributes["label"] == "Územní plán Ves"
    document = records(path, "plan_document")[0]
    assert document.code == "990001-UP"
    assert document.attributes["state"] == "effective"
    assert len(str(document.attributes["file_sha256"])) == 64


def test_missing_mandatory_layer_refuses(tmp_path: Path) -> None:
    layers = made.layers()
    del layers["ZastaveneUzemi_p"]

    refusal = findings(made.write(tmp_path, layers)).refusal

    assert "chybí povinná vrstva ZastaveneUzemi_p" in refusal


@pytest.mark.parametrize(("side", "grave"), [(99.995, False), (99.0, True)])
def test_gap_refuses_above_the_tolerance_and_warns_below(
    tmp_path: Path, side: float, grave: bool
) -> None:
    layers = made.layers()
    layers["PlochyRZV_p"].rows[2] = (
        made.square(0, 1, side=side),
        layers["PlochyRZV_p"].rows[2][1],
    )
    path = made.write(tmp_path, layers)

    assert bool(findings(path).refusal) is grave
    told = faults(path, "grave" if grave else "warning")
    gap = next(fault for fault in told if fault["rule"] == "gap")
    assert made.WEST <= float(str(gap["x"])) <= made.WEST + 200
    assert "mezera" in str(gap["text"])


def test_overlap_names_both_features_and_the_place(tmp_path: Path) -> None:
    layers = made.layers()
    zones = layers["PlochyRZV_p"]
    zones.rows[0] = (
        shapely.box(made.WEST, made.SOUTH, made.WEST + 105, made.SOUTH + 100),
        zones.rows[0][1],
    )
    path = made.write(tmp_path, layers)

    overlap = next(fault for fault in faults(path, "grave") if fault["rule"] == "overlap")

    assert overlap["feature"] == "záznam 1" or overlap["feature"] == "záznam 2"
    assert "překryv 500.00 m²" in str(overlap["text"])
    assert float(str(overlap["x"])) == pytest.approx(made.WEST + 102.5, abs=3)


def test_redevelopment_outside_built_up_area_is_a_warning(tmp_path: Path) -> None:
    layers = made.layers()
    layers["PlochyZmen_p"].add(made.square(0, 1), Id="P.1")
    path = made.write(tmp_path, layers)

    assert not findings(path).refusal
    assert any(fault["rule"] == "redevelopment" for fault in faults(path, "warning"))


def test_unknown_value_goes_to_quarantine_and_the_others_are_taken(tmp_path: Path) -> None:
    layers = made.layers()
    zones = layers["PlochyRZV_p"]
    zones.rows[2] = (zones.rows[2][0], {"CasH": "7", "Typ": "Q9", "Index": "?"})
    path = made.write(tmp_path, layers)

    bad = [item for item in items(path) if isinstance(item, BadRecord)]

    assert not findings(path).refusal
    assert len(records(path, "plan_zone")) == 2
    assert bad[0].code == "990001-UP:PlochyRZV_p:3"
    assert "CasH = „7“" in bad[0].reason and "Typ = „Q9“" in bad[0].reason
    assert bad[0].geometry is not None


def test_plan_in_degrees_is_refused(tmp_path: Path) -> None:
    layers = made.layers()
    degrees = shapely.box(15.0, 50.7, 15.001, 50.701)
    layers["PlochyRZV_p"].rows = [(degrees, {"CasH": "1", "Typ": "BV", "Index": "BV"})]

    refusal = findings(made.write(tmp_path, layers)).refusal

    assert "nejsou v S-JTSK (EPSG:5514)" in refusal


def test_missing_attribute_names_those_that_are_there(tmp_path: Path) -> None:
    layers = made.layers()
    layers["PlochyRZV_p"].fields = ("CasH", "Index")

    assert (
        "chybí atribut Typ; jsou v ní: CasH, Index"
        in findings(made.write(tmp_path, layers)).refusal
    )


def test_regulation_text_is_joined_by_index_and_is_safe_to_show(tmp_path: Path) -> None:
    page = (
        "<html><script>alert(1)</script><h1>BV</h1><p>Hlavní využití: bydlení &amp; klid</p></html>"
    )
    path = made.write(
        tmp_path, made.layers(), texts={"BV.html": page, "AU.txt": "Pole\x00 a louky"}
    )

    zone = records(path, "plan_zone")[0]
    texts = {record.code: record.attributes["text"] for record in records(path, "plan_regulation")}

    assert zone.attributes["regulation_code"] == "990001-UP:BV"
    assert zone.attributes["regulation"] == "BV Hlavní využití: bydlení & klid"
    assert texts["990001-UP:AU"] == "Pole a louky"
    assert "alert" not in texts["990001-UP:BV"]


def test_amendment_goes_to_layers_of_its_own(tmp_path: Path) -> None:
    layers = {
        name: layer
        for name, layer in made.layers().items()
        if name in ("ReseneUzemi_p", "PlochyRZV_p", "KoridoryP_p", "ZastaveneUzemi_p")
    }
    path = made.write(tmp_path, layers, Druh="změna", Číslo="3", Stav="návrh")

    header = PlanReader().header(path)

    assert header.source == "plan_990001_z3"
    assert set(header.layers) == {
        "plan_amendment_scope", "plan_amendment_zone", "plan_amendment_corridor",
        "plan_regulation", "plan_document",
    }  # fmt: skip
    assert not findings(path).refusal
    notes = [item.text for item in items(path) if isinstance(item, Note)]
    assert any("ZastaveneUzemi_p" in note for note in notes)


def test_own_layers_keep_all_their_values(tmp_path: Path) -> None:
    layers = made.layers()
    layers["XVyhled_b"] = Layer("point", ("Nazev",))
    layers["XVyhled_b"].add(shapely.Point(made.WEST + 5, made.SOUTH + 5), Nazev="Na Kopci")

    found = records(made.write(tmp_path, layers), "plan_own_point")

    assert found[0].attributes["values"] == {"Nazev": "Na Kopci"}


def test_package_without_metadata_is_a_plan_in_force_of_its_name(tmp_path: Path) -> None:
    path = write_package(tmp_path / "DUP_990001.zip", "DUP_990001/Data/", made.layers(), {})

    header = PlanReader().header(path)

    assert header.facts["document"] == "990001-UP"
    assert header.data_date is not None


def test_folder_reads_as_its_archive(tmp_path: Path) -> None:
    path = made.write(tmp_path, made.layers())
    zipfile.ZipFile(path).extractall(tmp_path / "unpacked")
    folder = tmp_path / "unpacked" / "DUP_990001"

    assert isinstance(reader_for(folder), PlanReader)
    assert len(records(folder, "plan_zone")) == 3


@pytest.mark.parametrize(
    ("key", "value", "message"),
    [("Stav", "kdoví", "stav „kdoví“ není znám"), ("Účinnost_od", "31. 2. 2020", "existující den")],
)
def test_wrong_metadata_is_refused_by_name(
    tmp_path: Path, key: str, value: str, message: str
) -> None:
    with pytest.raises(UnreadableFile, match=message):
        PlanReader().header(made.write(tmp_path, made.layers(), **{key: value}))


def test_plan_whose_territory_is_empty_is_refused_since_nothing_can_be_checked(
    tmp_path: Path,
) -> None:
    layers = made.layers()
    layers["ReseneUzemi_p"] = Layer("polygon", ("Id",))

    assert "řešené území nemá žádný platný obrys" in findings(made.write(tmp_path, layers)).refusal


def test_corridor_of_a_draft_tiles_its_territory_and_is_kept(tmp_path: Path) -> None:
    path = made.write(tmp_path, made.layers(), Druh="změna", Číslo="3", Stav="návrh")

    assert findings(path).refusal == ""
    (corridor,) = records(path, "plan_amendment_corridor")
    assert corridor.attributes["ident"] == "CD.1"
