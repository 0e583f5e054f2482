"""The rows of the legend: how many fit beside the map, and what goes on to the last pages."""

from collections.abc import Sequence
from dataclasses import dataclass, field, replace
from itertools import takewhile
from math import ceil

from layers.print.layout import Box
from layers.sign import Sign

COLUMN_MM = 44.0
"""The narrowest that a column may be."""
_LINE_MM, _GAP_MM = 3.5, 1.6
_LETTER_MM = 1.3
"""Broad letters of its size; so that a text never takes more lines than were counted."""
_SIGN_MM = 9.0
_HEAD_MM, _GUTTER_MM = 6.0, 4.0


@dataclass(frozen=True, slots=True)
class Block:
    """A layer: its title, a line about its data, its classes; or any other list of rows."""

    title: str
    about: str = ""
    rows: Sequence[tuple[Sign | None, str]] = ()
    picture: str = ""
    picture_mm: tuple[float, float] = (0.0, 0.0)


@dataclass(frozen=True, slots=True)
class Panel:
    """What stands beside the map, and what does not fit there."""

    columns: int
    blocks: list[Block] = field(default_factory=list)
    rest: list[Block] = field(default_factory=list)


def panel(blocks: Sequence[Block], room: Box) -> Panel:
    """Rows flow through the columns; where the last one is full, the rest goes to the last pages.

    Heights are counted too large rather than too small: what is set never runs over.
    """
    columns = int(room.width // COLUMN_MM)
    made = Panel(max(1, columns))
    flow = _Flow(columns, room.height - _HEAD_MM - _LINE_MM)
    wide = room.width / made.columns - _GUTTER_MM
    for block in blocks:
        fitting = _fitting(block, wide, flow) if flow.is_open and not made.rest else 0
        if fitting == len(block.rows) and not made.rest and flow.is_open:
            made.blocks.append(block)
            continue
        if fitting:
            made.blocks.append(replace(block, rows=block.rows[:fitting]))
        made.rest.append(replace(block, rows=block.rows[fitting:]))
    return made


@dataclass(slots=True)
class _Flow:
    """Columns that fill up, one after another."""

    columns: int
    height: float
    used: float = 0.0

    @property
    def is_open(self) -> bool:
        return self.columns > 0

    def takes(self, height: float) -> bool:
        if self.used + height > self.height:
            self.columns, self.used = self.columns - 1, 0.0
        self.used += height
        return self.is_open and height <= self.height


def _fitting(block: Block, wide: float, flow: _Flow) -> int:
    """How many of its rows the flow takes; the head never stands alone."""
    rows = [_lines(text, wide - (_SIGN_MM if sign else 0)) * _LINE_MM for sign, text in block.rows]
    head = (
        _lines(block.title, wide) + (_lines(block.about, wide) if block.about else 0)
    ) * _LINE_MM
    head += _GAP_MM + block.picture_mm[1] * min(1, wide / (block.picture_mm[0] or 1))
    if not flow.takes(head + (rows[0] if rows else 0)):
        return 0
    return min(len(rows), 1) + sum(1 for _ in takewhile(flow.takes, rows[1:]))


def _lines(text: str, wide: float) -> int:
    return max(1, ceil(len(text) * _LETTER_MM / wide))
