"""Pictures of remote services: whole, of the size that was asked for, or none at all."""

import io
import time
import warnings
from collections.abc import Sequence
from concurrent.futures import ThreadPoolExecutor

from PIL import Image, UnidentifiedImageError

from layers.remote.document import plain_xml
from layers.remote.errors import RemoteFailure
from layers.remote.fetch import PICTURE, Limits, fetch
from layers.remote.login import Login

_FORMATS = ("PNG", "JPEG", "GIF", "WEBP")
_AT_ONCE = 4
_MOST_PIXELS = 4096 * 4096
_LEGEND = Limits(seconds=5, size_bytes=500_000)


def picture(
    url: str,
    size_px: tuple[int, int] | None,
    login: Login | None = None,
    *,
    seconds: float | None = None,
) -> Image.Image:
    """The picture at the address, decoded; of the given size if there is one.

    Raises `RemoteError`: an exception with status 200, a page, half a picture are no pictures.
    """
    limits = PICTURE if seconds is None else Limits(seconds, PICTURE.size_bytes)
    answer = fetch(url, limits, login)
    if not answer.content_type.startswith("image/"):
        raise RemoteFailure(f"Místo obrazu přišlo {_told(answer.body, answer.content_type)}")
    return _decoded(answer.body, size_px)


def pictures(
    urls: Sequence[str], size_px: tuple[int, int], login: Login | None = None
) -> list[Image.Image]:
    """All the pictures, within the time of one, a few asked for at once; raises `RemoteError`."""
    deadline = time.monotonic() + PICTURE.seconds

    def one(url: str) -> Image.Image:
        left = max(0.0, deadline - time.monotonic())
        return picture(url, size_px, login, seconds=left)

    pool = ThreadPoolExecutor(_AT_ONCE, thread_name_prefix="remote")
    try:
        return list(pool.map(one, urls))
    finally:
        pool.shutdown(cancel_futures=True)


def legend_picture(url: str, login: Login | None = None) -> bytes:
    """The picture of a legend as PNG."""
    answer = fetch(url, _LEGEND, login)
    goal = io.BytesIO()
    _decoded(answer.body, None).save(goal, "PNG", optimize=True)
    return goal.getvalue()


def _decoded(body: bytes, size_px: tuple[int, int] | None) -> Image.Image:
    try:
        with warnings.catch_warnings():
            warnings.simplefilter("ignore")  # of a suspicious size, which is judged below
            image = Image.open(io.BytesIO(body), formats=_FORMATS)
        if size_px and image.size != size_px:
            raise RemoteFailure(f"Obraz má {image.width} × {image.height} px místo žádaných.")
        if image.width * image.height > _MOST_PIXELS:
            raise RemoteFailure("Obraz je příliš velký.")
        image.load()
    except (UnidentifiedImageError, OSError, SyntaxError, ValueError, MemoryError) as exc:
        raise RemoteFailure("Obraz je neúplný nebo poškozený.") from exc
    except Image.DecompressionBombError as exc:
        raise RemoteFailure("Obraz je příliš velký.") from exc
    return image


def _told(body: bytes, content_type: str) -> str:
    """What came instead: the words of an exception, or the type."""
    if "xml" in content_type:
        try:
            plain_xml(body)
        except RemoteFailure as exc:
            return f"XML. {exc}"
    return f"{content_type[:60] or 'něco bez určení typu'}."
