"""Lines of the map joined from their vertices, and gathered by the objects that they bound."""

from pathlib import Path

import numpy as np
import shapely
from numpy.typing import NDArray

from layers.importers.bad_value import BadValue
from layers.importers.vfk.curves import ARC, CIRCLE, CURVE, stroke
from layers.importers.vfk.points import Points
from layers.importers.vfk.spool import Integers, NumberTable, stored

Geometries = NDArray[np.object_]


def spread(low: Integers, high: Integers) -> tuple[Integers, Integers]:
    """For ranges low…high: which range, and which number in it, one after another."""
    counts = high - low
    owner = np.repeat(np.arange(len(low)), counts)
    first = np.cumsum(counts) - counts
    return owner, np.arange(counts.sum()) - np.repeat(first - low, counts)


class Linework:
    """Lines sorted by their id; a line in several parts is several lines of one id.

    `starts[i]…starts[i + 1]` are the vertices of line i in `xy`. A line whose points are missing,
    or make no line, is `broken` and has no shape.
    """

    def __init__(self, folder: Path, vertices: NumberTable, points: Points | None = None) -> None:
        owner, turn = vertices.column("owner"), vertices.column("turn")
        order, is_start = _ordered(owner, turn)
        name = vertices.name
        first = np.flatnonzero(is_start)
        self.ids: Integers = np.array(owner[order[first]])
        self.starts: Integers = np.append(first, len(order))
        self._codes = vertices.column("code")[order[first]]
        self._radii = vertices.column("radius_m")[order[first]]
        if points is None:
            xy = np.column_stack([vertices.column(side)[order] for side in ("east", "north")])
            quality = np.zeros(0, np.int8)
            known = np.isfinite(xy).all(axis=1)
        else:
            at, known = points.find(vertices.column("point")[order])
            xy, quality = points.xy(at), points.quality(at)
        self.xy = stored(folder, f"{name}.xy", xy)
        self.quality = stored(folder, f"{name}.quality", quality)
        self.broken = self._without_shape(known)

    def _without_shape(self, known: NDArray[np.bool_]) -> NDArray[np.bool_]:
        if not len(self.ids):
            return np.zeros(0, bool)
        single = (np.diff(self.starts) < 2) & ~((self._codes == CIRCLE) & (self._radii > 0))
        broken: NDArray[np.bool_] = ~np.logical_and.reduceat(known, self.starts[:-1]) | single
        return broken

    def of(self, ids: Integers) -> tuple[Integers, Integers]:
        """Ranges of the lines of each id."""
        return np.searchsorted(self.ids, ids, "left"), np.searchsorted(self.ids, ids, "right")

    def shapes(self, lines: Integers) -> Geometries:
        """LineStrings of the lines; None for the broken, and for curves that make no sense."""
        shapes = np.full(len(lines), None, dtype=object)
        curved = np.isin(self._codes[lines], (CURVE, CIRCLE, ARC))
        sound = ~self.broken[lines]
        straight = np.flatnonzero(sound & ~curved)
        if len(straight):
            chosen = lines[straight]
            owner, vertex = spread(self.starts[chosen], self.starts[chosen + 1])
            shapes[straight] = shapely.linestrings(self.xy[vertex], indices=owner)
        for at in np.flatnonzero(sound & curved):
            shapes[at] = self._curved(int(lines[at]))
        return shapes

    def _curved(self, line: int) -> shapely.LineString | None:
        points = np.array(self.xy[self.starts[line] : self.starts[line + 1]])
        try:
            return shapely.LineString(
                stroke(int(self._codes[line]), points, float(self._radii[line]))
            )
        except BadValue:
            return None


def _ordered(owner: Integers, turn: Integers) -> tuple[Integers, NDArray[np.bool_]]:
    """The vertices in the order of lines and along them, and where each line starts.

    Vertices go by their turn. Where a line has two of one turn, it is in several parts, which the
    order of rows in the file tells apart: a turn that does not grow starts another part.
    """
    order = np.lexsort((turn, owner))
    if not len(order):
        return order, np.zeros(0, bool)
    twice = np.flatnonzero(
        (owner[order][1:] == owner[order][:-1]) & (turn[order][1:] == turn[order][:-1])
    )
    parted = np.isin(owner, np.unique(owner[order[twice]])) if len(twice) else None
    if parted is not None:
        order = np.lexsort((np.where(parted, np.arange(len(owner)), turn), owner))
    sorted_owner = owner[order]
    is_start = np.append(True, sorted_owner[1:] != sorted_owner[:-1])
    if parted is not None:
        sorted_turn = turn[order]
        is_start[1:] |= parted[order][1:] & (sorted_turn[1:] <= sorted_turn[:-1])
    return order, is_start


class Bounds:
    """Which lines bound which objects: pairs sorted by object."""

    def __init__(self, owners: Integers, lines: Integers) -> None:
        order = np.argsort(owners, kind="stable")
        self._owners = owners[order]
        self._lines = lines[order]

    def of(self, owners: Integers, linework: Linework) -> tuple[Integers, Integers, Integers]:
        """(object's place in `owners`, line) of all their lines, and how many each one lacks."""
        low = np.searchsorted(self._owners, owners, "left")
        high = np.searchsorted(self._owners, owners, "right")
        whose, pair = spread(low, high)
        first, last = linework.of(self._lines[pair])
        lacking = np.bincount(whose[first == last], minlength=len(owners))
        part, line = spread(first, last)
        return whose[part], line, lacking

    def has(self, owners: Integers) -> NDArray[np.bool_]:
        """Whether the objects have any line at all."""
        low = np.searchsorted(self._owners, owners, "left")
        high = np.searchsorted(self._owners, owners, "right")
        found: NDArray[np.bool_] = high > low
        return found


def boundaries(table: NumberTable) -> Bounds:
    """Parcels and the lines between them; a line with the same parcel on both sides bounds none."""
    ids, left, right = (np.array(table.column(name)) for name in ("id", "left", "right"))
    _, last = np.unique(ids[::-1], return_index=True)
    keep = len(ids) - 1 - last
    keep = keep[left[keep] != right[keep]]
    owners = np.concatenate([left[keep], right[keep]])
    lines = np.concatenate([ids[keep], ids[keep]])
    return Bounds(owners[owners != 0], lines[owners != 0])


def outlines(table: NumberTable) -> Bounds:
    """Buildings and the lines of their outlines."""
    ids, buildings = np.array(table.column("id")), np.array(table.column("building"))
    _, last = np.unique(ids[::-1], return_index=True)
    keep = len(ids) - 1 - last
    return Bounds(buildings[keep], ids[keep])


def collected(lines: Geometries, owner: Integers, count: int) -> Geometries:
    """One MultiLineString an object, None where it has no line; `owner` need not be sorted."""
    whole = np.full(count, None, dtype=object)
    keep = np.flatnonzero(lines != None)  # noqa: E711  (elementwise)
    if len(keep):
        present, place = np.unique(owner[keep], return_inverse=True)
        order = np.argsort(place, kind="stable")
        whole[present] = shapely.multilinestrings(lines[keep][order], indices=place[order])
    return whole
