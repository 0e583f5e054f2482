"""The matrix of rights: role × layer × operation × channel, as `layers.access` answers."""

from collections.abc import Iterator
from dataclasses import dataclass, replace

from django.contrib.gis.geos import MultiPolygon, Polygon
from django.db.models import TextChoices

from gis.rights.channels import CHANNELS, Channel
from layers.access import OPERATIONS, Operation, User, layer_as
from layers.catalogue import LayerDef, catalogue
from layers.crs import KROVAK
from layers.grants import viewer
from layers.models import Membership, Role


class May(TextChoices):
    """Whether a role may, and where."""

    EVERYWHERE = "everywhere", "ano"
    TERRITORY = "territory", "na svém území"
    NO = "no", "ne"


@dataclass(frozen=True, slots=True)
class Cell:
    """What one role may do with one layer, and how many of its fields stay hidden to it."""

    role: Role
    layer: LayerDef
    operation: Operation
    may: May
    hidden: int


def columns() -> list[tuple[Role, User]]:
    """Each role as someone who has it, on a territory of his own."""
    square = MultiPolygon(Polygon.from_bbox((0, 0, 1, 1)), srid=KROVAK)
    somewhere = Membership(area=square)
    return [(role, viewer(role, somewhere)) for role in Role.objects.all()]


def cell(role: Role, user: User, operation: Operation, layer: LayerDef) -> Cell:
    """One cell."""
    seen = layer_as(user, operation, layer)
    if seen is None:
        return Cell(role, layer, operation, May.NO, len(layer.fields))
    may = May.EVERYWHERE if seen.within is None else May.TERRITORY
    return Cell(role, layer, operation, may, len(layer.fields) - len(seen.fields))


def _shut(found: Cell) -> Cell:
    """What the role has in a channel that does not let it in."""
    return replace(found, may=May.NO, hidden=len(found.layer.fields))


def cells(theme: str = "") -> Iterator[list[list[Cell]]]:
    """By layer of the theme, of all without it: for each role its cells, by operation."""
    roles = columns()
    for layer in catalogue().layers.values():
        if theme in ("", layer.theme):
            yield [[cell(*role, operation, layer) for operation in OPERATIONS] for role in roles]


def by_channel() -> Iterator[tuple[Channel, Cell]]:
    """Every cell of every channel that carries the layer."""
    roles = columns()
    for layer in catalogue().layers.values():
        for role in roles:
            for channel in CHANNELS:
                if channel.carries(layer):
                    found = cell(*role, channel.operation, layer)
                    yield channel, found if channel.lets_in(role[0]) else _shut(found)
