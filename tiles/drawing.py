"""What a renderer is asked to draw, and how the question and its pictures travel."""

import json
import socket
import struct
from dataclasses import asdict, dataclass
from typing import Literal

from tiles.grids import BBox

Format = Literal["png8", "png", "jpeg"]
_LENGTH = struct.Struct("!I")
_LARGEST = 256 * 1024 * 1024


@dataclass(frozen=True, slots=True)
class MapDrawing:
    """Layers over a box (x east, y north) in a picture of columns × rows equal parts.

    A layer is named as in `Catalogue.pictures`. `scale_factor` is how many pixels a standard one
    of 0.28 mm takes: widths, letters and scales follow it. `day` (ISO) is the one whose state is
    shown, empty for today's; with `known_at` (ISO) by what was known at that moment.

    Each part becomes a picture of its own, row by row from the north-west: the tiles of a
    metatile, or one part for a map. `background` is a colour, or empty for a transparent picture.
    """

    layers: tuple[str, ...]
    srid: int
    box: BBox
    size_px: tuple[int, int]
    format: Format = "png8"
    background: str = ""
    columns: int = 1
    rows: int = 1
    scale_factor: float = 1.0
    day: str = ""
    known_at: str = ""


@dataclass(frozen=True, slots=True)
class LegendDrawing:
    """The legend of a layer; with a scale, only what is drawn at it.

    `room_px` is the width and height that it should keep to.
    """

    layer: str
    language: str = "cs"
    scale: float | None = None
    format: Format = "png"
    room_px: tuple[int, int] | None = None
    scale_factor: float = 1.0


Drawing = MapDrawing | LegendDrawing


class RendererError(Exception):
    """Base of what can go wrong between the web process and the renderers."""


class Busy(RendererError):
    """The queue of the renderers is full, or none answered in time: ask again later."""


class RenderingFailed(RendererError):
    """A renderer could not draw this."""


def encode(drawing: Drawing) -> bytes:
    kind = "map" if isinstance(drawing, MapDrawing) else "legend"
    return json.dumps([kind, asdict(drawing)]).encode()


def decode(message: bytes) -> Drawing:
    kind, values = json.loads(message)
    if kind == "legend":
        values["room_px"] = tuple(values["room_px"]) if values["room_px"] else None
        return LegendDrawing(**values)
    for name in ("layers", "box", "size_px"):
        values[name] = tuple(values[name])
    return MapDrawing(**values)


def send(connection: socket.socket, parts: list[bytes]) -> None:
    """A message of several parts: their number, then each with its length."""
    head = _LENGTH.pack(len(parts))
    connection.sendall(head + b"".join(_LENGTH.pack(len(part)) + part for part in parts))


def receive(connection: socket.socket) -> list[bytes]:
    """The parts of a message; raises `RenderingFailed` when it ends early or is too long."""
    (count,) = _LENGTH.unpack(_exactly(connection, _LENGTH.size))
    parts = []
    for _ in range(count):
        (length,) = _LENGTH.unpack(_exactly(connection, _LENGTH.size))
        parts.append(_exactly(connection, length))
    return parts


def _exactly(connection: socket.socket, length: int) -> bytes:
    if length > _LARGEST:
        raise RenderingFailed(f"A message of {length} bytes is too long.")
    buffer = bytearray(length)
    view = memoryview(buffer)
    while view:
        got = connection.recv_into(view)
        if not got:
            raise RenderingFailed("The connection ended in the middle of a message.")
        view = view[got:]
    return bytes(buffer)
