"""Who asks: noted while an answer is made, for what MapProxy calls without a word of it."""

import threading
from collections.abc import Iterator
from contextlib import contextmanager

from layers.access import PUBLIC, User

_noted = threading.local()


def user() -> User:
    """Who asks in this thread."""
    found: User = getattr(_noted, "user", PUBLIC)
    return found


@contextmanager
def asking(who: User) -> Iterator[None]:
    """In the block, what is asked in this thread is asked by this user."""
    before, _noted.user = user(), who
    try:
        yield
    finally:
        _noted.user = before
