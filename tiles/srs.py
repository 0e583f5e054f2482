"""MapProxy's coordinate systems with the definitions and the one transformation of `layers.crs`."""

from collections.abc import Iterable
from typing import Any

import mapproxy.srs
from pyproj import CRS, Transformer

from layers import crs

_CODES = {f"EPSG:{srid}": srid for srid in crs.SUPPORTED} | {
    "EPSG:900913": crs.WEB_MERCATOR,
    "CRS:84": crs.WGS84,
}
_KROVAK = f"EPSG:{crs.KROVAK}"


class PinnedSRS(mapproxy.srs._SRS):  # type: ignore[misc]  # MapProxy is untyped
    """A system by its pinned definition; others are left to MapProxy, which serves none of them."""

    def __init__(self, srs_code: str) -> None:
        self.srid = _CODES.get(srs_code)
        if self.srid is None:
            super().__init__(srs_code)
            return
        self.srs_code = srs_code
        self.proj = CRS(crs.PROJ4[self.srid])
        self._transformers: dict[Any, Transformer] = {}

    def transform_to(self, other_srs: "PinnedSRS", points: Any) -> Any:
        """Points x, y; EPSG:5513 is EPSG:5514 with both signs turned (Y west, X south)."""
        if self == other_srs:
            return points
        if isinstance(points[0], (int, float)):
            return next(iter(self.transform_to(other_srs, [points])))
        if self.srid == crs.KROVAK_SOUTH_WEST:
            return mapproxy.srs.SRS(_KROVAK).transform_to(other_srs, _turned(points))
        if other_srs.srid == crs.KROVAK_SOUTH_WEST:
            return _turned(self.transform_to(mapproxy.srs.SRS(_KROVAK), points))
        return super().transform_to(other_srs, points)

    def _transformer(self, other_srs: "PinnedSRS") -> Transformer:
        if self.srid is None or other_srs.srid is None:
            transformer: Transformer = super()._transformer(other_srs)
            return transformer
        return crs.parametric(self.srid, other_srs.srid)

    def get_geographic_srs(self) -> Any:
        """WGS 84; MapProxy would first search the EPSG register for the planet, 0.1 s each."""
        degrees: PinnedSRS = mapproxy.srs.SRS(f"EPSG:{crs.WGS84}")
        return degrees

    @property
    def is_axis_order_ne(self) -> bool:
        """Whether WMS 1.3.0 swaps the axes; MapProxy knows no axes but north and east."""
        if self.srid is None:
            return bool(super().is_axis_order_ne)
        return self.srs_code != "CRS:84" and crs.axes_swapped(self.srid)


def _turned(points: Iterable[tuple[float, float]]) -> list[tuple[float, float]]:
    return [(-x, -y) for x, y in points]


def pin() -> None:
    """Makes MapProxy use these systems; must come before any of its grids is made."""
    mapproxy.srs._srs_impl = PinnedSRS
    mapproxy.srs._thread_local = type(mapproxy.srs._thread_local)()


pin()
