"""Values as the database can hold them: text without NUL, numbers that JSON has a word for."""

from collections.abc import Mapping
from datetime import date
from math import isfinite


def storable(text: str) -> str:
    """Bytes of a file name that are no UTF-8 have no place in the database, nor has NUL."""
    return text.encode("utf-8", "replace").decode().replace("\0", "")


def storable_values(values: Mapping[str, object]) -> dict[str, object]:
    """The same values in forms that JSON has."""
    return {storable(name): _value(value) for name, value in values.items()}


def _value(value: object) -> object:
    if value is None or isinstance(value, bool | int):
        return value
    if isinstance(value, float):
        return value if isfinite(value) else str(value)
    if isinstance(value, list | tuple):
        return [_value(item) for item in value]
    if isinstance(value, Mapping):
        return storable_values(value)
    return value.isoformat() if isinstance(value, date) else storable(str(value))
