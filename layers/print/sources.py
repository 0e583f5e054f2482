"""How old the data of printed layers are, and whose."""

from collections.abc import Iterable
from datetime import date
from zoneinfo import ZoneInfo

from django.db import connections

from layers.catalogue import LayerDef, catalogue
from layers.rasters.days import sheet_days

_ZONE = ZoneInfo("Europe/Prague")
_DATES = (
    "SELECT layer, min(data_date), max(data_date) FROM served.coverage"
    " WHERE layer = ANY(%s) GROUP BY layer"
)

Days = tuple[date, date]


def days_of(layers: Iterable[LayerDef]) -> dict[str, Days]:
    """The oldest and newest day of each layer's data; layers of which none is known are left out.

    A composed layer spans its members; sheets of rasters know their own days.
    """
    wanted = list(layers)
    parts = {layer.id: [each.layer for each in layer.members] or [layer.id] for layer in wanted}
    known = _dates(sorted({part for each in parts.values() for part in each}))
    found = {}
    for id_, members in parts.items():
        days = [known[member] for member in members if member in known]
        if days:
            found[id_] = min(each[0] for each in days), max(each[1] for each in days)
    return found


def attributions(layers: Iterable[LayerDef]) -> list[str]:
    """Each once, those of members for a composed layer, in the order of the layers."""
    told: dict[str, None] = {}
    for layer in layers:
        members = [catalogue().layers[each.layer] for each in layer.members]
        for part in (layer, *members):
            if part.attribution:
                told[part.attribution] = None
    return list(told)


def _dates(layers: list[str]) -> dict[str, Days]:
    with connections["reader"].cursor() as cursor:
        cursor.execute(_DATES, [layers])
        found = {
            layer: (oldest.astimezone(_ZONE).date(), newest.astimezone(_ZONE).date())
            for layer, oldest, newest in cursor.fetchall()
        }
    rasters = sheet_days() if any(catalogue().layers[each].raster for each in layers) else {}
    for layer in layers:
        days = rasters.get(layer)
        if days and days.oldest and days.newest:
            found[layer] = days.oldest, days.newest
    return found
