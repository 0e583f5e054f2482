"""One caller does the work, those who ask for the same meanwhile wait for it."""

import threading
from collections.abc import Hashable, Iterator
from contextlib import contextmanager

_LONGEST_WAIT_S = 25


class SingleFlight:
    """Keys being worked on in this process."""

    def __init__(self) -> None:
        self._lock = threading.Lock()
        self._running: dict[Hashable, threading.Event] = {}

    @contextmanager
    def turn(self, key: Hashable) -> Iterator[bool]:
        """Yields True to the one who works; False to the others, after he is done."""
        with self._lock:
            done = self._running.get(key)
            first = done is None
            if done is None:
                done = self._running[key] = threading.Event()
        if not first:
            done.wait(_LONGEST_WAIT_S)
            yield False
            return
        try:
            yield True
        finally:
            with self._lock:
                del self._running[key]
            done.set()

    @property
    def busy(self) -> int:
        """How many keys are being worked on."""
        return len(self._running)
