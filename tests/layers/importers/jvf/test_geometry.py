"""Geometries of JVF: flat and with heights, arcs, dimensions told or not."""

import math

import pytest
import shapely
from hypothesis import given
from hypothesis import strategies as st
from lxml import etree

from layers.importers.bad_value import BadValue
from layers.importers.jvf.geometry import Shape, shapes

GML = 'xmlns:gml="http://www.opengis.net/gml/3.2"'
ordinate = st.decimals(-900_000, -400_000, places=3).map(float)
height = st.decimals(-500, 1_600, places=3).map(float)
points_3d = st.lists(st.tuples(ordinate, ordinate, height), min_size=2, max_size=40, unique=True)


def parsed(gml: str) -> Shape:
    (found,) = shapes(etree.fromstring(f"<GeometrieObjektu {GML}>{gml}</GeometrieObjektu>"))
    return found


def line_string(numbers: str, attributes: str = "") -> str:
    return (
        f"<gml:curveProperty><gml:LineString {attributes}><gml:posList>{numbers}</gml:posList>"
        "</gml:LineString></gml:curveProperty>"
    )


def numbers(points: list[tuple[float, ...]]) -> str:
    return " ".join(repr(value) for point in points for value in point)


@given(points_3d, st.sampled_from(['srsDimension="3"', ""]))
def test_line_keeps_every_ordinate_flat_and_with_heights(points, attributes):
    if len({point[:2] for point in points}) < 2:
        return
    shape = parsed(line_string(numbers(points), attributes))

    flat, solid = shapely.from_wkb(shape.flat()), shapely.from_wkb(shape.with_heights())
    assert list(solid.coords) == points
    assert list(flat.coords) == [point[:2] for point in points]
    assert shapely.get_srid(flat) == shapely.get_srid(solid) == 5514
    assert not flat.has_z


@given(st.lists(st.tuples(ordinate, ordinate), min_size=2, max_size=40, unique=True))
def test_flat_line_without_dimension_has_no_heights(points):
    shape = parsed(line_string(numbers(points)))

    assert shape.with_heights() is None
    assert list(shapely.from_wkb(shape.flat()).coords) == points


@given(st.text(max_size=60))
def test_any_text_for_coordinates_is_a_line_or_a_reason(text):
    element = etree.fromstring(f"<GeometrieObjektu {GML}>{line_string('')}</GeometrieObjektu>")
    try:
        element[0][0][0].text = text
    except ValueError:  # what XML cannot hold
        return
    try:
        (shape,) = shapes(element)
    except BadValue as exc:
        assert str(exc).endswith((".", "“."))
    else:
        assert shapely.from_wkb(shape.flat()).length > 0


def test_arc_with_heights_is_stroked_to_a_centimetre_and_rises_evenly():
    arc = (
        '<gml:curveProperty><gml:Curve srsDimension="3" srsName="EPSG:5514"><gml:segments>'
        "<gml:Arc><gml:posList>-700010 -1000000 300 -700000 -999990 310 -699990 -1000000 320"
        "</gml:posList></gml:Arc></gml:segments></gml:Curve></gml:curveProperty>"
    )

    solid = shapely.from_wkb(parsed(arc).with_heights())
    radii = [math.dist((x, y), (-700_000, -1_000_000)) for x, y, _ in solid.coords]
    heights = [z for _, _, z in solid.coords]
    assert max(abs(radius - 10) for radius in radii) < 1e-6
    assert abs(solid.length - math.pi * 10) < 0.02
    assert heights == sorted(heights)
    assert (heights[0], heights[-1]) == (300, 320)


def test_area_with_hole_and_multicurve_come_as_two_shapes():
    outer, inner = "0 0 10 0 10 10 0 10 0 0", "4 4 4 6 6 6 6 4 4 4"
    gml = (
        '<gml:surfaceProperty><gml:Polygon srsDimension="2"><gml:exterior><gml:LinearRing>'
        f"<gml:posList>{outer}</gml:posList></gml:LinearRing></gml:exterior><gml:interior>"
        f"<gml:LinearRing><gml:posList>{inner}</gml:posList></gml:LinearRing></gml:interior>"
        "</gml:Polygon></gml:surfaceProperty><gml:multiCurveProperty>"
        '<gml:MultiCurve srsDimension="3"><gml:curveMember><gml:LineString><gml:posList>'
        "0 0 1 10 0 1 10 10 1</gml:posList></gml:LineString></gml:curveMember><gml:curveMember>"
        "<gml:LineString><gml:posList>4 4 2 4 6 2</gml:posList></gml:LineString>"
        "</gml:curveMember></gml:MultiCurve></gml:multiCurveProperty>"
    )
    found = shapes(etree.fromstring(f"<GeometrieObjektu {GML}>{gml}</GeometrieObjektu>"))

    assert [shape.kind for shape in found] == ["area", "line"]
    assert shapely.from_wkb(found[0].flat()).area == 96
    borders = shapely.from_wkb(found[1].with_heights())
    assert borders.geom_type == "MultiLineString"
    assert borders.has_z


def test_geometry_in_another_wrapper_is_found():
    wrapped = (
        '<cmn:Bod3D xmlns:cmn="cmn"><gml:Point><gml:pos>-1 -2 3</gml:pos></gml:Point></cmn:Bod3D>'
    )

    assert shapely.from_wkb(parsed(wrapped).with_heights()).wkt == "POINT Z (-1 -2 3)"


@pytest.mark.parametrize(
    ("gml", "reason"),
    [
        (line_string("-1 -2 3 -1 -2 4", 'srsDimension="3"'), "Linie má nulovou délku."),
        (line_string("-1 -2 -3", 'srsDimension="2"'), "Počet souřadnic (3) není násobkem 2."),
        (line_string("-1 nan"), "Souřadnice nejsou konečná čísla: „-1 nan“."),
        (line_string("1e999 2 3 4"), "Souřadnice nejsou konečná čísla: „1e999 2 3 4“."),
        (line_string(""), "Geometrie nemá souřadnice."),
        (
            line_string("-1 -2 -3 -4", 'srsName="EPSG:4326"'),
            "Souřadnicový systém „EPSG:4326“ není S-JTSK (EPSG:5514).",
        ),
        (
            line_string("-1 -2 -3 -4", 'srsDimension="4"'),
            "Geometrie uvádí počet souřadnic bodu „4“ místo 2 nebo 3.",
        ),
        ("<gml:Polygon/>", "Geometrie je prázdná."),
        (
            "<gml:Curve><gml:segments><gml:Clothoid/></gml:segments></gml:Curve>",
            "Křivka Clothoid není podporována.",
        ),
    ],
)
def test_geometry_that_makes_no_sense_has_its_reason(gml, reason):
    with pytest.raises(BadValue) as caught:
        parsed(gml)
    assert str(caught.value) == reason
