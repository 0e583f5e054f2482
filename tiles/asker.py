"""Who asks and how: noted while an answer is made, for what MapProxy calls without a word of it."""

import threading
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from datetime import date

from layers.access import PUBLIC, User
from tiles.grids import METRES_PER_PIXEL

PIXEL_DPI = 0.0254 / METRES_PER_PIXEL
"""Dots an inch of the standard pixel of 0.28 mm: 90.7."""


@dataclass(frozen=True, slots=True)
class Wish:
    """What a request asks for that MapProxy does not pass on.

    `day` is the one that the map is to show, None today's; `room_px` the width and height that a
    legend should keep to.
    """

    day: date | None = None
    dpi: float = PIXEL_DPI
    language: str = "cs"
    room_px: tuple[int, int] | None = None

    @property
    def scale_factor(self) -> float:
        """How many pixels a standard one takes."""
        return self.dpi / PIXEL_DPI


_PLAIN = Wish()
_noted = threading.local()


def user() -> User:
    """Who asks in this thread."""
    found: User = getattr(_noted, "user", PUBLIC)
    return found


def wish() -> Wish:
    """How the request of this thread asks."""
    found: Wish = getattr(_noted, "wish", _PLAIN)
    return found


@contextmanager
def asking(who: User, how: Wish = _PLAIN) -> Iterator[None]:
    """In the block, what is asked in this thread is asked by this user in this way."""
    before = user(), wish()
    _noted.user, _noted.wish = who, how
    try:
        yield
    finally:
        _noted.user, _noted.wish = before
