"""Pages of features: one statement, in which the database writes the page as JSON text.

The page is never parsed, built or encoded as objects here. The rows are chosen by id alone, so that
names of units are looked up, and outlines read, only for those that are on the page.
"""

from dataclasses import dataclass, replace
from datetime import UTC, datetime

from psycopg2.extras import Json
from psycopg2.sql import SQL, Composable, Literal

from gis.api import sorting
from gis.api.area import Area
from gis.api.cursor import FeatureId, Place, wrong_place
from gis.api.feature_query import Filter, ItemsQuery
from gis.api.filter.problem import BadFilter
from gis.api.geojson import geojson
from gis.api.label_index import is_label, numbered
from gis.api.reader import row
from gis.api.systems import System
from layers import rows
from layers.catalogue import LayerDef

_FEATURE = SQL(
    'concat(\'{{"type":"Feature","id":\', to_json(r.fid), \',"geometry":\', {geometry}, '
    "',\"properties\":', row_to_json(p), '}}')"
)
_PAGE = SQL(
    "SELECT string_agg(feature, E',\\n') FILTER (WHERE place <= {limit}), "
    "count(*) FILTER (WHERE place <= {limit}), min(fid) FILTER (WHERE place = {limit}), count(*), "
    "(array_agg(keys) FILTER (WHERE place = {limit}))[1] "
    "FROM (SELECT r.fid, chosen.place, {keys} AS keys, {feature} AS feature FROM ("
    "SELECT r.fid, row_number() OVER (ORDER BY {order}) AS place FROM {ground}{where} "
    "ORDER BY {order} LIMIT {limit} + 1) chosen JOIN {source} ON {conditions} "
    "CROSS JOIN LATERAL (SELECT {properties}) p ORDER BY chosen.place) page"
)
_ONE = SQL(
    "SELECT {feature} FROM {source} CROSS JOIN LATERAL (SELECT {properties}) p WHERE {conditions}"
)
_AND = SQL(" AND ")


@dataclass(frozen=True, slots=True)
class Page:
    """Features as JSON texts with commas between; `next_after` when more follow."""

    features: bytes
    count: int
    next_after: Place | None


def page(query: ItemsQuery) -> Page:
    """The features that the query asks for, at most `query.limit`."""
    if query.nowhere:
        return Page(b"", 0, None)
    found = row(page_statement(query), raw=True)
    assert found is not None, "an aggregate has a row always"
    text, count, last, seen, keys = found
    if seen == count:
        return Page(text or b"", count, None)
    fid = last.decode() if isinstance(last, bytes) else last
    return Page(text or b"", count, Place(fid, tuple(keys or ())))


def feature(layer: LayerDef, feature_id: FeatureId, system: System) -> str | None:
    """One feature as JSON text."""
    found = row(
        _ONE.format(
            feature=_FEATURE.format(geometry=geojson(layer, system)),
            source=rows.source(layer),
            properties=rows.properties(layer),
            conditions=_AND.join(
                [*rows.of_layer(layer), SQL("r.fid = {}").format(Literal(feature_id))]
            ),
        )
    )
    return str(found[0]) if found else None


def collection_json(page: Page, links: str) -> bytes:
    """The FeatureCollection around the features; `links` is their JSON text."""
    stamp = datetime.now(UTC).strftime("%Y-%m-%dT%H:%M:%SZ")
    rest = f'"links":{links},"numberReturned":{page.count},"timeStamp":"{stamp}"}}'
    head = b'{"type":"FeatureCollection","features":[\n'
    return b"".join((head, page.features, b"\n],", rest.encode()))


def feature_json(text: str, links: str) -> bytes:
    """One feature with its links."""
    return f'{text[:-1]},"links":{links}}}'.encode()


def page_statement(query: ItemsQuery) -> Composable:
    """The one statement of a page, of which a row with text and counts comes."""
    layer = query.layer
    conditions = [*rows.of_layer(layer), *asked(query)]
    return _PAGE.format(
        feature=_FEATURE.format(geometry=geojson(layer, query.system)),
        ground=rows.source(layer) if _asks_for_fields(query) else rows.ground(layer),
        keys=sorting.place_of(query.sort, layer) if query.sort else SQL("NULL::json"),
        source=rows.source(layer),
        order=order(query),
        where=SQL(" WHERE ") + _AND.join(conditions) if conditions else SQL(""),
        conditions=_AND.join([*rows.of_layer(layer), SQL("r.fid = chosen.fid")]),
        limit=Literal(query.limit),
        properties=_properties(query),
    )


def _asks_for_fields(query: ItemsQuery) -> bool:
    of_fields = query.condition is not None and not query.condition.of_place
    return bool(query.filters or query.sort or of_fields)


def _properties(query: ItemsQuery) -> Composable:
    if query.chosen is None:
        return rows.properties(query.layer)
    return rows.fields(replace(query.layer, fields=query.chosen))


def order(query: ItemsQuery) -> Composable:
    """By the keys asked for, then by id; not to be walked through where a filter has an index.

    The planner takes the rows of a municipality to be spread evenly over all ids; they lie
    together, and the walk to them may be a walk through all.
    """
    if query.sort:
        return SQL("{}, r.fid").format(sorting.order(query.sort, query.layer))
    indexed = rows.indexed(query.layer)
    by_filter = query.condition is not None and query.condition.indexed
    if by_filter or any(condition.field.name in indexed for condition in query.filters):
        return SQL("r.fid + 0")
    return SQL("r.fid")


def asked(query: ItemsQuery) -> list[Composable]:
    """The conditions of the query about the row r."""
    conditions: list[Composable] = []
    if query.after is not None:
        conditions.append(_follows(query, query.after))
    if query.area is not None:
        conditions.append(touches(query.area))
    if query.interval is not None:
        conditions.append(
            SQL("r.valid && daterange({}, {}, '[]')").format(
                Literal(query.interval.first), Literal(query.interval.last)
            )
        )
    if query.condition is not None:
        conditions.append(query.condition.sql)
    return conditions + [_equals(query.layer, condition) for condition in query.filters]


def _follows(query: ItemsQuery, after: Place) -> Composable:
    try:
        return sorting.follows(query.sort, query.layer, place=after.keys, fid=Literal(after.fid))
    except BadFilter as exc:
        raise wrong_place() from exc


def touches(area: Area) -> Composable:
    """Whether the row r shares a point with the area."""
    shape = Literal(area.shape)
    exactly = SQL("ST_Intersects(r.geom, {}::geometry)").format(shape)
    if area.core is None:
        return exactly
    return SQL("r.geom && {}::geometry AND (r.geom @ {}::geometry OR {})").format(
        shape, Literal(area.core), exactly
    )


def _equals(layer: LayerDef, condition: Filter) -> Composable:
    name, value = condition.field.name, condition.value
    if layer.register is None and name not in rows.COLUMNS_OF_FEATURE:
        wanted = value if isinstance(value, str | int | float | bool) else value.isoformat()
        equal = SQL("r.attributes @> {}").format(Literal(Json({name: wanted})))
        return rows.told(layer, name, equal)
    if layer.register is None and name in rows.TEXTS_OF_FEATURE:
        value = str(value)
    equal = SQL("{} = {}").format(rows.column(layer, name), Literal(value))
    if is_label(layer, name):
        return _AND.join([equal, numbered(str(value))])
    return equal
