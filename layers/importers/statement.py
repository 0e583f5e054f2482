"""The gate's SQL files, filled with the names of one layer's tables and columns."""

from collections.abc import Sequence
from functools import cache
from pathlib import Path

from psycopg2 import sql

from layers.crs import COUNTRY_5514
from layers.importers.record import Header
from layers.importers.target import DERIVED, Target, target

_FOLDER = Path(__file__).parent / "sql"
_IN_AREA = sql.SQL(
    "AND ST_CoveredBy(cur.geom, ST_GeomFromWKB({}, 5514))"
    " AND coalesce((cur.attributes ->> 'changed_at')::timestamptz <= {}, true)"
)


def stage_name(layer: str) -> str:
    """The temporary table of a layer's staged records."""
    return f"stage_{layer}"


def statement(name: str, goal: Target, header: Header) -> sql.Composed:
    """The statement of `sql/<name>.sql` for the target and for what the file carries."""
    columns, content, merged = _content(goal, header)
    missing = [sql.SQL("s.{} IS NULL").format(sql.Identifier(name)) for name in goal.required]
    return sql.SQL(_text(name)).format(
        stage=sql.Identifier(stage_name(goal.layer)),
        table=sql.Identifier(goal.table),
        columns=columns,
        content=content,
        merged=merged,
        of_layer=_of_layer(goal),
        in_scope=_in_scope(goal, header),
        missing=sql.SQL(" OR ").join(missing) if missing else sql.SQL("false"),
        missing_names=_missing_names(goal),
        known_by=sql.Identifier(header.known_by.get(goal.layer, "code")),
        country=sql.SQL("ST_MakeEnvelope({})").format(
            sql.SQL(", ").join(map(sql.Literal, COUNTRY_5514))
        ),
    )


@cache
def _text(name: str) -> str:
    return (_FOLDER / f"{name}.sql").read_text(encoding="utf-8")


def _of_layer(goal: Target) -> sql.Composable:
    return sql.SQL("AND cur.layer = {}").format(sql.Literal(goal.layer)) if goal.thematic else _NONE


def _in_scope(goal: Target, header: Header) -> sql.Composable:
    conditions = [
        sql.SQL("AND cur.{} = ANY({})").format(sql.Identifier(column), sql.Literal(list(values)))
        if column == "code" or column in goal.names
        else _attribute_in(column, values)
        for column, values in header.scope_of(goal.layer).items()
        if column == "code" or column in goal.names or goal.thematic
    ]
    if header.area is not None and goal.thematic:
        conditions.append(_IN_AREA.format(sql.Literal(header.area), sql.Literal(header.data_date)))
    return sql.SQL(" ").join(conditions)


def _attribute_in(column: str, values: Sequence[int | str]) -> sql.Composable:
    texts = sql.Literal([str(value) for value in values])
    name = sql.Literal(column)
    return sql.SQL("AND cur.attributes ? {0} AND cur.attributes ->> {0} = ANY({1})").format(
        name, texts
    )


def _missing_names(goal: Target) -> sql.Composable:
    named = [
        sql.SQL("CASE WHEN m.{} IS NULL THEN {} END").format(
            sql.Identifier(name), sql.Literal(name)
        )
        for name in goal.required
    ]
    return sql.SQL(", ").join(named) if named else sql.SQL("''")


def _content(goal: Target, header: Header) -> tuple[sql.Composable, sql.Composable, sql.Composable]:
    """The columns to write, the content to hash, and the expressions that merge old and new."""
    values: dict[str, sql.Composable] = {
        "code": sql.SQL("s.code"),
        "valid": sql.SQL(
            "CASE WHEN s.valid_from IS NULL AND cur.id IS NOT NULL THEN cur.valid"
            " ELSE daterange(s.valid_from, s.valid_to) END"
        ),
        "geom": _geometry(goal, header),
        "geom_kind": _geometry_kind(goal, header),
    }
    for name, kind in goal.geometries:
        values[name] = _kept_geometry(goal, header, name, kind)
    for name in goal.names:
        values[name] = _value(goal, header, name)
    if goal.thematic:
        values["layer"] = sql.Literal(goal.layer)
    names = [sql.Identifier(name) for name in values]
    merged = [
        sql.SQL("{} AS {}").format(value, sql.Identifier(name)) for name, value in values.items()
    ]
    hashed = [sql.SQL("merged.{}").format(name) for name in names]
    comma = sql.SQL(", ")
    return comma.join(names), comma.join(hashed), comma.join(merged)


def _carries(goal: Target, header: Header, name: str) -> bool:
    if goal.thematic and name != "municipality_code":
        return True
    return name in header.provides.get(goal.layer, ()) or name in constants(goal, header)


def constants(goal: Target, header: Header) -> dict[str, int]:
    """What holds for all records because the file speaks for one unit only."""
    return {
        column: int(values[0])
        for column, values in header.scope_of(goal.layer).items()
        if len(values) == 1 and column in goal.names
    }


def _value(goal: Target, header: Header, name: str) -> sql.Composable:
    column = sql.Identifier(name)
    if _carries(goal, header, name):
        return sql.SQL("s.{}").format(column)
    parents = [
        sql.SQL(
            "(SELECT p.{parent_column} FROM {table} p"
            " WHERE p.code = {via} AND upper_inf(p.recorded))"
        ).format(
            parent_column=sql.Identifier(derived.parent_column),
            table=sql.Identifier(target(derived.parent).table),
            via=_value(goal, header, derived.via),
        )
        for derived in DERIVED.get(goal.layer, ())
        if derived.column == name
    ]
    known = sql.SQL("cur.{}").format(column)
    return sql.SQL("coalesce({})").format(sql.SQL(", ").join([*parents, known]))


def _kept_geometry(goal: Target, header: Header, name: str, kind: str) -> sql.Composable:
    if not _carries(goal, header, name):
        return sql.SQL("cur.{}").format(sql.Identifier(name))
    form = "ST_Multi(ST_SetSRID(s.{}, 5514))" if "(Multi" in kind else "ST_SetSRID(s.{}, 5514)"
    return sql.SQL(form).format(sql.Identifier(name))


def _lesser(goal: Target, header: Header) -> list[tuple[str, sql.Composable]]:
    """What stands in for a missing outline, the better first."""
    kept = {name: _kept_geometry(goal, header, name, kind) for name, kind in goal.geometries}
    return [
        (name, kept.get(name, sql.SQL("ST_SetSRID(s.{}, 5514)").format(sql.Identifier(name))))
        for name in ("generalized", "point")
    ]


_NONE = sql.SQL("")
_KNOWN_OUTLINE = sql.SQL("cur.geom_kind = 'outline'")


def _cases(goal: Target, header: Header, *, kinds: bool) -> sql.Composed:
    cases = [(sql.SQL("s.outline IS NOT NULL"), "outline", sql.SQL("ST_SetSRID(s.outline, 5514)"))]
    if _keeps_outline(goal, header):
        cases.append((_KNOWN_OUTLINE, "outline", sql.SQL("cur.geom")))
    cases += [
        (sql.SQL("{} IS NOT NULL").format(value), name, value)
        for name, value in _lesser(goal, header)
    ]
    whens = [
        sql.SQL("WHEN {} THEN {}").format(condition, sql.Literal(kind) if kinds else value)
        for condition, kind, value in cases
    ]
    return sql.SQL("CASE {} {} END").format(
        sql.SQL(" ").join(whens), sql.SQL("ELSE 'none'") if kinds else _NONE
    )


def _keeps_outline(goal: Target, header: Header) -> bool:
    """A known outline stays when the file carries none; a unit is never left without a border."""
    carried = "outline" in header.provides.get(goal.layer, ())
    is_unit = any(name == "generalized" for name, _ in goal.geometries)
    return is_unit or not carried or header.keeps_outlines


def _geometry(goal: Target, header: Header) -> sql.Composable:
    return _cases(goal, header, kinds=False)


def _geometry_kind(goal: Target, header: Header) -> sql.Composable:
    return _cases(goal, header, kinds=True)
