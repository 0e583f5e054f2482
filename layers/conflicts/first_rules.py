"""The rules that a region begins with; afterwards they are the region's."""

from pathlib import Path
from typing import Any

from layers.catalogue.yaml_file import Schema
from layers.models import ConflictRule

_FOLDER = Path(__file__).parent


def add_first_rules(*, using: str, **_: object) -> None:
    """After migrations, where there is no rule at all."""
    if using == "default" and not ConflictRule.objects.exists():
        ConflictRule.objects.bulk_create(first_rules())


def first_rules() -> list[ConflictRule]:
    """The rules of `first_rules.yaml`, not saved."""
    content = Schema(_FOLDER / "first_rules.schema.json").read(
        _FOLDER / "first_rules.yaml", "rule_file"
    )
    return [_rule(entry) for entry in content["rules"]]


def _rule(entry: dict[str, Any]) -> ConflictRule:
    a, b, text = entry["a"], entry["b"], entry["text"]
    return ConflictRule(
        code=entry["code"],
        kind=entry["kind"],
        severity=entry["severity"],
        text_cs=text["cs"],
        text_en=text["en"],
        relation=entry.get("relation", ConflictRule.Relation.INTERSECTS),
        distance_m=entry.get("distance_m"),
        threshold=entry.get("threshold", 1),
        unit=entry.get("unit", ConflictRule.Unit.AREA),
        **_side("a", a),
        **_side("b", b),
    )


def _side(name: str, entry: dict[str, Any]) -> dict[str, Any]:
    return {
        f"layer_{name}": entry["layer"],
        f"field_{name}": entry.get("field", ""),
        f"values_{name}": entry.get("values", []),
        f"starts_{name}": entry.get("starts", False),
    }
