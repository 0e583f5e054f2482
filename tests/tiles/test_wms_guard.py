"""What of a WMS request reaches MapProxy."""

from urllib.parse import parse_qs

import pytest

from layers.access import PUBLIC
from tiles.parameters import parse
from tiles.service_exception import BadParameter
from tiles.wms_guard import rewritten

MAP = (
    "SERVICE=WMS&VERSION=1.3.0&REQUEST=GetMap&LAYERS=cadastre_parcel&STYLES=&CRS=EPSG:5514"
    "&BBOX=-690000,-970000,-689000,-969000&WIDTH=100&HEIGHT=100&FORMAT=image/png"
)


def passed(query: str) -> dict[str, str]:
    return {
        key: values[0] for key, values in parse_qs(rewritten(parse(query), PUBLIC).query).items()
    }


@pytest.mark.parametrize(
    ("changed", "locator"),
    [
        ("LAYERS=cadastre_parcel,,cadastre_building", "LAYERS"),
        ("LAYERS=../../etc/passwd", "LAYERS"),
        ("LAYERS=" + ",".join(["cadastre_parcel"] * 2), "LAYERS"),
        ("LAYERS=" + ",".join(f"a{i}" for i in range(60)), "LAYERS"),
        ("LAYERS=admin_state", "LAYERS"),
        ("STYLES=default,default", "STYLES"),
        ("STYLES=red", "STYLES"),
        ("WIDTH=8193", "WIDTH"),
        ("WIDTH=8192&HEIGHT=2049", "WIDTH"),
        ("CRS=EPSG:4314", "CRS"),
        ("CRS=http://127.0.0.1/crs", "CRS"),
        ("CRS=%2Binit%3Depsg:5514", "CRS"),
        ("CRS=/etc/passwd", "CRS"),
        ("BBOX=-690000,-970000,-689999.9999999,-969999.99999999", "BBOX"),
        ("FORMAT=text/html", "FORMAT"),
        ("FORMAT=<script>", "FORMAT"),
        ("BGCOLOR=javascript:", "BGCOLOR"),
        ("TRANSPARENT=maybe", "TRANSPARENT"),
        ("EXCEPTIONS=<script>alert(1)</script>", "EXCEPTIONS"),
        ("SLD=http://127.0.0.1/x.sld", "SLD"),
        ("SLD_BODY=<x/>", "SLD_BODY"),
        ("TIME=../../x", "TIME"),
        ("TIME=..%5C..%5Cx", "TIME"),
        ("TIME=2026-01-01/2026-02-01", "TIME"),
        ("TIME=2026-01-01,2026-01-02", "TIME"),
        ("TIME=" + ",".join(["2026-01-01"] * 1000), "TIME"),
        ("TIME=2026-13-01", "TIME"),
        ("TIME=0000-01-01", "TIME"),
        ("TIME=0001-01-01T00:00:00%2B14:00", "TIME"),
        ("TIME=9999-12-31T23:59:59-14:00", "TIME"),
        ("TIME=2026-01-01';DROP TABLE x", "TIME"),
        ("TIME=%D9%A2%D9%A0%D9%A2%D9%A6-01-01", "TIME"),
        ("ELEVATION=1", "ELEVATION"),
        ("DIM_A=1", "DIM_A"),
        ("VERSION=9", "VERSION"),
        ("VERSION=x", "VERSION"),
    ],
)
def test_wrong_value_is_refused_by_name(changed: str, locator: str) -> None:
    names = {pair.partition("=")[0] for pair in changed.split("&")}
    kept = [pair for pair in MAP.split("&") if pair.partition("=")[0] not in names]

    with pytest.raises(BadParameter) as refused:
        passed("&".join([*kept, changed]))

    assert refused.value.locator == locator


def test_unknown_parameters_are_left_out() -> None:
    assert passed(MAP + "&RND=1&_=2&map=/x") == passed(MAP)


@pytest.mark.parametrize(
    "place",
    [
        "VERSION=1.3.0&CRS=EPSG:5513&BBOX=969000,689000,970000,690000",
        "VERSION=1.1.1&SRS=EPSG:5513&BBOX=689000,969000,690000,970000",
        "VERSION=1.1.1&SRS=EPSG:5514&BBOX=-690000,-970000,-689000,-969000",
    ],
)
def test_south_west_system_asks_for_the_same_ground_with_north_up(place: str) -> None:
    kept = "&".join(
        pair for pair in MAP.split("&") if not pair.startswith(("VERSION", "CRS", "BBOX"))
    )

    fields = passed(f"{kept}&{place}")

    assert fields.get("crs", fields.get("srs")) == "EPSG:5514"
    assert [float(part) for part in fields["bbox"].split(",")] == [
        -690000.0,
        -970000.0,
        -689000.0,
        -969000.0,
    ]


def test_feature_count_is_capped_and_pixel_outside_is_refused() -> None:
    asked = MAP.replace("GetMap", "GetFeatureInfo") + "&QUERY_LAYERS=cadastre_parcel"

    assert passed(asked + "&I=99&J=0&FEATURE_COUNT=1000000000")["feature_count"] == "50"
    for pixel in ("I=100&J=0", "I=-1&J=0", "I=9999999999&J=0", "I=1&J=1.5"):
        with pytest.raises(BadParameter) as refused:
            passed(f"{asked}&{pixel}")
        assert refused.value.code == "InvalidPoint"


def test_composed_layer_is_not_queryable() -> None:
    with pytest.raises(BadParameter) as refused:
        passed(
            MAP.replace("GetMap", "GetFeatureInfo").replace("cadastre_parcel", "base_map")
            + "&QUERY_LAYERS=base_map&I=1&J=1"
        )
    assert refused.value.code == "LayerNotQueryable"
