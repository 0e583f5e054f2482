"""Buildings of a delivery: rows of BUD with polygons of the lines of OB.

A building's code is that of RÚIAN where the file tells it (BUDOBJ). Otherwise it is minus the id of
the cadastre, which no code of RÚIAN can be; the gate puts RÚIAN's code in its place when it knows a
building with that id (`cadastre_id`).
"""

from collections.abc import Iterator
from itertools import islice

import numpy as np
import shapely

from layers.importers.bad_value import BadValue
from layers.importers.record import WKB, BadRecord, Note, Record
from layers.importers.vfk.definition import definition_points
from layers.importers.vfk.delivery import Delivery
from layers.importers.vfk.parcels import BATCH
from layers.importers.vfk.polygons import build
from layers.importers.vfk.relations import append_rows, deed_numbers
from layers.importers.vfk.spool import Integers
from layers.importers.vfk.survey import TEXT_COLUMNS
from layers.importers.vfk.untold import asides, ended_rows, mentioned
from layers.importers.vfk.values import BIG, INTEGER, SMALL, day, whole

LAYER = "cadastre_building"
_COLUMNS = TEXT_COLUMNS["BUD"]
_SYMBOL = TEXT_COLUMNS["OB"]
_OF_PARCEL = ("parcel_code", "cadastral_unit_code")
_REGISTERED = (
    "building_type", "building_use", "house_numbers", "municipality_part_code", "title_deed",
    *_OF_PARCEL,
)  # fmt: skip


class Buildings:
    """All buildings as records, then their deletions. To be gone through once."""

    def __init__(self, delivery: Delivery) -> None:
        self._delivery = delivery
        self._is_change = delivery.is_change
        self._linework = delivery.linework("OB_vertices")
        self._parcels = delivery.relation("parcels", "building")
        self._registered = delivery.relation("registered", "building")
        self._protection = delivery.relation("protection", "building")
        self._protection_ended = delivery.relation("protection_ended", "building")
        self._deeds = delivery.relation("deeds", "id")
        self._definition = delivery.relation("definition", "building")
        self._symbols = dict(self._symbol_points())
        self._seen: set[int] = set()
        self._foreign = 0

    def __iter__(self) -> Iterator[Record | BadRecord | Note]:
        rows = self._delivery.survey.rows("BUD")
        while batch := list(islice(rows, BATCH)):
            parsed = list(map(_parsed, batch))
            yield from (row for row in parsed if isinstance(row, BadRecord))
            yield from self._records([row for row in parsed if isinstance(row, Record)])
        ended = self._delivery.gone("BUD") - self._seen
        if self._is_change:
            yield from self._mentioned(ended)
        gone = np.array(sorted(ended), dtype=np.int64)
        for code in self._codes(gone).tolist():
            yield Record(LAYER, code, {"cadastre_id": -code} if code < 0 else {},
                         place="BUD zaniklá", deleted=True)  # fmt: skip
        if self._foreign:
            yield Note(
                f"Stavby na parcelách cizích katastrálních území vynechány: {self._foreign}."
            )

    def _mentioned(self, gone: set[int]) -> Iterator[Record]:
        """Buildings of which only protections have changed: the settling adds the rest."""
        ids = mentioned(self._seen | gone, self._protection, self._protection_ended)
        lists: list[dict[str, object]] = [{"protections": None} for _ in ids]
        append_rows(lists, "protections", self._protection, ids, code="kind")
        ended = ended_rows(ids, protections=self._protection_ended)
        for own, code, told, past in zip(ids.tolist(), self._codes(ids).tolist(), lists, ended,
                                         strict=True):  # fmt: skip
            aside = asides(told, {}, past, deed=None, may_lack=_REGISTERED)
            told |= {"cadastre_id": own, "is_mentioned": True}
            yield Record(LAYER, code, {**told, **aside}, place="RZO")

    def _records(self, rows: list[Record]) -> Iterator[Record | BadRecord]:
        ids = np.array([row.code for row in rows], dtype=np.int64)
        if self._is_change:
            self._seen.update(ids.tolist())
        extras = self._extras(ids)
        built = build(ids, self._delivery.building_bounds, self._linework, self._delivery.quality_m)
        outlines = shapely.to_wkb(shapely.normalize(built.areas))
        codes = self._codes(ids).tolist()
        points = definition_points(self._definition, ids)
        deeds = deed_numbers(
            self._deeds, [int(str(row.attributes["title_deed"] or 0)) for row in rows]
        )
        ended = ended_rows(ids, protections=self._protection_ended) if self._is_change else []
        for at, row in enumerate(rows):
            attributes = {**row.attributes, **extras[at], "title_deed": deeds[at]}
            if attributes["cadastral_unit_code"] not in (None, *self._delivery.units):
                self._foreign += 1
                continue
            if outlines[at] is None and built.lines[at] is not None and not self._is_change:
                yield BadRecord(
                    LAYER, codes[at], row.place, "Obvod stavby se neuzavírá.",
                    f"id v katastru {row.code}", attributes, WKB(shapely.to_wkb(built.lines[at])),
                )  # fmt: skip
                continue
            geometries = self._geometries(int(ids[at]), outlines[at], points.get(at))
            if self._is_change:
                deed = int(str(row.attributes["title_deed"] or 0))
                attributes |= asides(
                    attributes, geometries, ended[at], deed=deed,
                    may_lack=[*_OF_PARCEL, *self._delivery.without_deeds],
                )  # fmt: skip
            yield Record(LAYER, codes[at], attributes, geometries, row.valid_from, None, row.place)

    def _geometries(self, own: int, outline: WKB | None, point: WKB | None) -> dict[str, WKB]:
        found = {"outline": outline, "point": point or self._symbols.get(own)}
        return {kind: shape for kind, shape in found.items() if shape is not None}

    def _codes(self, ids: Integers) -> Integers:
        """RÚIAN's code of each building, or minus its own id."""
        rows = self._registered.last(ids)
        codes = -ids
        known = rows >= 0
        codes[known] = self._registered.values("code", rows[known])
        return np.where(codes == 0, -ids, codes)

    def _extras(self, ids: Integers) -> list[dict[str, object]]:
        """Columns that come from other blocks: the parcel, its unit, protection."""
        sole = self._delivery.sole_unit
        extras: list[dict[str, object]] = [
            {"parcel_code": None, "cadastral_unit_code": sole, "protections": None} for _ in ids
        ]
        append_rows(extras, "protections", self._protection, ids, code="kind")
        whose, rows = self._parcels.of(ids)
        parcels = self._parcels.values("id", rows).tolist()
        units = self._parcels.values("unit", rows).tolist()
        for at, parcel, unit in sorted(
            zip(whose.tolist(), parcels, units, strict=True), reverse=True
        ):
            extras[at].update(parcel_code=parcel, cadastral_unit_code=unit)
        return extras

    def _symbol_points(self) -> Iterator[tuple[int, WKB]]:
        """Where the map has the symbol of a building: its place when it has no outline."""
        for _, *texts in self._delivery.survey.texts["OB"]:
            row = dict(zip(_SYMBOL, texts, strict=True))
            try:
                east, north = -float(row["SOURADNICE_Y"]), -float(row["SOURADNICE_X"])
                if row["BUD_ID"] and np.isfinite([east, north]).all():
                    yield int(row["BUD_ID"]), WKB(shapely.to_wkb(shapely.Point(east, north)))
            except ValueError:
                continue


def _parsed(texts: list[str]) -> Record | BadRecord:
    """The row as a record whose code is the id of the cadastre."""
    place, *values = texts
    row = dict(zip(_COLUMNS, values, strict=True))
    try:
        own = whole(row["ID"], "ID", BIG)
        if own is None:
            raise BadValue("Stavbě chybí ID.")
        house_number = whole(row["CISLO_DOMOVNI"], "CISLO_DOMOVNI", INTEGER)
        attributes: dict[str, object] = {
            "cadastre_id": own,
            "building_type": whole(row["TYPBUD_KOD"], "TYPBUD_KOD", SMALL),
            "building_use": whole(row["ZPVYBU_KOD"], "ZPVYBU_KOD", SMALL),
            "municipality_part_code": whole(row["CAOBCE_KOD"], "CAOBCE_KOD", BIG),
            "title_deed": whole(row["TEL_ID"], "TEL_ID", BIG),
            "house_numbers": [house_number] if house_number is not None else None,
        }
        return Record(
            LAYER, own, attributes, valid_from=day(row["DATUM_VZNIKU"], "DATUM_VZNIKU"), place=place
        )
    except BadValue as exc:
        return BadRecord(LAYER, row["ID"], place, str(exc))
