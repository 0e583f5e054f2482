"""The schemas of the API's answers, as its OpenAPI document has them."""

from collections.abc import Mapping
from typing import Any

from layers.catalogue import Field, LayerDef
from layers.extract.schema import ADDRESS
from layers.rows import TEXTS_OF_FEATURE

Document = dict[str, Any]

VALUES: Mapping[str, Document] = {
    "string": {"type": "string", "maxLength": 500},
    "integer": {"type": "integer", "format": "int64"},
    "number": {"type": "number"},
    "boolean": {"type": "boolean"},
    "date": {"type": "string", "format": "date"},
}
"""Of fields by their type; JSON may be anything."""
_TEXT: Document = {"type": "string"}
_NUMBER: Document = {"type": "number"}
_TRUTH: Document = {"type": "boolean"}
_COUNT: Document = {"type": "integer"}


def ref(name: str, *, kind: str = "schemas") -> Document:
    return {"$ref": f"#/components/{kind}/{name}"}


def array(items: Document, *, least: int | None = None, most: int | None = None) -> Document:
    bounds = {"minItems": least, "maxItems": most}
    return {"type": "array", "items": items} | {k: v for k, v in bounds.items() if v is not None}


def record(required: Mapping[str, Document], **optional: Document) -> Document:
    """An object that has these members; others may come."""
    return {
        "type": "object",
        "required": list(required),
        "properties": {**required, **optional},
    }


def nullable(schema: Document) -> Document:
    return {**schema, "nullable": True} if "$ref" not in schema else {
        "nullable": True, "type": "object", "allOf": [schema],
    }  # fmt: skip


def by_name(values: Document) -> Document:
    return {"type": "object", "additionalProperties": values}


_LINKS = array(ref("Link"))
_PHENOMENON = record({"decree": nullable(_TEXT), "numbers": array(_TEXT), "confirmed": _TRUTH})
_STATE = record(
    {"state": _TEXT, "data_day": nullable(VALUES["date"]), "due_on": nullable(VALUES["date"])},
    phenomenon=_PHENOMENON,
)
_GEOMETRY = record({"type": _TEXT}, coordinates=array({}))

_WORDS = record({"cs": _TEXT, "en": _TEXT})
_EXTRACT_OBJECT = record(
    {
        "id": _TEXT,
        "label": _TEXT,
        "measure": record({"kind": _TEXT, "value": _NUMBER, "unit": _TEXT}, share=_NUMBER),
        "distance_m": _NUMBER,
        "properties": array(record({"name": _TEXT, "title": _WORDS})),
    }
)
_EXTRACT_THEME = record(
    {
        "id": _TEXT,
        "title": _WORDS,
        "state": {"enum": ["affected", "not_affected", "no_data", "out_of_date"]},
        "data_date": nullable(VALUES["date"]),
        "provider": _TEXT,
        "law": nullable(_TEXT),
        "office": _WORDS,
        "next_step": _WORDS,
        "thresholds": by_name(_NUMBER),
        "left_out": {"type": "integer"},
        "objects": array(_EXTRACT_OBJECT),
        "adjoining": array(_EXTRACT_OBJECT),
    }
)

COMPONENTS: Mapping[str, Document] = {
    "Extract": record(
        {
            "title": _WORDS,
            "as_of": VALUES["date"],
            "known_at": nullable(_TEXT),
            "meaning": _WORDS,
            "data_version": nullable(_TEXT),
            "subject": record({"kind": _TEXT, "label": _TEXT, "area_m2": _NUMBER}),
            "summary": by_name({"type": "integer"}),
            "themes": array(_EXTRACT_THEME),
        }
    )
    | {"externalDocs": {"url": ADDRESS, "description": "The whole of it, as JSON Schema."}},
    "Problem": record(
        {"type": _TEXT, "title": _TEXT, "status": {"type": "integer"}, "detail": _TEXT},
        parameter=_TEXT,
    ),
    "Link": record({"href": _TEXT, "rel": _TEXT}, type=_TEXT, title=_TEXT, templated=_TRUTH),
    "Text": record({"cs": _TEXT, "en": _TEXT}),
    "Landing": record({"title": _TEXT, "description": _TEXT, "links": _LINKS}, attribution=_TEXT),
    "Conformance": record({"conformsTo": array(_TEXT)}),
    "Collection": record(
        {
            "id": _TEXT,
            "title": _TEXT,
            "description": _TEXT,
            "extent": record({"spatial": record({"bbox": array(array(_NUMBER, least=4, most=4))})}),
            "itemType": _TEXT,
            "crs": array(_TEXT),
            "storageCrs": _TEXT,
            "links": _LINKS,
        },
        attribution=_TEXT,
        license=_TEXT,
    ),
    "Properties": record(
        {"$schema": _TEXT, "$id": _TEXT, "type": _TEXT, "properties": by_name({"type": "object"})},
        title=_TEXT,
        additionalProperties=_TRUTH,
    ),
    "Collections": record({"collections": array(ref("Collection")), "links": _LINKS}),
    "TileSet": record({"dataType": _TEXT, "crs": _TEXT, "links": _LINKS}),
    "TileSets": record({"tilesets": array(ref("TileSet")), "links": _LINKS}),
    "TileMatrixSets": record({"tileMatrixSets": array(record({"id": _TEXT, "links": _LINKS}))}),
    "TileMatrixSet": record(
        {
            "id": _TEXT,
            "crs": _TEXT,
            "orderedAxes": array(_TEXT),
            "tileMatrices": array(
                record({"id": _TEXT, "scaleDenominator": _NUMBER, "cellSize": _NUMBER})
            ),
        },
        uri=_TEXT,
    ),
    "Catalogue": record(
        {
            "version": _TEXT,
            "demo": _TRUTH,
            "viewing_as": nullable(_TEXT),
            "region": record({"title": ref("Text"), "bbox": array(_NUMBER, least=4, most=4)}),
            "crs": by_name(record({"code": _TEXT, "proj4": _TEXT})),
            "grids": by_name(record({"crs": _TEXT, "resolutions": array(_NUMBER)})),
            "themes": array(record({"id": _TEXT, "title": ref("Text"), "layers": array(_TEXT)})),
            "layers": array(ref("Layer")),
        }
    ),
    "Layer": record(
        {
            "id": _TEXT,
            "theme": _TEXT,
            "title": ref("Text"),
            "abstract": ref("Text"),
            "geometry": _TEXT,
            "visible": _TRUTH,
            "opacity": _NUMBER,
            "scale": record({"min": nullable(_NUMBER), "max": nullable(_NUMBER)}),
            "attribution": _TEXT,
            "data_date": nullable(ref("DataDate")),
            "state": nullable(_STATE),
            "queryable": _TRUTH,
            "fields": array(record({"name": _TEXT, "title": ref("Text"), "type": _TEXT})),
            "tiles": nullable(by_name(_TEXT)),
            "collection": nullable(_TEXT),
        }
    ),
    "Releases": record({"releases": array(ref("Release"))}),
    "Release": record(
        {"id": _TEXT, "state": _TEXT, "layers": array(_TEXT), "formats": array(_TEXT)},
        reason=_TEXT,
        purpose=_TEXT,
        size_bytes=nullable({"type": "integer"}),
        sha256=nullable(_TEXT),
        as_of=nullable(_TEXT),
        expires_at=nullable(_TEXT),
        links=_LINKS,
    ),
    "ReleaseTerms": record(
        {"layers": array(_TEXT), "formats": array(_TEXT), "purpose": _TEXT},
        area=record(
            {"kind": _TEXT},
            codes=array({"type": "integer"}),
            geojson=_TEXT,
            srid={"type": "integer"},
        ),
        srid={"type": "integer"},
        only_changes=_TRUTH,
        every_days={"type": "integer", "minimum": 1, "maximum": 366},
    ),
    "ExtractBatches": record({"batches": array(ref("ExtractBatch"))}),
    "ExtractBatch": record(
        {"id": _TEXT, "state": _TEXT, "form": _TEXT, "done": _COUNT, "total": _COUNT},
        reason=_TEXT,
        purpose=_TEXT,
        as_of=VALUES["date"],
        known_at=nullable(_TEXT),
        size_bytes=nullable(_COUNT),
        sha256=nullable(_TEXT),
        expires_at=nullable(_TEXT),
        parcels=array(
            record(
                {"parcel": _COUNT, "label": _TEXT, "number": _TEXT, "file": _TEXT, "reason": _TEXT}
            )
        ),
        links=_LINKS,
    ),
    "ExtractBatchTerms": record(
        {"parcels": array(_COUNT, least=1, most=500)},
        form={"type": "string", "enum": ["pdf", "zip"], "default": "pdf"},
        purpose={"type": "string", "maxLength": 300},
        as_of=VALUES["date"],
        date=VALUES["date"],
    ),
    "Conflicts": record({"conflicts": array(ref("Conflict")), "links": _LINKS}),
    "Conflict": record(
        {
            "id": _TEXT,
            "layer": _TEXT,
            "rule": _TEXT,
            "kind": _TEXT,
            "severity": {"type": "integer"},
            "state": _TEXT,
            "text": ref("Text"),
            "a": ref("ConflictSide"),
            "b": ref("ConflictSide"),
            "measure": _NUMBER,
            "unit": _TEXT,
            "share_percent": nullable(_NUMBER),
            "municipalities": array({"type": "integer"}),
            "orps": array({"type": "integer"}),
            "first_seen": _TEXT,
            "last_seen": nullable(_TEXT),
            "decided_at": nullable(_TEXT),
            "point": array(_NUMBER),
            "bbox": array(_NUMBER),
        }
    ),
    "ConflictSide": record({"layer": _TEXT, "id": _TEXT, "label": nullable(_TEXT)}),
    "DataDate": record({"oldest": VALUES["date"], "newest": VALUES["date"]}),
    "Identified": record(
        {
            "point": record({"x": _NUMBER, "y": _NUMBER, "crs": _TEXT}),
            "layers": array(
                record(
                    {
                        "id": _TEXT,
                        "title": ref("Text"),
                        "data_date": nullable(ref("DataDate")),
                        "truncated": _TRUTH,
                        "features": array(ref("FoundFeature")),
                    }
                )
            ),
            "states": by_name(_STATE),
            "messages": array(ref("Text")),
        }
    ),
    "FoundFeature": record(
        {
            "id": _TEXT,
            "label": _TEXT,
            "properties": {"type": "object"},
            "geometry": nullable(_GEOMETRY),
            "geometry_kind": _TEXT,
        }
    ),
    "Suggestion": record(
        {
            "id": _TEXT,
            "layer": nullable(_TEXT),
            "label": _TEXT,
            "detail": ref("Text"),
            "point": nullable(array(_NUMBER, least=2, most=2)),
            "bbox": nullable(array(_NUMBER, least=4, most=4)),
        },
        kind=_TEXT,
        former=record(
            {
                "label": _TEXT,
                "until": VALUES["date"],
                "source": _TEXT,
                "run": {"type": "integer"},
                "share": nullable(_NUMBER),
                "renumbered": _TRUTH,
            }
        ),
    ),
    "ListedSuggestions": record(
        {
            "counts": by_name({"type": "integer"}),
            "rows": array(
                record(
                    {
                        "line": {"type": "integer"},
                        "text": _TEXT,
                        "state": {
                            "type": "string",
                            "enum": ["found", "ambiguous", "not_found", "not_searched"],
                        },
                        "reason": nullable(_TEXT),
                        "candidates": array(ref("Suggestion")),
                    }
                )
            ),
        }
    ),
    "Suggestions": record(
        {
            "query": _TEXT,
            "groups": array(
                record(
                    {
                        "kind": _TEXT,
                        "title": ref("Text"),
                        "items": array(ref("Suggestion")),
                    }
                )
            ),
        }
    ),
    "Feature": record(
        {
            "type": {"type": "string", "enum": ["Feature"]},
            "id": {"anyOf": [{"type": "integer"}, _TEXT]},
            "geometry": nullable(_GEOMETRY),
            "properties": {"type": "object"},
        },
        links=_LINKS,
    ),
}


def feature(layer: LayerDef) -> Document:
    """A feature of the layer with its fields; any may be unknown, or not chosen."""
    properties = {field.name: _property(layer, field) for field in layer.fields}
    members = {"type": "object", "properties": properties}
    return {"allOf": [ref("Feature"), record({"properties": members})]}


def page(layer: LayerDef) -> Document:
    """A page of the layer's features."""
    return record(
        {
            "type": {"type": "string", "enum": ["FeatureCollection"]},
            "features": array(feature(layer)),
            "links": _LINKS,
            "numberReturned": {"type": "integer", "minimum": 0},
            "timeStamp": {"type": "string", "format": "date-time"},
        }
    )


def _property(layer: LayerDef, field: Field) -> Document:
    if layer.register is None and field.name in TEXTS_OF_FEATURE:
        return nullable(_TEXT)
    schema = {k: v for k, v in VALUES.get(field.type, {}).items() if k != "maxLength"}
    return nullable(schema)
