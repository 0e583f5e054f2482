"""The transparent tile that stands where a layer is not drawn."""

import struct
import zlib

from tiles.grids import TILE_PX
from tiles.tile_files import ENDING, SIGNATURE


def _chunk(kind: bytes, content: bytes) -> bytes:
    crc = struct.pack("!I", zlib.crc32(kind + content))
    return struct.pack("!I", len(content)) + kind + content + crc


def _blank() -> bytes:
    header = struct.pack("!IIBBBBB", TILE_PX, TILE_PX, 1, 3, 0, 0, 0)
    rows = zlib.compress((b"\0" + b"\0" * (TILE_PX // 8)) * TILE_PX, 9)
    parts = [
        _chunk(b"IHDR", header),
        _chunk(b"PLTE", b"\xff\xff\xff"),
        _chunk(b"tRNS", b"\0"),
        _chunk(b"IDAT", rows),
    ]
    return SIGNATURE + b"".join(parts) + ENDING


BLANK_TILE = _blank()
"""A PNG of one transparent colour."""
