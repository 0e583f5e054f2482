"""Plans through the gate: editions replace one another, a refusal keeps the data."""

from pathlib import Path

import pytest

from layers.errors import RefusedImport
from layers.importers.gate import import_file
from layers.importers.rollback import roll_back
from layers.models import Coverage, Feature, ImportRun
from tests.layers.importers.plan import made

pytestmark = pytest.mark.django_db(transaction=True)


def known(layer: str) -> list[Feature]:
    return list(Feature.objects.current().filter(layer=layer).order_by("code"))


def test_consolidated_version_replaces_the_plan_and_both_documents_stay(tmp_path: Path) -> None:
    import_file(made.write(tmp_path / "1", made.layers()))
    layers = made.layers()
    del layers["KoridoryP_p"]
    layers["PlochyRZV_p"].add(made.square(1, 1), CasH="1", Typ="DS", Index="DS")
    later = {"Druh": "úplné znění", "Číslo": "1", "Účinnost_od": "2024-05-01"}

    run = import_file(made.write(tmp_path / "2", layers, **later))

    zones = known("plan_zone")
    assert {zone.attributes["document"] for zone in zones} == {"990001-UZ1"}
    assert {zone.municipality_code for zone in zones} == {made.CODE}
    assert len(zones) == 4 and not known("plan_corridor")
    assert [one.code for one in known("plan_document")] == ["990001-UP", "990001-UZ1"]
    roll_back(run.pk)
    assert {zone.attributes["document"] for zone in known("plan_zone")} == {"990001-UP"}
    assert len(known("plan_corridor")) == 1


def test_same_plan_again_changes_nothing(tmp_path: Path) -> None:
    path = made.write(tmp_path, made.layers(), texts={"BV.txt": "Bydlení"})
    import_file(path)

    run = import_file(path)

    assert all(
        not (counts["added"] or counts["changed"] or counts["removed"])
        for counts in run.counts.values()
    )


def test_plan_of_another_municipality_is_left_alone(tmp_path: Path) -> None:
    import_file(made.write(tmp_path / "1", made.layers()))

    import_file(made.write(tmp_path / "2", made.layers(), Kód_obce="990002"), source="plan_990001")

    assert {zone.municipality_code for zone in known("plan_zone")} == {990_001, 990_002}


def test_refused_plan_leaves_its_protocol_and_the_data_as_they_were(tmp_path: Path) -> None:
    import_file(made.write(tmp_path / "1", made.layers()))
    layers = made.layers()
    del layers["ZastaveneUzemi_p"]

    with pytest.raises(RefusedImport, match="neodpovídá jednotnému standardu"):
        import_file(made.write(tmp_path / "2", layers))

    run = ImportRun.objects.latest("pk")
    assert run.state == ImportRun.State.REFUSED
    assert run.protocol["counts"]["grave"] == 1
    assert run.protocol["faults"][0]["rule"] == "mandatory"
    assert len(known("plan_zone")) == 3


def test_coverage_speaks_only_of_delivered_tables(tmp_path: Path) -> None:
    import_file(made.write(tmp_path, made.layers()))

    covered = set(Coverage.objects.values_list("layer", "municipality_code"))

    assert ("plan_zone", made.CODE) in covered
    assert ("plan_reserve", made.CODE) not in covered
