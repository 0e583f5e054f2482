"""One works, the others wait."""

import threading
import time

from tiles.single_flight import SingleFlight


def test_of_many_at_once_one_works_and_all_see_it_done() -> None:
    flight, done, seen = SingleFlight(), [], []

    def come() -> None:
        with flight.turn("tile") as first:
            if first:
                time.sleep(0.1)
                done.append(1)
            seen.append(len(done))

    threads = [threading.Thread(target=come) for _ in range(20)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()

    assert len(done) == 1
    assert seen == [1] * 20
    assert flight.busy == 0


def test_failure_of_the_first_frees_the_others() -> None:
    flight = SingleFlight()
    try:
        with flight.turn("tile"):
            raise RuntimeError
    except RuntimeError:
        pass
    with flight.turn("tile") as first:
        assert first
