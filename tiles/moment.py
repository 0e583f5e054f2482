"""The day that a map is asked for by the dimension `time` of WMS."""

import re
from datetime import date, datetime
from zoneinfo import ZoneInfo

from tiles.parameters import Parameters
from tiles.service_exception import BadParameter

_PRAGUE = ZoneInfo("Europe/Prague")
_MOMENT = re.compile(
    r"[0-9]{4}-[0-9]{2}-[0-9]{2}"
    r"(T[0-9]{2}:[0-9]{2}(:[0-9]{2}(\.[0-9]{1,6})?)?(Z|[+-][0-9]{2}:[0-9]{2})?)?"
)


def day_of(given: Parameters) -> date | None:
    """The day, in Prague; None for today's state. Raises `BadParameter` for all but one moment."""
    asked = given.values.get("TIME", "")
    if asked.lower() in {"", "current", "default"}:
        return None
    try:
        if _MOMENT.fullmatch(asked):
            moment = datetime.fromisoformat(asked)
            return moment.astimezone(_PRAGUE).date() if moment.tzinfo else moment.date()
    except (ValueError, OverflowError) as exc:
        raise _refused() from exc
    raise _refused()


def _refused() -> BadParameter:
    return BadParameter(
        "TIME",
        "TIME musí být jeden den (2026-01-31), jeden okamžik nebo current; intervaly se nekreslí.",
        code="InvalidDimensionValue",
    )
