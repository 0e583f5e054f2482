"""Maps for paper: lines, letters and scales as fine as the resolution that is asked for."""

import io
from typing import Any

import numpy as np
import pytest
from numpy.typing import NDArray
from PIL import Image

from tests.tiles.conftest import Ows
from tests.tiles.places import Place


def ink(response: Any) -> NDArray[np.float64]:
    assert response.headers["Content-Type"].startswith("image/"), response.text[:300]
    shown = Image.open(io.BytesIO(response.content)).convert("RGBA")
    return np.asarray(shown, dtype=np.float64)[:, :, 3] / 255


def box(place: Place, half_m: float) -> str:
    x, y = place.inside
    return f"{x - half_m},{y - half_m},{x + half_m},{y + half_m}"


def test_print_is_the_screen_in_more_dots(ows: Ows, place: Place) -> None:
    """Three times the dots at three times the resolution: the same ink on the same paper."""
    asked = {"BBOX": box(place, 42), "TRANSPARENT": "true"}
    screen = ink(ows.wms(**asked, DPI="90"))
    paper = ink(ows.wms(**asked, WIDTH="900", HEIGHT="900", DPI="270"))
    thin = ink(ows.wms(**asked, WIDTH="900", HEIGHT="900"))

    assert paper.mean() == pytest.approx(screen.mean(), rel=0.25)
    assert thin.mean() < 0.6 * paper.mean()


@pytest.mark.parametrize(
    "asked",
    [{"DPI": "300"}, {"MAP_RESOLUTION": "300"}, {"FORMAT_OPTIONS": "antialias:on;dpi:300"}],
)
def test_each_name_of_the_resolution_is_understood(
    ows: Ows, place: Place, asked: dict[str, str]
) -> None:
    ground = {"BBOX": box(place, 42), "WIDTH": "600", "HEIGHT": "600"}
    all_three = {"DPI": "300", "MAP_RESOLUTION": "300", "FORMAT_OPTIONS": "dpi:300"}
    assert ows.wms(**ground, **asked).content == ows.wms(**ground, **all_three).content


def test_scale_limits_follow_the_true_scale(ows: Ows, place: Place) -> None:
    """Parcels up to 1 : 10,000: on 300 pixels of paper at 300 dpi, 210 m are 1 : 8,268."""
    asked = {"BBOX": box(place, 420), "WIDTH": "300", "HEIGHT": "300", "TRANSPARENT": "true"}

    assert ink(ows.wms(**asked, DPI="90")).max() > 0
    assert ink(ows.wms(**asked, DPI="300")).max() == 0


@pytest.mark.parametrize(
    ("name", "value"),
    [
        ("DPI", "0"),
        ("DPI", "-1"),
        ("DPI", "NaN"),
        ("DPI", "1e9"),
        ("DPI", "100000"),
        ("MAP_RESOLUTION", "<script>"),
        ("MAP_RESOLUTION", "٣٠٠"),
        ("FORMAT_OPTIONS", "dpi:99999"),
        ("FORMAT_OPTIONS", "dpi:../../x"),
    ],
)
def test_odd_resolution_is_refused_by_name(ows: Ows, name: str, value: str) -> None:
    response = ows.wms(**{name: value})

    assert response.status_code == 400
    assert f'locator="{name}"' in response.text
    assert "<script>" not in response.text


def test_legend_is_as_fine_and_keeps_to_its_room(ows: Ows) -> None:
    asked = {
        "SERVICE": "WMS",
        "VERSION": "1.3.0",
        "REQUEST": "GetLegendGraphic",
        "LAYER": "plan_zone",
        "FORMAT": "image/png",
    }

    def size(**changed: str) -> tuple[int, int]:
        return Image.open(io.BytesIO(ows.get("wms", asked | changed).content)).size

    width, height = size()
    fine = size(DPI="181.43")
    assert fine == pytest.approx((2 * width, 2 * height), abs=2)
    assert size(HEIGHT="200")[1] <= 200
    narrow = size(WIDTH="20", HEIGHT="20")
    assert narrow[0] < width
    assert narrow[1] > height
