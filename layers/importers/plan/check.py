"""The check of a whole plan: what must be there, what its values and places must be."""

from collections.abc import Mapping, Sequence

from layers.importers.ogr.table import Table
from layers.importers.plan import topology
from layers.importers.plan.document import PlanDocument
from layers.importers.plan.protocol import Fault, PlanProtocol
from layers.importers.plan.standard import standard
from layers.importers.plan.tables import (
    Delivered,
    Item,
    delivered_tables,
    missing_fields,
    rows,
    shape_of,
    wrong_system,
)
from layers.importers.record import BadRecord, Note

Found = Mapping[str, tuple[Delivered, list[Item]]]
"""Name of a table → the table and what was read of it."""


def checked(plan: PlanDocument, tables: Sequence[Table], name: str) -> tuple[PlanProtocol, Found]:
    """The protocol, and the records of the tables that could be read."""
    protocol = PlanProtocol(f"{plan.title} ({name})", standard().tolerance_m2)
    delivered = delivered_tables(tables, in_force=plan.in_force)
    protocol.faults += _missing(plan, delivered)
    found: dict[str, tuple[Delivered, list[Item]]] = {}
    for each in delivered:
        faults = [*missing_fields(each), *wrong_system(each)]
        protocol.faults += faults
        if not any(fault.severity == "grave" for fault in faults):
            found[each.table.name] = each, list(rows(each))
    protocol.faults += _of_records(found)
    protocol.faults += topology.faults(
        {
            each.spec.name: [shape for item in items if (shape := shape_of(item, each.spec))]
            for each, items in found.values()
        }
    )
    return protocol, found


def _missing(plan: PlanDocument, delivered: Sequence[Delivered]) -> list[Fault]:
    there = {each.spec.name for each in delivered}
    return [
        Fault("grave", "mandatory", f"chybí povinná vrstva {spec.name}", spec.name)
        for spec in standard().tables.values()
        if spec.is_mandatory(in_force=plan.in_force) and spec.name not in there
    ]


def _of_records(found: Found) -> list[Fault]:
    """What goes to quarantine, and what was odd in a table as a whole."""
    faults = []
    for each, items in found.values():
        for item in items:
            if isinstance(item, BadRecord):
                shape = shape_of(item, each.spec)
                place = topology.middle(shape.outline) if shape else None
                faults.append(
                    Fault("quarantine", "value", item.reason, each.spec.name, item.place, place)
                )
            elif isinstance(item, Note):
                faults.append(Fault("warning", "table", item.text, each.spec.name))
    return faults
