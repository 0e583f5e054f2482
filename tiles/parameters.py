"""Parameters of a map request, parsed once and strictly: by name, in ASCII, within limits."""

import math
import re
from collections.abc import Mapping, Sequence
from typing import NamedTuple
from urllib.parse import parse_qsl

from tiles.service_exception import BadParameter

_LONGEST_QUERY = 16_384
_MOST_FIELDS = 100
_WHOLE = re.compile(r"[0-9]{1,9}")
_NUMBER = re.compile(r"[+-]?([0-9]{1,15}(\.[0-9]{0,20})?|\.[0-9]{1,20})([eE][+-]?[0-9]{1,2})?")
_FARTHEST = 1e9


class Parameters(NamedTuple):
    """The parameters by upper-case name; each once."""

    values: Mapping[str, str]

    def text(self, name: str, default: str | None = None) -> str:
        value = self.values.get(name, default)
        if value is None:
            raise BadParameter(name, f"Chybí parametr {name}.", code="MissingParameterValue")
        return value

    def choice(self, name: str, allowed: Sequence[str], default: str | None = None) -> str:
        """One of the allowed, in any case of letters; returned as it stands in the list."""
        value = self.text(name, default).lower()
        for one in allowed:
            if value == one.lower():
                return one
        raise BadParameter(name, f"{name} musí být jedno z: {', '.join(allowed)}.")

    def whole(self, name: str, *, low: int, high: int, code: str = "InvalidParameterValue") -> int:
        value = self.text(name)
        if not _WHOLE.fullmatch(value) or not low <= int(value) <= high:
            raise BadParameter(name, f"{name} musí být celé číslo od {low} do {high}.", code=code)
        return int(value)

    def box(self, name: str = "BBOX") -> tuple[float, float, float, float]:
        """Four finite numbers, the second pair greater than the first."""
        parts = self.text(name).split(",")
        if len(parts) != 4 or not all(_NUMBER.fullmatch(part.strip()) for part in parts):
            raise BadParameter(name, f"{name} musí být čtyři čísla oddělená čárkou.")
        first, second, third, fourth = map(float, parts)
        if not all(map(_reasonable, (first, second, third, fourth))):
            raise BadParameter(name, f"{name} leží příliš daleko.")
        if first >= third or second >= fourth:
            raise BadParameter(name, f"{name} musí mít druhý roh větší než první.")
        return first, second, third, fourth


def _reasonable(value: float) -> bool:
    return math.isfinite(value) and abs(value) <= _FARTHEST


def parse(query: str) -> Parameters:
    """The parameters of a query; one given twice is refused, for servers differ in which counts."""
    if len(query) > _LONGEST_QUERY:
        longest = max(query.split("&"), key=len).partition("=")[0].upper()[:40]
        raise BadParameter(longest, f"Dotaz je delší než {_LONGEST_QUERY} znaků.")
    values: dict[str, str] = {}
    try:
        pairs = parse_qsl(
            query, keep_blank_values=True, max_num_fields=_MOST_FIELDS, errors="strict"
        )
    except ValueError as exc:
        raise BadParameter("query", "Dotaz má příliš mnoho parametrů nebo není v UTF-8.") from exc
    for key, value in pairs:
        name = key.upper()
        if "\0" in value:
            raise BadParameter(name, f"{name} obsahuje nepovolený znak.")
        if name in values and values[name] != value:
            raise BadParameter(name, f"Parametr {name} je uveden dvakrát.")
        values[name] = value
    return Parameters(values)
