"""Rules: those that are shipped, and what a wrong one is told."""

from pathlib import Path
from typing import Any

import pytest
import yaml
from django.core.exceptions import ValidationError

from layers.catalogue.loader import look_again
from layers.conflicts.catalogue_entry import theme_of
from layers.conflicts.first_rules import first_rules
from layers.conflicts.validation import faults
from layers.models import ConflictRule

_TEXT = {"cs": "a", "en": "a"}
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
        ({"layer_a": "uap_gas_pipeline", "layer_b": "uap_sewer", "unit": "m"}, "relation"),
        (
            {"layer_a": "uap_gas_pipeline", "relation": "contains", "layer_b": "uap_landslide"},
            "relation",
        ),
        ({"relation": "near"}, "distance_m"),
        ({"distance_m": 5}, "distance_m"),
        ({"unit": "m"}, "unit"),
    ],
)
def test_wrong_rule_is_told_beside_its_field(changed: dict[str, Any], field: str) -> None:
    assert [name for name, _ in faults(ConflictRule(**{**SOUND, **changed}))] == [field]


def test_condition_by_a_protected_field_is_refused(settings: Any, tmp_path: Path) -> None:
    layer = {
        "id": "own_land", "title": _TEXT, "abstract": _TEXT, "geometry": "polygon", "provider": "a",
        "attribution": "a", "licence": "a", "mapped": False,
        "access": dict.fromkeys(("see", "query", "download"), "public"),
        "fields": [{"name": "owner", "type": "string", "title": _TEXT, "access": "closed"}],
    }  # fmt: skip
    theme = {"theme": "own", "title": _TEXT, "order": 90, "layers": [layer]}
    (tmp_path / "own.yaml").write_text(yaml.safe_dump(theme))
    settings.REMOTE_CATALOGUE = tmp_path
    look_again()
    rule = ConflictRule(**{**SOUND, "layer_a": "own_land", "field_a": "owner", "values_a": ["1"]})
    assert [name for name, _ in faults(rule)] == ["field_a"]
    settings.REMOTE_CATALOGUE = tmp_path / "none"
    look_again()


@pytest.mark.django_db
def test_layers_of_a_known_rule_do_not_change() -> None:
    ConflictRule.objects.all().delete()
    rule = ConflictRule.objects.create(**SOUND)
    rule.layer_b = "uap_flood_area"
    with pytest.raises(ValidationError, match="nelze změnit"):
        rule.full_clean()
