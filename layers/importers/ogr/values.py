"""Values of strangers' columns as Python values that fit ours; Czech dates and yes/no included."""

import math
import re
from collections.abc import Callable
from datetime import date, datetime

Converter = Callable[[object], object]

SMALL = 2**15 - 1
INTEGER = 2**31 - 1
BIG = 2**63 - 1

_WHOLE = re.compile(r"[+-]?[0-9]{1,19}(?:\.0{1,6})?", re.ASCII)
_NUMBER = re.compile(
    r"[+-]?(?:[0-9]{1,30}(?:[.,][0-9]{0,30})?|[.,][0-9]{1,30})(?:[eE][+-]?[0-9]{1,3})?"
)
_GROUPED = re.compile(r"[+-]?[0-9]{1,3}(?:[ \u00a0\u202f][0-9]{3}){1,9}(?:[.,][0-9]{0,30})?")
"""Thousands apart, as Czech tables have them."""
_SPACES = str.maketrans("", "", " \u00a0\u202f")
_CZECH_DAY = re.compile(r"([0-9]{1,2})\. ?([0-9]{1,2})\. ?([0-9]{4})(?: .{1,12})?")
_ISO_DAY = re.compile(r"([0-9]{4})-([0-9]{2})-([0-9]{2})(?:[T ].{1,20})?")
_PLAIN_DAY = re.compile(r"([0-9]{4})([0-9]{2})([0-9]{2})")
_NO_FIGURE = frozenset({".", "x", "-", "–", "…"})
"""The signs by which tables of the statistical office say that there is no figure."""
_EXACT_FLOAT = 2.0**53
_YES = frozenset({"1", "true", "t", "ano", "a", "yes", "y"})
_NO = frozenset({"0", "false", "f", "ne", "n", "no"})


class BadValue(ValueError):
    """A value that makes no sense; the message is the reason, in Czech, for the quarantine."""


def blank(value: object) -> bool:
    """Nothing was filled in: null, NaN of a numeric column, empty or blank text."""
    if value is None or (isinstance(value, float) and math.isnan(value)):
        return True
    return isinstance(value, str) and not value.strip()


def without_figure(value: object) -> bool:
    """Nothing was filled in, or a sign that says so."""
    return blank(value) or str(value).strip().lower() in _NO_FIGURE


def integer(limit: int) -> Converter:
    """A converter to a whole number of at most `limit` in size."""

    def convert(value: object) -> int | None:
        if blank(value):
            return None
        number = _whole(value)
        if number is None or abs(number) > limit:
            raise BadValue(f"hodnota „{_cut(value)}“ není celé číslo do {limit}")
        return number

    return convert


def _whole(value: object) -> int | None:
    if isinstance(value, int):
        return int(value)
    if isinstance(value, float):
        return int(value) if value.is_integer() and abs(value) <= _EXACT_FLOAT else None
    if isinstance(value, str) and _WHOLE.fullmatch(value.strip()):
        return int(value.strip().partition(".")[0])
    return None


def number(value: object) -> float | int | None:
    """A finite number; text may have a decimal comma and thousands apart."""
    if blank(value):
        return None
    if isinstance(value, str) and _GROUPED.fullmatch(value.strip()):
        value = value.translate(_SPACES)
    if isinstance(value, str) and _NUMBER.fullmatch(value.strip()):
        value = float(value.strip().replace(",", "."))
    if isinstance(value, int | float) and not isinstance(value, bool) and math.isfinite(value):
        return value
    raise BadValue(f"hodnota „{_cut(value)}“ není číslo")


def text(value: object) -> str | None:
    """Text without outer spaces; whole numbers without a decimal point, days in ISO form."""
    if blank(value):
        return None
    if isinstance(value, float) and value.is_integer() and abs(value) <= _EXACT_FLOAT:
        return str(int(value))
    if isinstance(value, date):
        return value.isoformat()
    if isinstance(value, bytes):
        raise BadValue("hodnota je binární")
    return str(value).strip()


def boolean(value: object) -> bool | None:
    """`ano`/`ne`, `A`/`N`, `true`/`false`, 1/0."""
    if blank(value):
        return None
    word = str(text(value)).lower()
    if word in _YES:
        return True
    if word in _NO:
        return False
    raise BadValue(f"hodnota „{_cut(value)}“ není ano ani ne")


def day(value: object) -> date | None:
    """A day: `27.09.1991`, `27. 9. 1991`, `1991-09-27`, `19910927`; a time after it is left out."""
    if blank(value):
        return None
    if isinstance(value, datetime):
        return value.date()
    if isinstance(value, date):
        return value
    word = str(value).strip()
    try:
        if match := _CZECH_DAY.fullmatch(word):
            return date(int(match[3]), int(match[2]), int(match[1]))
        if match := _ISO_DAY.fullmatch(word) or _PLAIN_DAY.fullmatch(word):
            return date(int(match[1]), int(match[2]), int(match[3]))
    except ValueError as exc:
        raise BadValue(f"hodnota „{_cut(value)}“ není existující den") from exc
    raise BadValue(f"hodnota „{_cut(value)}“ není datum")


def plain(value: object) -> object:
    """A value for JSON as it is: text, number, boolean, day; NaN and infinity are no values."""
    if blank(value):
        return None
    if isinstance(value, float) and not math.isfinite(value):
        return None
    if isinstance(value, date):
        return value.isoformat()
    if isinstance(value, bytes):
        raise BadValue("hodnota je binární")
    return value.strip() if isinstance(value, str) else value


def _cut(value: object) -> str:
    return str(value)[:40]
