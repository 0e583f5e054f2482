"""Answers requests for cached tiles straight from their files, before MapProxy is entered.

The rules of access are those of `layers.access`: asked once per catalogue for public layers, at
each request for others. What is not in the cache, is broken there, or has to be cut to a
territory, is left to MapProxy.
"""

import os
import re
import time
from collections.abc import Callable, Iterable
from email.utils import formatdate
from functools import lru_cache
from typing import Any, NamedTuple

from django.conf import settings
from django.db import Error as DatabaseError

from layers import access
from layers.access import User
from layers.catalogue import catalogue
from layers.request_keys import MUNICIPALITY
from tiles.grids import TileAddress, grids
from tiles.observer import Observer
from tiles.tile_files import whole

Environ = dict[str, Any]
StartResponse = Callable[..., Any]
Who = Callable[[Environ], User]
Headers = list[tuple[str, str]]

PREFIX = "/ows/wmts/"
REST = re.compile(
    r"/ows/wmts/([a-z][a-z0-9_]{0,62})(?:/([a-z][a-z0-9_]{0,30}))?/([a-z]{1,20})"
    r"/0?([0-9]|[1-9][0-9])/(0|[1-9][0-9]{0,6})/(0|[1-9][0-9]{0,6})\.png",
    re.ASCII,
)
KVP = re.compile(
    r"(?i:service=wmts&request=gettile&version=1\.0\.0&layer)=([a-z][a-z0-9_]{0,62})"
    r"&(?i:style)=([a-z][a-z0-9_]{0,30})?&(?i:tilematrixset)=([a-z]{1,20})"
    r"&(?i:tilematrix)=0?([0-9]|[1-9][0-9])&(?i:tilerow)=(?P<row>0|[1-9][0-9]{0,6})"
    r"&(?i:tilecol)=(?P<column>0|[1-9][0-9]{0,6})&(?i:format)=image(?:/|%2[Ff])png",
    re.ASCII,
)
"""The order of parameters that Leaflet and QGIS send; any other goes the long way."""

_SMALL = 32 * 1024
PUBLIC_CACHING = ("Cache-Control", "public, max-age=60")
PRIVATE_CACHING = ("Cache-Control", "private, no-cache")
"""What not everyone may see is asked about each time: a right may have been withdrawn."""
VARIES = ("Vary", "Authorization, Cookie")
_FIXED = [
    ("Content-Type", "image/png"),
    PUBLIC_CACHING,
    ("Access-Control-Allow-Origin", "*"),
    ("X-Content-Type-Options", "nosniff"),
]


def picture_of(layer: str, style: str | None) -> str:
    """The name under which the layer is drawn and kept in the style."""
    return f"{layer}.{style}" if style and style != "default" else layer


class FastPath:
    """The cached tiles of one catalogue; `who` tells who asks for a layer that is not public."""

    def __init__(self, observer: Observer, who: Who) -> None:
        self._observer = observer
        self._who = who
        self._root = os.fspath(settings.TILES_ROOT)
        self._version = catalogue().version
        mapped = [layer for layer in catalogue().layers.values() if layer.mapped]
        self._served = {
            (picture, grid) for layer in mapped for picture in layer.pictures for grid in grids()
        }
        self._public = {
            picture
            for layer in mapped
            if access.is_public("see", layer)
            for picture in layer.pictures
        }
        self._keep_s = {
            layer.id: layer.cascade.keep_minutes * 60.0
            for layer in catalogue().layers.values()
            if layer.cascade
        }

    def serves(self, layer: str, grid: str) -> bool:
        return (layer, grid) in self._served

    def asked(self, environ: Environ) -> tuple[str, str, str, str, str] | None:
        """Picture, grid, level, column and row as text, when the request is for a tile."""
        path = environ["PATH_INFO"]
        if match := REST.fullmatch(path):
            layer, style, grid, z, x, y = match.groups()
        elif path == "/ows/wmts" and (match := KVP.fullmatch(environ["QUERY_STRING"])):
            layer, style, grid, z, y, x = match.groups()
        else:
            return None
        picture = picture_of(layer, style)
        return (picture, grid, z, x, y) if (picture, grid) in self._served else None

    def __call__(self, environ: Environ, start_response: StartResponse) -> Iterable[bytes] | None:
        """The answer, or None when it is not for a tile that lies in the cache."""
        asked = self.asked(environ)
        if asked is None or environ["REQUEST_METHOD"] not in {"GET", "HEAD"}:
            return None
        layer, grid, z, x, y = asked
        name = f"{layer}/{grid}/{z}/{x}/{y}.png"
        if layer in self._keep_s and self._is_old(name, self._keep_s[layer]):
            return None
        public = layer in self._public
        if not public and not self._sees_whole(layer, environ):
            return None
        answer = self.answer(name, environ, start_response, public=public)
        if answer is not None:
            self._observer.tiles[layer, environ.get(MUNICIPALITY, 0)] += 1
        return answer

    def _sees_whole(self, layer: str, environ: Environ) -> bool:
        """Without the database nobody can be told from another: the long way says so."""
        try:
            user = self._who(environ)
        except DatabaseError:
            return False
        seen = access.layer_as(user, "see", catalogue().pictures[layer])
        return seen is not None and seen.within is None

    def _is_old(self, name: str, keep_s: float) -> bool:
        """Whether the tile of a remote service has to be asked for anew."""
        try:
            return os.stat(f"{self._root}/{name}").st_mtime + keep_s <= time.time()  # noqa: PTH116
        except OSError:
            return True

    def answer(
        self, name: str, environ: Environ, start_response: StartResponse, *, public: bool = True
    ) -> Iterable[bytes] | None:
        """The file of that name below the cache's folder; a broken one is deleted."""
        path = f"{self._root}/{name}"
        try:
            state = os.stat(path)  # noqa: PTH116  no Path on this path
            read = _read_once if state.st_size <= _SMALL else _read
            tile = read(path, state.st_mtime_ns, state.st_ino, state.st_size)
        except OSError:
            return None
        if tile is None:
            return None
        headers = tile.headers if public else [*privately(tile.headers), VARIES]
        if environ.get("HTTP_IF_NONE_MATCH") == tile.etag:
            start_response("304 Not Modified", headers[1:-1])
            return [b""]
        start_response("200 OK", headers)
        return [tile.content] if environ["REQUEST_METHOD"] == "GET" else [b""]


def privately(headers: Headers) -> Headers:
    """The headers of an answer that not everyone may have."""
    kept = [pair for pair in headers if pair[0].lower() not in {"cache-control", "vary"}]
    return [*kept[:1], PRIVATE_CACHING, *kept[1:]]


class _Tile(NamedTuple):
    content: bytes
    etag: str
    headers: list[tuple[str, str]]


def _read(path: str, stamp: int, _inode: int, size: int) -> _Tile | None:
    """The tile with its headers; None for a broken one, which is deleted."""
    handle = os.open(path, os.O_RDONLY)
    try:
        # Not more than there is: a buffer of a megabyte would cost three times the answer.
        content = os.read(handle, size)
    finally:
        os.close(handle)
    if not whole(content):
        os.unlink(path)  # noqa: PTH108
        return None
    etag = f'"{stamp:x}"'
    validators = [("ETag", etag), ("Last-Modified", formatdate(stamp // 10**9, usegmt=True))]
    return _Tile(content, etag, [*_FIXED, *validators, ("Content-Length", str(len(content)))])


_read_once = lru_cache(maxsize=1024)(_read)
"""Keeps small tiles in memory, at most 32 MB a process, for as long as their files are the same.

A request then costs one call of the system instead of four, at each of which Python's threads
queue for their lock: a fifth less time.
"""


def address(asked: tuple[str, str, str, str, str]) -> TileAddress:
    _, _, z, x, y = asked
    return TileAddress(int(z), int(x), int(y))
