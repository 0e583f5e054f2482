"""Wide tables of figures: headers, and the entries of the mapping made of them."""

from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest

from layers.catalogue import catalogue
from layers.catalogue.loader import look_again
from layers.catalogue.rows import publish_rows
from layers.importers.gate import import_file
from layers.importers.ogr.draft import Chosen, Draft
from layers.importers.ogr.wide_table import Figure, Heading, heading
from layers.models import OwnIndicator, OwnMapping, Statistic


@pytest.mark.parametrize(
    ("text", "told"),
    [
        ("Počet obyvatel", Heading("Počet obyvatel", "", None)),
        ("obyvatel 2023", Heading("obyvatel", "", 2023)),
        ("2023 - Výměra lesů [ha]", Heading("Výměra lesů", "ha", 2023)),
        ("podil_lesu_2022", Heading("podil lesu", "", 2022)),
        ("Daň z nemovitostí v tis. Kč (2021)", Heading("Daň z nemovitostí", "tis. Kč", 2021)),
        ("Změna 2011–2021", Heading("Změna 2011–2021", "", None)),
        ("2023", Heading("2023", "", 2023)),
    ],
)
def test_header_tells_title_unit_and_year(text: str, told: Heading) -> None:
    assert heading(text) == told


@pytest.fixture
def own_catalogue(tmp_path: Path, settings: Any) -> Iterator[None]:
    """A folder of its own for what the rows tell."""
    settings.REMOTE_CATALOGUE = tmp_path / "catalogue"
    yield
    settings.REMOTE_CATALOGUE = tmp_path / "none"
    look_again()


def _mapping() -> None:
    draft = Draft(
        name="lesy", title="Lesy", provider="ÚHÚL", table=None, layer="stat_municipality", code="",
        columns=[Chosen("ZUJ", "municipality_code")], full=False, register="statistic",
        figures=[
            Figure("lesů v ha 2023", "forest", 2023),
            Figure("lesů v ha 2024", "forest", 2024),
            Figure("saldo", "wood_balance"),
        ],
    )  # fmt: skip
    OwnMapping.objects.create(name="lesy", entry=draft.entry())


@pytest.mark.django_db
@pytest.mark.usefixtures("own_catalogue")
def test_each_figure_of_a_wide_table_is_a_row(tmp_path: Path) -> None:
    _mapping()
    OwnIndicator.objects.create(name="wood_balance", title_cs="Saldo dřeva", below_zero=True)
    publish_rows()
    file = tmp_path / "lesy_2024.csv"
    file.write_text(
        "ZUJ;obec;lesů v ha 2023;lesů v ha 2024;saldo\n"
        "563889;Liberec;1 234,5;1240;-7\n"
        "564567;Višňová;;.;12\n"
        ";Celkem;9;9;9\n",
        encoding="cp1250",
    )

    run = import_file(file)

    assert not run.quarantined.exists(), list(run.quarantined.values("reason", "detail"))
    assert {each.code: each.value for each in Statistic.objects.current()} == {
        "563889/forest/2023": 1234.5,
        "563889/forest/2024": 1240,
        "563889/wood_balance/2024": -7,
        "564567/wood_balance/2024": 12,
    }
    left_out = "Řádků bez hodnoty, které mapování vynechává (ZUJ, lesů v ha 2023): 2."
    assert any(left_out in line for line in run.messages)


@pytest.mark.django_db
@pytest.mark.usefixtures("own_catalogue")
def test_own_indicator_has_its_words_beside_those_of_the_catalogue() -> None:
    OwnIndicator.objects.create(name="forest", title_cs="Výměra lesů", unit="ha")
    publish_rows()

    field = catalogue().layers["stat_municipality"].field("indicator")

    assert field is not None
    assert field.words("forest") == "Výměra lesů (ha)"
    assert field.words("births") == "živě narození"
