"""The `datetime` parameter: a moment or an interval, by days of the Czech calendar."""

import re
from datetime import date, datetime
from typing import NamedTuple
from zoneinfo import ZoneInfo

from gis.api.parameters import day
from gis.api.problems import BadParameter

_MOMENT = re.compile(
    r"[0-9]{4}-[0-9]{2}-[0-9]{2}[Tt][0-9]{2}:[0-9]{2}:[0-9]{2}(\.[0-9]{1,9})?"
    r"([Zz]|[+-][0-9]{2}:[0-9]{2})",
    re.ASCII,
)
_ZONE = ZoneInfo("Europe/Prague")


class Interval(NamedTuple):
    """First and last day, both included; None is open."""

    first: date | None
    last: date | None


def parse_interval(text: str) -> Interval:
    """A moment, or two with `/` between, of which `..` and nothing mean open."""
    parts = text.split("/")
    if len(parts) == 1:
        moment = _day(parts[0])
        return Interval(moment, moment)
    if len(parts) != 2:
        raise _bad()
    first, last = (None if part in {"", ".."} else _day(part) for part in parts)
    if first and last and first > last:
        raise BadParameter(
            "datetime", "Konec je před začátkem.", "The end comes before the beginning."
        )
    return Interval(first, last)


def _day(text: str) -> date:
    if not _MOMENT.fullmatch(text):
        return day(text, parameter="datetime")
    head, fraction, zone = re.split(r"(\.[0-9]+)", text.upper()) if "." in text else (text, "", "")
    try:
        moment = datetime.fromisoformat(head.upper() + fraction[:7] + zone)
        return moment.astimezone(_ZONE).date()
    except (ValueError, OverflowError) as exc:
        raise _bad() from exc


def _bad() -> BadParameter:
    return BadParameter(
        "datetime",
        "Musí být datum, čas podle RFC 3339 nebo interval s lomítkem.",
        "Must be a date, a time by RFC 3339, or an interval with a slash.",
    )
