"""Deliveries of planning materials: numbers, zones by law, passports, closed objects."""

from pathlib import Path

import pytest
import shapely

from layers.demo.package import Layer, csv_text, write_package
from layers.errors import RefusedImport, UnreadableFile
from layers.importers.gate import import_file
from layers.importers.readers import reader_for
from layers.importers.record import BadRecord, Note, Record
from layers.importers.uap.reader import UapReader
from tests.layers.importers.uap import made


def items(path: Path) -> list[object]:
    return list(UapReader().read(path))


def records(path: Path, layer: str) -> list[Record]:
    return [item for item in items(path) if isinstance(item, Record) and item.layer == layer]


def notes(path: Path) -> str:
    return " ".join(item.text for item in items(path) if isinstance(item, Note))


def test_objects_go_to_the_layers_of_their_phenomena(tmp_path: Path) -> None:
    path = made.write(tmp_path, made.layers())

    assert isinstance(reader_for(path), UapReader)
    road = records(path, "uap_road_first")[0]
    assert road.code == "urad:1"
    assert road.attributes["horizon"] == "navrh"
    assert road.attributes["provider"] == "Úřad" and road.attributes["passport"] == "P90"
    assert "point" in records(path, "uap_cultural_monument")[0].geometries


def test_zone_of_a_line_has_the_width_of_the_law(tmp_path: Path) -> None:
    zone = records(made.write(tmp_path, made.layers()), "uap_road_first_zone")[0]

    area = shapely.from_wkb(zone.geometries["outline"])
    assert area.bounds == pytest.approx(
        (made.WEST - 50, made.SOUTH, made.WEST + 350, made.SOUTH + 100), abs=0.01
    )
    assert zone.attributes["zone_width_m"] == 50
    assert zone.attributes["zone_origin"] == "law"


def test_zone_of_an_area_is_what_is_around_it(tmp_path: Path) -> None:
    zone = records(made.write(tmp_path, made.layers()), "uap_nature_reserve_zone")[0]

    area = shapely.from_wkb(zone.geometries["outline"])
    assert area.area == pytest.approx(4 * 40 * 50 + 3.1214 * 50**2, rel=0.01)


def test_width_of_the_object_wins_and_delivered_zones_are_not_derived_again(
    tmp_path: Path,
) -> None:
    layers = made.layers()
    road = layers["A090_silnice_l"]
    road.rows = [(road.rows[0][0], {"id": "1", "sirka_op": "25"})]
    own = records(made.write(tmp_path / "1", layers), "uap_road_first_zone")[0]
    layers["A090_silnice_op"] = Layer("polygon", made.FIELDS)
    layers["A090_silnice_op"].add(
        shapely.box(made.WEST, made.SOUTH, made.WEST + 9, made.SOUTH + 9), id="z"
    )
    delivered = records(made.write(tmp_path / "2", layers), "uap_road_first_zone")

    assert own.attributes["zone_width_m"] == 25
    assert [zone.attributes["zone_origin"] for zone in delivered] == ["provider"]


def test_empty_shapefile_covers_its_layer_and_a_missing_one_does_not(tmp_path: Path) -> None:
    path = made.write(tmp_path, made.layers(), made.passports("90", "28", "8", "25", "26"))

    header = UapReader().header(path)
    covered = {each.layer for each in header.coverage}

    assert "uap_national_park" in covered and "uap_national_park" in header.layers
    assert "uap_landscape_protected_area" not in covered
    assert "landscape_protected_area je bez dat" in notes(path)
    passport = next(
        each for each in records(path, "uap_passport") if each.code == "urad:national_park"
    )
    assert passport.attributes["occurs"] is False and passport.attributes["objects"] == 0


def test_partly_closed_object_is_closed_unless_said_to_be_public(tmp_path: Path) -> None:
    cable = Layer("line", made.FIELDS)
    line = shapely.LineString([(made.WEST, made.SOUTH), (made.WEST + 50, made.SOUTH)])
    for number, public in enumerate(("ano", "ne", None), start=1):
        cable.add(line, id=str(number), verejne=public)
    path = made.write(tmp_path, {"A082_kabely_l": cable}, made.passports("82"))

    assert [each.code for each in records(path, "uap_communication_line")] == ["urad:1"]
    closed = records(path, "uap_communication_line_closed")
    assert [each.code for each in closed] == ["urad:2", "urad:3"]


def test_number_of_a_decree_without_a_mapping_is_never_guessed(tmp_path: Path) -> None:
    rows = [("P1", "90", "Úřad", "", "2026-06-30", "12", "", "157/2024")]
    table = [(*made.COLUMNS, "Vyhláška"), *rows]
    path = write_package(
        tmp_path / "UAP.zip",
        "",
        {"A090_silnice_l": made.layers()["A090_silnice_l"]},
        {"pasporty.csv": csv_text(table)},
    )

    with pytest.raises(UnreadableFile, match=r"157/2024 nemá v číselníku převod"):
        UapReader().header(path)


def test_our_own_names_need_no_number(tmp_path: Path) -> None:
    layers = {"uap_flood_area": Layer("polygon", made.FIELDS)}
    layers["uap_flood_area"].add(shapely.box(made.WEST, made.SOUTH, made.WEST + 9, made.SOUTH + 9))

    path = made.write(tmp_path, layers, made.passports("uap_flood_area"))

    assert len(records(path, "uap_flood_area")) == 1


def test_line_among_areas_is_quarantined(tmp_path: Path) -> None:
    layers = {"A050_zaplavy": Layer("line", made.FIELDS)}
    layers["A050_zaplavy"].add(
        shapely.LineString([(made.WEST, made.SOUTH), (made.WEST + 9, made.SOUTH)])
    )

    found = items(made.write(tmp_path, layers, made.passports("50")))

    bad = [item for item in found if isinstance(item, BadRecord)]
    assert bad[0].layer == "uap_flood_area"
    assert bad[0].reason == "Geometrie je LineString, vrstva má plochy."


def test_wrong_interval_is_named_with_its_row(tmp_path: Path) -> None:
    rows = made.passports("90", months="ročně")

    with pytest.raises(UnreadableFile, match=r"řádek 2: interval aktualizace „ročně“"):
        UapReader().header(made.write(tmp_path, made.layers(), rows))


def test_delivery_without_passports_is_told_and_keeps_the_day_of_its_files(tmp_path: Path) -> None:
    path = made.write(tmp_path, made.layers(), [], name="UAP_Distribuce_2026-05-01.zip")

    header = UapReader().header(path)

    assert header.source == "uap_uapdistribuce"
    assert {each.data_date.date().isoformat() for each in header.coverage} == {"2026-10-31"}
    assert "není pasport" in notes(path)


def test_territory_makes_coverage_of_each_municipality(tmp_path: Path) -> None:
    rows = made.passports("90", "28", "8", "25", territory="990001, 990003")

    header = UapReader().header(made.write(tmp_path, made.layers(), rows))

    assert header.source == "uap_urad_990001"
    assert {each.municipality_code for each in header.coverage} == {990_001, 990_003}


def test_older_delivery_of_the_provider_is_refused(tmp_path: Path, transactional_db: None) -> None:
    import_file(made.write(tmp_path / "1", made.layers()))

    with pytest.raises(RefusedImport, match=r"načtena jsou už data k 30\.06\.2026"):
        import_file(made.write(tmp_path / "2", made.layers(), made.passports(day="2025-06-30")))
