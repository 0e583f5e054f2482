"""Parcels of a delivery: rows of PAR with polygons of the lines of HP."""

from collections import defaultdict
from collections.abc import Iterator
from itertools import islice

import numpy as np
import shapely

from layers.importers.bad_value import BadValue
from layers.importers.record import WKB, BadRecord, Note, Record
from layers.importers.vfk.area_check import AreaCheck, tolerance_m2
from layers.importers.vfk.definition import definition_points
from layers.importers.vfk.delivery import Delivery
from layers.importers.vfk.parcel_rows import ParcelRow, parcel_row
from layers.importers.vfk.polygons import Built, build
from layers.importers.vfk.relations import append_rows, deed_numbers
from layers.importers.vfk.spool import Integers
from layers.importers.vfk.untold import asides, ended_rows, mentioned

LAYER = "cadastre_parcel"
BATCH = 4_000
COLUMNS = (
    "number", "subdivision", "series", "area_m2", "land_kind", "land_use", "area_method",
    "cadastral_unit_code", "source_class", "accuracy_m", "title_deed",
)  # fmt: skip
"""What the register keeps of a parcel's own row and lines."""
_NAMED = 20
_WORDS = {
    "foreign": "Parcely cizích katastrálních území bez geometrie nejsou zveřejněny",
    "former": "Parcely dřívějších evidencí nejsou v mapě a byly vynechány",
    "repaired": "Hranice těchto parcel se neuzavíraly a byly opraveny",
    "left_over": "Část linií hranice těchto parcel nic neohraničuje; výměra souhlasí",
    "kept": "Soubor nemá všechny linie těchto parcel; zůstává jim dosavadní obrys",
}


class Parcels:
    """All parcels as records, then their deletions and notes. To be gone through once."""

    def __init__(self, delivery: Delivery) -> None:
        self._delivery = delivery
        self._linework = delivery.linework("HP_vertices")
        self._soil = delivery.relation("soil", "parcel")
        self._soil_ended = delivery.relation("soil_ended", "parcel")
        self._protection = delivery.relation("protection", "parcel")
        self._protection_ended = delivery.relation("protection_ended", "parcel")
        self._deeds = delivery.relation("deeds", "id")
        self._definition = delivery.relation("definition", "parcel")
        self._areas = AreaCheck()
        self._named: dict[str, list[str]] = defaultdict(list)
        self._seen: set[int] = set()

    def __iter__(self) -> Iterator[Record | BadRecord | Note]:
        rows = self._rows()
        while batch := list(islice(rows, BATCH)):
            yield from (row for row in batch if isinstance(row, BadRecord))
            yield from self._records([row for row in batch if isinstance(row, ParcelRow)])
        gone = self._delivery.gone("PAR") - self._seen
        if self._delivery.is_change:
            yield from self._mentioned(gone)
        for code in sorted(gone):
            yield Record(LAYER, code, place="PAR zaniklá", deleted=True)
        yield from self._notes()

    def _mentioned(self, gone: set[int]) -> Iterator[Record]:
        """Parcels of which only soil or protections have changed: the settling adds the rest."""
        lists = (self._soil, self._soil_ended, self._protection, self._protection_ended)
        codes = mentioned(self._seen | gone, *lists)
        told = self._lists(codes)
        for code, columns, ended in zip(codes.tolist(), told, self._ended(codes), strict=True):
            aside = asides(columns, {}, ended, deed=None, may_lack=COLUMNS)
            yield Record(LAYER, code, {**columns, **aside, "is_mentioned": True}, place="BDP, RZO")

    def _rows(self) -> Iterator[ParcelRow | BadRecord]:
        survey = self._delivery.survey
        for texts in survey.rows("PAR"):
            try:
                row = parcel_row(texts, survey.sheets)
            except BadValue as exc:
                yield BadRecord(LAYER, texts[1], texts[0], str(exc))
                continue
            if self._delivery.is_change:
                self._seen.add(row.code)
            if not row.is_of_cadastre:
                self._named["former"].append(row.label)
            elif row.unit not in self._delivery.units:
                self._named["foreign"].append(f"{row.label} (k. ú. {row.unit})")
            else:
                yield row

    def _records(self, rows: list[ParcelRow]) -> Iterator[Record | BadRecord]:
        if not rows:
            return
        codes = np.array([row.code for row in rows], dtype=np.int64)
        built = build(codes, self._delivery.parcel_bounds, self._linework, self._delivery.quality_m)
        sizes = shapely.area(built.areas)
        outlines = shapely.to_wkb(shapely.normalize(built.areas))
        extras = self._extras(rows, codes)
        ended = self._ended(codes)
        points = definition_points(self._definition, codes)
        for at, row in enumerate(rows):
            outline, reason = self._judged(row, built, at, float(sizes[at]), outlines[at])
            if reason:
                yield BadRecord(
                    LAYER, row.code, row.place, reason, _detail(row, built, at),
                    row.attributes, _drawn(built, at),
                )  # fmt: skip
                continue
            attributes = {**row.attributes, **extras[at]}
            geometries: dict[str, WKB] = {"point": points[at]} if at in points else {}
            if outline is not None:
                geometries["outline"] = outline
                attributes["accuracy_m"] = float(built.accuracy_m[at]) or None
            if self._delivery.is_change:
                may_lack = ["source_class", *self._delivery.without_deeds]
                attributes |= asides(
                    attributes, geometries, ended[at], deed=row.deed,
                    may_lack=may_lack if outline else [*may_lack, "accuracy_m"],
                )  # fmt: skip
            yield Record(LAYER, row.code, attributes, geometries, row.valid_from, None, row.place)
        self._linework.release()
        self._delivery.release()

    def _judged(
        self, row: ParcelRow, built: Built, at: int, size: float, outline: WKB | None
    ) -> tuple[WKB | None, str]:
        """The outline to publish, if any, and the reason why the parcel may not be published."""
        delivery = self._delivery
        named = f"{row.label} (k. ú. {row.unit})"
        if outline is None:
            if row.unit not in delivery.drawn_units:
                return None, ""
            if delivery.is_change:
                self._named["kept"].append(named)
                return None, ""
            return None, _why_open(built, at)
        limit = tolerance_m2(row.registered_m2 or 0, row.source_class, row.area_method)
        agrees = row.registered_m2 is not None and abs(size - row.registered_m2) <= limit
        doubtful = bool(built.left_over[at] or built.lacking[at])
        if delivery.is_change and not agrees:
            self._named["kept"].append(named)
            return None, ""
        if doubtful and not agrees:
            return None, _why_open(built, at)
        if doubtful or built.repaired[at]:
            self._named["repaired" if built.repaired[at] else "left_over"].append(named)
        if row.registered_m2 is not None:
            self._areas.add(named, size, row.registered_m2, limit)
        return outline, ""

    def _ended(self, codes: Integers) -> list[dict[str, object]]:
        if not self._delivery.is_change:
            return []
        return ended_rows(
            codes,
            soil_units=self._soil_ended,
            protections=self._protection_ended,
        )

    def _extras(self, rows: list[ParcelRow], codes: Integers) -> list[dict[str, object]]:
        """Columns that come from other blocks: soil, protection, title deed."""
        extras = self._lists(codes)
        numbers = deed_numbers(self._deeds, [row.deed or 0 for row in rows])
        for extra, number in zip(extras, numbers, strict=True):
            extra["title_deed"] = number
        return extras

    def _lists(self, codes: Integers) -> list[dict[str, object]]:
        lists: list[dict[str, object]] = [{"soil_units": None, "protections": None} for _ in codes]
        append_rows(lists, "soil_units", self._soil, codes, code="code", area_m2="area_m2")
        append_rows(lists, "protections", self._protection, codes, code="kind")
        return lists

    def _notes(self) -> Iterator[Note]:
        yield from self._areas.notes()
        yield from self._without_row() if self._delivery.is_change else self._unowned()
        for what, words in _WORDS.items():
            if names := self._named.get(what):
                more = f" a dalších {len(names) - _NAMED}" if len(names) > _NAMED else ""
                yield Note(f"{words} ({len(names)}): {', '.join(names[:_NAMED])}{more}.")

    def _without_row(self) -> Iterator[Note]:
        """Parcels whose lines have changed while their own row is not in the file."""
        drawn = np.unique(self._delivery.survey.numbers["HP"].column("owner"))
        gone = self._delivery.gone("PAR") | self._seen
        if count := len(drawn[~np.isin(drawn, np.fromiter(gone, np.int64, len(gone)))]):
            yield Note(
                f"Soubor mění linie parcel, které sám neobsahuje ({count}): zůstává jim dosavadní "
                "obrys do příštího úplného souboru."
            )

    def _unowned(self) -> Iterator[Note]:
        """Lines of which no row of HP says what they part."""
        lines = self._delivery.unowned(self._linework.ids)
        if len(lines):
            shown = ", ".join(map(str, lines[:_NAMED]))
            yield Note(
                f"Linie bez řádku v bloku HP nic neohraničují, vynechány ({len(lines)}): {shown}."
            )


def _why_open(built: Built, at: int) -> str:
    if built.lines[at] is None and not built.lacking[at]:
        return "Parcela nemá v souboru žádnou linii hranice."
    if built.lacking[at]:
        return "Liniím hranice parcely chybí body."
    return "Hranice parcely se neuzavírá."


def _detail(row: ParcelRow, built: Built, at: int) -> str:
    parts = [f"parcela {row.label}"]
    if built.lacking[at]:
        parts.append(f"linií bez bodů: {built.lacking[at]}")
    if built.areas[at] is not None:
        parts.append(f"uzavírá se jen {built.areas[at].area:.0f} m² z {row.registered_m2} m²")
    elif built.lines[at] is not None:
        ends = shapely.boundary(shapely.union_all(built.lines[at]))
        shown = [
            f"Y {-x:.2f} X {-y:.2f}".replace(".", ",") for x, y in shapely.get_coordinates(ends)[:4]
        ]
        parts.append(f"volné konce: {'; '.join(shown)}" if shown else "linie se kříží")
    return "; ".join(parts)


def _drawn(built: Built, at: int) -> WKB | None:
    """What there is of the boundary, for the map of the quarantine."""
    lines = built.lines[at]
    return None if lines is None else WKB(shapely.to_wkb(lines))
