"""The only rules of access: (user, operation, layer) → where and what of it; default no.

Every channel asks here: capabilities, map, tiles (fast path too), feature info, legend, API, vector
tiles, search, identify, extract, export, print. What a layer asks for stands in the catalogue, as
a level for each operation and, where it is another, for a field; what a user has are grants
(`layers.grants`). A channel works with the layer that it gets from here: `fields` are those that
the user may know, `within` is where.
"""

import hashlib
from collections.abc import Iterable, Iterator
from dataclasses import replace

from layers.catalogue import Field, LayerDef, catalogue
from layers.catalogue.definition import Level
from layers.errors import UnknownLayer
from layers.grants import ALL, OPERATIONS, PUBLIC, RANK, Grant, Operation, User, Viewer, grants_of
from layers.territory import Territory, intersection, union

__all__ = [
    "OPERATIONS",
    "PUBLIC",
    "Operation",
    "User",
    "Viewer",
    "allowed_layers",
    "allows",
    "concerns",
    "is_public",
    "layer_as",
    "layer_for",
]

_MOST_KEPT = 500
"""Different sets of grants: a role and a municipality each, not a user each."""
_JUDGING: tuple[Operation, ...] = ("edit", "approve")


def allows(user: User, operation: Operation, layer: LayerDef) -> bool:
    """Whether the user may do the operation anywhere; a layer made of others asks for them all."""
    return all(
        part is not None and bool(_covering(user, needed, part))
        for needed, part in _asked(operation, layer)
    )


def layer_as(user: User, operation: Operation, layer: LayerDef) -> LayerDef | None:
    """The layer as the user may use it: his fields, his territory; None when not at all."""
    if not allows(user, operation, layer):
        return None
    grants = _covering(user, operation, layer)
    within = _common(
        [
            _where(_covering(user, needed, part))
            for needed, part in _asked(operation, layer)
            if part is not None
        ]
    )
    fields = tuple(_fields(layer, grants, within))
    if within is None and fields == layer.fields:
        return layer
    return replace(layer, within=within, fields=fields, view=_view(within, fields))


def allowed_layers(user: User, operation: Operation) -> Iterator[LayerDef]:
    """The layers in the order of the catalogue, each as the user may use it.

    Kept with the catalogue by the grants themselves: who has others, or none any more, asks anew.
    """
    whole, key = catalogue(), (grants_of(user), operation)
    if (kept := whole.allowed.get(key)) is not None:
        return iter(kept)
    found = tuple(
        seen for layer in whole.layers.values() if (seen := layer_as(user, operation, layer))
    )
    if catalogue() is whole and len(whole.allowed) < _MOST_KEPT:
        whole.allowed[key] = found
    return iter(found)


def layer_for(user: User, operation: Operation, layer_id: str) -> LayerDef:
    """The layer, or `UnknownLayer`: one that is closed to the user does not exist for him."""
    layer = catalogue().layers.get(layer_id)
    seen = layer_as(user, operation, layer) if layer else None
    if seen is None:
        raise UnknownLayer(f"Vrstva {layer_id!r} neexistuje.")
    return seen


def is_public(operation: Operation, layer: LayerDef) -> bool:
    """Whether everyone may, and so whether an answer may be kept for all."""
    return allows(PUBLIC, operation, layer)


def concerns(subject: str, layer: LayerDef) -> bool:
    """Whether what a grant is for is the layer, among others or alone."""
    return subject in (ALL, layer.theme, layer.id) or layer.id.startswith(f"{subject}_")


def _asked(operation: Operation, layer: LayerDef) -> Iterator[tuple[Operation, LayerDef | None]]:
    """All that the user must be allowed: with the layer itself, its members, its sources.

    To see what was computed is to know its sources; to judge it takes the right to change them,
    and no other. A source that is no more (None) is nobody's.
    """
    layers = catalogue().layers
    if not (layer.sources and operation in _JUDGING):
        yield operation, layer
    for member in layer.members:
        yield from _asked(operation, layers[member.layer])
    for source in layer.sources:
        yield ("query" if operation == "see" else operation), layers.get(source)


def _covering(user: User, operation: Operation, layer: LayerDef) -> list[Grant]:
    return [grant for grant in grants_of(user) if _covers(grant, operation, layer)]


def _covers(grant: Grant, operation: Operation, layer: LayerDef) -> bool:
    return (
        operation in grant.operations
        and concerns(grant.subject, layer)
        and RANK[_level(layer, operation)] <= RANK[grant.up_to]
    )


def _level(layer: LayerDef, operation: Operation) -> Level:
    """To change a layer, or to give it away, takes as high a level as to know it."""
    if operation == "see":
        return layer.access.see
    return layer.access.download if operation == "download" else layer.access.query


def _where(grants: Iterable[Grant]) -> Territory | None:
    """Where any of them holds; None is everywhere."""
    territories = {grant.within for grant in grants}
    known = frozenset(each for each in territories if each is not None)
    return None if None in territories else union(known)


def _common(places: Iterable[Territory | None]) -> Territory | None:
    known = frozenset(each for each in places if each is not None)
    return intersection(known) if known else None


def _fields(layer: LayerDef, grants: list[Grant], within: Territory | None) -> Iterator[Field]:
    """Those that any grant tells; bound to a place where that is less than the layer's."""
    for field in layer.fields:
        telling = [grant for grant in grants if _tells(grant, field)]
        if not telling:
            continue
        where = _where(telling)
        yield field if where in (None, within) else replace(field, within=where)


def _tells(grant: Grant, field: Field) -> bool:
    if field.access is None or RANK[field.access] <= RANK[grant.up_to]:
        return True
    return field.name in grant.fields or ALL in grant.fields


def _view(within: Territory | None, fields: tuple[Field, ...]) -> str:
    told = [within.key if within else ""]
    told += [f"{field.name}:{field.within.key if field.within else ''}" for field in fields]
    return hashlib.sha256("|".join(told).encode()).hexdigest()[:16]
