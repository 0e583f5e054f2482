"""More is asked than can be drawn: it is refused for now, and cached tiles keep their pace."""

import threading
import time
from pathlib import Path

import requests

from tests.tiles.conftest import Ows
from tests.tiles.places import Place
from tests.tiles.test_wmts import address, rest


def test_one_who_walks_the_finest_level_leaves_cached_tiles_quick(ows: Ows, place: Place) -> None:
    x, y = address(place, "webmercator", 15)
    cached = rest("base_map", "webmercator", 15, x, y)
    assert ows.get(cached).status_code == 200
    far_x, far_y = address(place, "webmercator", 20)
    seen: list[requests.Response] = []

    def walk(column: int) -> None:
        for row in range(3):
            path = rest("base_map", "webmercator", 20, far_x + 4 * column, far_y + 4 * row)
            seen.append(ows.get(path))

    walkers = [threading.Thread(target=walk, args=(column,)) for column in range(12)]
    for walker in walkers:
        walker.start()
    waits = []
    while any(walker.is_alive() for walker in walkers):
        begun = time.monotonic()
        assert ows.get(cached).status_code == 200
        waits.append(time.monotonic() - begun)
    for walker in walkers:
        walker.join()

    assert sorted(waits)[len(waits) // 2] < 0.5
    assert {answer.status_code for answer in seen} <= {200, 503}
    for answer in seen:
        if answer.status_code == 503:
            assert int(answer.headers["Retry-After"]) > 0


def test_broken_tile_is_drawn_again_and_odd_parameters_store_nothing(
    ows: Ows, place: Place, stack_log: Path
) -> None:
    x, y = address(place, "krovak", 11)
    whole = ows.get(rest("base_map", "krovak", 11, x, y)).content
    folder = stack_log.parent / "tiles"
    file = folder / "base_map" / "krovak" / "11" / str(x) / f"{y}.png"
    file.write_bytes(whole[:100])
    before = sum(1 for _ in folder.rglob("*"))

    assert ows.get(rest("base_map", "krovak", 11, x, y)).content == whole
    for number in range(50):
        ows.get(rest("base_map", "krovak", 11, x, y), {"rnd": number, "../x": "y"})
        ows.wms(RND=number, BBOX=",".join(map(str, place.box)))

    assert file.read_bytes() == whole
    assert sum(1 for _ in folder.rglob("*")) == before
