"""ÚKM, the purpose map without legal force: taken, checked, ended by the map of the cadastre."""

import json
from datetime import date
from pathlib import Path

import pytest
import shapely
from hypothesis import given
from hypothesis import strategies as st
from shapely.geometry import mapping

from layers.importers.gate import import_file
from layers.importers.parcel_code import provisional_code
from layers.importers.rollback import roll_back
from layers.models import CadastralUnit, ChangedArea, ImportRun, Parcel
from tests.layers.importers.made_vfr import MUNICIPALITY, UNIT, MadeParcel, write_full

pytestmark = pytest.mark.django_db

WEST, SOUTH = -690_000.0, -970_000.0
LIST = "OBEC_KOD;KU_KOD;KU_NAZEV;MAPA;CISELNA_RADA;PLATNOST_OD;PLATNOST_DO"


def field(column: int, *, width: float = 100.0) -> shapely.Polygon:
    west = WEST + 100 * column
    return shapely.box(west, SOUTH, west + width, SOUTH + 1000)


def purpose_map(folder: Path, *outlines: shapely.Polygon, **values: object) -> ImportRun:
    """Imports parcels 1, 2, … of the region's own map of the unit, each with the values."""
    features = [
        {
            "type": "Feature",
            "geometry": mapping(outline),
            "properties": {
                "UKM_KATUZE": UNIT,
                "UKM_DRUH_CISLOVANI": 2,
                "UKM_KMENOVE_CISLO": number,
                "UKM_PODDELENI": None,
                **values,
            },
        }
        for number, outline in enumerate(outlines, 1)
    ]
    crs = {"type": "name", "properties": {"name": "urn:ogc:def:crs:EPSG::5514"}}
    path = folder / "ukm.geojson"
    path.write_text(json.dumps({"type": "FeatureCollection", "crs": crs, "features": features}))
    return import_file(path)


def unit_list(folder: Path, kind: str) -> ImportRun:
    path = folder / "units.csv"
    path.write_text(f"{LIST}\n{MUNICIPALITY};{UNIT};Zkušební Lhota;{kind};2;01.01.2020;\n")
    return import_file(path)


def numbers(source_class: str = "UKM") -> list[int]:
    found = Parcel.objects.current().filter(source_class=source_class)
    return sorted(found.values_list("number", flat=True))


def test_parcels_of_the_purpose_map_are_marked_and_keep_their_code(tmp_path: Path) -> None:
    import_file(write_full(tmp_path, [MadeParcel(1, outline=None)]))

    first = purpose_map(tmp_path, field(0), field(1))
    again = purpose_map(tmp_path, field(0), field(1))

    assert not first.quarantined.exists(), list(first.quarantined.values("reason", "detail"))
    assert numbers() == [1, 2]
    assert Parcel.objects.current().filter(code=provisional_code(UNIT, 2, 2, None)).exists()
    assert again.counts["cadastre_parcel"]["unchanged"] == 2
    official = Parcel.objects.current().get(code=1)  # the one of RÚIAN stands beside
    assert (official.geom_kind, official.source_class) == ("point", None)


def test_parcel_of_the_purpose_map_has_its_own_day_and_accuracy(tmp_path: Path) -> None:
    run = purpose_map(tmp_path, field(0), UKM_DATUM="2023-05-17", UKM_PRESNOST="0,5")
    parcel = Parcel.objects.current().get()
    assert (parcel.map_date, parcel.accuracy_m) == (date(2023, 5, 17), 0.5)

    purpose_map(tmp_path, field(0))  # without the two columns what is known stays
    assert Parcel.objects.current().get().map_date == date(2023, 5, 17)
    assert not run.quarantined.exists()


def test_damaged_day_of_the_purpose_map_is_told_by_its_column(tmp_path: Path) -> None:
    run = purpose_map(tmp_path, field(0), UKM_DATUM="loni")
    assert run.quarantined.get().reason.startswith("Pole UKM_DATUM: ")
    assert not Parcel.objects.current().exists()


def test_gaps_and_overlaps_along_borders_are_told(tmp_path: Path) -> None:
    import_file(write_full(tmp_path, []))

    run = purpose_map(tmp_path, field(-1), field(0, width=150), field(1, width=9_900))

    (told,) = [message for message in run.messages if message.startswith("ÚKM")]
    assert "přesahy přes hranici 100000 m²" in told
    assert "překryvy parcel 50000 m²" in told
    assert "mezery" not in told


def test_outlines_of_the_cadastre_end_the_purpose_map_and_a_rollback_brings_it_back(
    tmp_path: Path,
) -> None:
    import_file(write_full(tmp_path, [MadeParcel(1, outline=None)]))
    purpose_map(tmp_path, field(0), field(1))

    run = import_file(write_full(tmp_path, [MadeParcel(1)], day="20260228"))

    assert numbers() == []
    assert any("zrušeno parcel: 2" in message for message in run.messages)
    assert ChangedArea.objects.filter(run=run, layer="cadastre_parcel").exists()
    roll_back(run.pk)
    assert numbers() == [1, 2]


def test_unit_that_becomes_digital_ends_the_purpose_map(tmp_path: Path) -> None:
    purpose_map(tmp_path, field(0), field(1))

    run = unit_list(tmp_path, "D")

    assert CadastralUnit.objects.current().get(code=UNIT).source_class == "DKM"
    assert numbers() == []
    assert ChangedArea.objects.filter(run=run, layer="cadastre_parcel").exists()


def test_purpose_map_is_not_taken_where_the_cadastre_has_a_map(tmp_path: Path) -> None:
    import_file(write_full(tmp_path, [MadeParcel(1)]))

    run = purpose_map(tmp_path, field(0), field(1))

    assert numbers() == []
    reasons = set(run.quarantined.values_list("reason", flat=True))
    assert reasons == {
        "Katastrální území už má mapu katastru; účelová mapa (ÚKM) se v něm nepřijímá."
    }


@given(
    st.integers(600_000, 999_999), st.sampled_from([1, 2]),
    st.integers(1, 99_999), st.none() | st.integers(1, 9_999),
)  # fmt: skip
def test_provisional_code_tells_each_parcel_apart(
    unit: int, series: int, number: int, subdivision: int | None
) -> None:
    digits = str(-provisional_code(unit, series, number, subdivision))
    parts = digits[:6], digits[6], digits[7:12], digits[12:]
    assert tuple(map(int, parts)) == (unit, series, number, subdivision or 0)


@pytest.mark.parametrize(
    "parts", [(0, 2, 1, None), (682039, 3, 1, None), (682039, 2, 100_000, 1), (682039, 2, 1, -1)]
)
def test_number_that_no_parcel_has_is_no_code(parts: tuple[int, int, int, int | None]) -> None:
    with pytest.raises(ValueError, match="nemůže existovat"):
        provisional_code(*parts)
