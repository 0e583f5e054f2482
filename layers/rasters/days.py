"""Which raster layers have sheets, and the days that these show."""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date

from django.db import connections

from layers.catalogue import LayerDef, catalogue

_STATEMENT = (
    "SELECT layer, min(lower(valid)), max(lower(valid)) FROM served.feature"
    " WHERE layer = ANY(%s) GROUP BY layer"
)


@dataclass(frozen=True, slots=True)
class Days:
    """The oldest and the newest day of a layer's sheets; None where no sheet tells its day."""

    oldest: date | None
    newest: date | None


def sheet_days() -> dict[str, Days]:
    """By layer id; a raster layer without sheets is not there."""
    layers = [layer.id for layer in catalogue().layers.values() if layer.raster]
    with connections["reader"].cursor() as cursor:
        cursor.execute(_STATEMENT, [layers])
        return {layer: Days(oldest, newest) for layer, oldest, newest in cursor.fetchall()}


def is_offered(layer: LayerDef, days: Mapping[str, Days]) -> bool:
    """Whether there is anything to draw: a raster without sheets would be an empty picture."""
    if layer.raster:
        return layer.id in days
    layers = catalogue().layers
    return not layer.members or any(
        is_offered(layers[member.layer], days) for member in layer.members
    )
