"""What the files of one delivery hold together: units they speak for, lines, relations."""

from functools import cached_property
from pathlib import Path

import numpy as np

from layers.importers.vfk.linework import Bounds, Linework
from layers.importers.vfk.points import QUALITY_M, Points
from layers.importers.vfk.relations import Relation
from layers.importers.vfk.spool import Floats, Integers
from layers.importers.vfk.survey import GONE_BLOCKS, Part, Survey

_CHUNK = 1 << 20


class Delivery:
    """A survey that is finished, and what follows from all of its files.

    `units` are the cadastral units that it speaks for: those named in the headers, if it has their
    parcels; of a file whose header names none, those of which at least half of its parcels have
    lines.
    """

    def __init__(self, survey: Survey) -> None:
        self.survey = survey
        self.quality_m: Floats = np.array(QUALITY_M)

    @property
    def folder(self) -> Path:
        return self.survey.folder

    @property
    def is_change(self) -> bool:
        return any(value != "0" for value in self.survey.told("ZMENY"))

    @property
    def is_full(self) -> bool:
        """Whether what is missing from it does not exist in its units."""
        survey = self.survey
        whole = not survey.is_selection and set(survey.told("POLYG")) <= {"0"}
        named = all(part.units for part in survey.parts if self._codes_of(part).size)
        return named and whole and not self.is_change and survey.has_register

    @cached_property
    def without_deeds(self) -> tuple[str, ...]:
        """The column of title deeds, where the files have none and so tell nothing of it."""
        return () if "TEL" in self.survey.defined else ("title_deed",)

    @cached_property
    def units(self) -> frozenset[int]:
        units = self.survey.header_units & set(map(int, np.unique(self.parcel_units)))
        return frozenset(units.union(*(self._own_units(part) for part in self._unnamed)))

    @property
    def _unnamed(self) -> list[Part]:
        """Files whose header does not say of which units they are."""
        return [part for part in self.survey.parts if not part.units]

    def _own_units(self, part: Part) -> set[int]:
        codes = self._codes_of(part)
        drawn = self.parcel_bounds.has(self.survey.numbers["parcels"].column("id")[_rows(part)])
        return {
            int(code)
            for code in np.unique(codes)
            if not self.survey.has_map or 2 * drawn[codes == code].sum() >= (codes == code).sum()
        }

    def _codes_of(self, part: Part) -> Integers:
        """The unit of each parcel that the file brought."""
        codes: Integers = self.parcel_units[_rows(part)]
        return codes

    def unit_of(self, part: Part) -> int | None:
        """The one unit that the file brings, if it brings no more."""
        units = self.units & (part.units or self._own_units(part))
        return next(iter(units)) if len(units) == 1 else None

    def units_of_rows(self, table: str, rows: Integers) -> list[int | None]:
        """For each row of a table of numbers the one unit of its file."""
        ends = [part.rows[table].stop for part in self.survey.parts]
        units = [self.unit_of(part) for part in self.survey.parts]
        return [units[at] for at in np.searchsorted(ends, rows, side="right").tolist()]

    def parts_of(self, unit: int) -> list[Part]:
        """The files that describe the unit."""
        return [
            part
            for part in self.survey.parts
            if unit in (part.units or set(map(int, np.unique(self._codes_of(part)))))
        ]

    @cached_property
    def held_units(self) -> frozenset[int]:
        """Units that the header names, but whose parcels no file describes: not published."""
        return frozenset(self.survey.header_units) - self.units

    @cached_property
    def drawn_units(self) -> frozenset[int]:
        """Units of which at least one parcel has a line."""
        drawn = self.parcel_bounds.has(self.survey.numbers["parcels"].column("id"))
        return frozenset(map(int, np.unique(self.parcel_units[drawn]))) & self.units

    @property
    def parcel_units(self) -> Integers:
        codes: Integers = self.survey.numbers["parcels"].column("unit")
        return codes

    @cached_property
    def sole_unit(self) -> int | None:
        return next(iter(self.units)) if len(self.units) == 1 else None

    @cached_property
    def points(self) -> Points:
        numbers = self.survey.numbers
        return Points(self.folder, numbers["points"], numbers["survey"])

    @cached_property
    def parcel_bounds(self) -> Bounds:
        return Bounds(self.folder, self.survey.numbers["HP"])

    @cached_property
    def building_bounds(self) -> Bounds:
        return Bounds(self.folder, self.survey.numbers["OB"])

    def linework(self, vertices: str) -> Linework:
        """Lines of a table of vertices, with coordinates of points or with their own."""
        table = self.survey.numbers[vertices]
        return Linework(self.folder, table, None if vertices.endswith("_free") else self.points)

    def relation(self, table: str, key: str) -> Relation:
        return Relation(self.survey.numbers[table], key)

    def release(self) -> None:
        """Lets go of the memory that has been read of points and bounds."""
        self.points.release()
        self.parcel_bounds.release()

    def unowned(self, lines: Integers) -> list[int]:
        """Lines (sorted by id) that no row of HP names."""
        ids = np.unique(lines)
        named = np.zeros(len(ids), bool)
        pairs = self.survey.numbers["HP"].column("line")
        for start in range(0, len(pairs) if len(ids) else 0, _CHUNK):
            some = pairs[start : start + _CHUNK]
            at = np.minimum(np.searchsorted(ids, some), len(ids) - 1)
            named[at[ids[at] == some]] = True
        return [int(line) for line in ids[~named]]

    def gone(self, block: str) -> set[int]:
        """Ids of the block's rows that ended; some may have a successor of the same id."""
        table = self.survey.numbers["gone"]
        chosen = table.column("block") == GONE_BLOCKS.index(block)
        return set(map(int, table.column("id")[chosen]))


def _rows(part: Part) -> slice:
    found = part.rows["parcels"]
    return slice(found.start, found.stop)
