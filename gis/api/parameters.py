"""Query parameters, each read once: unknown, repeated and malformed ones are refused by name."""

import re
from collections.abc import Collection
from datetime import date

from django.http import HttpRequest

from gis.api.problems import BadParameter

COMMON = ("f", "lang")
"""Taken by every address."""
INT64 = 2**63 - 1

_INTEGER = re.compile(r"[+-]?[0-9]{1,19}", re.ASCII)
_NUMBER = re.compile(r"[+-]?[0-9]{1,32}(\.[0-9]{0,32})?([eE][+-]?[0-9]{1,2})?", re.ASCII)
_DATE = re.compile(r"[0-9]{4}-[0-9]{2}-[0-9]{2}", re.ASCII)


class Parameters:
    """The query of a request, checked against the names that its address takes."""

    def __init__(self, request: HttpRequest, names: Collection[str]) -> None:
        for name, values in request.GET.lists():
            if name not in names and name not in COMMON:
                raise BadParameter(
                    name[:80],
                    f"Parametr {name[:80]!r} zde není znám.",
                    f"The parameter {name[:80]!r} is not known here.",
                )
            if len(values) > 1:
                raise BadParameter(
                    name, "Parametr smí být uveden jen jednou.", "The parameter may be given once."
                )
            if "\0" in values[0]:
                raise BadParameter(name, "Znak NUL není dovolen.", "NUL is not allowed.")
        self._values = request.GET

    def __contains__(self, name: str) -> bool:
        return name in self._values

    def text(self, name: str, default: str = "") -> str:
        return self._values.get(name, default)

    def integer(self, name: str, *, default: int, low: int, high: int) -> int:
        """A whole number in decimal digits, not below `low`, cut to `high`."""
        text = self._values.get(name)
        if text is None:
            return default
        if not re.fullmatch(r"\+?[0-9]{1,24}", text, re.ASCII) or int(text) < low:
            raise BadParameter(
                name,
                f"Musí být celé číslo od {low} do {high}.",
                f"Must be a whole number from {low} to {high}.",
            )
        return min(int(text), high)

    def number(self, name: str) -> float:
        """A finite decimal number that must be given."""
        if name not in self._values:
            raise BadParameter(name, "Parametr chybí.", "The parameter is missing.")
        return number(self._values[name], parameter=name)


def number(text: str, *, parameter: str) -> float:
    """A finite number in decimal digits."""
    if not _NUMBER.fullmatch(text):
        raise BadParameter(parameter, "Musí být konečné číslo.", "Must be a finite number.")
    return float(text)


def integer(text: str, *, parameter: str) -> int:
    """A whole number of at most 64 bits."""
    if not _INTEGER.fullmatch(text) or abs(int(text)) > INT64:
        raise BadParameter(parameter, "Musí být celé číslo.", "Must be a whole number.")
    return int(text)


def day(text: str, *, parameter: str) -> date:
    """A date as 2026-11-23."""
    try:
        if not _DATE.fullmatch(text):
            raise ValueError(text)
        return date.fromisoformat(text)
    except ValueError as exc:
        raise BadParameter(
            parameter, "Musí být datum jako 2026-11-23.", "Must be a date such as 2026-11-23."
        ) from exc
