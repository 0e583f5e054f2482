"""QGIS of the distribution, without a screen, opens what we make and draws the portal's map."""

import io
import json
import os
import shutil
import subprocess
from pathlib import Path
from typing import Any

import numpy as np
import pytest
import requests
from PIL import Image

from gis.desktop.offer import objects_for
from layers.access import PUBLIC

PROGRAM = Path(__file__).with_name("qgis_program.py")
SYSTEM_PYTHON = "/usr/bin/python3"
SIZE = (600, 400)
pytestmark = [
    pytest.mark.slow,
    pytest.mark.skipif(not shutil.which("qgis"), reason="QGIS is not installed"),
]


def qgis(folder: Path, **order: Any) -> dict[str, Any]:
    env = {"PATH": os.defpath, "HOME": str(folder), "QT_QPA_PLATFORM": "offscreen"}
    done = subprocess.run(
        [SYSTEM_PYTHON, str(PROGRAM), json.dumps(order)],
        env=env | {"XDG_RUNTIME_DIR": str(folder), "LC_ALL": "C.UTF-8"},
        capture_output=True,
        text=True,
        timeout=240,
        check=False,
    )
    lines = done.stdout.strip().splitlines()
    assert done.returncode == 0 and lines, done.stderr[-3000:]
    answer: dict[str, Any] = json.loads(lines[-1])
    return answer


def taken(server_url: str, path: str, folder: Path) -> str:
    answer = requests.get(f"{server_url}/desktop/{path}", timeout=60)
    assert answer.status_code == 200, answer.text
    file = folder / Path(path).name
    file.write_bytes(answer.content)
    return str(file)


def middle(server_url: str, collection: str, width_m: float) -> list[float]:
    """A box around a feature of the collection, as wide as told."""
    asked = {"limit": 1, "crs": "http://www.opengis.net/def/crs/EPSG/0/5514", "f": "json"}
    items = requests.get(
        f"{server_url}/api/collections/{collection}/items", params=asked, timeout=30
    ).json()
    ring = items["features"][0]["geometry"]["coordinates"]
    points = np.array(ring[0] if np.array(ring[0]).ndim == 2 else ring[0][0], dtype=float)
    east, north = points[:, 0].mean(), points[:, 1].mean()
    height_m = width_m * SIZE[1] / SIZE[0]
    return [
        east - width_m / 2, north - height_m / 2, east + width_m / 2, north + height_m / 2,
    ]  # fmt: skip


def portal_picture(server_url: str, layer: str, box: list[float]) -> np.ndarray:
    asked = {
        "SERVICE": "WMS", "VERSION": "1.3.0", "REQUEST": "GetMap", "LAYERS": layer, "STYLES": "",
        "CRS": "EPSG:5514", "BBOX": ",".join(map(str, box)), "FORMAT": "image/png",
        "WIDTH": str(SIZE[0]), "HEIGHT": str(SIZE[1]), "TRANSPARENT": "FALSE",
    }  # fmt: skip
    answer = requests.get(f"{server_url}/ows/wms", params=asked, timeout=60)
    assert answer.headers["Content-Type"] == "image/png", answer.text
    return grey(answer.content)


def grey(content: bytes) -> np.ndarray:
    """Softened by a few pixels: two engines smooth lines and letters otherwise."""
    picture = Image.open(io.BytesIO(content)).convert("RGB")
    small = picture.resize((SIZE[0] // 4, SIZE[1] // 4), Image.Resampling.BOX)
    return np.asarray(small, dtype=float)


@pytest.mark.parametrize("path", ["theme/cadastre.qlr", "theme/plan.qgs", "theme/admin.qlr"])
def test_all_layers_of_a_file_are_valid(server_url: str, tmp_path: Path, path: str) -> None:
    found = qgis(tmp_path, file=taken(server_url, path, tmp_path))

    assert found["layers"]
    assert [name for name, is_valid in found["layers"].items() if not is_valid] == []
    assert set(found["systems"]) <= {"EPSG:5514", "EPSG:4326"}
    if path.endswith(".qgs"):
        assert found["crs"] == "EPSG:5514"


def test_a_municipality_opens_where_it_lies(server_url: str, tmp_path: Path) -> None:
    found = qgis(tmp_path, file=taken(server_url, "municipality/990001.qgs", tmp_path))
    box = middle(server_url, "admin_municipality", 1.0)

    west, south, east, north = (
        float(value) for corner in found["extent"].split(" : ") for value in corner.split(",")
    )
    assert west < box[0] < east and south < box[1] < north
    assert [name for name, is_valid in found["layers"].items() if not is_valid] == []


@pytest.mark.parametrize(
    ("path", "layer", "width_m"),
    [
        ("theme/cadastre.qlr", "cadastre_parcel", 160.0),
        ("theme/admin.qlr", "admin_municipality", 9_000.0),
        ("theme/plan.qgs", "plan_zone", 900.0),
    ],
)
def test_objects_in_qgis_look_as_on_the_portal(
    server_url: str, tmp_path: Path, path: str, layer: str, width_m: float
) -> None:
    box = middle(server_url, layer, width_m)
    picture = tmp_path / "drawn.png"
    found = qgis(
        tmp_path,
        file=taken(server_url, path, tmp_path),
        layers=[f"typename='{layer}'"],
        box=box,
        size_px=SIZE,
        picture=str(picture),
    )
    ours, theirs = portal_picture(server_url, layer, box), grey(picture.read_bytes())
    difference = np.abs(ours - theirs)

    assert ours.std() > 4, "the portal's picture is empty"
    assert difference.mean() < 0.35 * np.abs(ours - 255).mean() + 2, difference.mean()
    assert found["feature"]["label"], found["feature"]


def test_the_map_service_in_qgis_is_the_portals_picture(server_url: str, tmp_path: Path) -> None:
    box = middle(server_url, "cadastre_parcel", 160.0)
    picture = tmp_path / "drawn.png"
    qgis(
        tmp_path,
        file=taken(server_url, "theme/cadastre.qlr", tmp_path),
        layers=["layers=cadastre_parcel&"],
        box=box,
        size_px=SIZE,
        picture=str(picture),
    )
    ours, theirs = portal_picture(server_url, "cadastre_parcel", box), grey(picture.read_bytes())

    assert np.abs(ours - theirs).mean() < 2


@pytest.mark.parametrize("form", ["{}.qml", "{}.sld", "{}-1.1.sld"])
def test_styles_load_without_a_complaint(server_url: str, tmp_path: Path, form: str) -> None:
    """One of each kind of look; that each layer has a document is a quick test."""
    known = {layer.id: layer for layer in objects_for(PUBLIC)}
    for name in ("cadastre_parcel", "plan_zone", "address_place", "address_street"):
        layer = known[name]
        fields = [field.name for field in layer.fields]
        file = taken(server_url, f"style/{form.format(name)}", tmp_path)
        found = qgis(tmp_path, file=file, geometry=layer.geometry, fields=fields)

        assert found["done"] and not found["bad"], (name, found)
        assert found["rules"] >= sum(rule.in_legend for rule in layer.style.rules), (name, found)
        assert found["labels"] == any(rule.label for rule in layer.style.rules), (name, found)
