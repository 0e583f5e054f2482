"""A pair of coordinates as people write it: S-JTSK of any sign and order, or degrees of any kind.

The text is read into numbers and signs, cut into two halves at each place, and a half is a number
with spaces between thousands, or degrees with minutes and seconds. The ranges of both systems over
the country do not meet each other nor those of the other axis: they say which is which.
"""

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Literal

from layers.crs import COUNTRY_4326, COUNTRY_5514, KROVAK, WGS84, transform

Point = tuple[float, float]
Axis = Literal["lat", "lon", ""]

_MOST_ITEMS = 24
_DEGREE, _MINUTE, _SECOND, _CUT, _MINUS = "°", "'", '"', ";", "-"
_SIGNS = {
    "º": _DEGREE, "˚": _DEGREE, "′": _MINUTE, "’": _MINUTE, "‘": _MINUTE, "´": _MINUTE,
    "″": _SECOND, "”": _SECOND, "“": _SECOND, "−": _MINUS, "–": _MINUS, "‒": _MINUS,
    "|": _CUT,
}  # fmt: skip
_AXES: dict[str, Axis] = {
    "n": "lat", "lat": "lat", "latitude": "lat", "š": "lat", "sš": "lat",
    "e": "lon", "lon": "lon", "lng": "lon", "longitude": "lon", "d": "lon", "vd": "lon",
}  # fmt: skip
_SAYS_NOTHING = frozenset({
    "x", "y", "s-jtsk", "sjtsk", "jtsk", "krovak", "křovák",
    "gps", "geo", "loc", "wgs", "wgs84", "wgs-84",
})  # fmt: skip
_DIGITS = "0123456789"


@dataclass(frozen=True, slots=True)
class Number:
    """Digits before and after the decimal mark."""

    whole: str
    fraction: str = ""

    @property
    def value(self) -> float:
        return float(f"{self.whole}.{self.fraction or 0}")


Item = Number | str
"""A number, one of the signs above, or the name of an axis."""


def point(text: str) -> Point | None:
    """E, N in EPSG:5514 of the pair that the whole text is; None when it is none."""
    for comma_is_decimal in (True, False):
        items = _items(text.lower(), comma_is_decimal=comma_is_decimal)
        if items is not None and (found := _pair(items)):
            return found
    return None


def _items(text: str, *, comma_is_decimal: bool) -> list[Item] | None:
    """The text read; None when something in it is no part of coordinates."""
    items: list[Item] = []
    index = 0
    while index < len(text):
        character = text[index]
        if character in _DIGITS:
            number, index = _number(text, index, ".," if comma_is_decimal else ".")
            items.append(number)
        elif character.isalpha():
            word, index = _word(text, index)
            if word in _AXES:
                items.append(_AXES[word])
            elif word not in _SAYS_NOTHING:
                return None
        else:
            sign = _SIGNS.get(character, character)
            index += 1
            if sign in (",", _CUT):
                items.append(_CUT)
            elif sign in (_DEGREE, _MINUTE, _SECOND, _MINUS):
                items.append(sign)
            elif not (sign.isspace() or sign in "+=:.()[]"):
                return None
        if len(items) > _MOST_ITEMS:
            return None
    return items


def _number(text: str, index: int, marks: str) -> tuple[Number, int]:
    end = _digits_end(text, index)
    if end + 1 < len(text) and text[end] in marks and text[end + 1] in _DIGITS:
        stop = _digits_end(text, end + 1)
        return Number(text[index:end], text[end + 1 : stop]), stop
    return Number(text[index:end]), end


def _digits_end(text: str, index: int) -> int:
    while index < len(text) and text[index] in _DIGITS:
        index += 1
    return index


def _word(text: str, index: int) -> tuple[str, int]:
    """Letters, and signs that stand inside of "wgs-84" and "s-jtsk"; "s. š." and "v. d." as one."""
    for phrase, axis in (("s. š.", "n"), ("s.š.", "n"), ("v. d.", "e"), ("v.d.", "e")):
        if text.startswith(phrase, index):
            return axis, index + len(phrase)
    for name in ("wgs-84", "wgs84", "s-jtsk"):
        if text.startswith(name, index):
            return name, index + len(name)
    end = index
    while end < len(text) and text[end].isalpha():
        end += 1
    return text[index:end], end


def _pair(items: Sequence[Item]) -> Point | None:
    """The halves most alike in length first: 50 45 15 3 is two numbers and two."""
    cuts = sorted(range(1, len(items)), key=lambda cut: (abs(2 * cut - len(items)), cut))
    for cut in cuts:
        first, second = _half(items[:cut]), _half(items[cut:])
        if first and second and (found := _krovak(first, second) or _degrees(first, second)):
            return found
    return None


@dataclass(frozen=True, slots=True)
class Half:
    """One coordinate: its numbers, and what the signs about them say."""

    numbers: tuple[Number, ...]
    signs: str
    axis: Axis
    is_negative: bool


def _half(items: Sequence[Item]) -> Half | None:
    """None when it holds more than one axis, a comma inside, or a sign out of its place."""
    kept = list(items)
    while kept and kept[0] == _CUT:
        kept.pop(0)
    while kept and kept[-1] == _CUT:
        kept.pop()
    axes = [item for item in kept if item in ("lat", "lon")]
    rest = [item for item in kept if item not in ("lat", "lon")]
    is_negative = bool(rest) and rest[0] == _MINUS
    rest = rest[is_negative:]
    if len(axes) > 1 or not rest or _CUT in rest or _MINUS in rest:
        return None
    if axes and kept[0] != axes[0] and kept[-1] != axes[0] and kept[1:2] != axes:
        return None
    numbers = tuple(item for item in rest if isinstance(item, Number))
    if not numbers:
        return None
    shape = "".join("0" if isinstance(item, Number) else item for item in rest)
    axis: Axis = "" if not axes else "lat" if axes[0] == "lat" else "lon"
    return Half(numbers, shape, axis, is_negative)


def _krovak(first: Half, second: Half) -> Point | None:
    """The smaller is Y (west), the greater X (south); either may be written without its minus."""
    one, two = _metres(first), _metres(second)
    if one is None or two is None:
        return None
    small, great = sorted((one, two))
    west, south, east, north = COUNTRY_5514
    if -east <= small <= -west and -north <= great <= -south:
        return -small, -great
    return None


def _metres(half: Half) -> float | None:
    """One number, its thousands perhaps set apart: 1 043 000,50."""
    first, *rest = half.numbers
    if half.signs.strip("0"):
        return None
    grouped = all(len(each.whole) == 3 for each in rest) and len(first.whole) <= 3
    if rest and not (grouped and not any(each.fraction for each in half.numbers[:-1])):
        return None
    whole = "".join(each.whole for each in half.numbers)
    return Number(whole, half.numbers[-1].fraction).value if len(whole) <= 8 else None


def _degrees(first: Half, second: Half) -> Point | None:
    """Latitude and longitude as their letters say, else as their ranges do."""
    said = any(
        half.axis or _DEGREE in half.signs or half.numbers[0].fraction for half in (first, second)
    )
    one, two = _angle(first), _angle(second)
    if one is None or two is None or not said or first.axis == second.axis != "":
        return None
    if first.axis == "lon" or second.axis == "lat":
        ways = [(two, one)]
    elif first.axis or second.axis:
        ways = [(one, two)]
    else:
        ways = [(one, two), (two, one)]
    lon_min, lat_min, lon_max, lat_max = COUNTRY_4326
    for lat, lon in ways:
        if lat_min <= lat <= lat_max and lon_min <= lon <= lon_max:
            return transform(lon, lat, source=WGS84, target=KROVAK)
    return None


_DEGREE_SHAPES = frozenset(
    before + after
    for before in ("0", "0°", "00", "0°0", "0°0'", "00'", "000", "0°00", "0°0'0", "00'0")
    for after in ("", '"', "''")
    if after == "" or before.count("0") == 3
)


def _angle(half: Half) -> float | None:
    """Degrees of a number with minutes and seconds, of which only the last may be broken."""
    if half.is_negative or half.signs not in _DEGREE_SHAPES:
        return None
    degrees, *rest = half.numbers
    if any(each.fraction for each in half.numbers[:-1]) or len(degrees.whole) > 2:
        return None
    if any(len(each.whole) > 2 or each.value >= 60 for each in rest):
        return None
    return sum(each.value / 60.0**power for power, each in enumerate(half.numbers))
