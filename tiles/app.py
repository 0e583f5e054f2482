"""The maps as one WSGI application, mounted under /ows: cached tiles first, then WMTS and WMS."""

import logging
import re
import threading
from collections.abc import Iterable
from dataclasses import replace
from time import perf_counter

from django.db import Error as DatabaseError
from django.db import connections
from mapproxy.util.lock import LockTimeout

from layers.access import PUBLIC, User, allows
from layers.catalogue import catalogue
from tiles import wms_guard, wmts_guard
from tiles.asker import Wish
from tiles.capabilities import Dialect, capabilities
from tiles.capabilities.address import Address
from tiles.capabilities.service_text import language_of
from tiles.cold_tile import ColdTiles
from tiles.drawing import Busy, RendererError
from tiles.fast_path import (
    REST,
    VARIES,
    Environ,
    FastPath,
    StartResponse,
    Who,
    picture_of,
    privately,
)
from tiles.grids import TileAddress
from tiles.invalidation import drop_restyled
from tiles.observer import Observer, Unobserved, layers_of, route_of
from tiles.parameters import Parameters, parse
from tiles.public_address import with_public_address
from tiles.service_exception import BadParameter, document
from tiles.services import Answer, Services
from tiles.theme import check_theme

log = logging.getLogger(__name__)

_RETRY_AFTER_S = 2
_SERVICE = re.compile(r"(?:/([a-z][a-z0-9_]{0,62}))?/(wms|wmts)(/1\.0\.0/WMTSCapabilities\.xml)?")
_REST_INFO = re.compile(
    r"/wmts/([a-z][a-z0-9_]{0,62})/(krovak|webmercator)"
    r"/[0-9]{1,2}/[0-9]{1,7}/[0-9]{1,7}/[0-9]{1,3}/[0-9]{1,3}\.(txt|html|json)",
    re.ASCII,
)
_REASONS = {400: "Bad Request", 404: "Not Found", 500: "Internal Server Error"}
_OPEN = [
    ("Access-Control-Allow-Origin", "*"),
    ("X-Content-Type-Options", "nosniff"),
    ("Referrer-Policy", "same-origin"),
    ("Content-Security-Policy", "default-src 'none'; frame-ancestors *"),
]
_ADDED = {name.lower() for name, _ in _OPEN} | {"content-length"}


class Maps:
    """The services of one catalogue; `Application` makes another when the catalogue changes."""

    def __init__(self, observer: Observer, who: Who) -> None:
        drop_restyled()
        self.version = catalogue().version
        self._observer = observer
        self._who = who
        self._fast = FastPath(observer, who)
        self._services = Services(catalogue())
        self._cold = ColdTiles(self._services)

    def __call__(self, environ: Environ, start_response: StartResponse) -> Iterable[bytes]:
        if (cached := self._fast(environ, start_response)) is not None:
            return cached
        started = perf_counter()
        path = str(environ["PATH_INFO"]).removeprefix("/ows")
        answer = self._safely(environ, path)
        seconds = perf_counter() - started
        route = route_of(environ)
        self._observer.answered(route, int(answer.status[:3]), seconds)
        if answer.is_ok:
            self._observer.used(layers_of(environ), route.partition(":")[0], environ)
        headers = [pair for pair in answer.headers if pair[0].lower() not in _ADDED]
        if not any(name.lower() == "cache-control" for name, _ in headers):
            headers.append(("Cache-Control", "no-cache"))
        headers += [*_OPEN, ("Content-Length", str(len(answer.body)))]
        start_response(answer.status, headers)
        return [answer.body if environ["REQUEST_METHOD"] != "HEAD" else b""]

    def _safely(self, environ: Environ, path: str) -> Answer:
        """The answer, or the service exception that says why there is none."""
        if environ["REQUEST_METHOD"] not in {"GET", "HEAD"}:
            return Answer("405 Method Not Allowed", [("Allow", "GET, HEAD")], b"")
        is_wms = path.endswith("/wms")
        dialect: Dialect = "1.3.0" if is_wms else "wmts"
        try:
            given = Parameters({})
            if path.endswith(("/wms", "/wmts")):
                given = parse(environ.get("QUERY_STRING", ""))
                dialect = wms_guard.dialect(given) if is_wms else "wmts"
            return self._answer(with_public_address(environ), path, given, self._who(environ))
        except BadParameter as exc:
            status = f"{exc.status} {_REASONS[exc.status]}"
            return _exception(dialect, status, exc.code, exc.locator, exc.message)
        except (Busy, DatabaseError, LockTimeout) as exc:
            log.warning("Not served now: %s", exc)
            return _exception(
                dialect, "503 Service Unavailable", "NoApplicableCode", "", "Zkuste to za chvíli."
            )
        except RendererError as exc:
            log.error("Not drawn: %s", exc)
        except Exception:
            log.exception("A map request failed.")
        return _exception(
            dialect, "500 Internal Server Error", "NoApplicableCode", "", "Mapu nelze nakreslit."
        )

    def _answer(self, environ: Environ, path: str, given: Parameters, user: User) -> Answer:
        if match := _SERVICE.fullmatch(path):
            theme, service, document_path = match.groups(default="")
            if theme:
                check_theme(theme, user)
            if service == "wms" and not document_path:
                return self._wms(environ, given, user, theme)
            if service == "wmts":
                return self._wmts(environ, None if document_path else given, user, theme)
        if match := REST.fullmatch("/ows" + path):
            layer, style, grid, z, x, y = match.groups()
            picture = picture_of(layer, style)
            if self._serves(picture, grid, user):
                return self._cold.draw(
                    environ, picture, grid, TileAddress(int(z), int(x), int(y)), user
                )
        if (match := _REST_INFO.fullmatch(path)) and self._serves(match[1], match[2], user):
            wmts_guard.check_queryable(match[1], user)
            return self._ask(environ, path=path, query="", user=user)
        raise BadParameter("path", "Taková adresa ve službě není.", status=404)

    def _wms(self, environ: Environ, given: Parameters, user: User, theme: str) -> Answer:
        if wms_guard.request_of(given) == "GetCapabilities":
            language = given.values.get("LANGUAGE", "")
            return _capabilities(environ, wms_guard.dialect(given), user, theme, language)
        asked = wms_guard.rewritten(given, user, theme)
        answer = self._ask(environ, path="/wms", query=asked.query, user=user, wish=asked.wish)
        return _as_geojson(answer) if "geo%2Bjson" in asked.query else answer

    def _wmts(self, environ: Environ, given: Parameters | None, user: User, theme: str) -> Answer:
        """By key and value; without parameters, the capabilities by their path."""
        if given is None or wmts_guard.request_of(given) == "GetCapabilities":
            language = given.values.get("LANGUAGE", "") if given else ""
            return _capabilities(environ, "wmts", user, theme, language)
        asked = wmts_guard.rewritten(given, user, theme)
        if asked.tile:
            return self._cold.draw(environ, *asked.tile, user)
        return self._ask(environ, path="/wmts", query=asked.query, user=user)

    def _serves(self, picture: str, grid: str, user: User) -> bool:
        """Whether there is such a picture for the user; that another may see it is not told."""
        return self._fast.serves(picture, grid) and allows(
            user, "see", catalogue().pictures[picture]
        )

    def _ask(
        self, environ: Environ, *, path: str, query: str, user: User, wish: Wish | None = None
    ) -> Answer:
        """Through MapProxy, with the reader's connection fit before and given back after."""
        connections["reader"].close_if_unusable_or_obsolete()
        try:
            answer = self._services.ask(environ, path=path, query=query, user=user, wish=wish)
            headers = privately(answer.headers) if user.is_authenticated else answer.headers
            return replace(answer, headers=[*headers, VARIES])
        finally:
            connections["reader"].close_if_unusable_or_obsolete()


def _as_geojson(answer: Answer) -> Answer:
    """MapProxy knows JSON by one name only."""
    others = [pair for pair in answer.headers if pair[0].lower() != "content-type"]
    return replace(answer, headers=[("Content-Type", "application/geo+json"), *others])


def _capabilities(
    environ: Environ, dialect: Dialect, user: User, theme: str, language: str
) -> Answer:
    """The document, or that the one which the client has is still true."""
    connections["reader"].close_if_unusable_or_obsolete()
    address = Address.of(environ, theme)
    made = capabilities(dialect, user, address, language_of(language))
    headers = [("Content-Type", made.content_type), ("ETag", made.etag)]
    headers = [*(privately(headers) if user.is_authenticated else headers), VARIES]
    if made.etag in environ.get("HTTP_IF_NONE_MATCH", ""):
        return Answer("304 Not Modified", headers, b"")
    return Answer("200 OK", headers, made.body)


def _exception(dialect: Dialect, status: str, code: str, locator: str, message: str) -> Answer:
    made = document(dialect, code=code, locator=locator, message=message)
    headers = [("Content-Type", made.content_type), ("Cache-Control", "no-store")]
    if status.startswith("503"):
        headers.append(("Retry-After", str(_RETRY_AFTER_S)))
    return Answer(status, headers, made.body)


class Application:
    """The maps of the catalogue as it is now: made at start, and anew when it changes.

    Requests wait for the new ones: the old may have a layer that the catalogue no longer knows.
    `who` tells from a request who asks; without it, all do as the public.
    """

    def __init__(self, observer: Observer | None = None, who: Who = lambda _: PUBLIC) -> None:
        self._observer = observer or Unobserved()
        self._who = who
        self._maps = Maps(self._observer, self._who)
        self._making = threading.Lock()

    def __call__(self, environ: Environ, start_response: StartResponse) -> Iterable[bytes]:
        if self._maps.version != catalogue().version:
            with self._making:
                self._renew()
        return self._maps(environ, start_response)

    def _renew(self) -> None:
        if self._maps.version == catalogue().version:
            return
        try:
            self._maps = Maps(self._observer, self._who)
        except Exception:
            log.exception("The maps of the changed catalogue could not be made; the old ones stay.")
