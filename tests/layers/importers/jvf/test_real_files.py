"""The official samples through the whole gate."""

from collections import Counter
from pathlib import Path

import pytest
import shapely

from layers.errors import UnreadableFile
from layers.importers.gate import import_file
from layers.importers.report import as_json, as_text
from layers.importers.rollback import roll_back
from layers.models import Feature, ImportRun

pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("schemas")]

BASE_SITUATION = {
    "podrobný bod ZPS": 893,
    "budova": 6,
    "drobná kulturní stavba": 24,
    "hranice budovy": 64,
    "plot": 21,
    "hranice schodiště": 112,
    "hranice dopravní stavby nebo plochy": 236,
    "terénní hrana": 55,
}


def by_type() -> Counter[str]:
    return Counter(Feature.objects.current().values_list("attributes__object_type_name", flat=True))


def totals(run: ImportRun, figure: str) -> int:
    return sum(counts[figure] for counts in run.counts.values())


def test_base_situation_is_taken_whole_by_types(jvf: Path) -> None:
    run = import_file(jvf / "ukazka_ZPS.xml")

    assert by_type() == BASE_SITUATION
    assert not run.quarantined.exists()
    assert {row["name"]: row["r"] for row in run.protocol["types"]} == BASE_SITUATION
    assert "    hranice schodiště (0100000301-02): stavů 112" in as_text(run).splitlines()
    assert as_json(run)["protocol"]["schema"] == "1.4.3"
    assert Feature.objects.filter(layer="dtm_zps_survey", geom_3d__isnull=False).count() == 893
    assert Feature.objects.filter(layer="dtm_zps_definition", geom_3d=None).count() == 6


def test_same_file_again_changes_nothing_and_rollback_restores(jvf: Path) -> None:
    first = import_file(jvf / "ukazka_ZPS.xml")
    before = set(Feature.objects.current().values_list("pk", flat=True))

    second = import_file(jvf / "ukazka_ZPS.xml")

    assert totals(second, "unchanged") == 1_411
    assert totals(second, "added") == totals(second, "changed") == totals(second, "removed") == 0
    assert set(Feature.objects.current().values_list("pk", flat=True)) == before
    roll_back(first.pk)
    assert not Feature.objects.current().exists()


@pytest.mark.parametrize(
    ("name", "layers"),
    [
        ("ukazka_DI.xml", {"dtm_di_area": 4, "dtm_di_line": 2, "dtm_di_point": 1}),
        ("ukazka_KI.xml", {"dtm_ki_line": 1, "dtm_ki_point": 1}),
        ("ukazka_OPL.xml", {"dtm_zps_area": 6}),
    ],
)
def test_sample_goes_to_its_layers(jvf: Path, name: str, layers: dict[str, int]) -> None:
    run = import_file(jvf / name)

    assert Counter(Feature.objects.current().values_list("layer", flat=True)) == layers
    assert not run.quarantined.exists()


def test_areas_keep_their_flat_outline_and_borders_in_space(jvf: Path) -> None:
    import_file(jvf / "ukazka_OPL.xml")

    areas = Feature.objects.current()
    assert {area.geom.geom_type for area in areas} == {"Polygon"}
    assert not any(area.geom.hasz for area in areas)
    assert all(shapely.from_wkb(bytes(area.geom_3d.wkb)).has_z for area in areas)
    assert {area.geom_3d.geom_type for area in areas} <= {"LineString", "MultiLineString"}
    assert round(sum(area.geom.area for area in areas)) == 2_199


def test_survey_tells_20_new_and_4_deleted_and_what_lies_outside_its_area(jvf: Path) -> None:
    run = import_file(jvf / "ukazka_GAD.xml")

    assert sum(row.get("i", 0) for row in run.protocol["types"]) == 20
    assert sum(row.get("d", 0) for row in run.protocol["types"]) == 4
    assert totals(run, "added") == 20
    assert totals(run, "not_known") == 4
    assert run.header["changes"][0]["CisloOvereni"] == "124/2023"
    assert "Zpracovatel" not in run.header["changes"][0]
    outside = next(check for check in run.protocol["checks"] if check["id"] == "outside")
    assert not outside["undone"]
    assert outside["count"] == 7


def test_change_set_applies_and_again_changes_nothing(jvf: Path) -> None:
    run = import_file(jvf / "changeset-cimer.xml")

    assert (totals(run, "added"), totals(run, "not_known")) == (4, 4)
    assert totals(import_file(jvf / "changeset-cimer.xml"), "unchanged") == 4


def test_samples_in_any_order_stand_beside_each_other(jvf: Path) -> None:
    for name in ("changeset-cimer", "ukazka_ZPS", "ukazka_OPL", "ukazka_GAD", "ukazka_DI"):
        import_file(jvf / f"{name}.xml")

    assert Feature.objects.current().count() == 4 + 1_411 + 6 + 20 + 7


@pytest.mark.parametrize(
    ("name", "count"), [("is-dtm-errors", 18), ("layer1-errors", 8), ("layer3-errors", 19)]
)
def test_file_that_breaks_its_schema_is_refused_with_every_fault(
    jvf: Path, name: str, count: int
) -> None:
    with pytest.raises(UnreadableFile, match=f"neodpovídá schématu JVF DTM 1.4.3, chyb {count}"):
        import_file(jvf / "invalid" / f"{name}.xml")

    run = ImportRun.objects.get()
    assert run.state == ImportRun.State.REFUSED
    assert len(run.messages) == 1 + count
    assert all(message.startswith("řádek ") for message in run.messages[1:])
    assert not Feature.objects.exists()


def test_faults_name_line_element_record_and_what_is_wrong(jvf: Path) -> None:
    with pytest.raises(UnreadableFile):
        import_file(jvf / "invalid" / "layer1-errors.xml")

    messages = ImportRun.objects.get().messages
    assert messages[1] == (
        "řádek 38, prvek AtributyObjektu, PodrobnyBodZPS ID ID_INVALID_COORD: chybí podřízený "
        "prvek. Očekává se: UrovenUmisteniObjektuZPS, TridaPresnostiPoloha, TridaPresnostiVyska, "
        "ZpusobPorizeniPB_ZPS, CisloBodu."
    )
    assert messages[3] == (
        "řádek 76, prvek ObjektovyTypNazev, HraniceStavby: atribut code_base: hodnota "
        "„0200000051“ má být „0100000300“."
    )
    assert messages[8] == (
        "řádek 106, prvek {budplo}ObjektovyTypNazev, BudovaPlocha: prvek sem nepatří. Očekává "
        "se: {budpol}ObjektovyTypNazev."
    )
