"""PNG of 256 colours: read by another library, what was drawn is there."""

import io

import numpy as np
import pytest
from numpy.typing import NDArray
from PIL import Image

from tiles.png import Pixels, paletted


def pixels(rgba: NDArray[np.uint8]) -> Pixels:
    return np.ascontiguousarray(rgba).view(np.uint32).reshape(rgba.shape[:2])


def decoded(content: bytes) -> NDArray[np.uint8]:
    return np.array(Image.open(io.BytesIO(content)).convert("RGBA"))


def shades(*, side: int = 64) -> NDArray[np.uint8]:
    """A picture of 4,096 colours, each a little different from its neighbours."""
    rgba = np.full((side, side, 4), 255, np.uint8)
    rgba[:, :, 0] = np.arange(side)[:, None] * 2
    rgba[:, :, 1] = np.arange(side)[None, :] * 2
    return rgba


def encoded(rgba: NDArray[np.uint8]) -> NDArray[np.uint8]:
    (content,) = paletted(pixels(rgba)) or []
    return decoded(content)


def test_picture_of_few_colours_is_exact_with_its_opacity() -> None:
    rgba = np.zeros((50, 70, 4), np.uint8)
    rgba[10:20, 10:60] = (180, 20, 30, 255)
    rgba[30:40, 5:9] = (20, 90, 200, 120)

    assert np.array_equal(encoded(rgba), rgba)


def test_colours_beyond_the_palette_become_near_ones() -> None:
    rgba = shades()

    assert np.abs(encoded(rgba).astype(int) - rgba).max() <= 12


def test_rare_colour_far_from_all_others_is_kept() -> None:
    rgba = shades()
    rgba[3, 5] = (255, 0, 255, 255)

    assert encoded(rgba)[3, 5].tolist() == [255, 0, 255, 255]


def test_pale_areas_next_to_each_other_stay_apart() -> None:
    rgba = np.concatenate((shades(), np.full((64, 64, 4), (252, 250, 241, 255), np.uint8)))
    rgba[100:] = (252, 248, 234, 255)

    assert np.array_equal(encoded(rgba)[64:], rgba[64:])


def test_parts_are_those_of_the_picture_from_the_north_west() -> None:
    rgba = shades()

    parts = paletted(pixels(rgba), columns=4, rows=2) or []

    assert len(parts) == 8
    whole = encoded(rgba)
    assert np.array_equal(decoded(parts[5]), whole[32:, 16:32])


def test_part_of_one_colour_is_a_small_file() -> None:
    rgba = np.zeros((512, 256, 4), np.uint8)
    rgba[256:] = np.tile(shades(), (4, 4, 1))

    blank, _ = paletted(pixels(rgba), rows=2) or []

    assert len(blank) < 400


def test_photograph_is_left_to_others() -> None:
    rgba = np.random.default_rng(7).integers(0, 256, (256, 256, 4), np.uint8)

    assert paletted(pixels(rgba)) is None


@pytest.mark.parametrize("seed", range(5))
def test_colours_that_meet_in_the_table_are_not_taken_for_each_other(seed: int) -> None:
    colors = np.random.default_rng(seed).integers(0, 2**32, 200, np.uint32) | np.uint32(0xFF000000)
    drawn = np.tile(colors, (200, 1))

    (content,) = paletted(drawn) or []

    assert np.array_equal(decoded(content).view(np.uint32)[:, :, 0], drawn)
