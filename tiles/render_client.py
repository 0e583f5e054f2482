"""Asks the renderers for pictures."""

import socket
import time

from tiles.drawing import Busy, Drawing, RenderingFailed, encode, receive, send
from tiles.render_socket import socket_path

_LONGEST_WAIT_S = 20
_RETRY_S = 0.02


def draw(drawing: Drawing, *, patience_s: float = 0.0) -> list[bytes]:
    """The pictures of the drawing, encoded.

    Raises `Busy` when the queue stays full for `patience_s` or no answer comes in time, and
    `RenderingFailed` when a renderer could not draw it.
    """
    deadline = time.monotonic() + patience_s
    while True:
        try:
            return _draw(drawing)
        except Busy:
            if time.monotonic() + _RETRY_S > deadline:
                raise
            time.sleep(_RETRY_S)


def _draw(drawing: Drawing) -> list[bytes]:
    with socket.socket(socket.AF_UNIX) as connection:
        connection.setblocking(False)
        try:
            connection.connect(str(socket_path()))
        except BlockingIOError as exc:
            raise Busy("The queue of the renderers is full.") from exc
        except OSError as exc:
            raise Busy("The renderers do not run.") from exc
        connection.settimeout(_LONGEST_WAIT_S)
        try:
            send(connection, [encode(drawing)])
            verdict, *pictures = receive(connection)
        except TimeoutError as exc:
            raise Busy("No renderer answered in time.") from exc
        except OSError as exc:
            raise RenderingFailed("The renderer ended while it drew.") from exc
    if verdict != b"drawn":
        raise RenderingFailed("The map could not be drawn.")
    return pictures
