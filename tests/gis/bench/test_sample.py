"""Percentiles, and what several rounds come to."""

import pytest

from gis.bench.sample import Sample, of_latencies, of_rounds, percentile


def test_percentile_between_two_values_is_in_proportion() -> None:
    assert percentile([30, 10, 20, 40], 0.5) == 25
    assert percentile(list(range(101)), 0.95) == 95


def test_percentile_of_one_value_is_that_value() -> None:
    assert percentile([7], 0.95) == 7


def test_percentile_of_nothing_is_refused() -> None:
    with pytest.raises(ValueError, match="No values"):
        percentile([], 0.5)


def test_latencies_give_milliseconds_and_rate() -> None:
    sample = of_latencies([0.010, 0.020, 0.030])
    assert sample.p50_ms == pytest.approx(20)
    assert sample.p95_ms == pytest.approx(29)
    assert sample.rate == pytest.approx(50)
    assert sample.count == 3


def test_one_disturbed_round_does_not_count() -> None:
    calm, other, disturbed = Sample(1, 2, 100, 10), Sample(2, 3, 90, 9), Sample(50, 90, 5, 1)
    assert of_rounds([calm, disturbed, other]) == Sample(2, 3, 90, 20)
