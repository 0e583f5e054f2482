"""The order in which tiles of land are taken into the region: outwards from the first one."""

from collections.abc import Iterator
from itertools import count
from typing import NamedTuple

from layers.crs import COUNTRY_5514
from layers.demo.ground import ORIGIN, TILE_M


class Tile(NamedTuple):
    """Number in the order of use, and place in whole tiles from the first."""

    number: int
    x: int
    y: int


def tiles() -> Iterator[Tile]:
    """All tiles that lie within the country's extent, in rings around the first."""
    number = 0
    for ring in count():
        found = [place for place in _ring(ring) if _is_inside(*place)]
        if ring and not found:
            return
        for x, y in found:
            yield Tile(number, x, y)
            number += 1


def _ring(size: int) -> Iterator[tuple[int, int]]:
    for y in range(-size, size + 1):
        for x in range(-size, size + 1):
            if max(abs(x), abs(y)) == size:
                yield x, y


def _is_inside(x: int, y: int) -> bool:
    """With a tile's width to spare on each side: borders wind, and the ground is warped."""
    west, south, east, north = COUNTRY_5514
    left, bottom = ORIGIN[0] + x * TILE_M, ORIGIN[1] + y * TILE_M
    return (
        west + TILE_M < left
        and left + 2 * TILE_M < east
        and south + TILE_M < bottom
        and bottom + 2 * TILE_M < north
    )
