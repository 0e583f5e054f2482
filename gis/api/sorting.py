"""The order of a page by fields of the layer, and the place in it where the next page begins.

The id follows every key, so that the order is total and no feature is skipped or shown twice.
What is unknown comes last, whatever the direction.
"""

from collections.abc import Sequence
from dataclasses import dataclass
from decimal import Decimal, InvalidOperation

from psycopg2.sql import SQL, Composable, Literal

from gis.api.filter.moment import day
from gis.api.filter.operand import Operand
from gis.api.filter.parsing import filterable
from gis.api.filter.problem import BadFilter
from gis.api.filter.scalar import property_of
from gis.api.filter.scope import Scope
from gis.api.problems import BadParameter
from gis.api.systems import CRS84
from layers.catalogue import Field, LayerDef

MAX_KEYS = 3
_LENGTH = 100
"""Characters of a text by which it is sorted: the place of a page must fit into an address."""


@dataclass(frozen=True, slots=True)
class SortKey:
    """A field and the direction of its values."""

    field: Field
    descending: bool


def parse_sort(text: str, layer: LayerDef) -> tuple[SortKey, ...]:
    """`+area_m2,-label`; raises `BadParameter`. A plus is a space in an address not encoded."""
    names = {field.name: field for field in filterable(layer)}
    keys: dict[str, SortKey] = {}
    for part in text.split(",", MAX_KEYS):
        name = part.strip().removeprefix("-").removeprefix("+")
        if name not in names or name in keys or len(keys) == MAX_KEYS:
            raise BadParameter(
                "sortby",
                f"Musí být nejvýše {MAX_KEYS} různé vlastnosti ze sortables kolekce, "
                "se znaménkem + nebo - vpředu.",
                f"Must be at most {MAX_KEYS} different properties of the collection's sortables, "
                "each after + or -.",
            )
        keys[name] = SortKey(names[name], descending=part.strip().startswith("-"))
    return tuple(keys.values())


def value_of(key: SortKey, layer: LayerDef) -> Composable:
    """What a row is sorted by."""
    operand = _operand(key, layer)
    if operand.kind == "string":
        return SQL("left({}, {})").format(operand.sql, Literal(_LENGTH))
    return operand.sql


def order(keys: Sequence[SortKey], layer: LayerDef) -> Composable:
    """The list of ORDER BY, the id left out."""
    return SQL(", ").join(
        SQL("{} DESC NULLS LAST" if key.descending else "{} ASC NULLS LAST").format(
            value_of(key, layer)
        )
        for key in keys
    )


def place_of(keys: Sequence[SortKey], layer: LayerDef) -> Composable:
    """The values of a row as a JSON array of texts, exact to the last digit."""
    values = SQL(", ").join(SQL("({})::text").format(value_of(key, layer)) for key in keys)
    return SQL("json_build_array({})").format(values)


def follows(
    keys: Sequence[SortKey],
    layer: LayerDef,
    *,
    place: Sequence[str | None],
    fid: Composable,
) -> Composable:
    """The condition of rows behind a place: by the first key that differs, or by id at last."""
    condition: Composable = SQL("r.fid > {}").format(fid)
    for key, text in reversed(list(zip(keys, place, strict=True))):
        value = value_of(key, layer)
        if text is None:
            condition = SQL("({} IS NULL AND {})").format(value, condition)
            continue
        at = _constant(key, layer, text)
        behind = SQL("{} < {}" if key.descending else "{} > {}").format(value, at)
        condition = SQL("({0} OR {1} IS NULL OR ({1} = {2} AND {3}))").format(
            behind, value, at, condition
        )
    return condition


def _operand(key: SortKey, layer: LayerDef) -> Operand:
    return property_of(key.field, Scope(layer, {key.field.name: key.field}, CRS84))


def _constant(key: SortKey, layer: LayerDef, text: str) -> Composable:
    """A value as `place_of` wrote it; raises `BadFilter` for all else."""
    match _operand(key, layer).kind:
        case "number":
            return Literal(_number(text))
        case "date":
            return SQL("{}::date").format(Literal(day(text)))
        case "boolean" if text in {"true", "false"}:
            return SQL(text.upper())
        case "string" if len(text) <= _LENGTH and "\0" not in text:
            return Literal(text)
    raise BadFilter("Neplatné místo ve výpisu.", "Not a place in the list.")


def _number(text: str) -> Decimal:
    try:
        found = Decimal(text) if len(text) <= _LENGTH else Decimal("NaN")
    except InvalidOperation:
        found = Decimal("NaN")
    if not found.is_finite():
        raise BadFilter("Neplatné místo ve výpisu.", "Not a place in the list.")
    return found
