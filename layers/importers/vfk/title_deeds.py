"""Title deeds (TEL): number and unit by id, so that a change file may name one by its id alone."""

from collections.abc import Iterator

from layers.importers.record import Record
from layers.importers.vfk.delivery import Delivery

LAYER = "cadastre_title_deed"
_COLUMNS = ("id", "number", "unit")
_BATCH = 1 << 16


def title_deeds(delivery: Delivery) -> Iterator[Record]:
    """The deeds of the units that the delivery speaks for."""
    table = delivery.survey.numbers["deeds"]
    sole = delivery.sole_unit or 0
    for start in range(0, table.length, _BATCH):
        columns = (table.column(name)[start : start + _BATCH].tolist() for name in _COLUMNS)
        for own, number, unit in zip(*columns, strict=True):
            if (unit or sole) in delivery.units:
                told = {"title_deed": number, "cadastral_unit_code": unit or sole}
                yield Record(LAYER, own, told, place="TEL")
