"""Turns of asking a remote service: a few at once, and none for a while after it failed.

A service that is slow or gone must not hold the threads that answer for everything else.
"""

import threading
import time
from collections import defaultdict
from collections.abc import Iterator
from contextlib import contextmanager

from layers.remote.errors import RemoteError, RemoteFailure

AT_ONCE = 3
REST_S = 15.0
_LONGEST_WAIT_S = 3.0


class Turns:
    """The services that this process asks, by address."""

    def __init__(self) -> None:
        self._slots: dict[str, threading.BoundedSemaphore] = defaultdict(
            lambda: threading.BoundedSemaphore(AT_ONCE)
        )
        self._resting: dict[str, tuple[float, str]] = {}

    @contextmanager
    def turn(self, service: str) -> Iterator[None]:
        """Raises `RemoteFailure` when the service rests or too many ask it already."""
        until, why = self._resting.get(service, (0.0, ""))
        if time.monotonic() < until:
            raise RemoteFailure(why)
        slot = self._slots[service]
        if not slot.acquire(timeout=_LONGEST_WAIT_S):
            raise RemoteFailure("Služba je pomalá, čeká na ni příliš mnoho dotazů.")
        try:
            yield
        except RemoteError as exc:
            self._resting[service] = time.monotonic() + REST_S, str(exc)
            raise
        else:
            self._resting.pop(service, None)
        finally:
            slot.release()

    def forget(self) -> None:
        """All services may be asked at once again."""
        self._resting.clear()


_turns = Turns()
turn, forget = _turns.turn, _turns.forget
