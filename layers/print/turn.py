"""One sheet at a time in each web process: a large picture takes memory and a renderer."""

import threading
from collections.abc import Iterator
from contextlib import contextmanager

from layers.map_picture import MapNotDrawn

_LONGEST_WAIT_S = 8.0
_turn = threading.BoundedSemaphore(1)


@contextmanager
def turn() -> Iterator[None]:
    """Raises `MapNotDrawn` when others print for long."""
    if not _turn.acquire(timeout=_LONGEST_WAIT_S):
        raise MapNotDrawn("Právě se tiskne jiná mapa; zkuste to za chvíli.")
    try:
        yield
    finally:
        _turn.release()
