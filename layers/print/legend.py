"""The legend of what is in view: the classes that have an object on the map, at its scale."""

from collections.abc import Iterator
from dataclasses import dataclass
from math import inf

from django.db import OperationalError, connections, transaction
from psycopg2.sql import SQL, Composable, Identifier, Literal

from layers.access import User, layer_as
from layers.catalogue import LayerDef, Style, catalogue
from layers.catalogue.style import MISSING, Rule
from layers.crs import KROVAK
from layers.map_picture import MapPicture
from layers.print.order import Shown
from layers.rows import column, of_layer, source
from layers.sign import Sign, sign

_PURPOSE_MAP = ("source_class", "UKM")
_LONGEST_MS = 1500
_FEW = 200
"""Values of a field that are looked at; classes are fewer."""
_VALUES = SQL(
    "SELECT DISTINCT {} FROM {} WHERE r.geom && {area} AND ST_Intersects(r.geom, {area}){} LIMIT {}"
)


@dataclass(frozen=True, slots=True)
class Entry:
    """A class: its sign and its name."""

    sign: Sign
    title: str


@dataclass(frozen=True, slots=True)
class LegendPart:
    """Of one layer. `is_drawn` is whether the scale shows it, `occurs` whether anything is there.

    `has_purpose_map` tells of parcels without legal force. Where the database needed too long, all
    classes of the scale are told.
    """

    shown: Shown
    entries: tuple[Entry, ...]
    is_drawn: bool
    occurs: bool
    has_purpose_map: bool


def legend_part(shown: Shown, picture: MapPicture, user: User, language: str) -> LegendPart:
    """The classes of the layer, of a composed one those of its members."""
    layer = shown.layer.pictures[shown.stratum.picture]
    in_scale = (layer.min_scale or 0) <= picture.scale <= (layer.max_scale or inf)
    if layer.cascade is not None or layer.raster:
        entries = tuple(_entries(layer.style.rules, language)) if layer.raster else ()
        return LegendPart(shown, entries, in_scale, in_scale, False)
    found: dict[str, Entry] = {}
    drawn, occurs, purpose_map = False, False, False
    for member, style in _passes(layer, user):
        rules = _at_scale(member, style, picture.scale)
        used = [rule for rule, is_used in _used(member, rules, picture) if is_used]
        drawn, occurs = drawn or bool(rules), occurs or bool(used)
        purpose_map = purpose_map or any(map(_is_purpose_map, used))
        found |= {each.title: each for each in _entries(used, language)}
    return LegendPart(shown, tuple(found.values()), drawn, occurs, purpose_map)


def _passes(layer: LayerDef, user: User) -> Iterator[tuple[LayerDef, Style]]:
    """The layer itself in its look, or the members of a composed one in theirs."""
    if not layer.composed:
        yield layer, layer.style
    for member in layer.members:
        if (seen := layer_as(user, "see", catalogue().layers[member.layer])) is not None:
            yield seen, member.style


def _at_scale(layer: LayerDef, style: Style, scale: float) -> list[Rule]:
    """A style made for another map brings its own scales, as when it is drawn."""
    own = style.id == layer.id
    if own and not (layer.min_scale or 0) <= scale <= (layer.max_scale or inf):
        return []
    return [
        rule for rule in style.rules if (rule.min_scale or 0) < scale <= (rule.max_scale or inf)
    ]


def _used(layer: LayerDef, rules: list[Rule], picture: MapPicture) -> Iterator[tuple[Rule, bool]]:
    known: dict[str, frozenset[str] | None] = {}
    for rule in rules:
        field = rule.when.field if rule.when else ""
        if field not in known:
            known[field] = _values(layer, field, picture)
        values = known[field]
        wanted = {str(each) for each in rule.when.values} if rule.when else values
        yield rule, values is None or bool(values & (wanted or frozenset()))


def _values(layer: LayerDef, field: str, picture: MapPicture) -> frozenset[str] | None:
    """Those that occur on the map, as texts; None where they could not be found out in time.

    Without a field there is one value if there is any object.
    """
    value: Composable = SQL("'' AS value")
    if field:
        value = _text(layer, field)
    own = SQL("").join(SQL(" AND {}").format(each) for each in of_layer(layer))
    area = SQL("ST_MakeEnvelope({}, {}, {}, {}, {})").format(*map(Literal, (*picture.box, KROVAK)))
    statement = _VALUES.format(value, source(layer), own, Literal(_FEW if field else 1), area=area)
    try:
        with transaction.atomic(using="reader"), connections["reader"].cursor() as cursor:
            cursor.execute("SET LOCAL statement_timeout = %s", [_LONGEST_MS])
            cursor.execute(statement)
            return frozenset(
                MISSING if each is None else str(each) for (each,) in cursor.fetchall()
            )
    except OperationalError:
        return None


def _text(layer: LayerDef, field: str) -> Composable:
    if layer.register is not None or field in {"label", "geom_kind"}:
        return SQL("{}::text").format(Identifier("r", field))
    return SQL("{} #>> '{{}}'").format(column(layer, field))


def _entries(rules: list[Rule] | tuple[Rule, ...], language: str) -> Iterator[Entry]:
    """Rules without a title draw, but are no class."""
    for rule in rules:
        title = rule.title_en if language == "en" else rule.title_cs
        if title and (drawn := sign(rule)):
            yield Entry(drawn, title)


def _is_purpose_map(rule: Rule) -> bool:
    field, value = _PURPOSE_MAP
    return rule.when is not None and rule.when.field == field and value in rule.when.values
