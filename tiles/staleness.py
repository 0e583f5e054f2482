"""What an answer shows of a remote layer is older than it should be: noted while it is made."""

import threading
import time
from collections.abc import Iterator
from contextlib import contextmanager

_noted = threading.local()

Headers = list[tuple[str, str]]


def note(drawn_at: float) -> None:
    """The answer being made in this thread shows what was drawn at that time (seconds of Unix)."""
    if (found := getattr(_noted, "times", None)) is not None:
        found.append(drawn_at)


@contextmanager
def watched() -> Iterator[Headers]:
    """Yields headers that are complete after the block; empty when nothing stale was used."""
    before, _noted.times = getattr(_noted, "times", None), []
    headers: Headers = []
    try:
        yield headers
        if _noted.times:
            headers += headers_of(min(_noted.times))
    finally:
        _noted.times = before


def headers_of(drawn_at: float) -> Headers:
    """How an answer says that it is stale, and by how much."""
    return [
        ("Age", str(max(0, round(time.time() - drawn_at)))),
        ("Warning", '110 - "Response is Stale"'),
        ("X-Data-State", "stale"),
        ("Cache-Control", "no-cache"),
        ("Access-Control-Expose-Headers", "Age, Warning, X-Data-State"),
    ]
