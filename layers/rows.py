"""How a layer's rows are named in SQL: its view, its columns, its features as JSON text."""

import re
from datetime import date, datetime
from functools import cache

from django.db.models import BigIntegerField
from psycopg2.sql import SQL, Composable, Identifier, Literal

from layers.catalogue import Field, LayerDef
from layers.crs import KROVAK
from layers.errors import CatalogueError
from layers.importers.target import model_of
from layers.models.version import CURRENT
from layers.territory import Territory

COLUMNS_OF_FEATURE = frozenset({"label", "code", "valid_from", "municipality_code"})
"""Names that are columns of `served.feature`; all other fields of themes are attributes."""
TEXTS_OF_FEATURE = frozenset({"label", "code"})
"""Those of them that are texts, even where the theme's field is a number."""
INDEXED_ATTRIBUTES = frozenset({"cadastral_unit_code"})
"""Attributes of themes that are in an index, as texts, with their layer."""


WITHOUT_GROUND = frozenset({"region", "statistic"})
"""Registers whose view looks up no names: there is nothing to spare."""
_TEXT = "(r.attributes ->> {0})"
_NUMBER = (
    "(CASE WHEN jsonb_typeof(r.attributes -> {0}) = 'number' "
    "THEN (r.attributes ->> {0})::float8 END)"
)
_TRUTH = (
    "(CASE WHEN jsonb_typeof(r.attributes -> {0}) = 'boolean' "
    "THEN (r.attributes ->> {0})::boolean END)"
)
_PLAIN = {"integer": _NUMBER, "number": _NUMBER, "boolean": _TRUTH}
WHOLE = SQL("r.geom")
"""The geometry as it is."""


_NAME = re.compile(r"[a-z][a-z0-9_]{0,62}")
_ON_DAY = """r.valid @> {day}::date AND (
  upper_inf(r.recorded) OR (
    NOT upper_inf(r.recorded)
    AND upper(r.recorded) > ({day}::timestamp AT TIME ZONE 'Europe/Prague')
    AND NOT EXISTS (
      SELECT FROM {versions} n
      WHERE n.fid = r.fid{same} AND n.valid @> {day}::date AND (
        upper_inf(n.recorded)
        OR (NOT upper_inf(n.recorded) AND upper(n.recorded) > upper(r.recorded))
      )
    )
  )
)"""
"""Said twice whether a row is closed: that is what the partial indexes are found by."""
_HELD = (
    "((upper_inf(r.recorded) AND r.recorded @> {moment}::timestamptz)"
    " OR (NOT upper_inf(r.recorded) AND r.recorded @> {moment}::timestamptz))"
)
"""So here."""


def source(layer: LayerDef, day: date | None = None) -> Composable:
    """The view of the layer's current rows, or of all that were ever true, under the name r."""
    ending = "_history" if day else ""
    return SQL("{} r").format(Identifier("served", f"{_view(layer)}{ending}"))


def _view(layer: LayerDef) -> str:
    return "feature" if layer.register is None else layer.id


def on_day(layer: LayerDef, day: date) -> str:
    """The condition that picks from `source` with a day those rows that count on it.

    In force on the day and still held true then or later; of several versions of one object the
    one that was held true last, so that a correction counts for the days before it, too. A text,
    because Mapnik knows no parameters: it is made of our own names and a day.
    """
    view, literal = _view(layer), f"'{day.isoformat()}'"
    if not _NAME.fullmatch(view):
        raise CatalogueError(f"{view!r} cannot be a view: small letters, digits and _ only.")
    same = " AND n.layer = r.layer" if layer.register is None else ""
    told = {"{day}": literal, "{versions}": f"served.{view}_versions", "{same}": same}
    condition = _ON_DAY
    for name, value in told.items():
        condition = condition.replace(name, value)
    return condition


def source_then(layer: LayerDef, known_at: datetime | None) -> Composable:
    """The rows held true at the moment, or now, under the name r."""
    return SQL("{} r").format(held(_view(layer), known_at))


def held(view: str, known_at: datetime | None) -> Composable:
    """The rows of the view that were held true at the moment, or are now.

    What a rollback has taken back since was held true until then.
    """
    if known_at is None:
        return Identifier("served", view)
    return SQL("(SELECT r.* FROM {} r WHERE {})").format(
        Identifier("served", f"{view}_then"),
        SQL(_HELD.replace("{moment}", f"'{known_at.isoformat()}'")),
    )


def held_on_day(day: date, known_at: datetime) -> str:
    """The condition that picks rows in force on the day, held true at the moment, as a text too."""
    held_then = _HELD.replace("{moment}", f"'{known_at.isoformat()}'")
    return f"r.valid @> '{day.isoformat()}'::date AND {held_then}"


def has_history(layer: LayerDef) -> bool:
    """Whether it can be asked for a day: its objects are here, and are no sheets or composition."""
    return layer.has_rows and layer.raster is None and layer.geometry not in {"none", "raster"}


def ground(layer: LayerDef) -> Composable:
    """The same rows by fid, valid and geom alone, as r.

    Names of units are joined by partial indexes, which the planner cannot leave out of a statement
    that does not ask for them. A layer bound to a territory asks for municipalities too.
    """
    if layer.register is None or layer.register in WITHOUT_GROUND or layer.within:
        return source(layer)
    return SQL("{} r").format(Identifier("served", f"{layer.id}_ground"))


def of_layer(layer: LayerDef) -> list[Composable]:
    """The conditions that pick the layer's rows out of its view: its own, on the territory."""
    own = [SQL("r.layer = {}").format(Literal(layer.id))] if layer.register is None else []
    return [*own, lies_in(layer, layer.within)] if layer.within else own


def lies_in(layer: LayerDef, territory: Territory) -> Composable:
    """Whether a row lies on the territory: by its place, or by its municipality if it has none."""
    if not _has_municipality(layer):
        return SQL("served.lies_in(r.geom, {}::geometry)").format(Literal(territory.ewkb))
    municipality = SQL("r.municipality_code = ANY({}::bigint[])").format(
        Literal(sorted(territory.municipalities))
    )
    if layer.geometry == "none":
        return municipality
    return SQL("(served.lies_in(r.geom, {}::geometry) OR (r.geom IS NULL AND {}))").format(
        Literal(territory.ewkb), municipality
    )


def _has_municipality(layer: LayerDef) -> bool:
    if layer.register is None:
        return True
    names = {field.name for field in model_of(layer.register)._meta.concrete_fields}
    return "municipality_code" in names


def column(layer: LayerDef, name: str) -> Composable:
    """The value of a field: a column, or a member of the attributes; nothing where it is secret."""
    value: Composable = SQL("r.attributes -> {}").format(Literal(name))
    if layer.register is not None or name in COLUMNS_OF_FEATURE:
        value = Identifier("r", name)
    return told(layer, name, value)


def told(layer: LayerDef, name: str, value: Composable) -> Composable:
    """What is made of a field's value, where the field is not secret."""
    field = layer.field(name)
    if field is None or field.within is None:
        return value
    return SQL("CASE WHEN {} THEN {} END").format(lies_in(layer, field.within), value)


def plain(layer: LayerDef, field: Field) -> Composable:
    """The value as text, number or truth: vector tiles leave out members that are JSON."""
    if layer.register is not None or field.name in COLUMNS_OF_FEATURE:
        return column(layer, field.name)
    member = SQL(_PLAIN.get(field.type, _TEXT)).format(Literal(field.name))
    return told(layer, field.name, member)


def label(layer: LayerDef) -> Composable:
    """The name of a row, or NULL where the asker may not know it."""
    if layer.view and layer.field("label") is None:
        return SQL("NULL::text")
    return column(layer, "label")


def indexed(layer: LayerDef) -> frozenset[str]:
    """The fields of a register with numbers for ids by which its rows are found in an index.

    The name of a unit counts where its code does: it is looked up in the unit's small table.
    """
    return _indexed(layer.register) if layer.register else frozenset()


@cache
def _indexed(register: str) -> frozenset[str]:
    meta = model_of(register)._meta
    fields = {field.name: field for field in meta.concrete_fields}
    if not isinstance(fields["code"], BigIntegerField):
        return frozenset()
    indexes = meta.indexes
    leading = {each.fields[0] for each in indexes if each.fields and each.condition == CURRENT}
    names = {name.removesuffix("_code") + "_name" for name in leading if name.endswith("_code")}
    labels = {"label"} if register == "parcel" else set()
    return frozenset({*leading, *names, *labels})


def fields(layer: LayerDef) -> Composable:
    """The select list of the layer's fields."""
    return SQL(", ").join(
        SQL("{} AS {}").format(column(layer, field.name), Identifier(field.name))
        for field in layer.fields
    )


def properties(layer: LayerDef) -> Composable:
    """What a client sees of a row: the fields, and the kind of geometry."""
    return SQL(", ").join([fields(layer), SQL("r.geom_kind AS geometry_kind")])


def outline(layer: LayerDef) -> Composable:
    """The geometry to show whole: generalised for layers that have it, else as it is."""
    return cut(layer, SQL("coalesce(r.generalized, r.geom)") if layer.generalized_from else WHOLE)


def cut(layer: LayerDef, shape: Composable) -> Composable:
    """The part of the shape that lies on the layer's territory."""
    if layer.within is None:
        return shape
    return SQL("served.cut({}, {}::geometry)").format(shape, Literal(layer.within.ewkb))


def geometry(srid: int, *, swapped: bool, digits: int, shape: Composable = WHOLE) -> Composable:
    """The geometry as GeoJSON text in the system, or the text null."""
    if srid != KROVAK:
        shape = SQL("ST_Transform({}, {})").format(shape, Literal(srid))
    if swapped:
        shape = SQL("ST_FlipCoordinates({})").format(shape)
    return SQL("coalesce(ST_AsGeoJSON({}, {}, 0), 'null')").format(shape, Literal(digits))
