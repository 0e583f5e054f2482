"""Types of objects: the code list, their layers and how they are drawn."""

import csv

import pytest

from layers.catalogue import catalogue
from layers.importers.bad_value import BadValue
from layers.importers.jvf.object_type import CODE_LIST, SYMBOLS, ObjectType, known_codes
from layers.importers.jvf.target_layer import CRITICAL_TWIN, DI, KI, TI, ZPS, layer_of

SYMBOL_NAMES = {name for name, _ in SYMBOLS}


def made(name: str, group: str, *, suffix: str = "02", part: str = "TI") -> ObjectType:
    return ObjectType("X", "0100000000", suffix, name, "", group, part)


def test_code_list_has_no_code_twice() -> None:
    with CODE_LIST.open(encoding="utf-8", newline="") as file:
        assert len(known_codes()) == len(list(csv.DictReader(file, delimiter=";")))


@pytest.mark.parametrize("layer", [*ZPS, *DI, *TI, *KI])
def test_every_layer_is_in_the_catalogue_and_draws_every_symbol(layer: str) -> None:
    style = catalogue().layers[layer].style
    drawn = {value for rule in style.rules if rule.when for value in rule.when.values}
    unconditional = any(rule.when is None for rule in style.rules)

    assert unconditional or drawn >= SYMBOL_NAMES


def test_critical_utilities_are_staff_only_and_utilities_not_public() -> None:
    layers = catalogue().layers
    for open_layer, secret in CRITICAL_TWIN.items():
        assert layers[open_layer].access.see == "registered"
        assert {layers[secret].access.see, layers[secret].access.query} == {"staff"}
    assert {layers[layer].access.see for layer in ZPS} == {"public"}


@pytest.mark.parametrize(
    ("kind", "symbol"),
    [
        (made("trasa elektrické sítě", "Elektrické vedení"), "electricity"),
        (made("trasa plynovodní sítě", "Plynovod"), "gas"),
        (made("trasa vodovodní sítě", "Vodovod"), "water_supply"),
        (made("trasa stokové sítě", "Kanalizace"), "sewer"),
        (made("trasa sítě EK", "Elektronická komunikace"), "communication"),
        (made("ochranné pásmo plynovodní sítě", "Ochranné a bezpečnostní pásmo"), "gas_zone"),
        (made("hranice budovy", "Základní konstrukční prvek", part="ZPS"), "building"),
        (made("hranice dopravní stavby nebo plochy", "", part="ZPS"), "road"),
        (made("nájezd", "Silniční doprava", part="ZPS"), "road"),
        (made("jez", "Vzdouvací stavba", part="ZPS"), "water"),
        (made("terénní hrana", "Terénní útvar", part="ZPS"), "terrain"),
        (made("teleport", "Kouzla"), "other"),
    ],
)
def test_type_is_drawn_by_what_its_name_says(kind: ObjectType, symbol: str) -> None:
    assert kind.symbol == symbol


def test_layer_follows_content_part_geometry_and_secrecy() -> None:
    plan = made("vodovod – koridor záměru", "Záměr na provedení změn")
    survey = made("podrobný bod ZPS", "Podrobný bod", suffix="01", part="ZPS")

    assert layer_of(made("trasa", "Plynovod"), "line") == "dtm_ti_line"
    assert layer_of(made("trasa", "Plynovod"), "line", critical=True) == "dtm_ki_line"
    assert layer_of(plan, "area") == "dtm_plan_area"
    assert layer_of(survey, "point") == "dtm_zps_survey"
    assert layer_of(made("budova", "Budova", suffix="04", part="ZPS"), "point") == (
        "dtm_zps_definition"
    )
    with pytest.raises(BadValue, match="Neznámá obsahová část „XX“"):
        layer_of(made("a", "b", part="XX"), "line")
