"""When a figure is reached."""

import pytest

from gis.bench.result import Goal, Result
from gis.bench.sample import Sample

FAST, SLOW = Sample(10, 20, 100, 5), Sample(20, 50, 40, 5)


@pytest.mark.parametrize(
    ("goal", "value", "reached"),
    [
        (Goal("rate", 2.5), 2.5, True),
        (Goal("rate", 2.6), 2.5, False),
        (Goal("p50_ms", 0.5), 0.5, True),
        (Goal("p50_ms", 0.4), 0.5, False),
        (Goal("p50_ms", 2, inverse=True), 2, True),
        (Goal("p50_ms", 2.1, inverse=True), 2, False),
        (Goal("p95_ms", 25, ratio=False), 20, True),
        (Goal("p95_ms", 19, ratio=False), 20, False),
    ],
)
def test_goal_at_its_bound_is_reached(goal: Goal, value: float, reached: bool) -> None:
    result = Result("path", "peer", FAST, SLOW, goal)
    assert result.value == pytest.approx(value)
    assert result.is_reached is reached


def test_ratio_without_a_peer_is_refused() -> None:
    with pytest.raises(ValueError, match="needs a peer"):
        Goal("rate", 1).value(FAST, None)


def test_words_of_a_goal_say_its_direction() -> None:
    assert Goal("rate", 0.4).words() == "≥ 0.40×"
    assert Goal("p50_ms", 0.7).words() == "≤ 0.70×"
    assert Goal("p95_ms", 25, ratio=False).words() == "≤ 25 ms"
    assert Goal("p50_ms", 250, ratio=False, unit="kB").words(110.94) == "110.9 kB"
