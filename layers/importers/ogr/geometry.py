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
_LINE, _RING = 1, 4
"""GEOS type id of a line; the fewest points of a closed one."""
_WORDS = {"point": "body", "line": "linie", "polygon": "plochy"}


@dataclass(slots=True)
class Georeference:
    """Puts the geometries of one table into EPSG:5514; `notes` collects what to tell, once.

    The system is judged by the first geometries that there are; `shape` is what the layer takes.
    With `only_fitting` geometries of another kind are no mistake: the rows of the last batch that
    have one are `unfitting`.
    """

    declared: Declared | None
    shape: str
    notes: list[str] = field(default_factory=list)
    only_fitting: bool = False
    unfitting: set[int] = field(default_factory=set)
    _placement: Placement | None = None
    _flat: bool = True
    _rings: bool = False

    def placed(
        self, geometries: Sequence[bytes | None]
    ) -> tuple[list[bytes | None], dict[int, str]]:
        """WKB by row, and row → reason for those that are refused.

        WKB that is right as it came is passed on byte for byte. Raises `UnreadableFile` when the
        coordinates fit no system.
        """
        with np.errstate(invalid="ignore"):  # coordinates that are no numbers have their reason
            return self._placed(np.array([None, *geometries], dtype=object)[1:])

    def _placed(self, wkb: NDArray[np.object_]) -> tuple[list[bytes | None], dict[int, str]]:
        shapes = shapely.from_wkb(wkb, on_invalid="ignore")
        refused = {
            row: DAMAGED
            for row, shape in enumerate(shapes)
            if shape is None and wkb[row] is not None
        }
        shapes, changed = self._flattened(shapes)
        shapes, closed = self._closed(shapes)
        changed |= closed
        wrong = self._wrong_types(shapes)
        if self.only_fitting:
            self.unfitting = set(wrong)
            shapes = shapes.copy()
            shapes[list(wrong)] = None
        else:
            refused |= wrong
        original, rows = shapely.get_coordinates(shapes, return_index=True)
        if len(original):
            way = self._judged(original)
            coordinates = original
            if not way.as_is:
                coordinates = _moved(way, original)
                shapes = shapely.set_coordinates(shapes.copy(), coordinates)
                changed = ~shapely.is_missing(shapes)
            refused = _outside(original, coordinates, rows) | refused
        return self._written(wkb, shapes, changed), refused

    def _judged(self, coordinates: NDArray[np.float64]) -> Placement:
        """How to read them; vertices that are not finite or lie in the origin have no say."""
        if self._placement is None:
            usable = np.isfinite(coordinates).all(axis=1) & (coordinates != 0).any(axis=1)
            if not usable.any():
                return Placement(KROVAK)
            self._placement, warning = placement(self.declared, coordinates[usable])
            if warning:
                self.notes.append(warning)
        return self._placement

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

    def _closed(self, shapes: NDArray[np.object_]) -> tuple[NDArray[np.object_], NDArray[np.bool_]]:
        """Drawings have areas as closed lines."""
        closed = np.zeros(len(shapes), dtype=bool)
        if self.shape == "polygon":
            lines = shapely.get_type_id(shapes) == _LINE
            closed = lines & shapely.is_closed(shapes) & (shapely.get_num_points(shapes) >= _RING)
        if closed.any():
            if not self._rings:
                self._rings = True
                self.notes.append("Uzavřené linie byly přečteny jako plochy.")
            shapes = shapes.copy()
            shapes[closed] = [shapely.Polygon(shapely.get_coordinates(s)) for s in shapes[closed]]
        return shapes, closed

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


def _moved(way: Placement, coordinates: NDArray[np.float64]) -> NDArray[np.float64]:
    moved = np.full_like(coordinates, np.nan)
    sound = np.isfinite(coordinates).all(axis=1)
    moved[sound] = way.to_krovak(coordinates[sound])
    return moved
