"""GML to WKB: round trips, arcs, and the order in which neighbours walk a shared arc."""

import math
from itertools import pairwise

import pytest
import shapely
from hypothesis import given
from hypothesis import strategies as st
from lxml import etree

from layers.importers import arcs
from layers.importers.bad_value import BadValue
from layers.importers.vfr import geometry

GML = 'xmlns:gml="http://www.opengis.net/gml/3.2" srsName="EPSG:5514"'

east = st.floats(-905_000, -430_000, allow_nan=False)
north = st.floats(-1_230_000, -935_000, allow_nan=False)
rings = st.lists(st.tuples(east, north), min_size=3, max_size=30).map(lambda p: [*p, p[0]])


def pos_list(points) -> str:
    return " ".join(f"{ordinate!r}" for point in points for ordinate in point)


def polygon_gml(polygon, attributes: str = "") -> str:
    def boundary(name, ring):
        return (
            f"<gml:{name}><gml:LinearRing><gml:posList>{pos_list(ring)}</gml:posList>"
            f"</gml:LinearRing></gml:{name}>"
        )

    outer, *inner = polygon
    holes = "".join(boundary("interior", ring) for ring in inner)
    return f"<gml:Polygon {attributes}>{boundary('exterior', outer)}{holes}</gml:Polygon>"


def curve(segments: str):
    return etree.fromstring(f"<gml:Curve {GML}><gml:segments>{segments}</gml:segments></gml:Curve>")


def line_of(segments: str):
    return shapely.from_wkb(geometry.multi_line(curve(segments))).geoms[0]


@given(st.lists(rings, min_size=1, max_size=4))
def test_polygon_survives_gml_and_wkb_unchanged(polygon):
    wkb = geometry.surface(etree.fromstring(polygon_gml(polygon, GML)))
    expected = shapely.Polygon(polygon[0], polygon[1:])
    assert shapely.from_wkb(wkb).equals_exact(expected, 0)
    assert shapely.get_srid(shapely.from_wkb(wkb)) == 5514


@given(st.lists(st.lists(rings, min_size=1, max_size=2), min_size=1, max_size=3))
def test_multisurface_survives_gml_and_wkb_unchanged(polygons):
    members = "".join(f"<gml:surfaceMember>{polygon_gml(p)}</gml:surfaceMember>" for p in polygons)
    gml = etree.fromstring(f"<gml:MultiSurface {GML}>{members}</gml:MultiSurface>")
    expected = shapely.MultiPolygon([(p[0], p[1:]) for p in polygons])
    assert shapely.from_wkb(geometry.multi_surface(gml)).equals_exact(expected, 0)


@given(
    st.tuples(east, north),
    st.floats(0.5, 2_000),
    st.floats(0, 2 * math.pi),
    st.floats(0.05, 3.0),
    st.floats(0.05, 3.0),
)
def test_stroked_arc_stays_within_a_centimetre(centre, radius, begin, first, second):
    on_circle = [
        (centre[0] + radius * math.cos(a), centre[1] + radius * math.sin(a))
        for a in (begin, begin + first, begin + first + second)
    ]
    line = shapely.from_wkb(
        geometry.multi_line(
            curve(f"<gml:Arc><gml:posList>{pos_list(on_circle)}</gml:posList></gml:Arc>")
        )
    ).geoms[0]
    middles = shapely.points(
        [((a[0] + b[0]) / 2, (a[1] + b[1]) / 2) for a, b in pairwise(line.coords)]
    )
    assert set(on_circle) <= set(line.coords)
    assert line.length == pytest.approx(radius * (first + second), rel=0.02, abs=0.05)
    distances = shapely.distance(middles, shapely.Point(centre))
    assert max(abs(distances - radius)) <= arcs.DEVIATION_M + 1e-5


@given(st.tuples(east, north), st.tuples(east, north), st.tuples(east, north))
def test_arc_has_the_same_vertices_both_ways(a, b, c):
    try:
        there = arcs.arc_string([*a, *b, *c])
    except BadValue:
        return
    back = arcs.arc_string([*c, *b, *a])
    pairs = list(zip(there[::2], there[1::2], strict=True))
    assert pairs == list(zip(back[::2], back[1::2], strict=True))[::-1]


def test_circle_by_centre_is_closed_and_has_the_area_of_a_circle():
    segments = (
        "<gml:CircleByCenterPoint><gml:pos>-690000 -975000</gml:pos>"
        '<gml:radius uom="m">10</gml:radius></gml:CircleByCenterPoint>'
    )
    line = line_of(segments)
    assert line.is_ring
    assert shapely.Polygon(line).area == pytest.approx(100 * math.pi, rel=0.002)


def test_circle_by_three_points_begins_and_ends_at_the_first():
    line = line_of("<gml:Circle><gml:posList>10 0 0 10 -10 0</gml:posList></gml:Circle>")
    assert (line.coords[0], line.coords[-1]) == ((10, 0), (10, 0))
    assert shapely.Polygon(line).area == pytest.approx(100 * math.pi, rel=0.002)


def test_arc_by_centre_runs_between_its_angles():
    line = line_of(
        "<gml:ArcByCenterPoint><gml:pos>0 0</gml:pos><gml:radius>10</gml:radius>"
        "<gml:startAngle>0</gml:startAngle><gml:endAngle>90</gml:endAngle></gml:ArcByCenterPoint>"
    )
    assert line.coords[0] == (10, 0)
    assert line.coords[-1] == pytest.approx((0, 10))


def test_arc_string_is_a_chain_of_arcs():
    line = line_of("<gml:ArcString><gml:posList>0 0 1 1 2 0 3 -1 4 0</gml:posList></gml:ArcString>")
    assert line.length == pytest.approx(2 * math.pi, rel=0.01)


def test_collinear_arc_is_a_straight_line():
    line = line_of("<gml:Arc><gml:posList>0 0 1 1 2 2</gml:posList></gml:Arc>")
    assert list(line.coords) == [(0, 0), (1, 1), (2, 2)]


@pytest.mark.parametrize(
    ("segments", "reason"),
    [
        ("<gml:Arc><gml:posList>0 0 1 1</gml:posList></gml:Arc>", "lichý počet bodů"),
        ("<gml:Arc><gml:posList>0 0 1 1 0 0</gml:posList></gml:Arc>", "v témž bodě"),
        ("<gml:Bezier/>", "Křivka Bezier není podporována."),
        (
            "<gml:CircleByCenterPoint><gml:pos>0 0</gml:pos><gml:radius>1e12</gml:radius>"
            "</gml:CircleByCenterPoint>",
            "nevěrohodně velký",
        ),
        (
            "<gml:CircleByCenterPoint><gml:pos>0 0</gml:pos><gml:radius>nan</gml:radius>"
            "</gml:CircleByCenterPoint>",
            "není platné číslo",
        ),
        (
            "<gml:LineStringSegment><gml:posList>0 0 1 1</gml:posList></gml:LineStringSegment>"
            "<gml:LineStringSegment><gml:posList>2 2 3 3</gml:posList></gml:LineStringSegment>",
            "na sebe nenavazují",
        ),
    ],
)
def test_curve_that_cannot_be_drawn_is_refused_with_the_reason(segments, reason):
    with pytest.raises(BadValue, match=reason):
        geometry.multi_line(curve(segments))


def test_many_arcs_in_few_bytes_are_refused_before_they_fill_memory(monkeypatch):
    monkeypatch.setattr(arcs, "MAX_POINTS", 1_000)
    zigzag = " ".join(f"{i * 500} {(i % 2) * 400}" for i in range(201))
    with pytest.raises(BadValue, match="více než 1000 bodů"):
        geometry.multi_line(
            curve(f"<gml:ArcString><gml:posList>{zigzag}</gml:posList></gml:ArcString>")
        )
