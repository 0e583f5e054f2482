"""How fine the paper is that a map is asked for, as QGIS, MapServer and GeoServer name it."""

import re

from tiles.asker import PIXEL_DPI
from tiles.parameters import Parameters
from tiles.service_exception import BadParameter

_COARSEST, _FINEST = 30.0, 1200.0
_NUMBER = re.compile(r"[0-9]{1,4}(\.[0-9]{1,20})?")
_OPTION = re.compile(r"dpi:([^;]*)", re.IGNORECASE)


def dots_per_inch(given: Parameters) -> float:
    """`DPI`, `MAP_RESOLUTION` or `FORMAT_OPTIONS=dpi:…`, the first that is there.

    Without any, the standard pixel of 0.28 mm. Raises `BadParameter` for what is no such number.
    """
    found = [
        _number(name, given.values[name])
        for name in ("DPI", "MAP_RESOLUTION")
        if given.values.get(name)
    ]
    if option := _OPTION.search(given.values.get("FORMAT_OPTIONS", "")):
        found.append(_number("FORMAT_OPTIONS", option[1]))
    return found[0] if found else PIXEL_DPI


def _number(name: str, value: str) -> float:
    if not _NUMBER.fullmatch(value) or not _COARSEST <= float(value) <= _FINEST:
        limits = f"{_COARSEST:.0f} do {_FINEST:.0f}"
        raise BadParameter(name, f"{name}: rozlišení musí být číslo od {limits} dpi.")
    return float(value)
