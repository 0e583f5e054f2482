"""Days, moments and the ends of intervals as a filter writes them."""

import re
from datetime import date, datetime
from typing import Any

from pygeofilter import ast

from gis.api.filter.problem import BadFilter

_DAY = re.compile(r"[0-9]{4}-[0-9]{2}-[0-9]{2}", re.ASCII)
_TIMESTAMP = re.compile(
    r"[0-9]{4}-[0-9]{2}-[0-9]{2}[Tt ][0-9]{2}:[0-9]{2}:[0-9]{2}(\.[0-9]{1,6})?"
    r"([Zz]|[+-][0-9]{2}:[0-9]{2})",
    re.ASCII,
)


def day(text: Any) -> date:
    """A date as 2026-11-23."""
    try:
        if not (isinstance(text, str) and _DAY.fullmatch(text)):
            raise ValueError(text)
        return date.fromisoformat(text)
    except ValueError as exc:
        raise BadFilter(
            f"{_shown(text)} není datum jako 2026-11-23.",
            f"{_shown(text)} is no date such as 2026-11-23.",
        ) from exc


def timestamp(text: Any) -> datetime:
    """A moment by RFC 3339, with its zone."""
    try:
        if not (isinstance(text, str) and _TIMESTAMP.fullmatch(text)):
            raise ValueError(text)
        found = datetime.fromisoformat(text.upper())
        found.timestamp()  # an offset may lead out of the calendar
        return found
    except (ValueError, OverflowError) as exc:
        raise BadFilter(
            f"{_shown(text)} není čas jako 2026-11-23T08:00:00Z.",
            f"{_shown(text)} is no time such as 2026-11-23T08:00:00Z.",
        ) from exc


def end(value: Any) -> date | datetime | ast.Attribute | None:
    """One end of an interval; None is open."""
    if value == "..":
        return None
    if isinstance(value, ast.Attribute | date):
        return value
    return timestamp(value) if isinstance(value, str) and len(value) > 10 else day(value)


def _shown(value: Any) -> str:
    return repr(value)[:80]
