"""Whether a rule makes sense over the catalogue; what is wrong is told beside its field."""

from collections.abc import Iterator

from layers.catalogue import LayerDef, catalogue
from layers.conflicts.dimension import GEOMETRIES, common_dimension, dimension_of
from layers.models import ConflictRule

Relation, Unit = ConflictRule.Relation, ConflictRule.Unit
THEME = "conflict"
_PREFIX = {"conflict": "s", "defect": "n", "problem": "p"}
_UNITS = ({Unit.SHARE}, {Unit.LENGTH, Unit.SHARE}, {Unit.AREA, Unit.SHARE})
"""By the dimension of the common part; points are not measured."""

Fault = tuple[str, str]


def faults(rule: ConflictRule) -> list[Fault]:
    """(field, sentence) for each; an empty list of a sound rule."""
    found = [*_of_code(rule), *_of_side(rule, "a"), *_of_side(rule, "b"), *_of_change(rule)]
    return found or [*_of_relation(rule)]


def choosable() -> Iterator[LayerDef]:
    """The layers that a rule may take: those whose objects are here and have a place."""
    for layer in catalogue().layers.values():
        if layer.has_rows and layer.geometry in GEOMETRIES and layer.theme != THEME:
            yield layer


def _of_code(rule: ConflictRule) -> Iterator[Fault]:
    prefix = _PREFIX.get(rule.kind, "")
    if rule.code and not rule.code.startswith(prefix):
        yield "code", f"Kód druhu „{rule.get_kind_display()}“ začíná písmenem {prefix}."


def _of_side(rule: ConflictRule, side: str) -> Iterator[Fault]:
    layer_id, field = getattr(rule, f"layer_{side}"), getattr(rule, f"field_{side}")
    values = getattr(rule, f"values_{side}")
    layer = next((each for each in choosable() if each.id == layer_id), None)
    if layer is None:
        yield f"layer_{side}", f"Katalog nemá vrstvu {layer_id!r} s objekty, které mají polohu."
        return
    if bool(field) != bool(values):
        yield f"values_{side}", "Podmínka má údaj i hodnoty, nebo nic."
    if not field:
        return
    found = layer.field(field)
    if found is None:
        names = ", ".join(each.name for each in layer.fields)
        yield f"field_{side}", f"Vrstva {layer_id} nemá údaj {field!r}; má: {names}."
    elif found.access is not None:
        # whoever sees the conflict would learn the value
        yield f"field_{side}", f"Údaj {field} je chráněn zvlášť, podmínkou by se prozradil."


def _of_change(rule: ConflictRule) -> Iterator[Fault]:
    """What the rule has found until now is shown to those who may know its two layers."""
    known = ConflictRule.objects.filter(pk=rule.pk).first() if rule.pk else None
    for name in ("code", "layer_a", "layer_b") if known else ():
        if getattr(known, name) != getattr(rule, name):
            yield name, "U pravidla nelze změnit; vypněte je a založte jiné."


def _of_relation(rule: ConflictRule) -> Iterator[Fault]:
    layers = catalogue().layers
    a, b = layers[rule.layer_a], layers[rule.layer_b]
    first, second = dimension_of(a), dimension_of(b)
    near = rule.relation == Relation.NEAR
    if near and not rule.distance_m:
        yield "distance_m", "Uveďte vzdálenost v metrech."
    if not near and rule.distance_m:
        yield "distance_m", "Vzdálenost patří jen ke vztahu „do vzdálenosti“."
    if rule.relation == Relation.INTERSECTS and 2 not in {first, second}:
        yield "relation", "Průnik potřebuje aspoň jednu vrstvu ploch; zvolte vzdálenost."
    if rule.relation == Relation.TOUCHES and {first, second} != {2}:
        yield "relation", "Dotyk lze hledat jen mezi plochami; zvolte vzdálenost."
    if rule.relation == Relation.CONTAINS and first != 2:
        yield "relation", "Obsahovat může jen plocha."
    if rule.relation == Relation.WITHIN and second != 2:
        yield "relation", "Ležet lze jen v ploše."
    if rule.threshold and rule.unit not in _UNITS[common_dimension(rule, a, b)]:
        yield "unit", "V této jednotce se společná část neměří."
