"""Which municipality and part a record belongs to, where VFR leaves it to other records."""

from collections.abc import MutableMapping, Sequence
from typing import Any

from layers.importers.vfr.elements import (
    ADDRESS,
    BUILDING,
    CADASTRAL_UNIT,
    PARCEL,
    PART,
    SETTLEMENT_UNIT,
)


class Belonging:
    """Learns from the records as they pass (units come before parcels, buildings before addresses).

    Memory: one small entry for each unit, part and building with a house number. In the file of a
    single municipality whatever cannot be found belongs to that one.
    """

    def __init__(self, municipalities: Sequence[int]) -> None:
        self._only = municipalities[0] if len(municipalities) == 1 else None
        self._of_unit: dict[Any, int | None] = {}
        self._of_part: dict[Any, int | None] = {}
        self._part_of_building: dict[Any, int] = {}

    def complete(self, layer: str, code: int | str, values: MutableMapping[str, Any]) -> None:
        """Fills `municipality_code` and `municipality_part_code` of the record in place."""
        if layer in (PARCEL, SETTLEMENT_UNIT):
            unit = values["cadastral_unit_code"]
            values["municipality_code"] = self._of_unit.get(unit, self._only)
        elif layer == BUILDING:
            part = values["municipality_part_code"]
            values["municipality_code"] = self._of_part.get(part, self._only)
            if part is not None:
                self._part_of_building[code] = part
        elif layer == ADDRESS:
            part = self._part_of_building.get(values["building_code"])
            values["municipality_part_code"] = part
            values["municipality_code"] = self._of_part.get(part, self._only)
        elif layer == CADASTRAL_UNIT:
            self._of_unit[code] = values["municipality_code"]
        elif layer == PART:
            self._of_part[code] = values["municipality_code"]
