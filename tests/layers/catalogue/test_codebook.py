"""The codebook of phenomena: each becomes a layer with a style, and closed ones stay closed."""

from datetime import date
from pathlib import Path

import pytest
import yaml

from layers.access import OPERATIONS, PUBLIC, Viewer, allows
from layers.catalogue import catalogue, load
from layers.catalogue.codebook import Phenomenon
from layers.errors import CatalogueError
from layers.grants import ALL, Grant


def phenomenon_of(number: str) -> Phenomenon:
    book = catalogue().codebooks["uap"]
    return next(
        each
        for each in book.phenomena
        if book.numbering.of(each.id, "500/2006")[0].number == number
    )


CODEBOOK = Path("layers/catalogue/codebooks/uap.yaml")


CLERK = Viewer((Grant(ALL, frozenset(OPERATIONS), "staff"),))
"""May do all that is not closed."""


def test_codebook_has_the_phenomena_of_the_decree_in_their_order() -> None:
    book = catalogue().codebooks["uap"]
    numbers = [book.numbering.of(each.id, "500/2006")[0].number for each in book.phenomena]

    assert numbers == [str(number) for number in range(1, 120)]


def test_each_phenomenon_has_layers_with_a_style_in_its_colour() -> None:
    for each in catalogue().codebooks["uap"].phenomena:
        for layer_id in each.layers:
            layer = catalogue().layers[layer_id]
            assert layer.style.id == layer_id and layer.style.rules
            assert layer.title.cs and layer.title.en
    road = catalogue().layers["uap_road_first_zone"]
    assert road.geometry == "polygon" and road.law == "zákon č. 13/1997 Sb., § 30"
    assert road.style.rules[0].fill is not None
    assert road.style.rules[0].fill.color == "#cc4b37"


@pytest.mark.parametrize("number", [*map(str, range(107, 113))])
def test_security_sensitive_phenomena_are_closed_to_everybody(number: str) -> None:
    phenomenon = phenomenon_of(number)
    for layer_id in phenomenon.layers:
        layer = catalogue().layers[layer_id]
        assert not any(
            allows(user, operation, layer)
            for user in (PUBLIC, CLERK)
            for operation in ("see", "query", "download")
        )


@pytest.mark.parametrize("number", ["82", "84"])
def test_closed_part_of_a_phenomenon_is_a_layer_of_its_own(number: str) -> None:
    phenomenon = phenomenon_of(number)
    assert catalogue().layers[phenomenon.closed_layer].access.see == "closed"
    assert catalogue().layers[phenomenon.layer].access.see == "registered"


def test_planning_materials_are_never_released_to_the_public() -> None:
    layers = [each for id_, each in catalogue().layers.items() if id_.startswith("uap_")]

    assert len(layers) > 119
    assert {layer.access.download for layer in layers} <= {"staff", "closed"}


def test_decrees_follow_one_another_without_a_gap() -> None:
    decrees = catalogue().codebooks["uap"].numbering.decrees
    for day in (
        date(2008, 1, 1),
        date(2018, 1, 28),
        date(2018, 1, 29),
        date(2024, 6, 30),
        date(2024, 7, 1),
        date(2026, 11, 23),
    ):
        assert sum(decree.in_force_on(day) for decree in decrees) == 1


def test_mistake_in_a_codebook_is_named_with_its_place(tmp_path: Path) -> None:
    content = yaml.safe_load(CODEBOOK.read_text(encoding="utf-8"))
    content["groups"][0]["phenomena"][2]["geometry"] = "area"
    folder = tmp_path / "codebooks"
    folder.mkdir()
    (folder / "uap.yaml").write_text(yaml.safe_dump(content), encoding="utf-8")

    with pytest.raises(CatalogueError, match="groups/0/phenomena/2/geometry"):
        load([tmp_path])
