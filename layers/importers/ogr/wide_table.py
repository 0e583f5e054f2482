"""Wide tables, a column an indicator: what its header tells, and its entry in a mapping."""

import re
from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any

MUNICIPALITY_WORDS = (
    "zuj", "kod", "kodobce", "obeckod", "kodob", "icob", "lau2", "kodlau2", "kodzuj", "kodruian",
)  # fmt: skip
"""How the code of a municipality is called in tables of figures, in plain letters."""
_YEAR = re.compile(r"(?<![0-9])(?:19|20)[0-9]{2}(?![0-9])")
_YEAR_OF_FILE = "((?:19|20)[0-9]{2})"
_UNIT = re.compile(r"[(\[]([^()\[\]]{1,30})[)\]]\s*$|\bv\s+(ha|%|Kč|tis\. Kč|km²|m²|km2|m2)\s*$")
_HOLLOW = re.compile(r"[(\[]\s*[)\]]")
_SEAMS = " \t_-–,;:/."


@dataclass(frozen=True, slots=True)
class Heading:
    """What the header of a column says of its figures; `year` is None where it tells none."""

    title: str
    unit: str
    year: int | None


@dataclass(frozen=True, slots=True)
class Figure:
    """A column of figures; the year is its own, in a column of years, or in the file's name."""

    source: str
    indicator: str
    year: int | None = None
    year_field: str = ""

    @property
    def fields(self) -> tuple[str, ...]:
        return (self.source, self.year_field) if self.year_field else (self.source,)

    def entry(self, shared: Mapping[str, Any]) -> dict[str, Any]:
        """The entry of the mapping, beside what all columns of the table share."""
        columns = shared["attributes"]
        own = {"indicator": {"value": self.indicator}, "year": self._year(), "value": self.source}
        needed = [columns["municipality_code"], self.source]
        return {**shared, "filled": needed, "attributes": {**columns, **own}}

    def _year(self) -> object:
        if self.year is not None:
            return {"value": self.year}
        return self.year_field or {"file_name": _YEAR_OF_FILE}


def heading(text: str) -> Heading:
    """`Počet obyvatel (osoby) 2023` is a title, a unit and a year, in any order."""
    years = _YEAR.findall(text)
    rest = _HOLLOW.sub(" ", _YEAR.sub(" ", text)) if len(years) == 1 else text
    found = _UNIT.search(rest.rstrip(_SEAMS))
    if found:
        rest = rest[: found.start()]
    title = " ".join(rest.replace("_", " ").split()).strip(_SEAMS)
    unit = next(filter(None, found.groups()), "") if found else ""
    return Heading(title or text, unit.strip(), int(years[0]) if len(years) == 1 else None)
