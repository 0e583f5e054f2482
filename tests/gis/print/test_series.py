"""Series of sheets: over parcels and over a grid, as jobs that only their owner sees."""

import io
import time
from typing import Any

import pypdf
import pytest
import requests

from tests.gis.print.conftest import Post
from tests.visitors import ADMINISTRATOR, Visitor

PATIENCE_S = 120


@pytest.fixture(scope="module")
def codes(server_url: str) -> list[int]:
    answer = requests.get(
        f"{server_url}/api/collections/cadastre_parcel/items", params={"limit": 2}, timeout=20
    ).json()
    return [int(each["id"]) for each in answer["features"]]


def wait(owner: Visitor, series: str) -> dict[str, Any]:
    deadline = time.monotonic() + PATIENCE_S
    while time.monotonic() < deadline:
        told: dict[str, Any] = owner.get(f"/api/print/series/{series}").json()
        if told["state"] not in {"waiting", "running"}:
            return told
        time.sleep(0.3)
    raise AssertionError(f"The series is not printed after {PATIENCE_S} s.")


def test_series_of_parcels_is_printed_and_seen_by_its_owner_alone(
    post: Post, visitors: dict[str, Visitor], codes: list[int]
) -> None:
    owner = visitors[ADMINISTRATOR]
    order = {"paper": "A4", "layers": [{"id": "cadastre_parcel"}], "title": "Pozemky",
             "series": {"over": "parcels", "codes": codes}}  # fmt: skip
    asked = post(order, session=owner.session, lang="cs")
    assert asked.status_code == 202, asked.text[:300]
    path = f"/api/print/series/{asked.json()['id']}"

    told = wait(owner, asked.json()["id"])
    assert told["state"] == "done", told
    assert told["sheets"] == 3 and told["scale_deviation"] < 0.001
    file = owner.get(f"{path}/pdf")
    document = pypdf.PdfReader(io.BytesIO(file.content))
    texts = [" ".join(page.extract_text().split()) for page in document.pages]
    assert "Klad listů" in texts[0]
    assert "List 1 z 2" in texts[1] and "Strana 2 z 3" in texts[1]

    for other in ("public", "registered"):
        assert visitors[other].get(path).status_code == 404
        assert visitors[other].get(f"{path}/pdf").status_code == 404


def test_series_takes_signing_in(post: Post, codes: list[int]) -> None:
    order = {"paper": "A4", "layers": [{"id": "cadastre_parcel"}],
             "series": {"over": "parcels", "codes": codes}}  # fmt: skip
    assert post(order).status_code == 401


def test_grid_of_too_many_sheets_is_refused_with_their_number(
    post: Post, visitors: dict[str, Visitor], parcel: dict[str, Any]
) -> None:
    east, north = parcel["middle"]
    for half_m in (2_000, 100_000):
        extent = [east - half_m, north - half_m, east + half_m, min(north + half_m, -936_000)]
        order = {"paper": "A4", "scale": 200, "layers": [{"id": "base_map"}],
                 "series": {"over": "extent", "extent": extent}}  # fmt: skip
        answer = post(order, session=visitors[ADMINISTRATOR].session, lang="cs")
        assert answer.status_code == 400
        assert answer.json()["parameter"] == "scale" and "listů" in answer.json()["detail"]


def test_cancelled_series_has_no_file(
    post: Post, visitors: dict[str, Visitor], parcel: dict[str, Any]
) -> None:
    owner = visitors[ADMINISTRATOR]
    east, north = parcel["middle"]
    order = {"paper": "A3", "scale": 1000, "layers": [{"id": "base_map"}], "series": {
        "over": "extent", "extent": [east - 700, north - 700, east + 700, north + 700],
    }}  # fmt: skip
    asked = post(order, session=owner.session).json()
    path = f"/api/print/series/{asked['id']}"
    assert post({}, session=owner.session, path=f"{path}/cancel").status_code == 200

    told = wait(owner, asked["id"])
    assert told["state"] == "cancelled" and told["size_bytes"] is None
    assert owner.get(f"{path}/pdf").status_code == 409
