"""What someone may read, seen by another: never more than both may, and nothing may be changed."""

from collections.abc import Iterator

from layers.access import User, Viewer, concerns
from layers.catalogue import catalogue
from layers.grants import ALL, RANK, Grant, Operation, grants_of
from layers.territory import Territory, intersection

_READ: frozenset[Operation] = frozenset({"see", "query", "download"})


def seen_as(shown: User, *, by: User) -> Viewer:
    """Someone with the rights of `shown` to read, as far as `by` has them too."""
    pairs = ((one, own) for one in grants_of(shown) for own in grants_of(by))
    grants = dict.fromkeys(grant for pair in pairs for grant in _both(*pair))
    return Viewer(tuple(grants), is_authenticated=shown.is_authenticated)


def _both(one: Grant, other: Grant) -> Iterator[Grant]:
    """What both grant."""
    operations = one.operations & other.operations & _READ
    if not operations:
        return
    lower = min(one.up_to, other.up_to, key=RANK.__getitem__)
    fields = _common_fields(one.fields, other.fields)
    within = _common_territory(one.within, other.within)
    for subject in _common_subjects(one.subject, other.subject):
        yield Grant(subject, operations, lower, fields, within)


def _common_subjects(one: str, other: str) -> list[str]:
    """The narrower one, or layer by layer what both are for."""
    if other in (one, ALL):
        return [one]
    if one == ALL:
        return [other]
    layers = catalogue().layers.values()
    return [each.id for each in layers if concerns(one, each) and concerns(other, each)]


def _common_fields(one: frozenset[str], other: frozenset[str]) -> frozenset[str]:
    if ALL in other:
        return one
    return other if ALL in one else one & other


def _common_territory(one: Territory | None, other: Territory | None) -> Territory | None:
    known = frozenset(each for each in (one, other) if each is not None)
    return intersection(known) if known else None
