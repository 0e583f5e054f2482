"""The printed scale, measured on the finished sheet with a ruler of our own: right to 0.1 %."""

from pathlib import Path
from typing import Any

import pytest

from layers.print.layout import Layout
from tests.gis.print.conftest import Post, Ruler

SLOW = pytest.mark.slow


def cross(middle: list[float], half_m: float) -> dict[str, Any]:
    """Four lines that stand `half_m` west, east, south and north of the middle."""
    east, north = middle
    lines = [
        [[east + side * half_m, north - half_m], [east + side * half_m, north + half_m]]
        for side in (-1, 1)
    ] + [
        [[east - half_m, north + side * half_m], [east + half_m, north + side * half_m]]
        for side in (-1, 1)
    ]
    look = {"color": "#ff00ff", "width_mm": 0.2}
    return {
        "type": "FeatureCollection",
        "features": [
            {"type": "Feature", "properties": look,
             "geometry": {"type": "LineString", "coordinates": line}}
            for line in lines
        ],
    }  # fmt: skip


@pytest.mark.parametrize(("paper", "orientation", "legend", "scale"), [
    ("A4", "landscape", True, 1_000),
    ("A4", "portrait", False, 200),
    pytest.param("A3", "portrait", True, 2_880, marks=SLOW),
    pytest.param("A2", "landscape", False, 25_000, marks=SLOW),
    pytest.param("A1", "portrait", True, 100_000, marks=SLOW),
    pytest.param("A1", "landscape", False, 5_000, marks=SLOW),
])  # fmt: skip
def test_printed_distance_is_true_to_a_thousandth(
    post: Post, parcel: dict[str, Any], tmp_path: Path, paper: Any, orientation: Any, legend: bool,
    scale: int,
) -> None:  # fmt: skip
    layout = Layout(paper, orientation, legend)
    room = layout.map
    half_mm = 0.45 * min(room.width, room.height)
    answer = post({
        "paper": paper, "orientation": orientation, "legend": legend, "scale": scale, "grid": False,
        "center": parcel["middle"], "layers": [{"id": "cadastre_parcel"}], "drawings_crs": 5514,
        "drawings": cross(parcel["middle"], half_mm * scale / 1000),
    })  # fmt: skip
    assert answer.status_code == 200, answer.text[:300]
    ruler = Ruler(answer.content, tmp_path)
    middle_x, middle_y = room.left + room.width / 2, room.top + room.height / 2

    across = ruler.marks_mm(left=room.left, top=middle_y - 3, width=room.width, height=2)
    down = ruler.marks_mm(left=middle_x - 3, top=room.top, width=2, height=room.height)

    assert len(across) == len(down) == 2
    assert across[1] - across[0] == pytest.approx(2 * half_mm, rel=0.001)
    assert down[1] - down[0] == pytest.approx(2 * half_mm, rel=0.001)
    assert sum(across) / 2 == pytest.approx(room.width / 2, abs=0.1)
    assert sum(down) / 2 == pytest.approx(room.height / 2, abs=0.1)
    assert float(answer.headers["X-Print-Scale-Deviation"]) < 0.001
