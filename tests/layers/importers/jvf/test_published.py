"""What JVF files make of what is known: changes, deletions, full deliveries, secrecy."""

import uuid
from pathlib import Path
from typing import Any

import pytest
from django.contrib.gis.geos import MultiPolygon, Polygon
from django.utils import timezone

from layers.importers.gate import import_file
from layers.importers.record import NOWHERE
from layers.models import Coverage, Feature, ImportRun, Municipality

from .made import (
    BUILDING,
    CABLE,
    COMPLETE,
    EAST,
    FENCE,
    NEW,
    NORTH,
    OLD,
    SURVEY_POINT,
    MadeRecord,
    area,
    change_record,
    delivery,
    line,
    point,
    square,
    write,
)  # fmt: skip

pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("schemas")]

FENCE_LINE = line((EAST, NORTH, 300), (EAST + 10, NORTH, 301))
CABLE_LINE = line((EAST, NORTH, 300), (EAST + 50, NORTH, 299))
RING = square(EAST - 100, NORTH - 100, 300)


def current(**where: Any) -> Feature:
    return Feature.objects.current().get(**where)


def codes(layer: str) -> set[str]:
    return set(Feature.objects.current().filter(layer=layer).values_list("code", flat=True))


def check(run: ImportRun, name: str) -> dict[str, Any]:
    return next(one for one in run.protocol["checks"] if one["id"] == name)


@pytest.mark.parametrize("version", [OLD, NEW])
def test_insert_reads_the_same_in_both_versions(tmp_path: Path, version: str) -> None:
    made = [
        MadeRecord(SURVEY_POINT, operation="i", geometry=point(EAST, NORTH, 301.5)),
        MadeRecord(FENCE, operation="i", geometry=FENCE_LINE),
        MadeRecord(BUILDING, operation="i", geometry=area(*square(EAST, NORTH, 20))),
    ]
    run = import_file(write(tmp_path, made, version=version))

    assert run.protocol["schema"] == version
    assert sum(counts["added"] for counts in run.counts.values()) == 3
    fence = current(layer="dtm_zps_line")
    assert fence.code == "bez-id-" + fence.code[7:]
    assert fence.attributes["details"] == {"DruhPlotu": "1", "HraniceJinehoObjektu": "false"}
    assert fence.attributes["level"] == 0
    assert fence.geom_3d.coords == ((EAST, NORTH, 300), (EAST + 10, NORTH, 301))
    survey = current(layer="dtm_zps_survey")
    assert (survey.attributes["label"], survey.geom_3d.z) == ("7", 301.5)
    assert current(layer="dtm_zps_area").geom.area == 400


def test_partial_change_of_1_5_leaves_the_rest_as_it_was(tmp_path: Path) -> None:
    import_file(write(tmp_path, [MadeRecord(FENCE, "7", geometry=FENCE_LINE)], version=NEW))
    update = MadeRecord(FENCE, "7", "u", attributes="<atr:DruhPlotu>3</atr:DruhPlotu>")
    import_file(write(tmp_path, [MadeRecord(FENCE, "7", "r", FENCE_LINE)], kind=COMPLETE))

    run = import_file(write(tmp_path, [update], version=NEW))

    fence = current(code="7")
    assert run.counts["dtm_zps_line"]["changed"] == 1
    assert fence.attributes["details"] == {"DruhPlotu": "3", "HraniceJinehoObjektu": "false"}
    assert fence.attributes["position_class"] == "3"
    assert "partial" not in fence.attributes
    assert fence.geom_3d.coords == ((EAST, NORTH, 300), (EAST + 10, NORTH, 301))


def test_partial_change_of_a_point_keeps_its_number(tmp_path: Path) -> None:
    import_file(write(tmp_path, [MadeRecord(SURVEY_POINT, "5", "r", point(EAST, NORTH))],
                      kind=COMPLETE))  # fmt: skip
    moved = MadeRecord(SURVEY_POINT, "5", "u", point(EAST + 1, NORTH, 305.0), attributes="")

    import_file(write(tmp_path, [moved], version=NEW))

    survey = current(code="5")
    assert (survey.attributes["label"], survey.geom.x, survey.geom_3d.z) == ("7", EAST + 1, 305)


def test_partial_change_of_the_unknown_is_set_aside(tmp_path: Path) -> None:
    update = MadeRecord(FENCE, "8", "u", attributes="<atr:DruhPlotu>3</atr:DruhPlotu>")

    run = import_file(write(tmp_path, [update], version=NEW))

    refused = run.quarantined.get()
    assert refused.reason == "Mění se objekt, který není znám, a změna nemá geometrii."
    assert (refused.layer, refused.code) == ("dtm_zps_line", "8")
    assert not Feature.objects.exists()


@pytest.mark.parametrize("version", [OLD, NEW])
def test_deletion_closes_the_object(tmp_path: Path, version: str) -> None:
    import_file(write(tmp_path, [MadeRecord(FENCE, "7", "r", FENCE_LINE)], kind=COMPLETE))
    gone = MadeRecord(FENCE, "7", "d", FENCE_LINE)

    run = import_file(write(tmp_path, [gone], version=version))

    assert run.counts["dtm_zps_line"]["removed"] == 1
    assert not Feature.objects.current().exists()


def test_deletion_of_the_unknown_is_told_and_changes_nothing(tmp_path: Path) -> None:
    run = import_file(write(tmp_path, [MadeRecord(FENCE, "404", "d", FENCE_LINE)]))

    assert run.messages == [
        "Ve vrstvě Základní prostorová situace: linie soubor ruší 1 objektů, které nejsou známy."
    ]
    assert run.counts["dtm_zps_line"]["not_known"] == 1


def test_references_in_changes_are_not_written(tmp_path: Path) -> None:
    run = import_file(write(tmp_path, [MadeRecord(FENCE, "7", "r", FENCE_LINE)]))

    assert not Feature.objects.exists()
    assert "Odkazy na nezměněné objekty se nezapisují: 1." in run.messages


def test_object_that_gets_its_id_replaces_the_one_without(tmp_path: Path) -> None:
    import_file(write(tmp_path, [MadeRecord(FENCE, "", "i", FENCE_LINE)]))

    import_file(write(tmp_path, [MadeRecord(FENCE, "7", "r", FENCE_LINE)], kind=COMPLETE))

    assert codes("dtm_zps_line") == {"7"}


def test_full_delivery_removes_only_what_lies_in_its_area_and_set(tmp_path: Path) -> None:
    far = line((EAST + 900, NORTH, 300), (EAST + 950, NORTH, 300))
    made = [
        MadeRecord(SURVEY_POINT, "1", geometry=point(EAST, NORTH)),
        MadeRecord(FENCE, "2", geometry=FENCE_LINE),
        MadeRecord(FENCE, "3", geometry=line((EAST, NORTH + 5, 300), (EAST + 9, NORTH + 5, 300))),
        MadeRecord(FENCE, "4", geometry=far),
    ]
    import_file(write(tmp_path, made, kind=COMPLETE))

    run = import_file(write(tmp_path, made[1:2], kind=COMPLETE, accompanying=delivery(3, *RING)))

    assert run.is_full
    assert codes("dtm_zps_line") == {"2", "4"}
    assert codes("dtm_zps_survey") == {"1"}
    assert run.header["delivery"]["PopisDatoveSady"] == "Zkušební obec"
    assert run.header["area_m2"] == 90_000


def test_full_file_without_area_removes_nothing(tmp_path: Path) -> None:
    made = [
        MadeRecord(FENCE, "2", geometry=FENCE_LINE),
        MadeRecord(FENCE, "3", geometry=line((EAST, NORTH + 5, 300), (EAST + 9, NORTH + 5, 300))),
    ]
    import_file(write(tmp_path, made, kind=COMPLETE))

    run = import_file(write(tmp_path, made[:1], kind=COMPLETE))

    assert codes("dtm_zps_line") == {"2", "3"}
    assert any("zůstávají v platnosti" in message for message in run.messages)


def test_older_delivery_neither_overwrites_nor_removes_what_is_newer(tmp_path: Path) -> None:
    newer = MadeRecord(FENCE, "2", geometry=FENCE_LINE, changed="2026-06-01T00:00:00")
    other = MadeRecord(
        FENCE, "3", geometry=line((EAST, NORTH + 5, 300), (EAST + 9, NORTH + 5, 300)),
        changed="2026-06-01T00:00:00",
    )  # fmt: skip
    import_file(write(tmp_path, [newer, other], kind=COMPLETE, date="2026-07-01T00:00:00"))
    older = MadeRecord(FENCE, "2", geometry=line((EAST, NORTH, 1), (EAST + 1, NORTH, 1)))

    run = import_file(write(tmp_path, [older], kind=COMPLETE, accompanying=delivery(3, *RING)))

    assert run.quarantined.get().reason == "Je znám novější stav objektu."
    assert codes("dtm_zps_line") == {"2", "3"}
    assert current(code="2").geom_3d.coords[0][2] == 300


@pytest.mark.parametrize(("before", "after"), [(False, True), (True, False)])
def test_utility_moves_between_layers_as_its_secrecy_changes(
    tmp_path: Path, before: bool, after: bool
) -> None:
    import_file(
        write(tmp_path, [_cable("1", "u", critical=before), _cable("2", "u", critical=before)])
    )
    source, target = ("dtm_ki_line" if secret else "dtm_ti_line" for secret in (before, after))
    assert codes(source) == {"1", "2"}

    run = import_file(write(tmp_path, [_cable("1", "u", critical=after)]))

    assert (codes(source), codes(target)) == ({"2"}, {"1"})
    assert not any("nejsou známy" in message for message in run.messages)


def test_partial_change_of_a_secret_utility_stays_secret(tmp_path: Path) -> None:
    import_file(write(tmp_path, [_cable("1", "u", critical=True)]))
    update = MadeRecord(CABLE, "1", "u", attributes="<atr:StavTrasySiteTI>2</atr:StavTrasySiteTI>")

    import_file(write(tmp_path, [update], version=NEW))

    assert (codes("dtm_ki_line"), codes("dtm_ti_line")) == ({"1"}, set())
    assert current(code="1").attributes["details"]["StavTrasySiteTI"] == "2"


def test_deletion_that_does_not_tell_secrecy_finds_the_secret_utility(tmp_path: Path) -> None:
    import_file(write(tmp_path, [_cable("1", "u", critical=True)]))

    run = import_file(write(tmp_path, [MadeRecord(CABLE, "1", "d", attributes="")], version=NEW))

    assert not Feature.objects.current().exists()
    assert not run.messages


def test_people_are_not_kept(tmp_path: Path) -> None:
    made = [MadeRecord(FENCE, "2", geometry=FENCE_LINE)]

    run = import_file(write(tmp_path, made, kind=COMPLETE, accompanying=change_record(*RING)))

    assert "Tajný" not in str(current(code="2").attributes) + str(run.header)


def test_acceptance_checks_find_what_a_region_looks_for(tmp_path: Path) -> None:
    knot = line(
        (EAST, NORTH, 300), (EAST + 10, NORTH + 10, 300), (EAST + 10, NORTH, 300),
        (EAST, NORTH + 10, 300),
    )  # fmt: skip
    made = [
        MadeRecord(FENCE, "1", geometry=FENCE_LINE),
        MadeRecord(FENCE, "2", geometry=FENCE_LINE),
        MadeRecord(FENCE, "3", geometry=knot),
        MadeRecord(FENCE, "3", geometry=line((EAST, NORTH - 9, 300), (EAST + 3, NORTH, 300))),
        MadeRecord(SURVEY_POINT, "5", geometry=point(EAST + 5_000, NORTH)),
        MadeRecord(SURVEY_POINT, "6", geometry=point(EAST, NORTH + 1, 3_000)),
        MadeRecord(SURVEY_POINT, "7", geometry=point(EAST, NORTH + 2, None)),
        MadeRecord(BUILDING, "8", geometry=area(*square(EAST, NORTH, 20))),
        MadeRecord(BUILDING, "9", geometry=area(*square(EAST + 10, NORTH, 20))),
        MadeRecord(FENCE, "11", geometry=line((EAST, NORTH, 300), (EAST, NORTH, 300))),
        MadeRecord(BUILDING, "10", geometry=area(*square(EAST + 30, NORTH, 20))),
    ]
    run = import_file(write(tmp_path, made, kind=COMPLETE, accompanying=change_record(*RING)))

    found = {
        one["id"]: [(row["code"], row["detail"]) for row in one["examples"]]
        for one in run.protocol["checks"]
    }
    assert found == {
        "same_id": [("3", "ID se v souboru opakuje")],
        "duplicate": [("2", "táž geometrie jako 1 (Plot, řádek 5)")],
        "crossing": [("3", "kříží nebo opakuje sama sebe")],
        "overlap": [("8", "překrývá se s 9 o 200.00 m²")],
        "outside": [("5", "4800.00 m od vymezené oblasti")],
        "height": [("6", "výška 3000 až 3000 m"), ("7", "chybí výšky")],
        "zero_length": [("11", "Linie má nulovou délku.")],
        "value": [],
    }
    assert set(run.quarantined.values_list("code", "reason")) == {
        ("3", "Kód je v souboru vícekrát; platí poslední záznam."),
        ("11", "Linie má nulovou délku."),
    }
    assert Feature.objects.current().count() == 9


def _cable(code: str, operation: str, *, critical: bool) -> MadeRecord:
    north = NORTH + int(code)
    geometry = line((EAST, north, 300), (EAST + 50, north, 299))
    own = (
        "<atr:PocetVedeniVTrase>1</atr:PocetVedeniVTrase>"
        "<atr:VedeniSiteVJineStavbe>98</atr:VedeniSiteVJineStavbe>"
        "<atr:TypTrasyElektrickeSite>1</atr:TypTrasyElektrickeSite>"
        "<atr:MaximalniNapetovaHladina>1</atr:MaximalniNapetovaHladina>"
        "<atr:MaximalniProvozniNapeti>99</atr:MaximalniProvozniNapeti>"
        "<atr:ProvozniNapeti>22</atr:ProvozniNapeti>"
        "<atr:IzolaceVenkovnihoVedeni>99</atr:IzolaceVenkovnihoVedeni>"
    )
    return MadeRecord(CABLE, code, operation, geometry, CABLE.attributes + own, critical=critical)


def test_only_a_full_delivery_says_that_there_is_nothing_else(tmp_path: Path) -> None:
    ring = square(EAST - 100, NORTH - 100, 300)
    _municipality(563_889, square(EAST - 50, NORTH - 50, 200))
    _municipality(563_890, square(EAST + 100, NORTH, 400))
    made = [MadeRecord(FENCE, "2", geometry=FENCE_LINE)]

    import_file(write(tmp_path, made, kind=COMPLETE))
    assert set(_covered("dtm_zps_line")) == {NOWHERE}
    import_file(write(tmp_path, made, kind=COMPLETE, accompanying=delivery(3, *ring)))

    assert set(_covered("dtm_zps_line")) == {NOWHERE, 563_889}
    assert set(_covered("dtm_zps_point")) == {563_889}


def _covered(layer: str) -> list[int]:
    return list(Coverage.objects.filter(layer=layer).values_list("municipality_code", flat=True))


def _municipality(code: int, ring: tuple[tuple[float, float], ...]) -> None:
    run = ImportRun.objects.create(source="ruian", reader="made", state="published")
    Municipality.objects.create(
        code=code, name=str(code), valid=(None, None), recorded=(timezone.now(), None),
        source="ruian", opened_by=run, content_hash=uuid.uuid4(), geom_kind="outline",
        geom=MultiPolygon(Polygon(ring), srid=5514),
    )  # fmt: skip
