"""Vector tiles kept in memory, in each web process for itself, until the data change.

A tile is found by what it shows and by the version of data and catalogue; when that moves on, all
that is kept is let go. Whether a user may have the tile is asked before, at every request.
"""

from collections import OrderedDict
from collections.abc import Callable, Hashable
from threading import Lock

MOST_BYTES = 64 * 1024 * 1024
"""Of a process: some 1,000 tiles of parcels."""
_OVERHEAD = 500
"""Bytes that an entry takes beside its content: empty tiles are not for free."""


class TileMemory:
    """The tiles asked for last; safe for threads."""

    def __init__(self, most_bytes: int = MOST_BYTES) -> None:
        self._most = most_bytes
        self._lock = Lock()
        self._version = ""
        self._tiles: OrderedDict[Hashable, bytes] = OrderedDict()
        self._bytes = 0

    def get(
        self, key: Hashable, make: Callable[[], bytes], *, version: str, anew: bool = False
    ) -> bytes:
        """The tile of that version of the data; made when it is not there, or `anew`."""
        with self._lock:
            if version != self._version:
                self._tiles.clear()
                self._version, self._bytes = version, 0
            kept = None if anew else self._tiles.get(key)
            if kept is not None:
                self._tiles.move_to_end(key)
                return kept
        content = make()
        with self._lock:
            if version == self._version:
                self._keep(key, content)
        return content

    def _keep(self, key: Hashable, content: bytes) -> None:
        if (before := self._tiles.pop(key, None)) is not None:
            self._bytes -= len(before) + _OVERHEAD
        self._tiles[key] = content
        self._bytes += len(content) + _OVERHEAD
        while self._bytes > self._most:
            _, dropped = self._tiles.popitem(last=False)
            self._bytes -= len(dropped) + _OVERHEAD
