"""The themes that have services of their own beside the whole: `/ows/<theme>/wms` and `…/wmts`."""

from layers import access
from layers.access import User
from layers.catalogue import LayerDef, catalogue
from tiles.service_exception import BadParameter


def in_theme(layer: LayerDef, theme: str) -> bool:
    """Whether the layer belongs to it; no name is everything.

    A theme is a branch of the tree or the first word of ids, so that `uap` holds all its groups.
    """
    return theme in {"", layer.theme, layer.id.partition("_")[0]}


def check_theme(theme: str, user: User) -> None:
    """Raises `BadParameter` for a theme of which the user sees nothing, as for one that is not."""
    layers = catalogue().layers.values()
    if not any(
        layer.mapped and in_theme(layer, theme) and access.allows(user, "see", layer)
        for layer in layers
    ):
        raise BadParameter("path", "Takové téma ve službě není.", status=404)
