"""Strata on paper: opacity, territory, services of others that answer or do not."""

import io

import numpy as np
import pytest
import shapely
from numpy.typing import NDArray
from PIL import Image

from layers.map_picture import Layered, MapPicture, Stratum, draw_strata
from layers.models import Parcel, RemoteLayer
from layers.territory import Territory
from tests.layers.remote.conftest import flood, remote, remote_folder
from tests.layers.remote.server import BLUE, Server
from tests.layers.remote.test_fetch import says
from tests.tiles.conftest import HERE

__all__ = ["flood", "remote", "remote_folder"]

PARCELS, REMOTE = "cadastre_parcel", "remote_zaplavove_uzemi"
PICTURE = MapPicture((), (HERE[0] + 80, HERE[1] + 80), 1000, 150, 150, 100)


def pixels(drawn: Layered) -> NDArray[np.int64]:
    found = np.asarray(Image.open(io.BytesIO(drawn.png)).convert("RGB"), dtype=np.int64)
    assert found.shape[:2][::-1] == PICTURE.size_px
    return found


@pytest.mark.usefixtures("renderers")
def test_layers_of_paper_lie_over_each_other(
    parcels: list[Parcel], flood: RemoteLayer, remote: Server
) -> None:
    blue = np.array(BLUE[:3])

    whole = pixels(draw_strata(PICTURE, [Stratum(REMOTE)]))
    assert abs(whole - blue).max() <= 2
    assert max(int(given["width"]) for _, given in remote.asked if "width" in given) <= 2480

    half = pixels(draw_strata(PICTURE, [Stratum(REMOTE, 0.5)]))
    assert abs(half - (blue + 255) / 2).max() <= 3

    west, south, _, north = PICTURE.box
    place = Territory.of(shapely.box(west, south, HERE[0] + 80, north))
    cut = pixels(draw_strata(PICTURE, [Stratum(REMOTE, within=place)]))
    middle = PICTURE.size_px[0] // 2
    assert abs(cut[:, : middle - 1] - blue).max() <= 2
    assert (cut[:, middle + 2 :] == 255).all()

    ink = pixels(draw_strata(PICTURE, [Stratum(PARCELS)]))
    both = pixels(draw_strata(PICTURE, [Stratum(REMOTE), Stratum(PARCELS)]))
    dark = (ink < 100).all(axis=2)
    assert dark.any()
    assert (both[dark].sum(axis=1) < blue.sum()).all(), "borders over the service's picture"


@pytest.mark.usefixtures("renderers")
def test_service_that_fails_is_told_and_the_rest_is_drawn(
    parcels: list[Parcel], flood: RemoteLayer, remote: Server
) -> None:
    remote.replies["/wms"] = says(b"chyba", "text/plain", 500)

    drawn = draw_strata(PICTURE, [Stratum(REMOTE), Stratum(PARCELS)])

    assert drawn.failed == (REMOTE,)
    assert (pixels(drawn) < 100).all(axis=2).any()
