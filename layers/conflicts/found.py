"""What a rule finds, in all of its layers or around what has changed, as records of its layer."""

import hashlib
from collections.abc import Iterator, Mapping
from pathlib import Path
from typing import Any

from psycopg2.sql import SQL, Composable, Identifier, Literal

from layers.conflicts.dimension import common_dimension
from layers.conflicts.side import Side, Tables
from layers.importers.record import Record
from layers.models import ConflictRule

_FOUND = SQL((Path(__file__).parent / "sql" / "found.sql").read_text(encoding="utf-8"))
_CIRCLE_SEGMENTS = 16
Relation = ConflictRule.Relation
_SYMMETRIC = {Relation.INTERSECTS, Relation.TOUCHES}


def conflict_id(rule: ConflictRule, a_fid: str, b_fid: str) -> str:
    """The id of the rule's conflict of the two objects: it stays as long as theirs do."""
    told = "\0".join((rule.code, a_fid, b_fid))
    return f"{rule.code}-{hashlib.sha256(told.encode()).hexdigest()[:16]}"


def all_of(
    rule: ConflictRule, tables: Tables, cursor: Any, states: Mapping[str, str]
) -> Iterator[Record]:
    """Everything that the rule finds."""
    a, b = Side.of(rule, "a"), Side.of(rule, "b")
    yield from _records(rule, tables.whole(a), tables.whole(b), cursor, states)


def around(
    rule: ConflictRule,
    tables: Tables,
    cursor: Any,
    states: Mapping[str, str],
    *,
    changed_a: list[str],
    changed_b: list[str],
) -> Iterator[Record]:
    """What the rule finds of objects with these ids; nothing else is looked at."""
    a, b = Side.of(rule, "a"), Side.of(rule, "b")
    reach = rule.distance_m or 0.0
    seen: set[int | str] = set()
    if changed_a:
        first = tables.only(a, changed_a)
        for record in _records(rule, first, tables.near(b, first, reach), cursor, states):
            seen.add(record.code)
            yield record
    if changed_b:
        second = tables.only(b, changed_b)
        for record in _records(rule, tables.near(a, second, reach), second, cursor, states):
            if record.code not in seen:
                yield record


def _records(
    rule: ConflictRule, a: Identifier, b: Identifier, cursor: Any, states: Mapping[str, str]
) -> Iterator[Record]:
    first, second = Side.of(rule, "a"), Side.of(rule, "b")
    cursor.execute(
        _FOUND.format(
            a=a,
            b=b,
            meets=_meets(rule),
            part=_part(rule),
            differ=_differ(first, second, symmetric=rule.relation in _SYMMETRIC),
            dimension=Literal(common_dimension(rule, first.layer, second.layer)),
            unit=Literal(rule.unit),
            threshold=Literal(rule.threshold),
        )
    )
    for row in cursor.fetchall():
        yield _record(rule, row, states)


def _meets(rule: ConflictRule) -> Composable:
    match rule.relation:
        case Relation.CONTAINS:
            return SQL("ST_Covers(a.geom, b.geom)")
        case Relation.WITHIN:
            return SQL("ST_CoveredBy(a.geom, b.geom)")
        case Relation.TOUCHES:
            return SQL("ST_Touches(a.geom, b.geom)")
        case Relation.NEAR:
            return SQL("ST_DWithin(a.geom, b.geom, {})").format(Literal(rule.distance_m))
    return SQL("ST_Intersects(a.geom, b.geom)")


def _part(rule: ConflictRule) -> Composable:
    match rule.relation:
        case Relation.CONTAINS:
            return SQL("b.geom")
        case Relation.WITHIN:
            return SQL("a.geom")
        case Relation.NEAR:
            return SQL(
                "CASE ST_Dimension(a.geom) WHEN 0 THEN a.geom "
                "ELSE ST_Intersection(a.geom, ST_Buffer(b.geom, {}, {})) END"
            ).format(Literal(rule.distance_m), Literal(_CIRCLE_SEGMENTS))
    return SQL("ST_Intersection(a.geom, b.geom)")


def _differ(a: Side, b: Side, *, symmetric: bool) -> Composable:
    """An object has no conflict with itself; two of one side have one and not two."""
    if a.layer_id != b.layer_id:
        return SQL("TRUE")
    return SQL("a.fid < b.fid" if a == b and symmetric else "a.fid <> b.fid")


def _record(rule: ConflictRule, row: tuple[Any, ...], states: Mapping[str, str]) -> Record:
    a_fid, b_fid, a_label, b_label, measure, share, geom, municipality, codes, orps = row
    code = conflict_id(rule, a_fid, b_fid)
    attributes = {
        "label": f"{a_label or a_fid} × {b_label or b_fid}",
        "rule": rule.code,
        "kind": rule.kind,
        "severity": rule.severity,
        "text_cs": rule.text_cs,
        "text_en": rule.text_en,
        "state": states.get(code, "open"),
        "a_code": a_fid,
        "a_label": a_label,
        "b_code": b_fid,
        "b_label": b_label,
        "measure": round(measure, 2),
        "share": None if share is None else round(share, 2),
        "municipality": municipality,
        "municipality_codes": codes or [],
        "orp_codes": orps or [],
    }
    return Record(rule.layer_id, code, attributes, {"outline": bytes(geom)})
