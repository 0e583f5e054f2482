"""The portal and other static files, each kept in memory as it is and gzipped."""

import gzip
import hashlib
import mimetypes
import re
from dataclasses import dataclass
from functools import lru_cache
from pathlib import Path

from django.conf import settings
from django.contrib.staticfiles import finders
from django.core.exceptions import SuspiciousFileOperation
from django.http import Http404, HttpRequest, HttpResponse
from django.utils._os import safe_join
from django.utils.cache import get_conditional_response, patch_vary_headers
from django.views.decorators.http import require_safe

_HASHED = re.compile(r"assets/.+-[\w-]{8}\.\w+")
_COMPRESSIBLE = ("text/", "application/javascript", "application/json", "image/svg+xml")
_NOT_BUILT = "Portál není sestaven; sestaví ho ./dmvs up. The portal has not been built."


@dataclass(frozen=True, slots=True)
class StaticFile:
    """A file's content, plain and gzipped (empty where that gains nothing)."""

    content: bytes
    gzipped: bytes
    content_type: str
    etag: str


@require_safe
def portal(request: HttpRequest) -> HttpResponse:
    """`/`: the page that loads the portal; asked about each time, so that a new build shows."""
    page = settings.PORTAL_ROOT / "index.html"
    if not page.is_file():
        return HttpResponse(_NOT_BUILT, content_type="text/plain; charset=utf-8", status=503)
    return _serve(request, page, "no-cache")


@require_safe
def portal_file(request: HttpRequest, name: str) -> HttpResponse:
    """`/static/portal/…`: the build; names that carry a hash never change."""
    try:
        file = Path(safe_join(settings.PORTAL_ROOT, name))
    except (SuspiciousFileOperation, ValueError) as exc:
        raise Http404 from exc
    hashed = _HASHED.fullmatch(name) is not None
    return _serve(request, file, "public, max-age=31536000, immutable" if hashed else "no-cache")


@require_safe
def static_file(request: HttpRequest, name: str) -> HttpResponse:
    """`/static/…`: files of the API's pages and of the admin."""
    try:
        found = finders.find(name)
    except (SuspiciousFileOperation, ValueError) as exc:
        raise Http404 from exc
    if not isinstance(found, str):
        raise Http404
    return _serve(request, Path(found), "public, max-age=3600")


def _serve(request: HttpRequest, path: Path, caching: str) -> HttpResponse:
    if not path.is_file():
        raise Http404
    changed = path.stat()
    file = _read(path, changed.st_mtime_ns, changed.st_size)
    zipped = bool(file.gzipped) and "gzip" in request.headers.get("Accept-Encoding", "")
    response = HttpResponse(
        file.gzipped if zipped else file.content, content_type=file.content_type
    )
    if zipped:
        response["Content-Encoding"] = "gzip"
    response["ETag"] = file.etag
    response["Cache-Control"] = caching
    patch_vary_headers(response, ["Accept-Encoding"])
    return get_conditional_response(request, etag=file.etag, response=response) or response


@lru_cache(maxsize=256)
def _read(path: Path, _changed_ns: int, _size: int) -> StaticFile:
    content = path.read_bytes()
    kind = mimetypes.guess_type(path.name)[0] or "application/octet-stream"
    text = kind.startswith(_COMPRESSIBLE)
    zipped = gzip.compress(content, mtime=0) if text else b""
    return StaticFile(
        content=content,
        gzipped=zipped if len(zipped) < len(content) else b"",
        content_type=f"{kind}; charset=utf-8" if kind.startswith("text/") else kind,
        etag=f'W/"{hashlib.sha256(content).hexdigest()[:20]}"',
    )
