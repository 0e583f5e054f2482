"""The quarantine as files that a clerk can mend and send back."""

import csv
import io
import json
from collections.abc import Iterator, Mapping, Set
from typing import Any

from django.contrib.gis.db.models.functions import AsGeoJSON, AsWKT
from django.db.models import QuerySet
from django.utils import timezone

from layers.crs import KROVAK
from layers.csv_cells import escaped
from layers.importers import correction
from layers.models import Quarantine

_CHUNK = 1_000


def as_geojson(rows: QuerySet[Quarantine], closed: Set[str] = frozenset()) -> Iterator[str]:
    """A FeatureCollection in EPSG:5514, a piece at a time; of `closed` layers key and reason."""
    yield '{"type":"FeatureCollection","crs":{"type":"name","properties":{"name":'
    yield f'"urn:ogc:def:crs:EPSG::{KROVAK}"}}}},"features":['
    comma = ""
    for row in _of(rows).annotate(shape=AsGeoJSON("geom", precision=3)).iterator(_CHUNK):
        is_closed = row.layer in closed
        feature = {
            "type": "Feature",
            "id": row.pk,
            "properties": properties(row, is_closed=is_closed),
        }
        words = json.dumps(feature, ensure_ascii=False, default=str)
        shape = "null" if is_closed else row.shape or "null"
        yield f'{comma}{words[:-1]},"geometry":{shape}}}'
        comma = ",\n"
    yield "]}\n"


def as_csv(rows: QuerySet[Quarantine], closed: Set[str] = frozenset()) -> Iterator[str]:
    """Semicolons and a BOM, as Czech spreadsheets have it; geometry as WKT; no formulas.

    Of `closed` layers key and reason alone.
    """
    columns = _columns(rows.exclude(layer__in=closed))
    buffer = io.StringIO(newline="")
    writer = csv.writer(buffer, delimiter=";", lineterminator="\r\n")
    writer.writerow([*correction.OWN, *map(escaped, columns), correction.WKT])
    yield "\ufeff"
    for row in _of(rows).annotate(shape=AsWKT("geom", precision=3)).iterator(_CHUNK):
        is_closed = row.layer in closed
        values = properties(row, is_closed=is_closed)
        cells = [escaped(_cell(values.get(name))) for name in (*correction.OWN, *columns)]
        writer.writerow([*cells, "" if is_closed else row.shape or ""])
        yield buffer.getvalue()
        buffer.seek(0)
        buffer.truncate()
    yield buffer.getvalue()


def properties(row: Quarantine, *, is_closed: bool = False) -> dict[str, Any]:
    """What is known of the record, flat: what it was, and the columns of its layer."""
    date = row.run.data_date
    return {
        correction.RUN: row.run_id,
        correction.SOURCE: row.run.source,
        correction.DATE: timezone.localtime(date).isoformat() if date else None,
        correction.LAYER: row.layer,
        correction.CODE: row.code,
        correction.PLACE: row.place,
        correction.REASON: row.reason,
        correction.DETAIL: row.detail,
        correction.SHAPE: "" if is_closed else _shape(row),
    } | ({} if is_closed else attributes(row))


def attributes(row: Quarantine) -> dict[str, Any]:
    """The columns of the layer that are filled in; those of a thematic layer lie deeper."""
    stored: Mapping[str, Any] = row.attributes
    nested = stored.get("attributes")
    flat = {**stored, **nested} if isinstance(nested, dict) else dict(stored)
    return {
        name: value for name, value in flat.items() if value is not None and name != "attributes"
    }


def _shape(row: Quarantine) -> str:
    if row.geom is None:
        return ""
    return "point" if row.geom.geom_type == "Point" else "outline"


def _cell(value: Any) -> Any:
    return json.dumps(value, ensure_ascii=False) if isinstance(value, list | dict) else value


def _columns(rows: QuerySet[Quarantine]) -> list[str]:
    names: dict[str, None] = {}
    for row in rows.only("attributes").iterator(_CHUNK):
        names.update(dict.fromkeys(attributes(row)))
    return sorted(names)


def _of(rows: QuerySet[Quarantine]) -> QuerySet[Quarantine]:
    return rows.select_related("run").order_by("pk")
