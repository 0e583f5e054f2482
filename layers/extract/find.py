"""Asks the database what of each layer lies on a piece of land."""

from collections.abc import Sequence
from dataclasses import replace
from typing import Any

from psycopg2.sql import SQL, Composable, Identifier, Literal

from layers import rows
from layers.access import User, allowed_layers
from layers.catalogue import LayerDef
from layers.extract.moment import Moment
from layers.extract.reader import Ask
from layers.extract.rules import Rule, Rules
from layers.extract.subject import Subject
from layers.extract.theme import NOTHING_KNOWN, Known, Object, Theme, theme
from layers.layer_state import themes_of

_OBJECTS = SQL(
    "SELECT o.layer, o.fid, o.label, o.attributes, lower(o.valid), o.source, o.dimension, "
    "o.measure, o.distance_m, o.sound "
    "FROM {function}({area}, {day}, {layers}::text[], {reaches}::float8[]{then}) o"
)
_OWN = SQL(
    "SELECT {layer}, r.fid::text, {label}, to_jsonb(p), lower(r.valid), r.source, "
    "ST_Dimension(r.geom), CASE ST_Dimension(r.geom) WHEN 2 THEN ST_Area(part.geom) "
    "WHEN 1 THEN ST_Length(part.geom) ELSE ST_NumGeometries(part.geom) END, "
    "ST_Distance(r.geom, {area}), ST_IsValid(r.geom) "
    "FROM {source} CROSS JOIN LATERAL (SELECT {fields}) p "
    "CROSS JOIN LATERAL (SELECT served.shared({shape}, {area}) AS geom) part "
    "WHERE {conditions}"
)
_KNOWN = SQL(
    "SELECT layer, whole, overdue, data_day, due_on "
    "FROM {function}({area}, 0, {day}, {layers}::text[]{then})"
)


def find(subject: Subject, user: User, at: Moment, ask: Ask) -> list[Theme]:
    """The user's layers in the catalogue's order, each with what is on the land at that moment.

    Of a layer that is his on a part of the land alone, nothing could be said of the rest.
    """
    rules = Rules()
    may = {
        layer.id: layer
        for layer in allowed_layers(user, "query")
        if layer.has_rows
        and layer.geometry in {"point", "line", "polygon"}
        and (layer.within is None or layer.within.shape.covers(subject.shape))
    }
    told = {
        id_: rule.on_land(subject.area_m2)
        for id_, layer in may.items()
        if (rule := rules.of(layer)).told
    }
    layers = [may[id_] for id_ in told]
    known = _with_sources(layers, _known(subject, layers, at, ask))
    found: dict[str, list[Object]] = {layer.id: [] for layer in layers}
    for layer, *rest in _rows(subject, layers, told, at, ask):
        found[layer].append(Object(*rest))
    return [
        theme(layer, told[layer.id], known.get(layer.id, NOTHING_KNOWN), found[layer.id])
        for layer in layers
    ]


def _known(subject: Subject, layers: Sequence[LayerDef], at: Moment, ask: Ask) -> dict[str, Known]:
    statement = _KNOWN.format(
        area=subject.sql,
        layers=Literal([each for layer in layers for each in (layer.id, *layer.sources)]),
        **_function("layer_known", at),
    )
    return {layer: Known(*rest) for layer, *rest in ask(statement)}


def _with_sources(layers: Sequence[LayerDef], known: dict[str, Known]) -> dict[str, Known]:
    """What is computed of other themes is known no better than they are."""
    found = dict(known)
    for layer in layers:
        sources = [known.get(each, NOTHING_KNOWN) for each in themes_of(layer.sources)]
        if sources and layer.id in found:
            found[layer.id] = replace(
                found[layer.id],
                whole=found[layer.id].whole and all(each.whole for each in sources),
                overdue=found[layer.id].overdue or any(each.overdue for each in sources),
            )
    return found


def _rows(
    subject: Subject, layers: Sequence[LayerDef], told: dict[str, Rule], at: Moment, ask: Ask
) -> list[tuple[Any, ...]]:
    """Whole themes by one function, whose plan is made once; registers and views cut to an asker
    by a statement each."""
    whole = [layer for layer in layers if layer.register is None and not layer.view]
    statement = _OBJECTS.format(
        area=subject.sql,
        layers=Literal([layer.id for layer in whole]),
        reaches=Literal([told[layer.id].adjoining_m for layer in whole]),
        **_function("extract_object", at),
    )
    found = ask(statement) if whole else []
    for layer in layers:
        if layer.register is not None or layer.view:
            found += ask(_own(subject, layer, told[layer.id], at))
    return found


def _function(name: str, at: Moment) -> dict[str, Composable]:
    """The function of now, or its twin that is told a moment."""
    then = SQL(", {}::timestamptz").format(Literal(at.known_at)) if at.known_at else SQL("")
    called = Identifier("served", f"{name}_then" if at.known_at else name)
    return {"function": called, "day": Literal(at.day), "then": then}


def _own(subject: Subject, layer: LayerDef, rule: Rule, at: Moment) -> Composable:
    shape = rows.cut(layer, rows.WHOLE)
    conditions = [
        *rows.of_layer(layer),
        SQL("r.geom && ST_Expand({}, {})").format(subject.sql, Literal(rule.adjoining_m)),
        SQL("ST_DWithin(r.geom, {}, {})").format(subject.sql, Literal(rule.adjoining_m)),
        SQL("r.valid @> {}::date").format(Literal(at.day)),
    ]
    fields = [
        SQL("{} AS {}").format(rows.column(layer, field.name), Identifier(field.name))
        for field in layer.fields
    ]
    return _OWN.format(
        layer=Literal(layer.id),
        label=rows.label(layer),
        area=subject.sql,
        source=rows.source_then(layer, at.known_at),
        fields=SQL(", ").join(fields),
        shape=shape,
        conditions=SQL(" AND ").join(conditions),
    )
