"""The only rules of access: (user, operation, layer) → allowed or not; default no.

Every channel asks here: capabilities, map, tiles (fast path too), feature info, legend, API,
vector tiles, search, identify. What a layer asks for stands in the catalogue.
"""

from collections.abc import Iterator
from typing import Literal, Protocol

from layers.catalogue import LayerDef, catalogue
from layers.errors import UnknownLayer

Operation = Literal["see", "query", "download"]


class User(Protocol):
    """What is asked of a user; Django's users and the anonymous one have it."""

    @property
    def is_authenticated(self) -> bool: ...

    @property
    def is_staff(self) -> bool: ...


class Public:
    """Whoever has not signed in."""

    is_authenticated = False
    is_staff = False


PUBLIC = Public()


def allows(user: User, operation: Operation, layer: LayerDef) -> bool:
    """Whether the user may do the operation; a composed layer asks for all its members."""
    level = getattr(layer.access, operation)
    own = (
        level == "public"
        or (level == "registered" and user.is_authenticated)
        or (level == "staff" and user.is_authenticated and user.is_staff)
    )
    layers = catalogue().layers
    return own and all(allows(user, operation, layers[member.layer]) for member in layer.members)


def allowed_layers(user: User, operation: Operation) -> Iterator[LayerDef]:
    """The layers in the order of the catalogue that the user may do the operation with."""
    return (layer for layer in catalogue().layers.values() if allows(user, operation, layer))


def layer_for(user: User, operation: Operation, layer_id: str) -> LayerDef:
    """The layer, or `UnknownLayer`: one that is closed to the user does not exist for him."""
    layer = catalogue().layers.get(layer_id)
    if layer is None or not allows(user, operation, layer):
        raise UnknownLayer(f"Vrstva {layer_id!r} neexistuje.")
    return layer
