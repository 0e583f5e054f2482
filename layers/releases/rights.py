"""Who may have which layers, and which of them somebody has to let go."""

from collections.abc import Iterable

from layers.access import layer_as
from layers.catalogue import LayerDef, catalogue
from layers.grants import User
from layers.models import Release
from layers.releases.area import area_of

_FREE = frozenset({"public", "registered"})


def takeable(user: User, layer_ids: Iterable[str]) -> dict[str, LayerDef]:
    """Those of the layers that the user may take away now, each with his fields and territory."""
    known = catalogue().layers
    found = {
        each: layer_as(user, "download", known[each])
        for each in layer_ids
        if each in known and known[each].has_rows
    }
    return {each: layer for each, layer in found.items() if layer is not None}


def restricted(layer_ids: Iterable[str]) -> list[LayerDef]:
    """Those that the law binds to a purpose: what is not free to take is let go by someone.

    Data received for planning materials may be used for planning only (Act 283/2021).
    """
    known = catalogue().layers
    return [known[each] for each in layer_ids
            if each in known and known[each].access.download not in _FREE]  # fmt: skip


def may_decide(user: User, release: Release) -> bool:
    """Whether the user may let all that is restricted go, over the whole area of the release."""
    area = area_of(release)
    for layer in restricted(release.layers):
        mine = layer_as(user, "approve", layer)
        if mine is None:
            return False
        if mine.within is not None and (area is None or not mine.within.shape.covers(area.shape)):
            return False
    return True
