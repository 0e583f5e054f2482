"""What of a layer changed since a moment: conditions on its rows, and the ids that are gone."""

from collections.abc import Iterator
from datetime import datetime

from django.db import connection, connections, transaction
from psycopg2.sql import SQL, Composable, Literal

from layers import rows
from layers.catalogue import LayerDef
from layers.models import Release
from layers.territory import Territory, intersection

_OPENED = SQL(
    "r.fid::text IN (SELECT v.fid FROM served.change v "
    "WHERE v.layer = {} AND v.closed_at IS NULL AND v.opened_at >= {})"
)
_GONE = SQL(
    "SELECT DISTINCT v.fid FROM served.change v WHERE v.layer = {layer} AND v.opened_at < {since} "
    "AND v.closed_at >= {since}{there} AND NOT EXISTS (SELECT FROM {source} WHERE {conditions} "
    "AND r.fid::text = v.fid) ORDER BY v.fid"
)
_MOMENT = (
    "SELECT coalesce(min(xact_start), now()) FROM pg_stat_activity "
    "WHERE datname = current_database() AND usename = current_user"
)


def moment() -> datetime:
    """The moment up to which all that is published can be read.

    A publish that is still at work will carry the time at which it began: it belongs to the next
    release of changes.
    """
    with connection.cursor() as cursor:
        cursor.execute(_MOMENT)
        found: datetime = cursor.fetchone()[0]
        return found


def last_release(release: Release, layer_id: str) -> Release | None:
    """The newest one of the same person and area that holds the layer."""
    held = Release.objects.filter(
        owner=release.owner, signature=release.signature, as_of__isnull=False,
        report__layers__contains={layer_id: {"given": True}},
    )  # fmt: skip
    return held.exclude(pk=release.pk).order_by("-as_of").first()


def changed_since(layer: LayerDef, since: datetime) -> Composable:
    """The condition that the row's present version was opened since."""
    return _OPENED.format(Literal(layer.id), Literal(since))


def gone_since(layer: LayerDef, since: datetime, area: Territory | None) -> Iterator[str]:
    """Ids of what was there then and is there no more: ended, or moved out of the area.

    What had no place then is told only where no area is asked: it cannot be said where it was.
    """
    places = frozenset(each for each in (layer.within, area) if each is not None)
    within = intersection(places) if places else None
    there = SQL("")
    here = rows.of_layer(layer)
    if within is not None:
        there = SQL(" AND served.lies_in(v.geom, {}::geometry)").format(Literal(within.ewkb))
        here = [*here, rows.lies_in(layer, within)]
    statement = _GONE.format(
        layer=Literal(layer.id), since=Literal(since), there=there, source=rows.source(layer),
        conditions=SQL(" AND ").join(here or [SQL("TRUE")]),
    )  # fmt: skip
    with transaction.atomic(using="reader"), connections["reader"].chunked_cursor() as cursor:
        cursor.execute(statement)
        while found := cursor.fetchmany(1000):
            yield from (fid for (fid,) in found)
