"""An extract agrees with what shapely finds on the same geometries, whatever lies on the land."""

import json
import random
import time
from collections.abc import Callable
from datetime import UTC, date, datetime, timedelta
from typing import Any
from uuid import uuid4

import pytest
import shapely
from django.contrib.gis.geos import GEOSGeometry
from django.db import connections
from django.db.backends.postgresql.psycopg_any import DateRange, DateTimeTZRange
from jsonschema import Draft202012Validator

from layers.access import PUBLIC, Viewer
from layers.extract.document import document, extract
from layers.extract.errors import BadArea, NoSubject
from layers.extract.moment import Moment
from layers.extract.schema import schema_text
from layers.extract.subject import of_area, of_parcels
from layers.grants import Grant
from layers.models import Coverage, Feature, ImportRun, Municipality, Parcel

pytestmark = pytest.mark.django_db(databases=["default", "reader"], transaction=True)
WEST, SOUTH = -690_000.0, -975_000.0
FOREST = "uap_forest_commercial"
AREAS, LINES, POINTS = "uap_flood_area", "uap_power_line", "uap_cultural_monument"
SECRET, LATE, UNTOLD = "uap_defence_object", "uap_mining_area", "uap_undermined_area"
TODAY = date(2026, 6, 1)
SCHEMA = Draft202012Validator(
    json.loads(schema_text()), format_checker=Draft202012Validator.FORMAT_CHECKER
)
SIGNED_IN = Viewer((*PUBLIC.grants, Grant("*", frozenset({"query"}), "registered")))


@pytest.fixture
def run() -> ImportRun:
    """A published run, a municipality over the place, and what providers told of it."""
    made = ImportRun.objects.create(
        source="t", reader="t", file_name="t", file_sha256="t", state="published",
        published_at=datetime(2026, 5, 1, tzinfo=UTC),
    )  # fmt: skip
    whole = shapely.box(WEST - 1000, SOUTH - 1000, WEST + 2000, SOUTH + 2000)
    outline = shapely.MultiPolygon([whole])
    Municipality.objects.create(code=1, name="Ves", geom=geos(outline), **version(made))
    for layer in (AREAS, LINES, POINTS, SECRET):
        told(made, layer, datetime(2026, 1, 1, tzinfo=UTC), months=24)
    told(made, LATE, datetime(2020, 1, 1, tzinfo=UTC), months=12)
    return made


def told(run: ImportRun, layer: str, day: datetime, *, months: int) -> None:
    Coverage.objects.create(
        layer=layer, source="t", municipality_code=1, data_date=day, interval_months=months, run=run
    )


def version(run: ImportRun) -> dict[str, Any]:
    return {
        "valid": DateRange(date(2020, 1, 1), None),
        "recorded": DateTimeTZRange(datetime(2020, 1, 1, tzinfo=UTC), None),
        "source": "t", "opened_by": run, "content_hash": uuid4(), "geom_kind": "outline",
    }  # fmt: skip


def geos(shape: shapely.Geometry) -> GEOSGeometry:
    return GEOSGeometry(shape.wkt, srid=5514)


def parcel(run: ImportRun, code: int, shape: shapely.Geometry, **more: Any) -> Parcel:
    return Parcel.objects.create(
        code=code, number=code, series=2, cadastral_unit_code=1, municipality_code=1,
        geom=geos(shape), **version(run) | more,
    )  # fmt: skip


def feature(run: ImportRun, layer: str, code: str, shape: shapely.Geometry, **more: Any) -> None:
    Feature.objects.create(
        layer=layer, code=code, attributes={"label": code}, geom=geos(shape), **version(run) | more
    )


def made(codes: list[int], user: Any = SIGNED_IN, day: date = TODAY) -> dict[str, Any]:
    found = document(extract(lambda ask: of_parcels(codes, ask), user, Moment(day)))
    assert_kept(found)
    return found | {"themes": {theme["id"]: theme for theme in found["themes"]}}


def assert_kept(found: dict[str, Any]) -> None:
    """The document keeps to the published schema, which knows no member more."""
    SCHEMA.validate(json.loads(json.dumps(found)))


def blob(chance: random.Random, size: float) -> shapely.Geometry:
    """A convex outline somewhere over the place."""
    x, y = WEST + chance.uniform(0, 900), SOUTH + chance.uniform(0, 900)
    points = [(x + chance.uniform(0, size), y + chance.uniform(0, size)) for _ in range(9)]
    return shapely.convex_hull(shapely.MultiPoint(points))


def test_area_beside_the_land_is_told_with_its_distance_and_no_share(run: ImportRun) -> None:
    parcel(run, 1, shapely.box(WEST, SOUTH, WEST + 20, SOUTH + 20))
    feature(run, FOREST, "near", shapely.box(WEST + 30, SOUTH, WEST + 60, SOUTH + 20))
    feature(run, FOREST, "far", shapely.box(WEST + 60, SOUTH, WEST + 90, SOUTH + 20))
    forest = made([1])["themes"][FOREST]
    assert forest["state"] == "no_data"
    assert [(each["id"], each["distance_m"]) for each in forest["adjoining"]] == [("near", 10.0)]
    assert forest["adjoining"][0]["measure"]["value"] == 0


@pytest.mark.parametrize("seed", range(4))
def test_states_and_measures_are_those_of_shapely(run: ImportRun, seed: int) -> None:
    chance = random.Random(seed)
    land = {code: blob(chance, 250) for code in range(1, 5)}
    areas = {f"a{n}": blob(chance, chance.choice([20, 200, 900])) for n in range(40)}
    lines = {f"l{n}": shapely.boundary(blob(chance, 500)) for n in range(15)}
    points = {f"p{n}": blob(chance, 10).centroid for n in range(60)}
    for code, shape in land.items():
        parcel(run, code, shape)
    for layer, shapes in ((AREAS, areas), (LINES, lines), (POINTS, points)):
        for code, shape in shapes.items():
            feature(run, layer, code, shape)

    for code, shape in land.items():
        themes = made([code])["themes"]
        expect(themes[AREAS], areas, lambda part: part.area, shape, least=1.0)
        expect(themes[LINES], lines, lambda part: part.length, shape, least=0.5)
        inside = {name for name, point in points.items() if shape.intersects(point)}
        assert {each["id"] for each in themes[POINTS]["objects"]} == inside
        assert themes[POINTS]["state"] == ("affected" if inside else "not_affected")


def expect(
    theme: dict[str, Any],
    shapes: dict[str, shapely.Geometry],
    measure: Callable[[shapely.Geometry], float],
    land: shapely.Geometry,
    *,
    least: float,
) -> None:
    common = {code: measure(shape.intersection(land)) for code, shape in shapes.items()}
    effects = {code: value for code, value in common.items() if value >= least}
    found = {each["id"]: each["measure"]["value"] for each in theme["objects"]}
    assert found.keys() == effects.keys()
    for code, value in found.items():
        assert value == pytest.approx(effects[code], abs=0.011)
    assert theme["state"] == ("affected" if effects else "not_affected")


def test_four_states_are_told_apart(run: ImportRun) -> None:
    land = shapely.box(WEST, SOUTH, WEST + 100, SOUTH + 100)
    parcel(run, 1, land)
    feature(run, LATE, "old", land)

    themes = made([1])["themes"]
    assert themes[AREAS]["state"] == "not_affected"
    assert themes[UNTOLD]["state"] == "no_data"
    assert themes[LATE]["state"] == "out_of_date"
    assert [each["id"] for each in themes[LATE]["objects"]] == ["old"]
    assert themes[LATE]["due_on"] == "2021-01-01"


def test_sliver_is_no_effect_and_is_counted(run: ImportRun) -> None:
    parcel(run, 1, shapely.box(WEST, SOUTH, WEST + 100, SOUTH + 100))
    feature(run, AREAS, "s", shapely.box(WEST - 50, SOUTH, WEST + 0.005, SOUTH + 100))

    theme = made([1])["themes"][AREAS]
    assert (theme["state"], theme["left_out"], theme["objects"]) == ("not_affected", 1, [])
    assert theme["thresholds"]["area_m2"] == 1.0


def test_zones_over_a_parcel_add_up_to_its_area(run: ImportRun) -> None:
    land = shapely.Polygon([(WEST, SOUTH), (WEST + 90, SOUTH + 10), (WEST + 40, SOUTH + 80)])
    parcel(run, 1, land)
    for n in range(5):
        strip = shapely.box(WEST + 20 * n, SOUTH - 50, WEST + 20 * (n + 1), SOUTH + 150)
        feature(run, "plan_zone", f"z{n}", strip)

    objects = made([1])["themes"]["plan_zone"]["objects"]
    assert sum(each["measure"]["value"] for each in objects) == pytest.approx(land.area, abs=0.05)
    assert sum(each["measure"]["share"] for each in objects) == pytest.approx(1, abs=1e-4)


def test_layer_that_is_not_for_the_asker_is_not_there(run: ImportRun) -> None:
    land = shapely.box(WEST, SOUTH, WEST + 100, SOUTH + 100)
    parcel(run, 1, land)
    feature(run, SECRET, "x", land)

    assert SECRET not in made([1])["themes"]
    entitled = Viewer((*PUBLIC.grants, Grant("uap", frozenset({"query"}), "closed")))
    assert made([1], entitled)["themes"][SECRET]["state"] == "affected"


def test_invalid_outline_of_a_layer_is_flagged_and_measured(run: ImportRun) -> None:
    parcel(run, 1, shapely.box(WEST, SOUTH, WEST + 100, SOUTH + 100))
    bow_tie = shapely.Polygon(
        [(WEST, SOUTH), (WEST + 40, SOUTH + 40), (WEST + 40, SOUTH), (WEST, SOUTH + 40)]
    )
    feature(run, AREAS, "tie", bow_tie)
    feature(run, LINES, "l", shapely.LineString([(WEST, SOUTH + 50), (WEST + 100, SOUTH + 50)]))

    themes = made([1])["themes"]
    assert themes[AREAS]["objects"][0]["measure"]["value"] == pytest.approx(800, abs=0.01)
    assert "není platný" in themes[AREAS]["notes"][0]["cs"]
    assert themes[LINES]["notes"] == []


def test_object_of_many_points_is_measured_as_one_of_few(run: ImportRun) -> None:
    land = shapely.box(WEST, SOUTH, WEST + 60, SOUTH + 60)
    parcel(run, 1, land)
    round_one = shapely.Point(WEST + 60, SOUTH + 60).buffer(50, quad_segs=20_000)
    feature(run, AREAS, "round", round_one)

    (found,) = made([1])["themes"][AREAS]["objects"]
    assert found["measure"]["value"] == pytest.approx(round_one.intersection(land).area, abs=0.01)


def test_parcel_of_fifty_thousand_corners_is_answered_in_time(run: ImportRun) -> None:
    land = shapely.Point(WEST + 500, SOUTH + 500).buffer(400, quad_segs=12_500)
    parcel(run, 1, land)
    other = shapely.Point(WEST + 900, SOUTH + 500).buffer(300, quad_segs=12_500)
    feature(run, AREAS, "other", other)

    begun = time.monotonic()
    (found,) = made([1])["themes"][AREAS]["objects"]
    assert time.monotonic() - begun < 5  # 1 s on a machine that does nothing else
    assert found["measure"]["value"] == pytest.approx(other.intersection(land).area, abs=0.01)


def test_parcel_of_half_a_square_metre_has_an_extract(run: ImportRun) -> None:
    parcel(run, 1, shapely.box(WEST, SOUTH, WEST + 1, SOUTH + 0.5))
    feature(run, AREAS, "over", shapely.box(WEST - 9, SOUTH - 9, WEST + 9, SOUTH + 9))
    feature(run, LINES, "through", shapely.LineString([(WEST - 9, SOUTH), (WEST + 9, SOUTH + 0.4)]))

    found = made([1])
    area, line = found["themes"][AREAS], found["themes"][LINES]
    assert found["subject"]["area_m2"] == 0.5
    assert (area["state"], area["thresholds"]["area_m2"]) == ("affected", 0.25)
    assert area["objects"][0]["measure"]["share"] == 1
    assert line["state"] == "affected"


def test_what_is_not_in_force_on_the_day_is_not_told(run: ImportRun) -> None:
    land = shapely.box(WEST, SOUTH, WEST + 100, SOUTH + 100)
    parcel(run, 1, land)
    ended = DateRange(date(2020, 1, 1), TODAY - timedelta(days=1))
    feature(run, AREAS, "ended", land, valid=ended)

    assert made([1])["themes"][AREAS]["objects"] == []
    assert made([1], day=TODAY - timedelta(days=100))["themes"][AREAS]["objects"]


def test_several_parcels_are_one_land(run: ImportRun) -> None:
    parcel(run, 1, shapely.box(WEST, SOUTH, WEST + 50, SOUTH + 50))
    parcel(run, 2, shapely.box(WEST + 50, SOUTH, WEST + 100, SOUTH + 50), source_class="UKM")
    feature(run, AREAS, "a", shapely.box(WEST + 40, SOUTH, WEST + 60, SOUTH + 50))

    found = made([2, 1])
    assert found["subject"]["area_m2"] == 5000
    assert [each["code"] for each in found["subject"]["parcels"]] == [2, 1]
    assert "nemá právní závaznost" in found["subject"]["parcels"][0]["notes"][0]["cs"]
    assert found["themes"][AREAS]["objects"][0]["measure"] == {
        "kind": "area", "value": 1000.0, "unit": "m²", "share": 0.2,
    }  # fmt: skip


def test_land_that_cannot_be_is_refused_with_the_reason(run: ImportRun) -> None:
    parcel(run, 1, shapely.Point(WEST, SOUTH), geom_kind="point")

    with pytest.raises(NoSubject, match="nemá v datech hranice"):
        made([1])
    with pytest.raises(NoSubject, match="Parcela 5 neexistuje"):
        made([5])
    with pytest.raises(BadArea, match="Self-intersection"):
        of_area(shapely.Polygon([(0, 0), (9, 9), (9, 0), (0, 9)]))
    with pytest.raises(BadArea, match="mimo Českou republiku"):
        of_area(shapely.box(0, 0, 10, 10))


def test_extract_sees_one_version_while_another_is_published(run: ImportRun) -> None:
    land = shapely.box(WEST, SOUTH, WEST + 100, SOUTH + 100)
    parcel(run, 1, land)

    def publish_meanwhile(ask: Any) -> Any:
        subject = of_parcels([1], ask)
        feature(run, AREAS, "new", land)
        ImportRun.objects.filter(pk=run.pk).update(published_at=datetime(2026, 5, 2, tzinfo=UTC))
        return subject

    found = document(extract(publish_meanwhile, PUBLIC, Moment(TODAY)))
    assert found["data_version"].startswith("2026-05-01")
    themes = {theme["id"]: theme for theme in found["themes"]}
    assert themes[AREAS]["objects"] == []
    assert made([1])["themes"][AREAS]["objects"]
    assert not connections["reader"].in_atomic_block
