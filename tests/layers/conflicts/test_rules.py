"""Rules: those that are shipped, and what a wrong one is told."""

from typing import Any

import pytest
from django.core.exceptions import ValidationError

from layers.catalogue import catalogue
from layers.conflicts.catalogue_entry import theme_of
from layers.conflicts.first_rules import first_rules
from layers.conflicts.validation import faults
from layers.models import ConflictRule

SOUND: dict[str, Any] = {
    "code": "sZUoZZ", "kind": "conflict", "severity": 3, "text_cs": "a", "text_en": "a",
    "layer_a": "plan_change_area", "layer_b": "uap_flood_active_zone",
}  # fmt: skip


def test_shipped_rules_are_sound_over_the_shipped_catalogue() -> None:
    rules = first_rules()
    assert len(rules) >= 12 and len({rule.layer_id for rule in rules}) == len(rules)
    for rule in rules:
        rule.clean_fields()
        assert not faults(rule), rule.code
    assert len(theme_of(rules)["layers"]) == len(rules)


def test_layer_of_a_rule_names_its_sources() -> None:
    entry = theme_of([ConflictRule(**SOUND)])["layers"][0]
    assert entry["sources"] == ["plan_change_area", "uap_flood_active_zone"]


@pytest.mark.parametrize(
    ("changed", "field"),
    [
        ({"code": "nZUoZZ"}, "code"),
        ({"layer_a": "uap_nothing"}, "layer_a"),
        ({"layer_b": "base_map"}, "layer_b"),
        ({"field_a": "owner", "values_a": ["x"]}, "field_a"),
        ({"field_a": "change_kind"}, "values_a"),
        ({"layer_a": "uap_gas_pipeline", "layer_b": "uap_sewer"}, "relation"),
        ({"layer_a": "uap_gas_pipeline", "relation": "contains"}, "relation"),
        ({"relation": "near"}, "distance_m"),
        ({"distance_m": 5}, "distance_m"),
        ({"unit": "m"}, "unit"),
    ],
)
def test_wrong_rule_is_told_beside_its_field(changed: dict[str, Any], field: str) -> None:
    assert [name for name, _ in faults(ConflictRule(**{**SOUND, **changed}))] == [field]


def test_condition_by_a_protected_field_is_refused() -> None:
    protected = [
        (layer, field)
        for layer in catalogue().layers.values() if layer.has_rows and layer.geometry == "polygon"
        for field in layer.fields if field.access is not None
    ]  # fmt: skip
    layer, field = protected[0]
    rule = ConflictRule(**{**SOUND, "layer_a": layer.id, "field_a": field.name, "values_a": ["1"]})
    assert "field_a" in dict(faults(rule))


@pytest.mark.django_db
def test_layers_of_a_known_rule_do_not_change() -> None:
    ConflictRule.objects.all().delete()
    rule = ConflictRule.objects.create(**SOUND)
    rule.layer_b = "uap_flood_area"
    with pytest.raises(ValidationError, match="nelze změnit"):
        rule.full_clean()
