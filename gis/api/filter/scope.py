"""What a filter may speak of: the fields of one layer that the user may ask about."""

from collections.abc import Mapping
from dataclasses import dataclass

from gis.api.filter.problem import BadFilter
from gis.api.systems import System
from layers.catalogue import Field, LayerDef

GEOMETRY = "geometry"
"""The name of every layer's geometry."""


@dataclass(frozen=True, slots=True)
class Scope:
    """A layer, its fields by the names that the filter may use, the system of its geometries."""

    layer: LayerDef
    fields: Mapping[str, Field]
    system: System

    def field(self, name: str) -> Field:
        """The field; one that is unknown, hidden or without comparable values does not exist."""
        field = self.fields.get(name)
        if field is None:
            raise BadFilter(
                f"Vlastnost {name[:80]!r} neexistuje; seznam je v queryables kolekce.",
                f"There is no property {name[:80]!r}; the collection's queryables list them.",
            )
        return field
