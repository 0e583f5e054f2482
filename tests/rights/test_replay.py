"""What one has been given is not given to another: from caches, by guessed ids, after a change."""

import re
import time
from collections.abc import Callable, Iterator
from typing import Any

import pytest

from tests.rights.test_matrix import NOTHING, OWN_PAGES, told
from tests.rights.trials import ASKED, FOUND, LISTS
from tests.visitors import ADMINISTRATOR, Visitor

CLOSED = "uap_fire_protection_object"
PUBLIC_LAYER = "admin_municipality_part"
"""Found by name, and no part of the base map."""
WITHIN_S = 15.0


def post(visitor: Visitor, path: str, *, page: str = "", **sent: Any) -> Any:
    """A form of the admin, sent as a browser does from its page."""
    page = visitor.get(page or path).text
    token = re.findall(r'name="csrfmiddlewaretoken" value="([^"]+)"', page)[-1]
    return visitor.connection.post(
        visitor.url + path,
        data={**sent, "csrfmiddlewaretoken": token},
        headers={"Referer": visitor.url + path},
        cookies={"sessionid": visitor.session},
        timeout=60,
    )


def until(true: Callable[[], bool]) -> None:
    """Processes look for changed levels once a second."""
    deadline = time.monotonic() + WITHIN_S
    while not true():
        assert time.monotonic() < deadline
        time.sleep(0.5)


def test_cached_tile_of_a_closed_layer_is_for_those_who_may_see_it(
    visitors: dict[str, Visitor],
) -> None:
    for channel in ("wmts-rest", "wmts-kvp"):
        path, asked = ASKED[channel](CLOSED)
        first = visitors[ADMINISTRATOR].get(path, asked)
        again = visitors[ADMINISTRATOR].get(path, asked)
        assert first.status_code == again.status_code == 200
        for answer in (first, again):
            assert "private" in answer.headers["Cache-Control"]
            assert {"Authorization", "Cookie"} <= set(re.split(r",\s*", answer.headers["Vary"]))
        assert told(visitors["public"], channel, CLOSED) == told(
            visitors["public"], channel, NOTHING
        )
        assert told(visitors["surveyor"], channel, CLOSED)[0] in {400, 404}


def test_etag_of_one_does_not_open_the_answer_to_another(visitors: dict[str, Visitor]) -> None:
    for channel in ("wmts-rest", "vector-tile"):
        path, _ = ASKED[channel](CLOSED)
        etag = visitors[ADMINISTRATOR].get(path).headers.get("ETag")
        assert etag, channel
        public = visitors["public"]
        replayed = public.connection.get(public.url + path, headers={"If-None-Match": etag})
        assert replayed.status_code == 404


def test_guessed_id_is_refused_as_one_that_is_not(visitors: dict[str, Visitor]) -> None:
    items = f"/api/collections/{CLOSED}/items"
    (feature,) = visitors[ADMINISTRATOR].get(items, {"limit": "1"}).json()["features"]

    assert visitors[ADMINISTRATOR].get(f"{items}/{feature['id']}").status_code == 200
    guessed = visitors["public"].get(f"{items}/{feature['id']}")
    assert guessed.status_code == 404
    assert guessed.json() == visitors["public"].get(f"{items}/nothing-at-all").json()


@pytest.fixture
def closed_meanwhile(visitors: dict[str, Visitor]) -> Iterator[Callable[[], None]]:
    """Closes a public layer to all when called, and opens it at the end."""
    boss, public = visitors[ADMINISTRATOR], visitors["public"]
    add = "/admin/layers/layerlevels/add/"

    def is_open() -> bool:
        """In each process: several requests meet all of them."""
        return all(told(public, "collection", PUBLIC_LAYER)[0] == 200 for _ in range(12))

    def is_closed() -> bool:
        return all(told(public, "collection", PUBLIC_LAYER)[0] == 404 for _ in range(12))

    def close() -> None:
        levels = dict.fromkeys(("see", "query", "download"), "closed")
        assert post(boss, add, layer=PUBLIC_LAYER, **levels).status_code == 200
        until(is_closed)

    yield close
    listing = boss.get("/admin/layers/layerlevels/").text
    for pk in set(re.findall(r"/admin/layers/layerlevels/(\d+)/change/", listing)):
        post(boss, f"/admin/layers/layerlevels/{pk}/delete/", post="yes")
    until(is_open)


def test_layer_that_is_closed_ends_in_every_channel(
    visitors: dict[str, Visitor], closed_meanwhile: Callable[[], None]
) -> None:
    public = visitors["public"]
    before = {channel: told(public, channel, PUBLIC_LAYER)[0] for channel in ASKED}
    assert set(before.values()) <= {200, 204}
    (part,) = public.get(ASKED["items"](PUBLIC_LAYER)[0], {"limit": "1"}).json()["features"]
    assert PUBLIC_LAYER in layers_named(public, part["properties"]["label"])

    closed_meanwhile()
    time.sleep(1.5)  # the maps of the changed catalogue
    for channel in ASKED:
        assert told(public, channel, PUBLIC_LAYER) == told(public, channel, NOTHING), channel
    for channel, listed in LISTS.items():
        assert PUBLIC_LAYER not in listed(public.get), channel
    for channel, layers in FOUND.items():
        assert PUBLIC_LAYER not in set(layers(public)), channel
    assert PUBLIC_LAYER not in layers_named(public, part["properties"]["label"])


def layers_named(visitor: Visitor, name: str) -> set[str]:
    """Of the things that the name finds."""
    groups = visitor.get("/api/search", {"q": name, "limit": "50"}).json()["groups"]
    return {item["layer"] for group in groups for item in group["items"]}


def test_administrator_who_looks_as_the_public_gets_what_the_public_gets(
    visitors: dict[str, Visitor],
) -> None:
    boss = visitors[ADMINISTRATOR]
    view_as = boss.get("/admin/rights/view-as/").text
    (public,) = re.findall(r'<option value="(\d+)">Veřejnost</option>', view_as)
    post(boss, "/admin/rights/view-as/", role=public)
    try:
        for channel in ASKED:
            assert told(boss, channel, CLOSED) == told(visitors["public"], channel, CLOSED), channel
        for channel, listed in LISTS.items():
            if channel not in OWN_PAGES:
                assert listed(boss.get) == listed(visitors["public"].get), channel
    finally:
        post(boss, "/admin/rights/view-as/end", page="/admin/rights/view-as/")
    assert told(boss, "wms-map", CLOSED)[0] == 200
