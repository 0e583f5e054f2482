"""Conflicts chosen by place, rule, kind and state, as far as the user may know of them."""

import json
from collections.abc import Iterator
from dataclasses import dataclass
from datetime import datetime
from typing import Any

from django.db import connections
from psycopg2.sql import SQL, Composable, Literal

from layers import rows
from layers.access import User, allowed_layers, layer_as
from layers.catalogue import LayerDef, catalogue
from layers.conflicts.catalogue_entry import UNITS
from layers.conflicts.dimension import dimension_of
from layers.conflicts.validation import THEME

STATES = ("open", "solved", "accepted", "gone")
"""What was decided of those that are there; `gone` are those that the data no longer show."""
_CHOSEN = SQL(
    "SELECT r.layer, r.fid, r.attributes, r.state, r.decided_at, r.first_seen, r.gone_at, "
    "municipality.label, ST_X(at.point), ST_Y(at.point), box.west, box.south, box.east, box.north "
    "FROM served.conflict r "
    "LEFT JOIN served.admin_municipality municipality ON municipality.code = r.municipality_code "
    "CROSS JOIN LATERAL (SELECT ST_PointOnSurface(r.geom) AS point) at "
    "CROSS JOIN LATERAL (SELECT ST_XMin(r.geom) AS west, ST_YMin(r.geom) AS south, "
    "ST_XMax(r.geom) AS east, ST_YMax(r.geom) AS north) box "
    "WHERE {conditions} ORDER BY r.fid LIMIT {limit}"
)
_IN = "r.attributes -> {} @> to_jsonb({}::bigint)"


@dataclass(frozen=True, slots=True)
class Conflict:
    """One conflict; `point` and `bbox` are in EPSG:5514, `measure` is in `unit`."""

    layer: LayerDef
    id: str
    attributes: dict[str, Any]
    state: str
    decided_at: datetime | None
    first_seen: datetime
    gone_at: datetime | None
    municipality: str
    point: tuple[float, float]
    bbox: tuple[float, float, float, float]

    @property
    def unit(self) -> str:
        return UNITS[dimension_of(self.layer)]

    def text(self, language: str) -> str:
        return str(self.attributes["text_en" if language == "en" else "text_cs"])


@dataclass(frozen=True, slots=True)
class Wanted:
    """What is asked for; empty is no condition. Without a state, all that are there."""

    municipality: int | None = None
    orp: int | None = None
    kind: str = ""
    state: str = ""
    rule: str = ""
    after: str = ""
    limit: int = 100


def conflict_layers(user: User) -> list[LayerDef]:
    """The layers of conflicts of which the user may know both sources."""
    return [each for each in allowed_layers(user, "query") if each.theme == THEME]


def chosen(user: User, wanted: Wanted) -> list[Conflict]:
    """The conflicts in the order of their ids."""
    return list(_read(conflict_layers(user), _conditions(wanted), wanted.limit))


def conflict_for(user: User, id_: str) -> Conflict | None:
    """The conflict, also one that is gone; None where the user may not know of it."""
    return next(_read(conflict_layers(user), [SQL("r.fid = {}").format(Literal(id_))], 1), None)


def may_decide(user: User, conflict: Conflict) -> bool:
    """Whether the user may change both of its layers there."""
    layer = layer_as(user, "edit", catalogue().layers[conflict.layer.id])
    return layer is not None and (layer.within is None or layer.within.holds(*conflict.point))


def _conditions(wanted: Wanted) -> list[Composable]:
    found: list[Composable] = [
        SQL("r.gone_at IS NOT NULL" if wanted.state == "gone" else "r.gone_at IS NULL")
    ]
    if wanted.state and wanted.state != "gone":
        found.append(SQL("r.state = {}").format(Literal(wanted.state)))
    if wanted.municipality is not None:
        found.append(_in("municipality_codes", wanted.municipality))
    if wanted.orp is not None:
        found.append(_in("orp_codes", wanted.orp))
    for name, value in (("kind", wanted.kind), ("rule", wanted.rule)):
        if value:
            found.append(SQL("r.attributes ->> {} = {}").format(Literal(name), Literal(value)))
    if wanted.after:
        found.append(SQL("r.fid > {}").format(Literal(wanted.after)))
    return found


def _in(name: str, code: int) -> Composable:
    return SQL(_IN).format(Literal(name), Literal(code))


def _read(layers: list[LayerDef], conditions: list[Composable], limit: int) -> Iterator[Conflict]:
    """Each layer on its own territory; who may know none of them has nothing."""
    if not layers:
        return
    may = SQL(" OR ").join(SQL("({})").format(_own(layer)) for layer in layers)
    statement = _CHOSEN.format(
        conditions=SQL(" AND ").join([*conditions, SQL("({})").format(may)]), limit=Literal(limit)
    )
    with connections["reader"].cursor() as cursor:
        cursor.execute(statement)
        found = cursor.fetchall()
    by_id = {layer.id: layer for layer in layers}
    for layer, id_, attributes, state, decided, first, gone, name, east, north, *box in found:
        yield Conflict(
            by_id[layer], id_, json.loads(attributes), state, decided, first, gone, name or "",
            (east, north), (box[0], box[1], box[2], box[3]),
        )  # fmt: skip


def _own(layer: LayerDef) -> Composable:
    return SQL(" AND ").join(rows.of_layer(layer))
