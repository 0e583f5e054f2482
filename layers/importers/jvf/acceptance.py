"""The checks that a region makes when it takes over a technical map, as a protocol of the run."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace
from typing import Any

from django.contrib.gis.geos import GEOSGeometry
from psycopg2 import sql

from layers.crs import KROVAK
from layers.importers.jvf.completeness import completeness
from layers.importers.jvf.geometry import ZERO_LENGTH
from layers.importers.jvf.settling import SQL, settle
from layers.importers.record import Header
from layers.importers.staging import Stage
from layers.importers.statement import stage_name
from layers.models import ImportRun

EXAMPLES = 100
"""Findings that are written out for each check and layer; all are counted."""
SLIVER_M2 = 0.01
LOWEST_M, HIGHEST_M, DEEPEST_M = 100.0, 1_650.0, -1_500.0
"""Heights above sea level that occur in the country; objects below the surface may lie deep."""


@dataclass(frozen=True, slots=True)
class Check:
    """One check of the layers whose names begin so; `refuses`: what it finds goes to quarantine."""

    id: str
    title: str
    refuses: bool = False
    layers: str = "dtm_"


CHECKS = (
    Check("same_id", "Opakované ID", refuses=True),
    Check("duplicate", "Duplicitní geometrie téhož druhu"),
    Check("crossing", "Linie křížící samu sebe"),
    Check("overlap", "Překryv ploch téhož druhu", layers="dtm_zps_area"),
    Check("outside", "Objekty mimo vymezenou oblast"),
    Check("height", "Chybějící nebo nevěrohodné výšky"),
)


def accept(cursor: Any, run: ImportRun, stage: Stage) -> dict[str, Any]:
    """Settles the staged records and checks them; the protocol, as JSON can hold it."""
    settle(cursor, run, stage)
    stage.header = replace(stage.header, coverage=tuple(completeness(cursor, stage.header)))
    facts, values = stage.header.facts, _values(stage.header)
    for layer in stage.layers:
        _execute(cursor, "CREATE INDEX ON {stage} USING gist (outline)", layer, {})
    return {
        "format": "JVF DTM",
        "version": facts["VerzeJVFDTM"],
        "schema": facts["schema"],
        "types": facts["types"],
        "checks": [
            *(_result(cursor, stage, check, values) for check in CHECKS),
            _zero_length(run),
            _told(
                Check("value", "Povolené hodnoty"),
                undone="" if facts["schema"] else "není schéma této verze",
            ),
        ],
    }


def _values(header: Header) -> dict[str, Any]:
    area = header.facts["declared_area"]
    return {
        "limit": EXAMPLES,
        "sliver_m2": SLIVER_M2,
        "lowest_m": LOWEST_M,
        "highest_m": HIGHEST_M,
        "deepest_m": DEEPEST_M,
        "flat": [row["code"] for row in header.facts["types"] if row["flat"]],
        "area": None if area is None else GEOSGeometry(area, srid=KROVAK).hexewkb.decode(),
    }


def _result(cursor: Any, stage: Stage, check: Check, values: Mapping[str, Any]) -> dict[str, Any]:
    if check.id == "outside" and values["area"] is None:
        return _told(check, undone="soubor oblast nevymezuje")
    count, examples = 0, list[dict[str, str]]()
    for layer in (one for one in sorted(stage.layers) if one.startswith(check.layers)):
        text = (SQL / f"check_{check.id}.sql").read_text(encoding="utf-8")
        rows = _execute(cursor, text, layer, values)
        count += rows[0][-1] if rows else 0
        for code, place, kind, detail, _ in rows:
            examples.append(
                {"layer": layer, "code": code, "type": kind, "place": place, "detail": detail}
            )
    return _told(check, count, examples)


def _zero_length(run: ImportRun) -> dict[str, Any]:
    """Lines that the reader has refused already."""
    refused = run.quarantined.filter(reason=ZERO_LENGTH).order_by("pk")
    examples = [
        {
            "layer": row.layer,
            "code": row.code,
            "type": row.attributes["object_type_name"],
            "place": row.place,
            "detail": row.reason,
        }
        for row in refused[:EXAMPLES]
    ]
    return _told(
        Check("zero_length", "Linie nulové délky", refuses=True), refused.count(), examples
    )


def _told(
    check: Check, count: int = 0, examples: Sequence[Mapping[str, str]] = (), *, undone: str = ""
) -> dict[str, Any]:
    """One line of the protocol; `undone` is why the check could not be made."""
    return {
        "id": check.id,
        "title": check.title,
        "refuses": check.refuses,
        "undone": undone,
        "count": count,
        "examples": list(examples),
    }


def _execute(
    cursor: Any, text: str, layer: str, values: Mapping[str, Any]
) -> list[tuple[Any, ...]]:
    cursor.execute(sql.SQL(text).format(stage=sql.Identifier(stage_name(layer))), values)
    return list(cursor.fetchall()) if cursor.description else []
