"""Points of the map (SOBR), found by id, with the quality of the survey (SPOL) if there is any."""

from pathlib import Path

import numpy as np
from numpy.typing import NDArray

from layers.importers.vfk.spool import Floats, Integers, NumberTable, release, stored

QUALITY_M = (0.0, 0.04, 0.08, 0.14, 0.26, 0.5, 0.21, 0.42, 1.0, 0.0)
"""Basic mean coordinate error by KODCHB_KOD, in metres (decree 357/2013, annex, points 13.9 and
15: codes 6 to 8 are of points digitised from maps 1:1000, 1:2000 and 1:2880); 0 where not known."""


class Points:
    """Points sorted by id; of several rows of one id the last one counts."""

    def __init__(self, folder: Path, image: NumberTable, survey: NumberTable) -> None:
        order = _last_by_id(image.column("id"))
        self.ids: Integers = stored(folder, "points.ids", image.column("id")[order])
        self._east = stored(folder, "points.e", image.column("east")[order])
        self._north = stored(folder, "points.n", image.column("north")[order])
        self.numbers = stored(folder, "points.numbers", image.column("number")[order])
        self.rows: Integers = stored(folder, "points.rows", order)
        self.units = stored(folder, "points.units", image.column("unit")[order])
        self.current = stored(folder, "points.now", image.column("current")[order])
        self.surveyed, of_survey = _survey(survey, self.ids)
        own = image.column("quality")[order]
        self._quality = np.where(of_survey > 0, of_survey, own).astype(np.int8)

    def release(self) -> None:
        """Lets go of the memory that has been read."""
        release(self.ids, self._east, self._north, self.numbers, self.units, self.current)

    def __len__(self) -> int:
        return len(self.ids)

    def find(self, ids: Integers) -> tuple[Integers, NDArray[np.bool_]]:
        """Places of the ids among the points, and whether they are there with real coordinates."""
        if not len(self.ids):
            return np.zeros(len(ids), np.int64), np.zeros(len(ids), bool)
        at = np.minimum(np.searchsorted(self.ids, ids), len(self.ids) - 1)
        known = self.ids[at] == ids
        return at, known & np.isfinite(self._east[at]) & np.isfinite(self._north[at])

    def xy(self, at: Integers) -> Floats:
        """Coordinates (n, 2), east and north."""
        if not len(self.ids):
            return np.full((len(at), 2), np.nan)
        return np.column_stack([self._east[at], self._north[at]])

    def quality(self, at: Integers) -> NDArray[np.int8]:
        """Codes of quality, 0 where not known."""
        return self._quality[at] if len(self.ids) else np.zeros(len(at), np.int8)


def _last_by_id(ids: Integers) -> Integers:
    _, last = np.unique(ids[::-1], return_index=True)
    return len(ids) - 1 - last


def _survey(table: NumberTable, ids: Integers) -> tuple[NDArray[np.bool_], NDArray[np.int8]]:
    """For each id whether it has a surveyed place, and the quality of that."""
    known = table.column("id")
    if not len(known) or not len(ids):
        return np.zeros(len(ids), bool), np.zeros(len(ids), np.int8)
    order = _last_by_id(known)
    sorted_ids = known[order]
    at = np.minimum(np.searchsorted(sorted_ids, ids), len(order) - 1)
    has = sorted_ids[at] == ids
    return has, np.where(has, table.column("quality")[order][at], 0).astype(np.int8)
