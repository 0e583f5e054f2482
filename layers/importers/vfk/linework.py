"""Lines of the map joined from their vertices, and gathered by the objects that they bound."""

from pathlib import Path

import numpy as np
import shapely
from numpy.typing import NDArray

from layers.importers.bad_value import BadValue
from layers.importers.vfk.curves import ARC, CIRCLE, CURVE, stroke
from layers.importers.vfk.points import Points
from layers.importers.vfk.spool import Growing, Integers, NumberTable, ranges, release

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
        files = {
            name: Growing(folder / f"{vertices.name}.line_{name}", kind, columns)
            for name, kind, columns in _FILES
        }
        files["starts"].extend(np.zeros(1, np.int64))
        done = 0
        for rows in ranges(vertices.column("owner")):
            done += _write(files, vertices, rows, points, done=done)
        self.ids: Integers = files["ids"].mapped()
        self.starts: Integers = files["starts"].mapped()
        self.xy = files["xy"].mapped()
        self.quality = files["quality"].mapped()
        self.broken: NDArray[np.bool_] = files["broken"].mapped()
        self._codes = files["codes"].mapped()
        self._radii = files["radii"].mapped()

    def release(self) -> None:
        """Lets go of the memory that has been read."""
        release(
            self.ids, self.starts, self.xy, self.quality, self.broken, self._codes, self._radii
        )  # fmt: skip

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


_FILES = (
    ("ids", "q", 1),
    ("starts", "q", 1),
    ("xy", "d", 2),
    ("quality", "b", 1),
    ("broken", "?", 1),
    ("codes", "h", 1),
    ("radii", "d", 1),
)


def _write(
    files: dict[str, Growing],
    vertices: NumberTable,
    rows: Integers,
    points: Points | None,
    *,
    done: int,
) -> int:
    """Appends the lines of the rows, whole and sorted; how many vertices there were."""
    if not len(rows):
        return 0
    owner = np.array(vertices.column("owner")[rows])
    order, is_start = _ordered(owner, vertices.column("turn")[rows])
    rows = rows[order]
    if points is None:
        xy = np.column_stack([vertices.column(side)[rows] for side in ("east", "north")])
        known, quality = np.isfinite(xy).all(axis=1), np.zeros(0, np.int8)
    else:
        at, known = points.find(vertices.column("point")[rows])
        xy, quality = points.xy(at), points.quality(at)
    first = np.flatnonzero(is_start)
    ends = np.append(first[1:], len(rows))
    codes, radii = vertices.column("code")[rows[first]], vertices.column("radius_m")[rows[first]]
    single = (ends - first < 2) & ~((codes == CIRCLE) & (radii > 0))
    files["ids"].extend(owner[order[first]])
    files["starts"].extend(done + ends)
    files["xy"].extend(xy)
    files["quality"].extend(quality)
    files["broken"].extend(~np.logical_and.reduceat(known, first) | single)
    files["codes"].extend(codes)
    files["radii"].extend(radii)
    return len(rows)


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
    """Which lines bound which objects: pairs sorted by object, each once."""

    def __init__(self, folder: Path, pairs: NumberTable) -> None:
        files = [Growing(folder / f"{pairs.name}.pair_{name}", "q") for name in ("owner", "line")]
        for rows in ranges(pairs.column("owner")):
            owners, lines = pairs.column("owner")[rows], pairs.column("line")[rows]
            order = np.lexsort((lines, owners))
            owners, lines = owners[order], lines[order]
            is_new = np.ones(len(owners), bool)
            is_new[1:] = (owners[1:] != owners[:-1]) | (lines[1:] != lines[:-1])
            files[0].extend(owners[is_new])
            files[1].extend(lines[is_new])
        self._owners, self._lines = (file.mapped() for file in files)

    def release(self) -> None:
        """Lets go of the memory that has been read."""
        release(self._owners, self._lines)

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


def collected(lines: Geometries, owner: Integers, count: int) -> Geometries:
    """One MultiLineString an object, None where it has no line; `owner` need not be sorted."""
    whole = np.full(count, None, dtype=object)
    keep = np.flatnonzero(lines != None)  # noqa: E711  (elementwise)
    if len(keep):
        present, place = np.unique(owner[keep], return_inverse=True)
        order = np.argsort(place, kind="stable")
        whole[present] = shapely.multilinestrings(lines[keep][order], indices=place[order])
    return whole
