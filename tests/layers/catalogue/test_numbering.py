"""Numbers by decree: merged, split, unconfirmed ones; what is not listed is not known."""

from datetime import date
from pathlib import Path

import pytest
import yaml
from django.conf import settings

from layers.catalogue import catalogue
from layers.catalogue.codebook import Codebook
from layers.catalogue.loader import load
from layers.errors import CatalogueError

NEW = date(2026, 3, 1)


def book_with(folder: Path, **content: object) -> Codebook:
    """The shipped codebook with numbers of an operator's folder."""
    numbers = folder / "codebooks" / "numbers"
    numbers.mkdir(parents=True)
    told = {"codebook": "uap", "decree": "457/2025", "confirmed": True, "source": "Sbírka zákonů"}
    (numbers / "own.yaml").write_text(yaml.safe_dump(told | content), encoding="utf-8")
    return load([*settings.CATALOGUE_FOLDERS, folder]).codebooks["uap"]


def test_number_is_told_by_the_decree_in_force_on_the_day() -> None:
    park = catalogue().known_by("uap_national_park", date(2017, 5, 1))
    later = catalogue().known_by("uap_national_park", date(2020, 5, 1))
    zone = catalogue().known_by("uap_nature_reserve_zone", date(2020, 5, 1))

    assert park and park.document() == {
        "decree": "500/2006", "numbers": ["25"], "confirmed": False,
    }  # fmt: skip
    assert later and later.document()["numbers"] == ["25a"]
    assert zone and zone.document()["numbers"] == ["27a"]
    assert catalogue().known_by("plan_zone", NEW) is None


def test_number_of_a_decree_that_is_not_listed_is_not_known() -> None:
    known = catalogue().known_by("uap_national_park", NEW)

    assert known and known.document() == {"decree": "457/2025", "numbers": [], "confirmed": False}


def test_shipped_numbers_from_general_knowledge_say_so() -> None:
    numbers = catalogue().codebooks["uap"].numbering.numbers
    assert numbers and not any(each.confirmed for each in numbers)
    assert "(neověřeno)" in catalogue().layers["uap_national_park"].abstract.cs


def test_split_and_merged_numbers_of_an_operator_are_read(tmp_path: Path) -> None:
    book = book_with(
        tmp_path,
        same=["1"],
        numbers=[
            {"number": "12a", "phenomena": ["flood_area"]},
            {"number": "12b", "phenomena": ["flood_area"]},
            {"number": "13", "phenomena": ["road_first", "road_second"], "confirmed": False},
        ],
    )
    numbering = book.numbering

    flood, road = book.by_id("flood_area"), book.by_id("road_first")
    assert flood and book.known_by(flood, NEW).document() == {
        "decree": "457/2025", "numbers": ["12a", "12b"], "confirmed": True,
    }  # fmt: skip
    assert road and book.known_by(road, NEW).document()["confirmed"] is False
    merged = numbering.read("13", named=["157/2024"], day=NEW)
    assert merged and merged.phenomena == ("road_first", "road_second")


def test_operator_confirms_a_shipped_number(tmp_path: Path) -> None:
    book = book_with(
        tmp_path, decree="13/2018", numbers=[{"number": "25a", "phenomena": ["national_park"]}]
    )

    found = book.numbering.read("25a", named=["13/2018"], day=NEW)

    assert found and found.confirmed and found.phenomena == ("national_park",)


@pytest.mark.parametrize(
    ("content", "message"),
    [
        ({"numbers": [{"number": "1", "phenomena": ["castle"]}]}, "no phenomenon ['castle']"),
        ({"same": ["300"]}, "the codebook has no number 300"),
        ({"decree": "1/1999"}, "codebook uap has no decree 1/1999"),
    ],
)
def test_mistake_in_numbers_is_named(
    tmp_path: Path, content: dict[str, object], message: str
) -> None:
    with pytest.raises(CatalogueError) as raised:
        book_with(tmp_path, **content)

    assert message in str(raised.value) and "own.yaml" in str(raised.value)
