"""Where units lie: a honeycomb of cadastral units, their shared borders and the ways across them.

A tile is 5 × 5 units and joins its copies on every side. A border is drawn once for the two units
that share it, with all vertices it will ever have: whatever is drawn inside a unit ends in one of
them, so neighbours fit without knowing each other.
"""

from dataclasses import dataclass
from functools import lru_cache
from typing import Literal, NamedTuple

import numpy as np

from layers.demo.ground import TILE_M, Floats, rounded

SIDE = 5
CELL_M = TILE_M / SIDE
_ROW_SHIFT = 0.4
_FIRST_COLUMN = (0, 0, -1, -1, -1)
_BORDER_STEP_M = 21.0

Way = Literal["road", "path", "stream"]
WIDTH_M: dict[Way, float] = {"road": 9.0, "path": 4.2, "stream": 5.0}

# Courses run down through the tile and come back where they began: three steps down-left (0) and
# two down-right (1) make the circle whole.
_COURSES: tuple[tuple[Way, tuple[int, int], tuple[int, ...]], ...] = (
    ("stream", (1, 4), (0, 1, 0, 1, 0)),
    ("stream", (4, 4), (1, 0, 0, 1, 0)),
    ("road", (2, 4), (0, 1, 0, 0, 1)),
    ("road", (0, 4), (1, 0, 1, 0, 0)),
)
_ROADS_EAST = frozenset({(column, 2) for column in range(SIDE)} | {(1, 0), (3, 0), (2, 4), (0, 4)})


class Slot(NamedTuple):
    """A unit's place in its tile: column and row."""

    column: int
    row: int


class Gate(NamedTuple):
    """Where a way crosses a border: the point, the direction into the unit, the two edge points."""

    way: Way
    point: Floats
    inward: Floats
    edges: Floats


@dataclass(frozen=True)
class Outline:
    """A unit's ring (closed, metres, in its tile's coordinates), centre and gates."""

    ring: Floats
    centre: Floats
    gates: tuple[Gate, ...]


class _Border(NamedTuple):
    points: Floats
    gates: tuple[Gate, ...]


def slot_of(column: int, row: int) -> tuple[Slot, int, int]:
    """The slot of any cell of the endless honeycomb, and the tile it lies in."""
    tile_y, in_row = divmod(row, SIDE)
    tile_x, in_column = divmod(column + 2 * tile_y - _FIRST_COLUMN[in_row], SIDE)
    return Slot(in_column, in_row), tile_x, tile_y


def outline(seed: int, slot: Slot) -> Outline:
    """The unit's outline: six borders, each drawn by the unit that owns it."""
    column, row = slot.column + _FIRST_COLUMN[slot.row], slot.row
    sides = (
        (_border_at(seed, column, row, 0), False),
        (_border_at(seed, column, row, 1), False),
        (_border_at(seed, column, row, 2), False),
        (_border_at(seed, column, row + 1, 0), True),
        (_border_at(seed, column - 1, row + 1, 1), True),
        (_border_at(seed, column - 1, row, 2), True),
    )
    parts = [(b.points[::-1] if backward else b.points)[:-1] for b, backward in sides]
    ring = np.concatenate([*parts, parts[0][:1]])
    corners = np.array([part[0] for part in parts])
    jitter = _random(seed, 7, slot).uniform(-0.05, 0.05, 2) * CELL_M
    gates = tuple(_turned(g) if backward else g for b, backward in sides for g in b.gates)
    return Outline(ring, rounded(corners.mean(axis=0) + jitter), gates)


def _turned(gate: Gate) -> Gate:
    return Gate(gate.way, gate.point, -gate.inward, gate.edges[::-1])


def _random(seed: int, salt: int, slot: Slot, part: int = 0) -> np.random.Generator:
    return np.random.default_rng([seed, salt, slot.column, slot.row, part])


def _vertex(seed: int, column: int, row: int, part: int) -> Floats:
    """Part 0: the lower left corner of a cell; part 1: the lower right corner of the one below."""
    slot, _, _ = slot_of(column, row)
    shift = _ROW_SHIFT * (row if part == 0 else row - 1)
    jitter = _random(seed, 1, slot, part).uniform(-0.09, 0.09, 2) * (0.8, 1.6)
    point: Floats = (np.array([column + shift, row]) + jitter) * CELL_M
    return point


def _border_at(seed: int, column: int, row: int, side: int) -> _Border:
    slot, tile_x, tile_y = slot_of(column, row)
    border = _border(seed, slot, side)
    move = np.array([tile_x, tile_y]) * TILE_M
    gates = tuple(
        Gate(g.way, rounded(g.point + move), g.inward, rounded(g.edges + move))
        for g in border.gates
    )
    return _Border(rounded(border.points + move), gates)


@lru_cache(maxsize=512)
def _border(seed: int, slot: Slot, side: int) -> _Border:
    """Side 0 and 1: the lower left and lower right border of a unit, 2: its right one."""
    column, row = slot.column + _FIRST_COLUMN[slot.row], slot.row
    ends = {
        0: ((column, row, 0), (column + 1, row, 1)),
        1: ((column + 1, row, 1), (column + 1, row, 0)),
        2: ((column + 1, row, 0), (column + 1, row + 1, 1)),
    }[side]
    start, end = (rounded(_vertex(seed, *e)) for e in ends)
    random = _random(seed, 2, slot, side)
    curve = _Curve(start, end, random)
    gates = tuple(curve.gate(way, at) for way, at in _ways(seed, slot, side, random))
    return _Border(curve.vertices(random, gates), gates)


class _Curve:
    """A wiggling line between two points, as a function of the share of its length."""

    def __init__(self, start: Floats, end: Floats, random: np.random.Generator) -> None:
        self.start, self.along = start, end - start
        self.length = float(np.hypot(*self.along))
        self.across = np.array([-self.along[1], self.along[0]])
        self.orders = np.arange(1, 9)
        self.weights = random.normal(0, 0.06, 8) / self.orders**1.1

    def __call__(self, share: Floats) -> Floats:
        wiggle = np.sin(np.pi * np.outer(share, self.orders)) @ self.weights
        wiggle *= 4 * share * (1 - share)  # straight towards its ends, where three borders meet
        points: Floats = self.start + np.outer(share, self.along) + np.outer(wiggle, self.across)
        return points

    def gate(self, way: Way, at: float) -> Gate:
        before, middle, after = self(np.array([at - 0.01, at, at + 0.01]))
        along = (after - before) / np.hypot(*(after - before))
        half = along * WIDTH_M[way] / 2
        inward = np.array([-along[1], along[0]])
        return Gate(way, rounded(middle), inward, rounded(np.array([middle - half, middle + half])))

    def vertices(self, random: np.random.Generator, gates: tuple[Gate, ...]) -> Floats:
        count = max(int(self.length / _BORDER_STEP_M), 4)
        shares = np.arange(1, count) / count + random.uniform(-0.3, 0.3, count - 1) / count
        placed = [(0.0, self(np.zeros(1))[0]), (1.0, self(np.ones(1))[0])]
        for share, point in zip(shares, self(shares), strict=True):
            if all(np.hypot(*(point - g.point)) > WIDTH_M[g.way] / 2 + 7 for g in gates):
                placed.append((float(share), point))
        for gate in gates:
            at = float(np.dot(gate.point - self.start, self.along) / self.length**2)
            placed += [(at - 1e-5, gate.edges[0]), (at + 1e-5, gate.edges[1])]
        return rounded(np.array([point for _, point in sorted(placed, key=lambda p: p[0])]))


def _ways(seed: int, slot: Slot, side: int, random: np.random.Generator) -> list[tuple[Way, float]]:
    """Which ways cross a border, and where: a road or a field path, and perhaps a stream."""
    courses = _crossings().get((slot, side), ())
    is_road = "road" in courses or (side == 2 and slot in _ROADS_EAST) or random.random() < 0.22
    low, high = random.uniform(0.24, 0.4), random.uniform(0.6, 0.76)
    if random.random() < 0.5:
        low, high = high, low
    ways: list[tuple[Way, float]] = []
    if is_road:
        ways.append(("road", low))
    elif random.random() < 0.8:
        ways.append(("path", low))
    if "stream" in courses:
        ways.append(("stream", high))
    return ways


@lru_cache(maxsize=1)
def _crossings() -> dict[tuple[Slot, int], tuple[Way, ...]]:
    """Border (unit that owns it, side) → the courses that cross it."""
    found: dict[tuple[Slot, int], tuple[Way, ...]] = {}
    for way, (in_column, start_row), steps in _COURSES:
        column, row = in_column + _FIRST_COLUMN[start_row], start_row
        for step in steps:
            slot, _, _ = slot_of(column, row)
            found[slot, step] = (*found.get((slot, step), ()), way)
            column, row = column + step, row - 1
    return found
