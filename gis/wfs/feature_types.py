"""Feature types: the layers that the user may take away, by their names in the schema."""

from gis.wfs.problem import WfsError
from layers.access import User, allowed_layers
from layers.catalogue import LayerDef
from layers.export.gml_schema import PREFIX


def types_for(user: User) -> list[LayerDef]:
    """In the order of the catalogue; a layer that may only be looked at is none."""
    return [layer for layer in allowed_layers(user, "download") if layer.has_rows]


def type_for(user: User, name: str, *, locator: str = "TYPENAMES") -> LayerDef:
    """The layer; one that is closed to the user does not exist for him."""
    own = name.strip().removeprefix(f"{PREFIX}:")
    for layer in types_for(user):
        if layer.id == own:
            return layer
    raise WfsError(
        "InvalidParameterValue",
        locator,
        f"Typ prvků {name[:80]!r} neexistuje.",
        f"There is no feature type {name[:80]!r}.",
    )
