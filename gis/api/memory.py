"""Answers kept in memory, in each web process for itself, until the data change.

An answer is found by what it shows and by the version of data and catalogue; when that moves on,
all that is kept is let go. Whether a user may have it is asked before, at every request.
"""

from collections import OrderedDict
from collections.abc import Callable, Hashable, Iterable
from threading import Lock

_OVERHEAD = 500
"""Bytes that an entry takes beside its content: empty ones are not for free."""


class Memory:
    """What was asked for last, within a number of bytes; safe for threads."""

    def __init__(self, most_bytes: int) -> None:
        self._most = most_bytes
        self._lock = Lock()
        self._version = ""
        self._answers: OrderedDict[Hashable, bytes] = OrderedDict()
        self._bytes = 0

    def get(
        self, key: Hashable, make: Callable[[], bytes], *, version: str, anew: bool = False
    ) -> bytes:
        """The answer of that version of the data; made when it is not there, or `anew`."""
        kept = self.known([key], version=version)
        if key in kept and not anew:
            return kept[key]
        content = make()
        self.keep({key: content}, version=version)
        return content

    def known(self, keys: Iterable[Hashable], *, version: str) -> dict[Hashable, bytes]:
        """Those of the answers that are there; a new version lets all others go."""
        with self._lock:
            if version != self._version:
                self._answers.clear()
                self._version, self._bytes = version, 0
            found = {key: self._answers[key] for key in keys if key in self._answers}
            for key in found:
                self._answers.move_to_end(key)
        return found

    def keep(self, answers: dict[Hashable, bytes], *, version: str) -> None:
        """Keep what was made for a version, unless the data have changed meanwhile."""
        with self._lock:
            if version == self._version:
                for key, content in answers.items():
                    self._keep(key, content)

    def _keep(self, key: Hashable, content: bytes) -> None:
        if (before := self._answers.pop(key, None)) is not None:
            self._bytes -= len(before) + _OVERHEAD
        self._answers[key] = content
        self._bytes += len(content) + _OVERHEAD
        while self._bytes > self._most:
            _, dropped = self._answers.popitem(last=False)
            self._bytes -= len(dropped) + _OVERHEAD
