"""A value in SQL with its kind, and how two of them are made comparable."""

from collections.abc import Callable, Mapping
from dataclasses import dataclass
from datetime import date, datetime
from typing import Any
from typing import Literal as Words

from psycopg2.sql import SQL, Composable, Literal

from gis.api.filter import moment
from gis.api.filter.limits import MAX_TEXT
from gis.api.filter.number import checked
from gis.api.filter.problem import BadFilter
from gis.api.parameters import number
from gis.api.problems import BadParameter
from layers.catalogue import Field

Kind = Words["string", "number", "boolean", "date", "timestamp"]
Constant = str | int | float | bool | date | datetime

_WORDS: Mapping[Kind, tuple[str, str]] = {
    "string": ("text", "text"),
    "number": ("číslo", "number"),
    "boolean": ("pravdivostní hodnota", "truth value"),
    "date": ("datum", "date"),
    "timestamp": ("čas", "time"),
}
_ZONE = "Europe/Prague"


@dataclass(frozen=True, slots=True)
class Operand:
    """`constant` where the filter itself has the value, `field` where it is a property alone."""

    sql: Composable
    kind: Kind
    constant: Constant | None = None
    field: Field | None = None


def constant(value: Constant) -> Operand:
    """Raises `BadFilter` for what the database cannot hold."""
    match value:
        case bool():
            return Operand(SQL("TRUE" if value else "FALSE"), "boolean", value)
        case int() | float():
            return Operand(Literal(checked(value)), "number", value)
        case datetime():
            return Operand(SQL("{}::timestamptz").format(Literal(value)), "timestamp", value)
        case date():
            return Operand(SQL("{}::date").format(Literal(value)), "date", value)
        case str():
            return Operand(Literal(_storable(value)), "string", value)


def agreed(left: Operand, right: Operand) -> tuple[Operand, Operand]:
    """The two in one kind; raises `BadFilter` where they cannot be compared."""
    if left.kind == right.kind:
        return left, right
    if {left.kind, right.kind} == {"date", "timestamp"}:
        return as_timestamp(left), as_timestamp(right)
    if right.constant is not None:
        return left, _in_kind(right, left.kind)
    if left.constant is not None:
        return _in_kind(left, right.kind), right
    raise _unlike(left.kind, right.kind)


def as_timestamp(operand: Operand) -> Operand:
    """A day is its beginning in the Czech Republic."""
    if operand.kind != "date":
        return operand
    sql = SQL("({}::timestamp AT TIME ZONE {})").format(operand.sql, Literal(_ZONE))
    return Operand(sql, "timestamp")


def expect(operand: Operand, kind: Kind) -> Operand:
    """The operand, which must be of the kind."""
    if operand.kind != kind:
        raise _unlike(operand.kind, kind)
    return operand


def _in_kind(operand: Operand, kind: Kind) -> Operand:
    """A constant text as what it spells, a whole number as its digits."""
    value = operand.constant
    if isinstance(value, str):
        return constant(_READERS[kind](value))
    if isinstance(value, int) and not isinstance(value, bool) and kind == "string":
        return constant(str(value))
    raise _unlike(operand.kind, kind)


def _number(text: str) -> int | float:
    try:
        found = number(text, parameter="filter")
    except BadParameter as exc:
        raise BadFilter(f"{text[:80]!r} není číslo.", f"{text[:80]!r} is no number.") from exc
    return int(text) if text.lstrip("+-").isdigit() else found


def _truth(text: str) -> bool:
    if text.lower() not in {"true", "false"}:
        raise _unlike("string", "boolean")
    return text.lower() == "true"


_READERS: Mapping[Kind, Callable[[str], Any]] = {
    "string": str,
    "number": _number,
    "boolean": _truth,
    "date": moment.day,
    "timestamp": moment.timestamp,
}


def _storable(text: str) -> str:
    if len(text) > MAX_TEXT or "\0" in text or any("\ud800" <= each <= "\udfff" for each in text):
        raise BadFilter(
            f"Text smí mít nejvýše {MAX_TEXT} znaků Unicode a žádný NUL.",
            f"A text may have at most {MAX_TEXT} characters of Unicode, and no NUL.",
        )
    return text


def _unlike(one: Kind, other: Kind) -> BadFilter:
    (one_cs, one_en), (other_cs, other_en) = _WORDS[one], _WORDS[other]
    return BadFilter(
        f"Nelze porovnat: {one_cs} a {other_cs}.", f"Cannot be compared: {one_en} and {other_en}."
    )
