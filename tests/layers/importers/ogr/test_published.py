"""Files through the whole gate: what stands in the registers afterwards."""

import os
import shutil
from pathlib import Path

import pytest
import shapely

from layers.errors import UnreadableFile
from layers.importers.gate import import_file
from layers.models import CadastralUnit, District, Feature, Municipality, Orp, Region
from tests.layers.importers.ogr.made import LAYER, SQUARES, write

pytestmark = pytest.mark.django_db


def test_the_region_is_published_with_its_hierarchy(shared_data: Path) -> None:
    path = shared_data / "admin" / "liberec_admin.gpkg"
    run = import_file(path)
    assert not run.quarantined.exists(), list(run.quarantined.values("layer", "code", "reason"))
    counts = [model.objects.current().count() for model in (Municipality, Orp, District, Region)]
    assert counts == [215, 10, 4, 1]
    liberec = Municipality.objects.current().get(code=563889)
    assert (liberec.name, liberec.orp_code, liberec.district_code) == ("Liberec", 817, 3505)
    assert liberec.geom_kind == "outline"

    again = import_file(path)
    assert all(
        (figures["added"], figures["changed"], figures["removed"]) == (0, 0, 0)
        for figures in again.counts.values()
    )


def test_cadastral_units_are_published(shared_data: Path) -> None:
    run = import_file(shared_data / "admin" / "liberec_cadastral_units.csv")
    assert run.counts["admin_cadastral_unit"]["added"] == 508
    liberec = CadastralUnit.objects.current().get(code=682039)
    assert (liberec.municipality_code, liberec.source_class) == (563889, "DKM")
    assert CadastralUnit.objects.current().filter(municipality_code=563889).count() == 26


def test_one_broken_geometry_goes_to_quarantine_the_others_are_published(tmp_path: Path) -> None:
    bow_tie = shapely.Polygon([(-7e5, -1e6), (-6.9e5, -9.9e5), (-6.9e5, -1e6), (-7e5, -9.9e5)])
    origin = shapely.Polygon([(-7e5, -1e6), (0, 0), (-6.9e5, -1e6)])
    path = write(tmp_path / "data.gpkg", [SQUARES[0], bow_tie, origin, SQUARES[1]])
    run = import_file(path, source=LAYER)
    published = Feature.objects.current().filter(layer=LAYER)
    assert sorted(published.values_list("code", flat=True)) == ["1", "4"]
    assert sorted(run.quarantined.values_list("code", "reason")) == [
        ("2", "Neplatný obrys."),
        ("3", "Vrchol má souřadnice 0 0."),
    ]


def test_attributes_of_a_theme_are_stored_as_they_came(tmp_path: Path) -> None:
    names = ["=cmd|' /C calc'!A0", "<script>alert(1)</script>", "javascript:alert(1)"]
    import_file(write(tmp_path / "data.gpkg", SQUARES, names=names), source=LAYER)
    stored = Feature.objects.current().filter(layer=LAYER).order_by("code")
    assert [feature.attributes["nazev"] for feature in stored] == names


def test_an_odd_file_name_passes_the_gate(tmp_path: Path) -> None:
    made = write(tmp_path / "data.gpkg", SQUARES)
    odd = tmp_path / "-rf $(touch x) \"'\nž.gpkg"
    shutil.copyfile(made, odd)
    run = import_file(odd, source=LAYER)
    assert run.state == "published"


def test_a_file_name_that_is_no_utf8_passes_the_gate(tmp_path: Path) -> None:
    odd = tmp_path / os.fsdecode(b"\xff\xfe.gpkg")
    write(tmp_path / "data.gpkg", SQUARES).rename(odd)
    assert import_file(odd, source=LAYER).state == "published"


@pytest.mark.parametrize("name", ["x" * 10_000 + ".gpkg", "/vsicurl/http://127.0.0.1/x.gpkg", "\0"])
def test_a_name_that_no_file_can_have_is_refused(name: str) -> None:
    with pytest.raises(UnreadableFile, match="neexistuje"):
        import_file(Path(name), source=LAYER)


def test_a_file_that_does_not_tell_its_day_says_so(tmp_path: Path) -> None:
    run = import_file(write(tmp_path / "data.gpkg", SQUARES), source=LAYER)
    assert "Soubor neříká, k jakému dni data jsou; mapa je ukazuje bez data." in run.messages


def test_a_file_that_tells_its_day_says_nothing(shared_data: Path) -> None:
    run = import_file(shared_data / "vfr" / "20140401_OB_564729_UKSH.xml.gz")
    assert not any("k jakému dni" in message for message in run.messages)
