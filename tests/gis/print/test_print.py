"""Maps on paper over the API: what stands on the sheet, what is refused, who sees what."""

import io
from typing import Any

import numpy as np
import pypdf
import pytest
import requests
from PIL import Image

from layers.print.layout import Layout
from layers.print.sheet import picture_of
from tests.gis.print.conftest import Post
from tests.visitors import ADMINISTRATOR, Visitor

CLOSED = "dtm_ti_line"


@pytest.fixture(scope="module")
def order(parcel: dict[str, Any]) -> dict[str, Any]:
    return {
        "paper": "A4", "scale": 1000, "center": parcel["middle"],
        "layers": [{"id": "base_map"}, {"id": "plan_zone", "opacity": 0.5},
                   {"id": "cadastre_parcel"}],
    }  # fmt: skip


def read(content: bytes) -> tuple[pypdf.PdfReader, str]:
    document = pypdf.PdfReader(io.BytesIO(content))
    return document, " ".join(" ".join(page.extract_text() for page in document.pages).split())


def plain(text: str) -> str:
    return text.replace("\u202f", " ").replace("\xa0", " ")


def test_sheet_tells_scale_sources_and_all_that_belongs_to_a_map(
    post: Post, order: dict[str, Any], parcel: dict[str, Any]
) -> None:
    east, north = parcel["middle"]
    drawn = {
        "type": "Feature",
        "properties": {"label": "Zde #let <b>stavět</b> $x$"},
        "geometry": {"type": "Point", "coordinates": [east, north]},
    }
    answer = post(
        order | {
            "title": "Podklad *jednání*", "note": "č. j. 12/2026", "drawings_crs": 5514,
            "drawings": {"type": "FeatureCollection", "features": [drawn]},
        },
        lang="cs",
    )  # fmt: skip
    assert answer.status_code == 200, answer.text[:300]
    document, text = read(answer.content)
    text = plain(text)
    catalogue: Any = document.trailer["/Root"]
    metadata = catalogue["/Metadata"].get_data().decode()

    assert answer.headers["Content-Type"] == "application/pdf"
    assert "pdfuaid:part" in metadata and "pdfaid:part" in metadata
    assert catalogue["/MarkInfo"]["/Marked"] and catalogue["/Lang"].startswith("cs")
    assert [round(float(side) / 72 * 25.4) for side in document.pages[0].mediabox[2:]] == [297, 210]
    for told in (
        "Podklad *jednání*", "č. j. 12/2026", "Zde #let <b>stavět</b> $x$", "Měřítko 1 : 1 000",
        "Měřítko ověřeno na hotovém listu: odchylka 0,000 %", "Vysvětlivky", "Hranice parcely",
        "stav dat k", "© ČÚZK", "zeměpisný sever", "Strana 1 z 1", f"Y {-east:,.0f}"[:5],
    ):  # fmt: skip
        assert told in text, told


def test_map_lies_in_s_jtsk_where_the_map_service_has_it(
    post: Post, order: dict[str, Any], server_url: str
) -> None:
    """The picture on the sheet is that of WMS for the same ground, dot by dot but for labels."""
    answer = post(order | {"layers": [{"id": "cadastre_parcel"}]})
    (placed,) = [each.image for each in read(answer.content)[0].pages[0].images]
    picture = picture_of(Layout("A4", "landscape", True), tuple(order["center"]), order["scale"])
    metre = order["scale"] / picture.dpi * 25.4 / 1000
    column, row = ((side - 600) // 2 for side in picture.size_px)
    west, north = picture.box[0] + column * metre, picture.box[3] - row * metre
    box = f"{west},{north - 600 * metre},{west + 600 * metre},{north}"
    wms = requests.get(
        f"{server_url}/ows/wms",
        params={
            "SERVICE": "WMS", "VERSION": "1.3.0", "REQUEST": "GetMap", "CRS": "EPSG:5514",
            "LAYERS": "cadastre_parcel", "STYLES": "", "FORMAT": "image/png", "BBOX": box,
            "WIDTH": "600", "HEIGHT": "600", "DPI": str(picture.dpi),
        },
        timeout=30,
    )  # fmt: skip
    assert placed.size == picture.size_px
    part = (column, row, column + 600, row + 600)
    mine = np.asarray(placed.convert("L").crop(part), dtype=int)[50:550, 50:550]
    theirs = np.asarray(Image.open(io.BytesIO(wms.content)).convert("L"), dtype=int)[50:550, 50:550]
    assert (mine < 128).any()
    assert (abs(mine - theirs) > 60).mean() < 0.02


def test_layer_out_of_its_scale_is_named(post: Post, order: dict[str, Any]) -> None:
    answer = post(order | {"scale": 100_000}, lang="cs")

    assert "Vrstva Parcely se v tomto měřítku nekreslí" in read(answer.content)[1]


def test_closed_layer_is_refused_as_one_that_is_not(post: Post, order: dict[str, Any]) -> None:
    closed, unknown = (
        post(order | {"layers": [{"id": name}]}, lang="cs") for name in (CLOSED, "dtm_none")
    )
    assert closed.status_code == unknown.status_code == 400
    assert closed.json()["parameter"] == unknown.json()["parameter"] == "layers[0].id"
    assert closed.json()["detail"].replace(CLOSED, "dtm_none") == unknown.json()["detail"]


def test_layer_bound_to_a_territory_is_printed_cut_and_says_so(
    post: Post, order: dict[str, Any], visitors: dict[str, Visitor]
) -> None:
    clerk = visitors["municipality"]
    layers = clerk.get("/api/catalogue").json()["layers"]
    limited = next(each for each in layers if each["limited"] and each["tiles"])
    answer = post(order | {"layers": [{"id": limited["id"]}]}, session=clerk.session, lang="cs")

    assert answer.status_code == 200, answer.text[:300]
    text = read(answer.content)[1]
    assert f"Vrstva {limited['title']['cs']} je oříznuta na území" in text
    stranger = post(order | {"layers": [{"id": limited["id"]}]})
    assert stranger.status_code == 400


@pytest.mark.parametrize(("change", "parameter"), [
    ({"scale": 10}, "scale"),
    ({"paper": "A0"}, "paper"),
    ({"center": [15.0, 50.7]}, "center[0]"),
    ({"center": [-905_500, -975_000]}, "center"),
    ({"scale": None}, "scale"),
    ({"layers": [{"id": "base_map", "style": "../x"}]}, "layers[0].style"),
    ({"title": "\U0001f600"}, "title"),
    ({"title": "a\u202eb"}, "title"),
    ({"note": "a\u0000b"}, "note"),
    ({"drawings": {"type": "FeatureCollection", "features": [{}]}}, "drawings"),
    ({"drawings": {"type": "FeatureCollection", "features": [], "crs": {}}}, "drawings"),
    ({"series": {"over": "parcels", "codes": [1]}}, "series.codes"),
    ({"series": {"over": "extent", "extent": [-690_000, -975_000, -690_000, -974_000]}},
     "series.extent"),
])  # fmt: skip
def test_wrong_order_is_refused_by_name(
    post: Post, order: dict[str, Any], visitors: dict[str, Visitor], change: dict[str, Any],
    parameter: str,
) -> None:  # fmt: skip
    session = visitors[ADMINISTRATOR].session
    answer = post(order | change, session=session)

    assert answer.status_code == 400, answer.text[:300]
    assert answer.headers["Content-Type"] == "application/problem+json"
    assert answer.json()["parameter"] == parameter


@pytest.mark.parametrize(("body", "kind", "status"), [
    (b"{", "application/json", 400),
    (b'{"paper": "A4", "paper": "A3"}', "application/json", 400),
    (b'{"scale": NaN}', "application/json", 400),
    (b'{"scale": 1e999}', "application/json", 400),
    (b"[" * 100_000, "application/json", 400),
    (b"1" * 5_000, "application/json", 400),
    (b" " * 1_000_001, "application/json", 400),
    (b" " * 3_000_000, "application/json", 413),
    (b"{}", "text/plain", 415),
    (b"paper=A4", "application/x-www-form-urlencoded", 415),
])  # fmt: skip
def test_hostile_body_is_refused(server_url: str, body: bytes, kind: str, status: int) -> None:
    answer = requests.post(
        f"{server_url}/api/print", data=body, headers={"Content-Type": kind}, timeout=20
    )
    assert answer.status_code == status, answer.text[:300]


def test_offer_tells_where_on_the_paper_the_map_lies(server_url: str) -> None:
    told = requests.get(f"{server_url}/api/print", timeout=20).json()

    assert {each["paper"] for each in told["layouts"]} == {"A4", "A3", "A2", "A1"}
    assert min(told["scales"]) == 200 and max(told["scales"]) == 100_000
    for each in told["layouts"]:
        assert each["map_mm"]["left"] + each["map_mm"]["width"] < each["size_mm"][0]


def test_print_leaves_a_line_in_the_audit_log(
    post: Post, order: dict[str, Any], visitors: dict[str, Visitor]
) -> None:
    administrator = visitors[ADMINISTRATOR]
    post(order | {"layers": [{"id": "admin_municipality"}], "scale": 777, "legend": False})
    page = administrator.get("/admin/layers/auditline/", {"q": "777"})

    assert page.status_code == 200
    assert "tisk mapy" in page.text and "veřejnost" in page.text
