"""Counts answers in memory, and adds them to the day's numbers now and then."""

import logging
from collections import defaultdict
from collections.abc import Iterable
from typing import Any

from django.db import Error, connection, transaction
from django.utils import timezone

from layers.catalogue import catalogue
from layers.request_keys import MUNICIPALITY

log = logging.getLogger(__name__)

Key = tuple[str, str, int]

_LAYERS_A_REQUEST = 50
_ADD = """
    INSERT INTO usage_usagecount (day, layer, channel, municipality_code, count)
    VALUES (%s, %s, %s, %s, %s)
    ON CONFLICT (day, layer, channel, municipality_code)
    DO UPDATE SET count = usage_usagecount.count + excluded.count
"""


class Usage:
    """The counts of one process; what is not written yet is lost with it."""

    def __init__(self) -> None:
        self.counts: defaultdict[Key, int] = defaultdict(int)

    def add(self, layers: Iterable[str], channel: str, environ: dict[str, Any]) -> None:
        """One answer. Layers that there are not are none: names come from clients."""
        known = catalogue().layers
        named = sorted({layer for layer in layers if layer in known})[:_LAYERS_A_REQUEST]
        municipality = environ.get(MUNICIPALITY, 0)
        for layer in named or [""]:
            self.counts[layer, channel, municipality] += 1

    def add_tiles(self, tiles: dict[tuple[str, int], int]) -> None:
        """Cached tiles, by layer and municipality."""
        for (layer, municipality), count in tiles.items():
            self.counts[layer, "tile", municipality] += count

    def write(self) -> None:
        """Adds what was counted to today; keeps it for the next time when the database is away."""
        taken, self.counts = self.counts, defaultdict(int)
        if not taken:
            return
        today = timezone.localdate()
        # In one order always: two processes that add to the same rows do not wait for each other.
        rows = [(today, *key, count) for key, count in sorted(taken.items())]
        try:
            with transaction.atomic(), connection.cursor() as cursor:
                cursor.executemany(_ADD, rows)
        except Error as exc:
            log.warning("Usage is not written now: %s", exc)
            for key, count in taken.items():
                self.counts[key] += count


usage = Usage()
