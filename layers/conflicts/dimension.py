"""Of what kind the common part of a rule's two layers is: points, lines or areas."""

from layers.catalogue import LayerDef
from layers.models import ConflictRule

Relation = ConflictRule.Relation
GEOMETRIES = ("point", "line", "polygon")
"""By dimension."""


def dimension_of(layer: LayerDef) -> int:
    return GEOMETRIES.index(layer.geometry)


def common_dimension(rule: ConflictRule, a: LayerDef, b: LayerDef) -> int:
    """Dimension of what the rule's conflicts show."""
    first, second = dimension_of(a), dimension_of(b)
    match rule.relation:
        case Relation.CONTAINS:
            return second
        case Relation.WITHIN | Relation.NEAR:
            return first
        case Relation.TOUCHES:
            return 1
    return min(first, second)
