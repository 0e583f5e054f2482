"""Cached tiles are answered from their files, and nothing else is."""

from pathlib import Path
from typing import Any

import pytest
from django.db import OperationalError

from layers.access import PUBLIC
from layers.request_keys import MUNICIPALITY
from tiles import tile_files
from tiles.blank import BLANK_TILE
from tiles.fast_path import FastPath
from tiles.grids import TileAddress
from tiles.observer import Unobserved

TILE = "/ows/wmts/base_map/krovak/7/130/55.png"


@pytest.fixture
def cached(settings: Any, tmp_path: Path) -> Path:
    settings.TILES_ROOT = tmp_path
    path = tile_files.path_of("base_map", "krovak", TileAddress(7, 130, 55))
    tile_files.write(path, BLANK_TILE)
    return path


def ask(path: str, query: str = "", method: str = "GET", **headers: str) -> Any:
    """Status, headers and body; None when the request is left to others."""
    started: list[Any] = []
    environ = {"PATH_INFO": path, "QUERY_STRING": query, "REQUEST_METHOD": method} | headers
    body = FastPath(Unobserved(), lambda _: PUBLIC)(environ, lambda *given: started.append(given))
    if body is None:
        return None
    return started[0][0], dict(started[0][1]), b"".join(body)


def test_cached_tile_is_answered_with_its_validators(cached: Path) -> None:
    status, headers, body = ask(TILE)

    assert (status, body) == ("200 OK", BLANK_TILE)
    assert headers["Content-Length"] == str(len(BLANK_TILE))
    assert headers["Access-Control-Allow-Origin"] == "*"
    assert ask(TILE, HTTP_IF_NONE_MATCH=headers["ETag"])[0] == "304 Not Modified"


def test_cached_tile_is_counted_by_layer_and_municipality(cached: Path) -> None:
    observer = Unobserved()
    environ = {"PATH_INFO": TILE, "QUERY_STRING": "", "REQUEST_METHOD": "GET"}
    fast = FastPath(observer, lambda _: PUBLIC)
    for asked in (environ, environ, environ | {MUNICIPALITY: 990001}):
        fast(asked, lambda *_: None)
    assert observer.tiles == {("base_map", 0): 2, ("base_map", 990001): 1}


def test_tile_drawn_anew_or_dropped_is_not_answered_from_memory(cached: Path) -> None:
    etag = ask(TILE)[1]["ETag"]
    content = BLANK_TILE[:8] + b"other" + BLANK_TILE[8:]
    tile_files.write(cached, content)

    _, headers, body = ask(TILE, HTTP_IF_NONE_MATCH=etag)

    assert body == content
    assert headers["ETag"] != etag
    cached.unlink()
    assert ask(TILE) is None


def test_head_has_the_length_and_no_body(cached: Path) -> None:
    status, headers, body = ask(TILE, method="HEAD")

    assert (status, body) == ("200 OK", b"")
    assert headers["Content-Length"] == str(len(BLANK_TILE))


def test_query_form_finds_the_same_file(cached: Path) -> None:
    query = (
        "service=WMTS&request=GetTile&version=1.0.0&layer=base_map&style=default"
        "&tilematrixset=krovak&TileMatrix=7&TileRow=55&TileCol=130&format=image%2Fpng"
    )
    assert ask("/ows/wmts", query)[2] == BLANK_TILE


@pytest.mark.parametrize("content", [b"", BLANK_TILE[:-5], b"<ServiceException/>"])
def test_broken_file_is_deleted_and_left_to_be_drawn_anew(cached: Path, content: bytes) -> None:
    cached.write_bytes(content)

    assert ask(TILE) is None
    assert not cached.exists()


@pytest.mark.parametrize(
    "path",
    [
        "/ows/wmts/base_map/krovak/7/130/../../7/130/55.png",
        "/ows/wmts/base_map/krovak/7/130/%2e%2e/55.png",
        "/ows/wmts/base_map/krovak/7/130/%252e%252e/55.png",
        "/ows/wmts/base_map/krovak/7\\130/55.png",
        "/ows/wmts/base_map/krovak/7/130/55.png\0",
        "/ows/wmts/base_map/krovak/7/130/55.png\n",
        "/ows/wmts/base_map/krovak/-1/130/55.png",
        "/ows/wmts/base_map/krovak/99/130/55.png",
        "/ows/wmts/base_map/krovak/007/130/55.png",
        "/ows/wmts/base_map/krovak/7/99999999/55.png",
        "/ows/wmts/../krovak/7/130/55.png",
        "/ows/wmts/admin_state/krovak/7/130/55.png",
        "/ows/wmts/base_map/other/7/130/55.png",
        "/ows/wmts/base_map/krovak/٧/130/55.png",
    ],
)
def test_other_paths_touch_no_file(cached: Path, path: str) -> None:
    before = sorted(cached.parents[3].rglob("*"))

    assert ask(path) is None

    assert sorted(cached.parents[3].rglob("*")) == before


def test_closed_tile_is_left_to_others_while_the_database_is_away(cached: Path) -> None:
    path = tile_files.path_of("dtm_ki_line", "krovak", TileAddress(7, 130, 55))
    tile_files.write(path, BLANK_TILE)

    def away(_: object) -> None:
        raise OperationalError

    environ = {
        "PATH_INFO": "/ows/wmts/dtm_ki_line/krovak/7/130/55.png",
        "QUERY_STRING": "",
        "REQUEST_METHOD": "GET",
    }
    assert FastPath(Unobserved(), away)(environ, lambda *_: None) is None  # type: ignore[arg-type]
