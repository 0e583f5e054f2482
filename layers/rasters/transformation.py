"""Fits pixels to the map by control points; residuals, and points that must be wrong.

Pixels are taken as (column, −row), so that both planes turn the same way. Least squares on
coordinates brought to their centre and scale; the spline is the thin plate through all points.
"""

from collections.abc import Callable
from dataclasses import dataclass
from typing import Literal

import numpy as np
from numpy.typing import NDArray

from layers.errors import UnreadableFile

Coordinates = NDArray[np.float64]
Method = Literal["similarity", "affine", "projective", "polynomial2", "spline"]
Moves = Callable[[Coordinates], Coordinates]

FEWEST: dict[str, int] = {
    "similarity": 2,
    "affine": 3,
    "projective": 4,
    "polynomial2": 6,
    "spline": 3,
}
_TOO_NARROW = 0.02
"""Points whose spread across is less than this share of that along lie on a line."""
_GROSS = 0.2
"""A point is gross when without it the error of the others falls to this share of the whole."""
_GROSS_PX = 5
_ROUNDS = 12


@dataclass(frozen=True, slots=True)
class Plane:
    """Centre and scale that bring coordinates near one."""

    centre: Coordinates
    scale: float

    @classmethod
    def of(cls, points: Coordinates) -> "Plane":
        centre = points.mean(axis=0)
        return cls(centre, float(np.abs(points - centre).max()) or 1.0)

    def near(self, points: Coordinates) -> Coordinates:
        return (points - self.centre) / self.scale

    def back(self, points: Coordinates) -> Coordinates:
        return points * self.scale + self.centre


@dataclass(frozen=True, slots=True)
class Fit:
    """The way from pixels (column, row from the top left corner) to the map and back.

    `residuals_m` is, for each point, how far east and north the fit puts it off (n, 2).
    """

    method: Method
    to_map: Moves
    to_pixels: Moves
    residuals_m: Coordinates

    @property
    def errors_m(self) -> NDArray[np.float64]:
        distances: NDArray[np.float64] = np.hypot(*self.residuals_m.T)
        return distances

    @property
    def rms_m(self) -> float:
        """Root of the mean square of the points' distances."""
        return float(np.sqrt(np.mean(self.errors_m**2)))


def default_method(count: int) -> Method:
    """The simplest that shows how well the points agree."""
    return "affine" if count > FEWEST["affine"] else "similarity"


def fitted(pixels: Coordinates, places: Coordinates, method: Method) -> Fit:
    """The fit of points, shape (n, 2) each; raises `UnreadableFile` when they determine none."""
    _check(pixels, places, method)
    turned = pixels * [1, -1]
    here, there = Plane.of(turned), Plane.of(places)
    forward = _FITS[method](here.near(turned), there.near(places))

    def to_map(points: Coordinates) -> Coordinates:
        return there.back(forward(here.near(points * [1, -1])))

    linear = _slope(forward)
    if np.linalg.det(linear) <= 0:
        raise UnreadableFile(
            "Podle vlícovacích bodů by byl obraz zrcadlově převrácen; nejsou prohozené souřadnice?"
        )

    def to_pixels(points: Coordinates) -> Coordinates:
        return here.back(_inverse(forward, linear, there.near(points))) * [1, -1]

    return Fit(method, to_map, to_pixels, to_map(pixels) - places)


def gross_point(pixels: Coordinates, places: Coordinates, fit: Fit) -> tuple[int, float] | None:
    """The one point that spoils the fit, and how far it is from where the others put it (m)."""
    count = len(pixels)
    method = "affine" if fit.method == "spline" else fit.method
    if count < FEWEST[method] + 2:
        return None
    whole = fitted(pixels, places, method)
    aside = fit.to_map(pixels[:1] + np.array([[1, 0]]))
    pixel_m = float(np.hypot(*(aside - fit.to_map(pixels[:1]))[0]))
    best: tuple[float, int, float] | None = None
    for index in range(count):
        rest = np.arange(count) != index
        try:
            others = fitted(pixels[rest], places[rest], method)
        except UnreadableFile:
            continue
        away = float(np.hypot(*(others.to_map(pixels[[index]]) - places[[index]])[0]))
        if best is None or others.rms_m < best[0]:
            best = others.rms_m, index, away
    if best and best[0] < _GROSS * whole.rms_m and best[2] > _GROSS_PX * pixel_m:
        return best[1], best[2]
    return None


def _check(pixels: Coordinates, places: Coordinates, method: str) -> None:
    count, fewest = len(pixels), FEWEST[method]
    if count < fewest:
        raise UnreadableFile(
            f"Vlícovacích bodů je {count}, transformace {method} jich potřebuje aspoň {fewest}."
        )
    for points, where in ((pixels, "v obrazu"), (places, "na mapě")):
        if len(np.unique(np.round(points, 6), axis=0)) < count:
            raise UnreadableFile(f"Dva vlícovací body mají {where} totéž místo.")
        spread = np.linalg.svd(points - points.mean(axis=0), compute_uv=False)
        if method != "similarity" and spread[1] < _TOO_NARROW * spread[0]:
            raise UnreadableFile(
                f"Vlícovací body leží {where} v jedné přímce; přidejte bod stranou od ní."
            )


def _solved(design: Coordinates, wanted: Coordinates) -> Coordinates:
    solution, _, rank, _ = np.linalg.lstsq(design, wanted, rcond=1e-9)
    if rank < design.shape[1]:
        raise UnreadableFile("Vlícovací body transformaci neurčují; přidejte body jinde v obrazu.")
    return np.asarray(solution, dtype="float64")


def _similarity(near: Coordinates, there: Coordinates) -> Moves:
    x, y, one, nil = *near.T, np.ones(len(near)), np.zeros(len(near))
    rows = np.vstack([np.column_stack([x, -y, one, nil]), np.column_stack([y, x, nil, one])])
    a, b, east, north = _solved(rows, there.T.ravel())
    turn = np.array([[a, b], [-b, a]])
    return lambda points: points @ turn + [east, north]


def _polynomial(terms: Callable[[Coordinates], Coordinates]) -> Callable[..., Moves]:
    def fit(near: Coordinates, there: Coordinates) -> Moves:
        factors = _solved(terms(near), there)
        return lambda points: terms(points) @ factors

    return fit


def _first_order(points: Coordinates) -> Coordinates:
    return np.column_stack([np.ones(len(points)), points])


def _second_order(points: Coordinates) -> Coordinates:
    x, y = points.T
    return np.column_stack([np.ones(len(points)), points, x * x, x * y, y * y])


def _projective(near: Coordinates, there: Coordinates) -> Moves:
    (x, y), (e, n) = near.T, there.T
    one, nil = np.ones_like(x), np.zeros_like(x)
    rows = np.vstack(
        [
            np.column_stack([x, y, one, nil, nil, nil, -e * x, -e * y]),
            np.column_stack([nil, nil, nil, x, y, one, -n * x, -n * y]),
        ]
    )
    h = _solved(rows, there.T.ravel())

    def move(points: Coordinates) -> Coordinates:
        below = points @ h[6:8] + 1
        above = points @ np.array([[h[0], h[3]], [h[1], h[4]]]) + [h[2], h[5]]
        result: Coordinates = above / np.where(below > 1e-6, below, np.nan)[:, None]
        return result

    return move


def _spline(near: Coordinates, there: Coordinates) -> Moves:
    def kernel(points: Coordinates) -> Coordinates:
        square = ((points[:, None, :] - near[None]) ** 2).sum(axis=2)
        result: Coordinates = square * np.log(np.maximum(square, 1e-300))
        return result

    plain = _first_order(near)
    whole = np.block([[kernel(near), plain], [plain.T, np.zeros((3, 3))]])
    factors = _solved(whole, np.vstack([there, np.zeros((3, 2))]))
    return lambda points: np.hstack([kernel(points), _first_order(points)]) @ factors


_FITS: dict[str, Callable[[Coordinates, Coordinates], Moves]] = {
    "similarity": _similarity,
    "affine": _polynomial(_first_order),
    "projective": _projective,
    "polynomial2": _polynomial(_second_order),
    "spline": _spline,
}


def _slope(forward: Moves) -> Coordinates:
    """The linear part in the middle of the points: rows for x and y."""
    step = 1e-4
    spot = forward(np.array([[0.0, 0.0], [step, 0.0], [0.0, step]]))
    result: Coordinates = (spot[1:] - spot[0]) / step
    return result


def _inverse(forward: Moves, linear: Coordinates, wanted: Coordinates) -> Coordinates:
    """By steps of the linear part; where they do not settle there is no place in the picture."""
    back = np.linalg.inv(linear)
    found = (wanted - forward(np.zeros((1, 2)))) @ back
    for _ in range(_ROUNDS):
        miss = wanted - forward(found)
        found = found + miss @ back
        if np.nanmax(np.abs(miss), initial=0) < 1e-9:
            break
    unsettled = ~(np.abs(wanted - forward(found)).max(axis=1) < 1e-5)
    result: Coordinates = np.where(unsettled[:, None], np.nan, found)
    return result
