"""The region, districts, ORP and POU of the demo, put together from municipalities."""

import shapely
from shapely.geometry.base import BaseGeometry

from layers.demo.codes import (
    FIRST_UNIT,
    REGION,
    district_code,
    orp_code,
    orp_seat,
    pou_code,
    pou_seat,
)
from layers.demo.names import REGION_NAME, unit_name
from layers.demo.rows import AreaRow
from layers.demo.settlements import ORP_SEATS, POU_ORP, POU_SEATS, SETTLEMENTS


class Areas:
    """Collects outlines of municipalities by POU (tile, number within it) and joins them."""

    def __init__(self) -> None:
        self._by_pou: dict[tuple[int, int], list[BaseGeometry]] = {}

    def add(self, tile: int, settlement: int, outline: BaseGeometry) -> None:
        self._by_pou.setdefault((tile, SETTLEMENTS[settlement].pou), []).append(outline)

    def pous(self) -> list[AreaRow]:
        return [
            AreaRow(
                pou_code(tile, pou),
                _seat_name(tile, POU_SEATS[pou]),
                shapely.coverage_union_all(outlines),
                pou_seat(tile, pou),
                (orp_code(tile, POU_ORP[pou]),),
            )
            for (tile, pou), outlines in self._by_pou.items()
        ]

    def orps(self) -> list[AreaRow]:
        grouped: dict[tuple[int, int], list[BaseGeometry]] = {}
        for (tile, pou), outlines in self._by_pou.items():
            grouped.setdefault((tile, POU_ORP[pou]), []).extend(outlines)
        return [
            AreaRow(
                orp_code(tile, orp),
                _seat_name(tile, ORP_SEATS[orp]),
                shapely.coverage_union_all(outlines),
                orp_seat(tile, orp),
                (REGION,),
            )
            for (tile, orp), outlines in grouped.items()
        ]

    def districts(self) -> list[AreaRow]:
        """One for each tile, named after the tile's town."""
        grouped: dict[int, list[BaseGeometry]] = {}
        for (tile, _), outlines in self._by_pou.items():
            grouped.setdefault(tile, []).extend(outlines)
        return [
            AreaRow(
                district_code(tile),
                _seat_name(tile, ORP_SEATS[0]),
                shapely.coverage_union_all(outlines),
                parents=(REGION,),
            )
            for tile, outlines in grouped.items()
        ]

    def region(self) -> AreaRow:
        whole = shapely.coverage_union_all([row.outline for row in self.districts()])
        return AreaRow(REGION, REGION_NAME, whole)


def _seat_name(tile: int, settlement: int) -> str:
    return unit_name(tile, FIRST_UNIT[settlement])
