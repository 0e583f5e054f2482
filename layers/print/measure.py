"""Measures the finished PDF: how large each map lies on its page, against the ground it shows.

Nothing of what the template was told is taken for granted; pictures are found in what is drawn.
"""

import io
from collections.abc import Iterator, Sequence
from typing import Any

import pypdf
from pypdf.generic import ContentStream

from layers.map_picture import MM_PER_INCH, MapPicture
from layers.print.errors import UntruePrint

_POINTS_PER_INCH = 72
_DEEPEST = 10
TRUE = 0.001
"""What a scale may be off, as a share of it."""

Matrix = tuple[float, float, float, float, float, float]
_WHOLE: Matrix = (1.0, 0.0, 0.0, 1.0, 0.0, 0.0)


def deviation(content: bytes, pictures: Sequence[MapPicture]) -> float:
    """The largest share by which a printed scale is off; the n-th picture lies on the n-th page.

    Raises `UntruePrint` where a map is missing, turned, or off by more than `TRUE`.
    """
    pages = pypdf.PdfReader(io.BytesIO(content)).pages
    if len(pages) < len(pictures):
        raise UntruePrint(f"{len(pictures)} maps on {len(pages)} pages.")
    worst = max(_of_page(page, picture) for page, picture in zip(pages, pictures, strict=False))
    if worst > TRUE:
        raise UntruePrint(f"A scale is off by {worst:.3%}.")
    return worst


def _of_page(page: pypdf.PageObject, picture: MapPicture) -> float:
    placed = [matrix for size, matrix in _images(page, _WHOLE, _DEEPEST) if size == picture.size_px]
    if len(placed) != 1:
        raise UntruePrint(f"{len(placed)} pictures of the map on a page.")
    a, b, c, d, *_ = placed[0]
    if abs(b) + abs(c) > 1e-6 * (abs(a) + abs(d)):
        raise UntruePrint("The map is turned.")
    west, south, east, north = picture.box
    return max(
        abs(_scale(east - west, abs(a)) / picture.scale - 1),
        abs(_scale(north - south, abs(d)) / picture.scale - 1),
    )


def _scale(metres: float, points: float) -> float:
    return metres / (points / _POINTS_PER_INCH * MM_PER_INCH / 1000)


def _images(drawn: Any, matrix: Matrix, depth: int) -> Iterator[tuple[tuple[int, int], Matrix]]:
    """The size in pixels of each picture of a page or form, and where its unit square lies."""
    resources = drawn["/Resources"].get_object()
    objects = resources.get("/XObject", {})
    content = drawn.get_contents() if isinstance(drawn, pypdf.PageObject) else drawn
    kept: list[Matrix] = []
    for operands, operator in ContentStream(
        content, drawn.pdf if hasattr(drawn, "pdf") else None
    ).operations:
        if operator == b"q":
            kept.append(matrix)
        elif operator == b"Q":
            matrix = kept.pop()
        elif operator == b"cm":
            matrix = _times(_matrix(operands), matrix)
        elif operator == b"Do":
            found = objects[operands[0]].get_object()
            if found["/Subtype"] == "/Image":
                yield (int(found["/Width"]), int(found["/Height"])), matrix
            elif depth:
                within = _times(_matrix(found.get("/Matrix", _WHOLE)), matrix)
                yield from _images(found, within, depth - 1)


def _matrix(numbers: Any) -> Matrix:
    a, b, c, d, e, f = map(float, numbers)
    return a, b, c, d, e, f


def _times(m: Matrix, n: Matrix) -> Matrix:
    """First m, then n."""
    return (
        m[0] * n[0] + m[1] * n[2],
        m[0] * n[1] + m[1] * n[3],
        m[2] * n[0] + m[3] * n[2],
        m[2] * n[1] + m[3] * n[3],
        m[4] * n[0] + m[5] * n[2] + n[4],
        m[4] * n[1] + m[5] * n[3] + n[5],
    )
