"""Numbers that a filter may hold: finite, and whole ones of at most 64 bits."""

from math import isfinite

from gis.api.filter.problem import BadFilter
from gis.api.parameters import INT64

_MAX_DIGITS = 40


def decimal(text: str) -> int | float:
    """The number of a text that has a number's form."""
    if len(text) > _MAX_DIGITS:
        raise _too_large(text)
    return checked(int(text) if text.lstrip("+-").isdigit() else float(text))


def checked(value: int | float) -> int | float:
    """The same number, if the database can hold it."""
    if isinstance(value, int) and abs(value) > INT64:
        raise _too_large(str(value))
    if not isfinite(value):
        raise _too_large(str(value))
    return value


def _too_large(text: str) -> BadFilter:
    return BadFilter(
        f"Číslo {text[:40]} je příliš velké nebo dlouhé.",
        f"The number {text[:40]} is too large or too long.",
    )
