"""Refused records go out as files, are mended, and come back through the gate."""

import csv
import io
import json
from collections.abc import Callable
from datetime import UTC, datetime
from pathlib import Path
from typing import Any

import pytest
from django.contrib.auth.models import User
from django.contrib.gis.geos import Point

from layers.deliveries import decisions
from layers.deliveries.advice import advice, in_words
from layers.deliveries.quarantine import as_csv, as_geojson
from layers.importers.gate import import_file
from layers.models import ImportRun, Parcel, Quarantine
from tests.layers.deliveries.conftest import deliver, fresh
from tests.layers.importers.made_vfr import BOW_TIE, MadeParcel, write_full

pytestmark = [pytest.mark.django_db(transaction=True), pytest.mark.usefixtures("inbox")]
Work = Callable[[], None]


@pytest.fixture
def refused(tmp_path: Path) -> ImportRun:
    return import_file(
        write_full(tmp_path, [MadeParcel(1), MadeParcel(2, outline=BOW_TIE, area_m2=77)])
    )


def exported() -> dict[str, Any]:
    document: dict[str, Any] = json.loads("".join(as_geojson(Quarantine.objects.all())))
    return document


def test_export_says_what_the_record_was_and_why(refused: ImportRun) -> None:
    (feature,) = exported()["features"]
    assert feature["properties"]["dmvs_run"] == refused.pk
    assert feature["properties"]["dmvs_reason"] == "Neplatný obrys."
    assert feature["properties"]["area_m2"] == 77
    assert feature["geometry"]["type"] == "Polygon"


def test_day_of_the_data_is_that_of_the_clocks_here(refused: ImportRun) -> None:
    refused.data_date = datetime(2026, 1, 31, 23, 30, tzinfo=UTC)  # past midnight in Prague
    refused.save()
    (row,) = csv.DictReader(
        io.StringIO("".join(as_csv(Quarantine.objects.all())).removeprefix("\ufeff")),
        delimiter=";",
    )
    (feature,) = exported()["features"]
    assert row["dmvs_data_date"] == "2026-02-01T00:30:00+01:00"
    assert feature["properties"]["dmvs_data_date"] == row["dmvs_data_date"]


def mended(tmp_path: Path) -> Path:
    document = exported()
    (ring,) = document["features"][0]["geometry"]["coordinates"]
    east, north = ring[0]
    square = [[east, north], [east + 50, north], [east + 50, north + 50], [east, north + 50]]
    document["features"][0]["geometry"]["coordinates"] = [[*square, square[0]]]
    file = tmp_path / "opraveno.geojson"
    file.write_text(json.dumps(document))
    return file


def test_mended_record_comes_back_as_a_change_of_its_source(
    tmp_path: Path, refused: ImportRun, work: Work, ada: User
) -> None:
    delivery = deliver(mended(tmp_path))
    work()
    assert fresh(delivery).state == "ready", fresh(delivery).reason
    decisions.approve(fresh(delivery), ada)
    work()

    parcels = {parcel.code: parcel for parcel in Parcel.objects.current()}
    assert set(parcels) == {1, 2}
    assert parcels[2].area_m2 == 77
    assert parcels[2].source == refused.source
    assert round(parcels[2].geom.area) == 2_500
    assert Quarantine.objects.get(run=refused).resolved_by == fresh(delivery).run


def test_mended_record_may_come_as_csv(tmp_path: Path, refused: ImportRun) -> None:
    rows = list(csv.DictReader(io.StringIO("".join(as_csv(Quarantine.objects.all()))[1:]),
                               delimiter=";"))  # fmt: skip
    rows[0]["wkt"] = (
        "POLYGON ((-690000 -970000, -689950 -970000, -689950 -969950, -690000 -970000))"
    )
    file = tmp_path / "opraveno.csv"
    with file.open("w", encoding="utf-8-sig", newline="") as output:
        writer = csv.DictWriter(output, rows[0].keys(), delimiter=";")
        writer.writeheader()
        writer.writerows(rows)
    run = import_file(file)
    assert run.reader == "correction"
    assert run.counts["cadastre_parcel"]["added"] == 1


def test_record_still_wrong_goes_to_quarantine_with_its_values(
    tmp_path: Path, refused: ImportRun
) -> None:
    document = exported()
    document["features"][0]["properties"]["area_m2"] = "mnoho"
    file = tmp_path / "opraveno.geojson"
    file.write_text(json.dumps(document))
    run = import_file(file)
    again = run.quarantined.get()
    assert "„mnoho“" in again.reason
    assert again.attributes["area_m2"] == "mnoho"
    assert again.geom is not None


def test_record_that_the_reader_refused_keeps_what_it_could_read(tmp_path: Path) -> None:
    file = write_full(tmp_path, [MadeParcel(1), MadeParcel(2, number=17, area_m2=77)])
    file.write_text(file.read_text().replace("<pai:VymeraParcely>77<", "<pai:VymeraParcely>?<"))
    row = import_file(file).quarantined.get()
    assert row.code == "2"
    assert row.attributes == {"number": 17, "series": 2} | row.attributes


@pytest.mark.parametrize(
    "hostile", ["=cmd|' /C calc'!A0", "+1+1", "-2+3", "@SUM(A1)", "\t=1", "'=1"]
)
def test_formula_in_a_value_is_disarmed_in_csv_and_comes_back_whole(
    tmp_path: Path, refused: ImportRun, hostile: str
) -> None:
    """HOSTILE 40: a spreadsheet must not run what a file says."""
    Quarantine.objects.update(attributes={"protection": hostile, "area_m2": -5, "number": 3})
    text = "".join(as_csv(Quarantine.objects.all()))
    (row,) = csv.DictReader(io.StringIO(text[1:]), delimiter=";")
    assert row["protection"] == "'" + hostile
    assert row["area_m2"] == "-5"


def test_quarantine_without_geometry_is_exported_too(refused: ImportRun) -> None:
    Quarantine.objects.update(geom=None)
    assert exported()["features"][0]["geometry"] is None
    Quarantine.objects.update(geom=Point(-690000, -970000, srid=5514))
    assert exported()["features"][0]["properties"]["dmvs_geometry"] == "point"


def test_reasons_are_explained_to_a_clerk() -> None:
    assert in_words("Self-intersection[-689950 -969950]") == (
        "hranice protíná sama sebe v bodě Y 689950,00, X 969950,00"
    )
    assert "Opravit geometrie" in advice("Neplatný obrys.")
    assert "katastrálního úřadu" in advice("Hranice parcely se neuzavírá.")
    assert "v metrech" in advice("Souřadnice v poli X: hodnota „abc“ není číslo.")
    assert advice("Něco nového.")
