"""Pictures of maps as PNG of at most 256 colours.

Maps are long runs of few colours: work is done once a run and once a colour, not once a pixel. On
the bench's maps this takes two thirds of the time of Mapnik's own encoder for the same picture.
"""

import struct
import zlib

import numpy as np
from numpy.typing import NDArray

from tiles.tile_files import SIGNATURE

_MOST_COLORS = 256
_MOST_DRAWN = 2**15
"""Distinct colours of a picture; a map of a region has eleven thousand."""
_EXACT, _COMMON = 96, 0.001
"""So many of the commonest stay as they are, if they cover a thousandth of the picture: areas keep
their colours, however near they are."""
_CELL = np.uint32(0xF8F8F8F8)
"""Other colours compete by cells of 8 × 8 × 8 × 8, so that shades of one edge do not take all."""
_REGION = np.uint32(0xE0E0E0E0)
_PART = 256
_MULTIPLIER = np.uint32(0x9E3779B1)
"""Knuth's: spreads neighbouring numbers over the table."""

Pixels = NDArray[np.uint32]
"""Colours with opacity in bytes red, green, blue, alpha; not multiplied."""
Indices = NDArray[np.uint8]


def paletted(pixels: Pixels, *, columns: int = 1, rows: int = 1) -> list[bytes] | None:
    """The PNGs of a picture's columns × rows equal parts, row by row; all have one palette.

    None for what has as many colours as a photograph: this way is for maps.
    """
    height, width = pixels.shape
    flat = pixels.reshape(-1)
    starts = np.append(0, np.flatnonzero(flat[1:] != flat[:-1]) + 1)
    runs, lengths = flat[starts], np.diff(starts, append=flat.size)
    colors, _ = np.unique(runs, return_counts=True)  # sorts; without counts it takes longer
    if len(colors) > _MOST_DRAWN:
        return None
    palette, places = _palette(colors, _pixels_of(colors, runs, lengths))
    drawn = np.repeat(_looked_up(runs, colors, places), lengths).reshape(height, width)
    return [
        _file(part, palette) for band in np.vsplit(drawn, rows) for part in np.hsplit(band, columns)
    ]


def _pixels_of(colors: Pixels, runs: Pixels, lengths: NDArray[np.intp]) -> NDArray[np.float64]:
    """How many pixels have each colour; now and then two share a slot and count as both."""
    counts = np.bincount(_slots(runs, 16), weights=lengths, minlength=2**16)
    return counts[_slots(colors, 16)].astype(np.float64)


def _palette(colors: Pixels, counts: NDArray[np.float64]) -> tuple[Pixels, Indices]:
    """The palette, commonest first, and for each colour the place there of the nearest."""
    commonest = np.argsort(-counts, kind="stable")
    if len(colors) <= _MOST_COLORS:
        return colors[commonest], commonest.argsort().astype(np.uint8)
    seen = _multiplied(colors)
    cells, cell = np.unique(seen.view(np.uint32).reshape(-1) & _CELL, return_inverse=True)
    exact = commonest[:_EXACT][counts[commonest[:_EXACT]] > _COMMON * counts.sum()]
    weights = np.bincount(cell, weights=counts).astype(np.float64)
    weights[cell[exact]] = 0
    _, first = np.unique(cell[commonest], return_index=True)
    heaviest = _by_weight(cells, weights)[: _MOST_COLORS - len(exact)]
    chosen = np.concatenate((exact, commonest[first[heaviest]]))
    return colors[chosen], _nearest(seen.astype(np.float32), seen[chosen].astype(np.float32))


def _by_weight(cells: Pixels, weights: NDArray[np.float64]) -> NDArray[np.intp]:
    """The cells from the heaviest, but first one of each region: a rare red dot stays red."""
    order = np.argsort(-weights, kind="stable")
    _, leaders = np.unique(cells[order] & _REGION, return_index=True)
    return np.concatenate((order[np.sort(leaders)], np.delete(order, leaders)))


def _multiplied(colors: Pixels) -> NDArray[np.uint8]:
    """The colours as they are seen: less of them where they are less opaque."""
    rgba = colors.view(np.uint8).reshape(-1, 4).astype(np.uint16)
    rgba[:, :3] = (rgba[:, :3] * rgba[:, 3:] + 127) // 255
    return rgba.astype(np.uint8)


def _nearest(colors: NDArray[np.float32], palette: NDArray[np.float32]) -> Indices:
    """|c - p|² halved and without |c|², which is the same for all p.

    In parts that stay in the processor's cache and for which numpy starts no threads.
    """
    squares = (palette**2).sum(axis=1) / 2
    parts = (colors[first : first + _PART] for first in range(0, len(colors), _PART))
    found = [(squares - part @ palette.T).argmin(axis=1) for part in parts]
    return np.concatenate(found).astype(np.uint8)


def _looked_up(runs: Pixels, colors: Pixels, places: Indices) -> Indices:
    """The place of each run's colour, by a table with a slot for nearly each colour."""
    bits = min(2 * len(colors).bit_length() + 1, 22)
    slots = _slots(colors, bits)
    table = np.zeros(2**bits, np.uint8)
    table[slots] = places
    found = table[_slots(runs, bits)]
    shared = table[slots] != places
    for color, place in zip(colors[shared], places[shared], strict=True):
        found[runs == color] = place
    return found


def _slots(colors: Pixels, bits: int) -> Pixels:
    return (colors * _MULTIPLIER) >> np.uint32(32 - bits)


def _file(drawn: Indices, palette: Pixels) -> bytes:
    height, width = drawn.shape
    if drawn.min() == drawn.max():
        palette, drawn = palette[drawn[0, :1]], np.zeros_like(drawn)
    rows = np.zeros((height, width + 1), np.uint8)  # each row begins with its filter: none
    rows[:, 1:] = drawn
    used = np.ascontiguousarray(palette[: int(drawn.max()) + 1]).view(np.uint8).reshape(-1, 4)
    packer = zlib.compressobj(1, zlib.DEFLATED, 15, 9, zlib.Z_RLE)
    parts = [
        _chunk(b"IHDR", struct.pack("!IIBBBBB", width, height, 8, 3, 0, 0, 0)),
        _chunk(b"PLTE", used[:, :3].tobytes()),
        _chunk(b"tRNS", used[:, 3].tobytes()) if used[:, 3].min() < 255 else b"",
        _chunk(b"IDAT", packer.compress(rows.tobytes()) + packer.flush()),
        _chunk(b"IEND", b""),
    ]
    return SIGNATURE + b"".join(parts)


def _chunk(kind: bytes, content: bytes) -> bytes:
    crc = struct.pack("!I", zlib.crc32(kind + content))
    return struct.pack("!I", len(content)) + kind + content + crc
