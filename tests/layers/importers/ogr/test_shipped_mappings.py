"""Lists that authorities publish as CSV, by the mappings that the product ships."""

from pathlib import Path
from typing import Any
from uuid import UUID
from zipfile import ZipFile

import pytest
import yaml
from django.db.backends.postgresql.psycopg_any import DateRange, DateTimeTZRange
from django.utils import timezone

from layers.errors import UnreadableFile
from layers.importers.gate import import_file
from layers.models import (
    AddressPlace,
    Coverage,
    District,
    ImportRun,
    Municipality,
    MunicipalityPart,
    Region,
    Statistic,
    Street,
)

pytestmark = pytest.mark.django_db

HEADER = (
    "Kód ADM;Kód obce;Název obce;Kód MOMC;Název MOMC;Kód obvodu Prahy;Název obvodu Prahy;"
    "Kód části obce;Název části obce;Kód ulice;Název ulice;Typ SO;Číslo domovní;Číslo orientační;"
    "Znak čísla orientačního;PSČ;Souřadnice Y;Souřadnice X;Platí Od"
)
IN_STREET = (
    "{code};563889;Liberec;;;;;408123;Liberec I-Staré Město;324566;Široká;č.p.;{house};12;a;"
    "46001;687612.32;974330.10;2011-07-01T00:00:00"
)
IN_VILLAGE = "{code};564567;Višňová;;;;;182001;Andělka;;;č.ev.;7;;;46372;;;2013-12-01T00:00:00"
LIBEREC, VISNOVA = "20240131_OB_563889_ADR.csv", "20240131_OB_564567_ADR.csv"


def addresses(folder: Path, name: str, *rows: str) -> Path:
    """An address list as ČÚZK writes it."""
    path = folder / name
    path.write_text("\r\n".join([HEADER, *rows, ""]), encoding="cp1250", newline="")
    return path


def two_in_liberec() -> list[str]:
    return [IN_STREET.format(code=23456789, house=1), IN_STREET.format(code=23456790, house=2)]


def test_addresses_come_with_street_part_place_and_date(tmp_path: Path) -> None:
    run = import_file(addresses(tmp_path, LIBEREC, *two_in_liberec()))

    assert not run.quarantined.exists(), list(run.quarantined.values("reason", "detail"))
    place = AddressPlace.objects.current().get(code=23456789)
    assert (place.house_number, place.orientation_number, place.orientation_letter) == (1, 12, "a")
    assert (place.postcode, place.street_code, place.municipality_part_code) == (
        46001,
        324566,
        408123,
    )
    assert place.geom.coords == pytest.approx((-687612.32, -974330.10))
    assert Street.objects.current().get(code=324566).name == "Široká"
    assert MunicipalityPart.objects.current().get(code=408123).name == "Liberec I-Staré Město"
    covered = Coverage.objects.get(run=run, layer="address_place")
    assert covered.data_date.date().isoformat() == "2024-01-30"  # midnight of Prague in UTC


def test_address_without_street_and_coordinates_is_kept(tmp_path: Path) -> None:
    run = import_file(addresses(tmp_path, VISNOVA, IN_VILLAGE.format(code=1)))

    assert AddressPlace.objects.current().get(code=1).geom_kind == "none"
    assert run.counts["address_place"]["without_place"] == 1
    assert not Street.objects.current().exists()
    assert not run.quarantined.exists()


def test_full_list_of_one_municipality_leaves_the_others_alone(tmp_path: Path) -> None:
    import_file(addresses(tmp_path, LIBEREC, *two_in_liberec()))
    import_file(addresses(tmp_path, VISNOVA, IN_VILLAGE.format(code=1)))

    run = import_file(addresses(tmp_path, LIBEREC, two_in_liberec()[0]))

    assert run.counts["address_place"]["removed"] == 1
    known = AddressPlace.objects.current().values_list("code", flat=True)
    assert set(known) == {1, 23456789}


def test_archive_of_many_lists_is_read_whole(tmp_path: Path) -> None:
    archive = tmp_path / "20240131_OB_ADR_csv.zip"
    with ZipFile(archive, "w") as file:
        for name, rows in (
            (LIBEREC, two_in_liberec()),
            (VISNOVA, [IN_VILLAGE.format(code=1)]),
        ):
            file.write(addresses(tmp_path, name, *rows), f"CSV/{name}")

    run = import_file(archive)

    assert run.counts["address_place"]["added"] == 3
    assert run.counts["address_street"]["added"] == 1


def test_code_lists_name_units_and_keep_their_borders(shared_data: Path) -> None:
    import_file(shared_data / "admin" / "liberec_admin.gpkg")
    for name, count in (("UI_OBEC", 6_259), ("UI_OKRES", 78), ("UI_VUSC", 14)):
        run = import_file(shared_data / "codelists" / f"{name}.csv")
        assert sum(figures["read"] for figures in run.counts.values()) == count
        assert not run.quarantined.exists()

    liberec = Municipality.objects.current().get(code=563889)
    assert (liberec.geom_kind, liberec.status_code, liberec.district_code) == ("outline", 4, 3505)
    assert District.objects.current().get(code=3505).region_code == 78
    assert Region.objects.current().count() == 14


def test_population_is_a_figure_of_a_municipality_and_a_year(shared_data: Path) -> None:
    path = shared_data / "statistics" / "population_2020_by_municipality.csv"
    run = import_file(path)

    assert not run.quarantined.exists()
    found = Statistic.objects.current().get(municipality_code=563889, indicator="population")
    assert (found.year, found.code) == (2020, "563889/population/2020")
    assert found.value > 100_000
    assert import_file(path).counts["stat_municipality"]["unchanged"] == 6_280


def test_figures_of_another_year_stand_beside(tmp_path: Path) -> None:
    for year, count in ((2020, 10), (2021, 11)):
        path = tmp_path / f"population_{year}.csv"
        path.write_text(f"ZUJ,Obec,Okres,Celkem\n563889,Liberec,Liberec,{count}\n")
        import_file(path)

    values = Statistic.objects.current().order_by("year").values_list("year", "value")
    assert list(values) == [(2020, 10), (2021, 11)]


def test_file_whose_name_has_no_year_is_refused(tmp_path: Path) -> None:
    path = tmp_path / "population.csv"
    path.write_text("ZUJ,Obec,Okres,Celkem\n563889,Liberec,Liberec,1\n")

    with pytest.raises(UnreadableFile, match=r"Název souboru population\.csv neodpovídá"):
        import_file(path)


def test_figures_by_rows_are_checked_and_stand_beside_one_another(tmp_path: Path) -> None:
    path = tmp_path / "ukazatele.csv"
    path.write_text(
        "kod_obce;ukazatel;rok;hodnota\n563889;population;2020;10\n563889;population;2021;-3\n"
        "563889;migration_balance;2021;-3\n563889;mean_age;2020;42,5\n563889;births;9;1\n"
    )

    run = import_file(path)

    found = {each.code: each.value for each in Statistic.objects.current()}
    assert found == {
        "563889/population/2020": 10, "563889/migration_balance/2021": -3,
        "563889/mean_age/2020": 42.5,
    }  # fmt: skip
    reasons = dict(run.quarantined.values_list("code", "reason"))
    assert reasons == {
        "563889/population/2021": "Hodnota ukazatele je záporná.",
        "563889/births/9": "Rok ukazatele není možný.",
    }


def test_figure_of_a_municipality_that_nobody_knows_is_quarantined(tmp_path: Path) -> None:
    Municipality.objects.create(
        code=563889, name="Liberec", valid=DateRange(None, None),
        recorded=DateTimeTZRange(timezone.now(), None), source="t", content_hash=UUID(int=1),
        opened_by=ImportRun.objects.create(source="t", reader="t", file_name="t", file_sha256="t"),
    )  # fmt: skip
    path = tmp_path / "ukazatele.csv"
    path.write_text(
        "kod_obce;ukazatel;rok;hodnota\n563889;population;2020;10\n999999;population;2020;5\n"
    )

    run = import_file(path)

    assert list(run.quarantined.values_list("code", "reason")) == [
        ("999999/population/2020", "Obec není v registru.")
    ]


def test_wide_table_is_a_mapping_with_an_entry_for_each_column(
    tmp_path: Path, settings: Any
) -> None:
    shared = {"municipality_code": "ZUJ", "year": "Rok"}
    entries = [
        {
            "to": "stat_municipality",
            "code": {"join": ["municipality_code", "indicator", "year"]},
            "attributes": {**shared, "indicator": {"value": indicator}, "value": column},
        }
        for indicator, column in (("births", "Narození"), ("deaths", "Zemřelí"))
    ]
    mapping = {
        "name": "wide", "title": "Široká tabulka", "provider": "ČSÚ", "full": False,
        "recognise": [{"fields": ["ZUJ", "Rok", "Narození", "Zemřelí"]}], "layers": entries,
    }  # fmt: skip
    (tmp_path / "rows" / "mappings").mkdir(parents=True)
    (tmp_path / "rows" / "mappings" / "wide.yaml").write_text(yaml.safe_dump(mapping))
    settings.REMOTE_CATALOGUE = tmp_path / "rows"
    path = tmp_path / "pohyb.csv"
    path.write_text("ZUJ;Rok;Narození;Zemřelí\n563889;2020;7;9\n563889;2021;8;6\n")

    run = import_file(path)

    assert not run.quarantined.exists()
    assert {each.code: each.value for each in Statistic.objects.current()} == {
        "563889/births/2020": 7, "563889/deaths/2020": 9,
        "563889/births/2021": 8, "563889/deaths/2021": 6,
    }  # fmt: skip
