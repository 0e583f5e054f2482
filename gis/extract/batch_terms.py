"""The terms of a batch from a JSON document."""

from dataclasses import dataclass
from typing import Any

from gis.api.parameters import day
from gis.api.problems import BadParameter
from gis.extract.query import checked_day, checked_purpose
from layers.extract.batch.asking import MOST_PARCELS
from layers.extract.moment import Moment
from layers.models import ExtractBatch

_INT64 = 2**63
NAMES = ("parcels", "form", "purpose", "as_of", "date")


@dataclass(frozen=True, slots=True)
class BatchTerms:
    """What is asked for; whether it can be had `layers.extract.batch.asking` says."""

    parcels: list[int]
    form: str
    purpose: str
    at: Moment

    @classmethod
    def from_document(cls, document: Any) -> "BatchTerms":
        """Raises `BadParameter` with the name of what is wrong."""
        if not isinstance(document, dict):
            raise BadParameter("body", "Tělo musí být objekt.", "The body must be an object.")
        for name in document:
            if name not in NAMES:
                raise BadParameter(
                    name[:80], f"{name[:80]!r} zde není známo.", f"{name[:80]!r} is not known here."
                )
        form = _text(document, "form") or ExtractBatch.Form.PDF
        return cls(
            _parcels(document.get("parcels")),
            form,
            checked_purpose(_text(document, "purpose")),
            _moment(document),
        )


def _parcels(values: Any) -> list[int]:
    if not isinstance(values, list) or not 0 < len(values) <= MOST_PARCELS:
        raise BadParameter(
            "parcels",
            f"Musí být seznam 1 až {MOST_PARCELS} kódů parcel.",
            f"Must be a list of 1 to {MOST_PARCELS} codes of parcels.",
        )
    return [_code(value) for value in values]


def _code(value: Any) -> int:
    """A number, or its digits: a code does not fit into the numbers of all clients."""
    digits = str(value) if isinstance(value, int | str) and not isinstance(value, bool) else ""
    if digits.removeprefix("-").isdecimal() and digits.isascii() and len(digits) < 20:
        code = int(digits)
        if abs(code) < _INT64:
            return code
    raise BadParameter(
        "parcels",
        f"{str(value)[:40]!r} není kód parcely.",
        f"{str(value)[:40]!r} is no code of a parcel.",
    )


def _text(document: dict[str, Any], name: str) -> str:
    value = document.get(name, "")
    if not isinstance(value, str) or "\0" in value:
        raise BadParameter(name, "Musí být text.", "Must be a text.")
    return value


def _moment(document: dict[str, Any]) -> Moment:
    days = {name: _text(document, name) for name in ("date", "as_of") if name in document}
    return checked_day({name: day(text, parameter=name) for name, text in days.items()})
