"""The renderers: what they draw, how many wait, what a crash costs."""

import io
import os
import signal
import socket
import time
from pathlib import Path

import pytest
from PIL import Image, ImageChops

from layers.models import Parcel
from tests.tiles.conftest import HERE
from tiles.drawing import Busy, LegendDrawing, MapDrawing, RenderingFailed
from tiles.render_client import draw

GOLDEN = Path(__file__).parent / "golden"
TOLERANCE = 24
"""How far a channel of a pixel may be off, of 255: FreeType and libpng differ between systems."""
BOX = (HERE[0] - 20, HERE[1] - 20, HERE[0] + 180, HERE[1] + 180)


def picture(content: bytes) -> Image.Image:
    return Image.open(io.BytesIO(content)).convert("RGB")


def parcels_map(**changed: object) -> MapDrawing:
    values = {
        "layers": ("base_map",),
        "srid": 5514,
        "box": BOX,
        "size_px": (400, 400),
        "background": "#ffffff",
    }
    return MapDrawing(**(values | changed))  # type: ignore[arg-type]


def assert_like_golden(content: bytes, name: str) -> None:
    """The picture is the kept one; where it differs, the new one lies beside it as `.new.png`."""
    kept = GOLDEN / f"{name}.png"
    if not kept.exists():
        kept.write_bytes(content)
        pytest.fail(f"{kept} was not there and is written: look at it and run again")
    difference = ImageChops.difference(picture(content), picture(kept.read_bytes()))
    worst = max(high for _, high in difference.getextrema())
    if worst > TOLERANCE:
        kept.with_suffix(".new.png").write_bytes(content)
    assert worst <= TOLERANCE


def test_base_map_looks_as_it_did(renderers: Path, parcels: list[Parcel]) -> None:
    assert_like_golden(draw(parcels_map())[0], "base_map")


def test_cadastre_tells_the_purpose_map_apart(renderers: Path, parcels: list[Parcel]) -> None:
    content = draw(parcels_map(layers=("cadastre_parcel",)))[0]

    assert_like_golden(content, "cadastre_parcel")
    lower, upper = (
        picture(content).crop((0, 220, 400, 400)),
        picture(content).crop((0, 0, 400, 180)),
    )
    violet = [pixel for _, pixel in upper.getcolors(1 << 20) or [] if pixel[2] > pixel[1] + 60]
    assert violet
    assert not [pixel for _, pixel in lower.getcolors(1 << 20) or [] if pixel[2] > pixel[1] + 60]


@pytest.mark.parametrize("layer", ["base_map", "cadastre_parcel", "address_place"])
def test_legend_looks_as_it_did(renderers: Path, layer: str) -> None:
    assert_like_golden(draw(LegendDrawing(layer, format="png"))[0], f"legend_{layer}")


def test_tiles_of_a_block_are_the_parts_of_one_picture(
    renderers: Path, parcels: list[Parcel]
) -> None:
    whole = picture(draw(parcels_map())[0])
    parts = draw(parcels_map(columns=2, rows=2))

    assert len(parts) == 4
    for index, part in enumerate(parts):
        left, top = index % 2 * 200, index // 2 * 200
        crop = whole.crop((left, top, left + 200, top + 200))
        assert max(high for _, high in ImageChops.difference(picture(part), crop).getextrema()) < 20


def test_label_that_crosses_the_edge_of_a_block_continues_in_the_next(
    renderers: Path, parcels: list[Parcel]
) -> None:
    middle = (BOX[0] + BOX[2]) / 2 + 0.5
    left = parcels_map(box=(middle - 200, BOX[1], middle, BOX[3]))
    right = parcels_map(box=(middle, BOX[1], middle + 200, BOX[3]))
    both = Image.new("RGB", (400, 400))
    both.paste(picture(draw(left)[0]).crop((200, 0, 400, 400)), (0, 0))
    both.paste(picture(draw(right)[0]).crop((0, 0, 200, 400)), (200, 0))

    whole = picture(draw(parcels_map(box=(middle - 100, BOX[1], middle + 100, BOX[3])))[0])

    difference = ImageChops.difference(both, whole)
    assert max(high for _, high in difference.getextrema()) < 40


def test_renderer_that_crashes_is_replaced(renderers: Path, parcels: list[Parcel]) -> None:
    draw(parcels_map())
    for child in children_of_supervisor(renderers):
        os.kill(child, signal.SIGSEGV)
    deadline = time.monotonic() + 20
    while True:
        try:
            assert draw(parcels_map())
            break
        except (Busy, RenderingFailed):
            assert time.monotonic() < deadline
            time.sleep(0.1)
    assert "SIGSEGV" in renderers.read_text()


def test_full_queue_refuses_at_once(renderers: Path, settings) -> None:
    waiting: list[socket.socket] = []
    try:
        with pytest.raises(Busy):
            for _ in range(200):
                begun = time.monotonic()
                client = socket.socket(socket.AF_UNIX)
                waiting.append(client)
                client.setblocking(False)
                try:
                    client.connect(settings.RENDER_SOCKET)
                except BlockingIOError:
                    draw(parcels_map())
        assert time.monotonic() - begun < 1
        assert len(waiting) < 60
    finally:
        for client in waiting:
            client.close()


def test_without_renderers_the_answer_is_busy(settings, tmp_path: Path) -> None:
    settings.RENDER_SOCKET = str(tmp_path / "nobody.sock")
    with pytest.raises(Busy):
        draw(parcels_map())


def test_unknown_layer_fails_and_the_next_drawing_succeeds(
    renderers: Path, parcels: list[Parcel]
) -> None:
    with pytest.raises(RenderingFailed):
        draw(parcels_map(layers=("nothing",)))
    assert draw(parcels_map())


def children_of_supervisor(log: Path) -> list[int]:
    process = log.with_suffix(".pid").read_text()
    children = Path(f"/proc/{process}/task/{process}/children").read_text()
    return [int(child) for child in children.split()]
