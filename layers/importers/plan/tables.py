"""The shapefiles of a plan as records of layers, each value judged by the standard."""

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, replace
from typing import cast

import numpy as np
import shapely

from layers.catalogue import LayerDef, catalogue
from layers.errors import UnreadableFile
from layers.importers.ogr.crs_check import Coordinates, declared, placement
from layers.importers.ogr.mapping import GeometrySource, LayerMapping, Source
from layers.importers.ogr.rows import LayerRows
from layers.importers.ogr.table import Table
from layers.importers.ogr.values import plain, text
from layers.importers.plan.protocol import Fault
from layers.importers.plan.standard import PlanTable, standard
from layers.importers.plan.topology import Shape
from layers.importers.record import BadRecord, Note, Record

Item = Record | BadRecord | Note


@dataclass(frozen=True, slots=True)
class Delivered:
    """A table of the standard as it was delivered, and the layer it goes to."""

    spec: PlanTable
    table: Table
    layer: LayerDef

    @property
    def fields(self) -> Mapping[str, str]:
        """Field in small letters → as the file writes it."""
        return {field.lower(): field for field in self.table.fields}


def missing_fields(delivered: Delivered) -> Iterator[Fault]:
    """Attributes that the standard wants and the table does not have."""
    for attribute in delivered.spec.attributes:
        if attribute.required and attribute.field.lower() not in delivered.fields:
            there = ", ".join(delivered.table.fields)
            words = f"chybí atribut {attribute.field}; jsou v ní: {there}"
            yield Fault("grave", "attribute", words, delivered.spec.name)


def wrong_system(delivered: Delivered) -> Iterator[Fault]:
    """Whether coordinates are not, or are not said to be, in EPSG:5514 as the standard wants."""
    table = delivered.table
    said = declared(table.crs)
    if said is None:
        yield Fault("warning", "crs", "souřadnicový systém není uveden (.prj)", table.name)
    sample = _sample(table)
    if sample is None:
        return
    try:
        way, warning = placement(said, sample)
    except UnreadableFile as exc:
        yield Fault("grave", "crs", str(exc), table.name)
        return
    if not way.as_is:
        words = warning or f"souřadnice jsou v systému EPSG:{way.srid}"
        found = f"souřadnice nejsou v S-JTSK (EPSG:5514): {words}"
        yield Fault("grave", "crs", found, table.name)


def _sample(table: Table) -> Coordinates | None:
    """Vertices of the first geometries that there are; those that cannot be have no say."""
    for batch in table.batches(()):
        shapes = shapely.from_wkb([wkb for wkb in batch.geometries if wkb], on_invalid="ignore")
        points: Coordinates = shapely.get_coordinates(shapes)
        usable: Coordinates = points[np.isfinite(points).all(axis=1) & (points != 0).any(axis=1)]
        if len(usable):
            return usable
    return None


def rows(delivered: Delivered) -> Iterator[Item]:
    """The records of the table; a value that the standard does not know is a bad record."""
    spec, layer = delivered.spec, delivered.layer
    own = not spec.attributes
    fields = delivered.fields
    attributes = (
        {field: Source(field, plain) for field in delivered.table.fields}
        if own
        else {
            each.column: Source(fields[each.field.lower()], text)
            for each in spec.attributes
            if each.field.lower() in fields
        }
    )
    kind = "point" if layer.geometry == "point" else "outline"
    mapping = LayerMapping(delivered.table.name, layer, None, GeometrySource(kind), attributes)
    for item in LayerRows(mapping, delivered.table):
        if isinstance(item, Record):
            yield _judged(replace(item, attributes=_own(item, spec)) if own else item, spec)
        else:
            yield item


def _own(record: Record, spec: PlanTable) -> Mapping[str, object]:
    return {"label": f"{spec.name} {record.code}", "table": spec.name, "values": record.attributes}


def _judged(record: Record, spec: PlanTable) -> Record | BadRecord:
    faults = [
        fault
        for each in spec.attributes
        if (fault := each.fault_of(record.attributes.get(each.column)))
    ]
    if not record.geometries:
        faults.append("chybí geometrie")
    if not faults:
        return record
    reason = f"{spec.name}: {'; '.join(faults)}."
    return BadRecord(
        record.layer,
        record.code,
        record.place,
        reason,
        attributes=record.attributes,
        geometry=next(iter(record.geometries.values()), None),
    )


def shape_of(item: Item, spec: PlanTable) -> Shape | None:
    """The outline for the rules of place, which hold for bad records too."""
    if isinstance(item, Note):
        return None
    wkb = item.geometry if isinstance(item, BadRecord) else item.geometries.get("outline")
    outline = shapely.from_wkb(wkb, on_invalid="ignore") if wkb else None
    if outline is None:
        return None
    feature = f"záznam {item.code}"
    return Shape(spec.name, feature, cast(str, item.attributes.get("ident") or ""), outline)


def delivered_tables(tables: Sequence[Table], *, in_force: bool) -> list[Delivered]:
    """The tables that have a layer to go to."""
    layers = catalogue().layers
    found = []
    for table in tables:
        spec = standard().table_for(table.name)
        layer = spec.layer_of(in_force=in_force) if spec else None
        if spec and layer:
            found.append(Delivered(spec, table, layers[layer]))
    return found
