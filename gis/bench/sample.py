"""What was measured of one side of one path."""

from collections.abc import Sequence
from dataclasses import dataclass
from statistics import median


@dataclass(frozen=True, slots=True)
class Sample:
    """Latencies in milliseconds, answers a second, and how many answers that is of."""

    p50_ms: float
    p95_ms: float
    rate: float
    count: int


def percentile(values: Sequence[float], share: float) -> float:
    """The value that `share` of the values do not exceed, between neighbours in proportion."""
    if not values:
        raise ValueError("No values, no percentile.")
    ordered = sorted(values)
    place = share * (len(ordered) - 1)
    low = int(place)
    high = min(low + 1, len(ordered) - 1)
    return ordered[low] + (ordered[high] - ordered[low]) * (place - low)


def of_latencies(seconds: Sequence[float]) -> Sample:
    """Of the durations of requests asked one after another."""
    return Sample(
        p50_ms=percentile(seconds, 0.5) * 1000,
        p95_ms=percentile(seconds, 0.95) * 1000,
        rate=len(seconds) / sum(seconds),
        count=len(seconds),
    )


def of_rounds(rounds: Sequence[Sample]) -> Sample:
    """The median of several rounds, figure by figure: one disturbed round does not count."""
    return Sample(
        p50_ms=median(one.p50_ms for one in rounds),
        p95_ms=median(one.p95_ms for one in rounds),
        rate=median(one.rate for one in rounds),
        count=sum(one.count for one in rounds),
    )
