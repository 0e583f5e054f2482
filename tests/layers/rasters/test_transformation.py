"""Fits by control points: exact where they agree, honest where they do not."""

import numpy as np
import pytest

from layers.errors import UnreadableFile
from layers.rasters.transformation import FEWEST, fitted, gross_point

PIXELS = np.array(
    [[100, 80], [3900, 120], [3850, 2900], [140, 2850], [2000, 1500], [1200, 2300], [3000, 700]],
    dtype="float64",
)


def placed(pixels: np.ndarray) -> np.ndarray:
    """Half a metre a pixel, turned by three degrees."""
    angle = np.radians(3)
    x, y = pixels.T * [[0.5], [-0.5]]
    return np.column_stack(
        [
            -690_000 + x * np.cos(angle) - y * np.sin(angle),
            -970_000 + x * np.sin(angle) + y * np.cos(angle),
        ]
    )


@pytest.mark.parametrize("method", list(FEWEST))
def test_true_points_are_met_and_the_way_back_is_the_same(method: str) -> None:
    fit = fitted(PIXELS, placed(PIXELS), method)  # type: ignore[arg-type]
    assert fit.rms_m < 1e-4
    spots = np.array([[500.0, 500.0], [3500.0, 2000.0]])
    assert np.abs(fit.to_map(spots) - placed(spots)).max() < 1e-3
    assert np.abs(fit.to_pixels(fit.to_map(spots)) - spots).max() < 1e-3


def test_bent_paper_is_followed_by_the_curved_methods_alone() -> None:
    bent = placed(PIXELS) + np.column_stack([(PIXELS[:, 0] / 1000) ** 2, 0 * PIXELS[:, 0]])
    assert fitted(PIXELS, bent, "affine").rms_m > 0.5
    assert fitted(PIXELS, bent, "polynomial2").rms_m < 1e-4
    spline = fitted(PIXELS, bent, "spline")
    spots = np.array([[2000.0, 1500.0], [1000.0, 1000.0]])
    assert np.abs(spline.to_pixels(spline.to_map(spots)) - spots).max() < 0.01


def test_residuals_are_those_of_the_points() -> None:
    places = placed(PIXELS)
    places[2] += [0.6, -0.8]
    fit = fitted(PIXELS, places, "affine")
    assert fit.errors_m.argmax() == 2 and 0.3 < fit.errors_m[2] < 1.0
    assert fit.rms_m == pytest.approx(float(np.sqrt((fit.errors_m**2).mean())))


def test_gross_point_is_named_and_small_errors_are_not() -> None:
    random = np.random.default_rng(1)
    places = placed(PIXELS) + random.normal(0, 0.3, PIXELS.shape)
    assert gross_point(PIXELS, places, fitted(PIXELS, places, "affine")) is None
    places[4] += [90, 0]
    found = gross_point(PIXELS, places, fitted(PIXELS, places, "affine"))
    assert found is not None
    assert found[0] == 4 and found[1] == pytest.approx(90, abs=3)


@pytest.mark.parametrize(
    ("count", "change", "method", "words"),
    [
        (2, None, "affine", "bodů je 2, transformace affine jich potřebuje aspoň 3"),
        (5, None, "polynomial2", "potřebuje aspoň 6"),
        (3, "line", "affine", "v jedné přímce"),
        (3, "twin", "affine", "totéž místo"),
        (4, "mirror", "affine", "zrcadlově převrácen"),
    ],
)
def test_points_that_determine_nothing_are_refused(
    count: int, change: str | None, method: str, words: str
) -> None:
    pixels = PIXELS[:count].copy()
    if change == "line":
        pixels = np.array([[0.0, 0], [1000, 1000], [2000, 2001]])
    places = placed(pixels)
    if change == "twin":
        places[1] = places[0]
    if change == "mirror":
        places = places[:, ::-1]
    with pytest.raises(UnreadableFile, match=words):
        fitted(pixels, places, method)  # type: ignore[arg-type]
