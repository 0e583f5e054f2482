"""Prints asked of the running product, and the ruler to measure them with."""

import subprocess
from collections.abc import Callable
from pathlib import Path
from typing import Any

import numpy as np
import pytest
import requests
from PIL import Image

MM_PER_INCH = 25.4
Post = Callable[..., requests.Response]


@pytest.fixture(scope="session")
def post(server_url: str) -> Post:
    """Sends an order; `session` is that of who has signed in."""

    def send(order: Any, *, session: str = "", path: str = "/api/print", **asked: str) -> Any:
        cookies = {"sessionid": session} if session else {}
        url = server_url.rstrip("/") + path
        return requests.post(url, json=order, params=asked, cookies=cookies, timeout=180)

    return send


@pytest.fixture(scope="session")
def parcel(server_url: str) -> dict[str, Any]:
    """A parcel with its outline in EPSG:5514, and its `middle`."""
    answer = requests.get(
        f"{server_url}/api/collections/cadastre_parcel/items",
        params={"limit": 50, "crs": "http://www.opengis.net/def/crs/EPSG/0/5514"},
        timeout=20,
    ).json()
    found = next(each for each in answer["features"] if each["geometry"]["type"] == "Polygon")
    ring = np.array(found["geometry"]["coordinates"][0])
    return dict(found, middle=ring.mean(axis=0).round(2).tolist())


class Ruler:
    """A strip of a printed sheet, as fine as a good scanner sees it."""

    def __init__(self, pdf: bytes, folder: Path, *, dpi: int = 600) -> None:
        self.file, self.dpi = folder / "sheet.pdf", dpi
        self.file.write_bytes(pdf)

    def marks_mm(self, *, left: float, top: float, width: float, height: float) -> list[float]:
        """Where magenta lines cross the strip, along its longer side from its beginning."""
        strip = self._strip(*(round(each / MM_PER_INCH * self.dpi)
                              for each in (left, top, width, height)))  # fmt: skip
        magenta = np.clip(np.minimum(strip[:, :, 0], strip[:, :, 2]) - strip[:, :, 1], 0, None)
        ink = magenta.sum(axis=0 if width > height else 1).astype(float)
        ink[ink < 0.3 * ink.max()] = 0
        edges = np.flatnonzero(np.diff(np.concatenate([[0], ink > 0, [0]])))
        groups = zip(edges[::2], edges[1::2], strict=True)
        centers = [np.average(np.arange(a, b) + 0.5, weights=ink[a:b]) for a, b in groups]
        return [float(center) / self.dpi * MM_PER_INCH for center in centers]

    def _strip(self, x: int, y: int, wide: int, high: int) -> Any:
        target = self.file.with_suffix("")
        subprocess.run(
            ["pdftoppm", "-png", "-singlefile", "-r", str(self.dpi), "-x", str(x), "-y", str(y),
             "-W", str(wide), "-H", str(high), self.file, target],
            check=True, capture_output=True,
        )  # fmt: skip
        with Image.open(f"{target}.png") as found:
            return np.asarray(found.convert("RGB"), dtype=np.int64)
