"""Pages of features: one statement, in which the database writes the page as JSON text.

The page is never parsed, built or encoded as objects here. The rows are chosen by id alone, so that
names of units are looked up, and outlines read, only for those that are on the page.
"""

from dataclasses import dataclass
from datetime import UTC, datetime

from psycopg2.extras import Json
from psycopg2.sql import SQL, Composable, Literal

from gis.api.area import Area
from gis.api.feature_query import FeatureId, Filter, ItemsQuery
from gis.api.geojson import geojson
from gis.api.reader import row
from gis.api.systems import System
from layers import rows
from layers.catalogue import LayerDef
from layers.parcel_label import parse_label

_FEATURE = SQL(
    'concat(\'{{"type":"Feature","id":\', to_json(r.fid), \',"geometry":\', {geometry}, '
    "',\"properties\":', row_to_json(p), '}}')"
)
_PAGE = SQL(
    "SELECT string_agg(feature, E',\\n') FILTER (WHERE place <= {limit}), "
    "count(*) FILTER (WHERE place <= {limit}), min(fid) FILTER (WHERE place = {limit}), count(*) "
    "FROM (SELECT r.fid, chosen.place, {feature} AS feature FROM ("
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
    """Features as JSON texts with commas between, by id; `next_after` when more follow."""

    features: bytes
    count: int
    next_after: FeatureId | None


def page(query: ItemsQuery) -> Page:
    """The features that the query asks for, at most `query.limit`."""
    if query.nowhere:
        return Page(b"", 0, None)
    found = row(page_statement(query), raw=True)
    assert found is not None, "an aggregate has a row always"
    text, count, last, seen = found
    following = last.decode() if isinstance(last, bytes) else last
    return Page(text or b"", count, following if seen > count else None)


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
        ground=rows.source(layer) if query.filters else rows.ground(layer),
        source=rows.source(layer),
        order=order(query),
        where=SQL(" WHERE ") + _AND.join(conditions) if conditions else SQL(""),
        conditions=_AND.join([*rows.of_layer(layer), SQL("r.fid = chosen.fid")]),
        limit=Literal(query.limit),
        properties=rows.properties(layer),
    )


def order(query: ItemsQuery) -> Composable:
    """By id, and where a filter has an index, so that the planner does not go by the ids instead.

    It takes the rows of a municipality to be spread evenly over all ids; they lie together, and the
    walk to them may be a walk through all.
    """
    indexed = rows.indexed(query.layer)
    if any(condition.field.name in indexed for condition in query.filters):
        return SQL("r.fid + 0")
    return SQL("r.fid")


def asked(query: ItemsQuery) -> list[Composable]:
    """The conditions of the query about the row r."""
    conditions: list[Composable] = []
    if query.after is not None:
        conditions.append(SQL("r.fid > {}").format(Literal(query.after)))
    if query.area is not None:
        conditions.append(_touches(query.area))
    if query.interval is not None:
        conditions.append(
            SQL("r.valid && daterange({}, {}, '[]')").format(
                Literal(query.interval.first), Literal(query.interval.last)
            )
        )
    return conditions + [_equals(query.layer, condition) for condition in query.filters]


def _touches(area: Area) -> Composable:
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
        return SQL("r.attributes @> {}").format(Literal(Json({name: wanted})))
    if layer.register is None and name in rows.TEXTS_OF_FEATURE:
        value = str(value)
    equal = SQL("{} = {}").format(rows.column(layer, name), Literal(value))
    if (layer.register, name) == ("parcel", "label"):
        return _AND.join([equal, _numbered(str(value))])
    return equal


def _numbered(label: str) -> Composable:
    """What a parcel's label says of its columns: they are in an index, the label is in none."""
    found = parse_label(label)
    if found is None:
        return SQL("FALSE")
    number = SQL("r.number = {}").format(Literal(found.number))
    if found.subdivision is None:
        return SQL("{} AND r.subdivision IS NULL").format(number)
    return SQL("{} AND r.subdivision = {}").format(number, Literal(found.subdivision))
