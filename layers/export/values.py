"""Values of fields as the database sends them, turned into what a format can hold."""

import json
from collections.abc import Callable
from datetime import date, datetime
from typing import Any

from layers.catalogue import Field

Value = str | int | float | bool | date | None

INT64 = 2**63 - 1


def typed(field: Field, value: Any) -> Value:
    """The value by the field's type.

    Attributes of themes come as texts. Raises `ValueError` for what the type cannot hold.
    """
    if value is None:
        return None
    return _BY_TYPE[field.type](value)


def _text(value: Any) -> str:
    return value if isinstance(value, str) else _json(value)


def _json(value: Any) -> str:
    if isinstance(value, str):
        return value
    return json.dumps(value, ensure_ascii=False, default=str)


def _integer(value: Any) -> int:
    number = int(value)
    if abs(number) > INT64:
        raise ValueError(f"{value} má více než 64 bitů")
    return number


def _boolean(value: Any) -> bool:
    if value in {True, "true"}:
        return True
    if value in {False, "false"}:
        return False
    raise ValueError(f"{value!r} není ano ani ne")


def _day(value: Any) -> date:
    if isinstance(value, datetime):
        return value.date()
    return value if isinstance(value, date) else date.fromisoformat(value)


_BY_TYPE: dict[str, Callable[[Any], Value]] = {
    "string": _text,
    "json": _json,
    "integer": _integer,
    "number": float,
    "boolean": _boolean,
    "date": _day,
}
