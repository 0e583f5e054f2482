"""Fields of VFK as Python values that fit their columns."""

from datetime import date, datetime
from zoneinfo import ZoneInfo

from layers.importers.bad_value import BadValue

SMALL, INTEGER, BIG = 2**15 - 1, 2**31 - 1, 2**63 - 1
_PRAGUE = ZoneInfo("Europe/Prague")


def whole(text: str, column: str, limit: int = INTEGER) -> int | None:
    """A whole number from 0 to `limit`, None when empty; more would break the import later."""
    if not text:
        return None
    if text.isascii() and text.isdigit() and len(text) <= 19 and (value := int(text)) <= limit:
        return value
    raise BadValue(f"Hodnota „{text[:40]}“ v {column} není celé číslo 0 až {limit}.")


def day(text: str, column: str) -> date | None:
    """The day of `09.02.2014 23:25:16`."""
    if not text:
        return None
    try:
        return date(int(text[6:10]), int(text[3:5]), int(text[:2]))
    except ValueError as exc:
        raise BadValue(f"Hodnota „{text[:40]}“ v {column} není datum.") from exc


def moment(text: str) -> datetime:
    """A date and time in Czech civil time; raises `ValueError`."""
    form = "%d.%m.%Y %H:%M:%S" if " " in text.strip() else "%d.%m.%Y"
    return datetime.strptime(text.strip(), form).replace(tzinfo=_PRAGUE)
