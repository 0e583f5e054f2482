"""Requests at a steady pace, several kinds at once, whether or not the server keeps up."""

import time
from collections.abc import Sequence
from concurrent.futures import ThreadPoolExecutor
from dataclasses import dataclass
from itertools import cycle, islice

from gis.bench.load import Side, asking
from gis.bench.sample import Sample, of_latencies

CONNECTIONS = 4


def at_pace(kinds: Sequence[tuple[Side, float]], seconds: float) -> list[Sample]:
    """Latencies of each kind at so many requests a second.

    A latency counts from the moment when the request was due: one that waits for those before
    it is slow, and a server that stalls cannot hide it.
    """
    begin = time.perf_counter() + 0.2
    with ThreadPoolExecutor(CONNECTIONS * len(kinds)) as pool:
        lanes = [
            [
                pool.submit(_ask, side, _Lane(begin, pace, lane), round(pace * seconds))
                for lane in range(CONNECTIONS)
            ]
            for side, pace in kinds
        ]
    return [of_latencies([took for lane in kind for took in lane.result()]) for kind in lanes]


@dataclass(frozen=True, slots=True)
class _Lane:
    """Every so many-th request of a kind, over a connection of its own."""

    begin: float
    pace: float
    first: int

    def due(self, turn: int) -> float:
        return self.begin + (self.first + turn * CONNECTIONS) / self.pace


def _ask(side: Side, lane: _Lane, count: int) -> list[float]:
    durations = []
    with asking(side.port, headers=side.headers) as ask:
        for turn, path in enumerate(islice(cycle(side.paths), lane.first, count, CONNECTIONS)):
            due = lane.due(turn)
            time.sleep(max(0.0, due - time.perf_counter()))
            ask(path)
            durations.append(time.perf_counter() - due)
    return durations
