"""Geometries of one table in EPSG:5514: checked, two-dimensional, in the place they belong to."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field

import numpy as np
import shapely
from numpy.typing import NDArray

from layers.crs import KROVAK
from layers.importers.ogr.crs_check import Declared, Placement, in_country, placement
from layers.importers.ogr.table import DAMAGED

_TYPES: Mapping[str, frozenset[int]] = {
    "point": frozenset({0, 4}),
    "line": frozenset({1, 2, 5}),
    "polygon": frozenset({3, 6}),
}
"""Shape of a layer → GEOS type ids it takes."""
_WORDS = {"point": "body", "line": "linie", "polygon": "plochy"}


@dataclass(slots=True)
class Georeference:
    """Puts the geometries of one table into EPSG:5514; `notes` collects what to tell, once.

    The system is judged by the first geometries that there are; `shape` is what the layer takes.
    """

    declared: Declared | None
    shape: str
    notes: list[str] = field(default_factory=list)
    _placement: Placement | None = None
    _flat: bool = True

    def placed(
        self, geometries: Sequence[bytes | None]
    ) -> tuple[list[bytes | None], dict[int, str]]:
        """WKB by row, and row → reason for those that are refused.

        WKB that is right as it came is passed on byte for byte. Raises `UnreadableFile` when the
        coordinates fit no system.
        """
        wkb = np.array([None, *geometries], dtype=object)[1:]
        shapes = shapely.from_wkb(wkb, on_invalid="ignore")
        refused = {
            row: DAMAGED
            for row, shape in enumerate(shapes)
            if shape is None and geometries[row] is not None
        }
        refused |= self._wrong_types(shapes)
        shapes, changed = self._flattened(shapes)
        coordinates, rows = shapely.get_coordinates(shapes, return_index=True)
        if not len(coordinates):
            return self._written(wkb, shapes, changed), _plain(refused)
        if self._placement is None:
            self._judge(coordinates)
        assert self._placement is not None
        if not self._placement.as_is:
            sound = np.isfinite(coordinates).all(axis=1)
            original = coordinates
            coordinates = np.full_like(coordinates, np.nan)
            coordinates[sound] = self._placement.to_krovak(original[sound])
            shapes = shapely.set_coordinates(shapes.copy(), coordinates)
            changed = ~shapely.is_missing(shapes)
            refused = _outside(original, coordinates, rows) | refused
        else:
            refused = _outside(coordinates, coordinates, rows) | refused
        return self._written(wkb, shapes, changed), _plain(refused)

    def _judge(self, coordinates: NDArray[np.float64]) -> None:
        sample = coordinates[np.isfinite(coordinates).all(axis=1) & (coordinates != 0).any(axis=1)]
        if not len(sample):
            self._placement = Placement(KROVAK)
            return
        self._placement, warning = placement(self.declared, sample)
        if warning:
            self.notes.append(warning)

    def _flattened(
        self, shapes: NDArray[np.object_]
    ) -> tuple[NDArray[np.object_], NDArray[np.bool_]]:
        solid = shapely.has_z(shapes) | shapely.has_m(shapes)
        if not solid.any():
            return shapes, solid
        if self._flat:
            self._flat = False
            self.notes.append("Výšky a míry (Z, M) se neukládají.")
        return np.where(solid, shapely.force_2d(shapes), shapes), solid

    def _wrong_types(self, shapes: NDArray[np.object_]) -> dict[int, str]:
        taken = _TYPES.get(self.shape)
        if taken is None:
            return {}
        wrong = ~shapely.is_missing(shapes) & ~np.isin(shapely.get_type_id(shapes), list(taken))
        return {
            int(row): f"Geometrie je {shapes[row].geom_type}, vrstva má {_WORDS[self.shape]}."
            for row in np.flatnonzero(wrong)
        }

    @staticmethod
    def _written(
        wkb: NDArray[np.object_], shapes: NDArray[np.object_], changed: NDArray[np.bool_]
    ) -> list[bytes | None]:
        if changed.any():
            wkb = np.where(changed, shapely.to_wkb(shapes, byte_order=1), wkb)
        return list(wkb)


def _outside(
    original: NDArray[np.float64], placed: NDArray[np.float64], rows: NDArray[np.int64]
) -> dict[int, str]:
    """Row → reason, by the first vertex that cannot be."""
    wrong = np.flatnonzero(~in_country(placed))
    first = np.unique(rows[wrong], return_index=True)[1]
    return {int(rows[at]): _reason(*original[at]) for at in wrong[first]}


def _reason(x: float, y: float) -> str:
    if not (np.isfinite(x) and np.isfinite(y)):
        return "Souřadnice nejsou konečná čísla."
    if x == 0 and y == 0:
        return "Vrchol má souřadnice 0 0."
    return f"Vrchol {x:.10g} {y:.10g} leží mimo území České republiky."


def _plain(refused: Mapping[int, str]) -> dict[int, str]:
    return {int(row): reason for row, reason in refused.items()}
